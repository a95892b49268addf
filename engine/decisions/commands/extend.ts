import type { IsoDate } from '../../calendar/index.ts';
import { type ExtensionMade, findVisit } from '../../case/state.ts';
import type { ClockStanding } from '../../clocks/determine-clock.ts';
import { isAfterDue } from '../../clocks/determine-clock.ts';
import { isWaiting } from '../../clocks/determine-standing.ts';
import { makeGuardWorld } from '../../clocks/make-guard-world.ts';
import { evaluateGuard } from '../../policy/evaluate-guard.ts';
import { describeSource } from '../../policy/find-in-pack.ts';
import type { Clock, Extension } from '../../policy/schema.ts';
import { checkOpen } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { Actor, CaseContext, Command, Input } from '../command.ts';
import type { Field } from '../field.ts';
import { foreseeLetter, foreseeStanding, partTexts, readPartTexts, refuseMissingParts } from '../foresee.ts';
import {
  answerOf,
  checkMust,
  dateOf,
  factFields,
  factTexts,
  factValues,
  getFacts,
  numberOf,
  textOf,
  textsOf,
} from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { letterFields } from './acknowledge.ts';

type Extendable = { readonly clock: Clock; readonly standing: ClockStanding };

/**
 * More time for a clock, by the pack's rule: for one of its reasons, at most so much, told before the time is up,
 * with the complainant's agreement where the pack asks for it. Without words on how much, it is all the rule allows.
 * The first rule not yet used up applies; one for going beyond comes after it. What is told after the time is up is no
 * extension: it goes only when whoever sends it says that they know (`told-late`), moves no date, and stays on record as
 * the breach it is.
 */
export const extend: Command = {
  name: 'extend',
  word: 'extended',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    const target = findExtendable(context);
    if (!target) return [refuse('nothing-to-extend', context.stage)];
    const rule = findRule(context, target);
    if (!rule)
      return [
        refuse('no-more-extension', [target.clock.extensions.at(-1), target.clock], { clock: target.clock.name }),
      ];
    return [...checkRunning(target), ...checkWho(context, actor, rule.who, rule)];
  },
  fields: (context) => {
    const target = findExtendable(context);
    const rule = target && (findRule(context, target) ?? target.clock.extensions.at(-1));
    if (!target || !rule) return openFields();
    return [...(isTooLate(context, target, rule) ? [TOLD_LATE] : []), ...ruleFields(context, rule)];
  },
  decide: (context, actor, input) => {
    const target = findExtendable(context, textOf(input, 'clock'));
    const rule = target && (findRule(context, target) ?? target.clock.extensions.at(-1));
    if (!target || !rule) return { events: [], refusals: [refuse('nothing-to-extend', context.stage)] };
    return decideExtension(context, actor, input, target, rule);
  },
};

const TOLD_LATE: Field = { name: 'told-late', label: '', required: false, kind: 'yes-no' };

function openFields(): readonly Field[] {
  return [
    { name: 'clock', label: '', required: false, kind: 'text' },
    { name: 'by', label: '', required: false, kind: 'number', atMost: 999 },
    { name: 'to', label: '', required: false, kind: 'date' },
    { name: 'agreed', label: '', required: false, kind: 'yes-no' },
    { name: 'reason', label: '', required: false, kind: 'long-text' },
  ];
}

function ruleFields(context: CaseContext, rule: Extension): readonly Field[] {
  const reasons = rule.reasons?.map(({ id, name }) => ({ value: id, label: name }));
  const listed: Field | undefined = reasons && {
    name: 'reason',
    label: '',
    required: true,
    clause: rule.clause,
    kind: 'choice',
    options: reasons,
  };
  const inWords = findReasonAsked(context, rule) ? [] : openFields().filter(({ name }) => name === 'reason');
  return [
    ...openFields().filter((field) => field.name !== 'reason' && field.name !== 'agreed'),
    {
      name: 'agreed',
      label: '',
      required: false,
      clause: rule.clause,
      kind: 'yes-no',
      ...(rule.agreement && { neededBefore: 'more-time' as const }),
    },
    ...(listed ? [listed] : inWords),
    ...factFields(getFacts(context, factsOf(rule))).map((field) => ({
      ...field,
      required: field.required && field.name !== rule['unless-good-reason'],
      clause: describeSource(rule) ?? field.clause,
    })),
    ...letterFields(context, rule.notice),
  ];
}

/** The question of the pack that is answered with the reason, where it lists none: nobody is then asked twice why. */
function findReasonAsked(context: CaseContext, rule: Extension): string | undefined {
  if (rule.reasons) return undefined;
  return getFacts(context, rule.needs ?? []).find(({ kind }) => kind === 'text')?.id;
}

/** The clock to extend: the one named, else the waiting one of this visit that has extensions, the response's first. */
export function findExtendable(context: CaseContext, clockId?: string): Extendable | undefined {
  const visit = context.visit ?? findVisit(context.standing.state, context.stage?.id ?? '');
  const candidates = (context.stage?.clocks ?? []).flatMap((clock): readonly Extendable[] => {
    const standing = context.standing.clocks.find((one) => one.clock === clock.id && one.visit === visit?.index);
    return standing && clock.extensions.length > 0 ? [{ clock, standing }] : [];
  });
  if (clockId !== undefined) return candidates.find(({ clock }) => clock.id === clockId);
  return candidates.find(({ standing }) => isWaiting(standing)) ?? candidates[0];
}

function usesOf(context: CaseContext, { clock, standing }: Extendable, rule: Extension): readonly ExtensionMade[] {
  return context.standing.state.extensions.filter(
    (made) => made.clock === clock.id && made.visit === standing.visit && made.rule === rule.id,
  );
}

function findRule(context: CaseContext, target: Extendable): Extension | undefined {
  const world = makeGuardWorld(context.standing, context.visit);
  const open = target.clock.extensions.filter((rule) => evaluateGuard(rule.when, world));
  const ordinaryUsed = open.filter((rule) => !rule.beyond).every((rule) => isUsedUp(context, target, rule));
  return open.find((rule) => !isUsedUp(context, target, rule) && (!rule.beyond || ordinaryUsed));
}

const isUsedUp = (context: CaseContext, target: Extendable, rule: Extension): boolean =>
  !rule.uncapped && usesOf(context, target, rule).length >= rule['how-often'];

function checkRunning({ clock, standing }: Extendable): readonly Refusal[] {
  if (standing.state === 'not-started')
    return [refuse('clock-not-started', [clock, clock.limit], { clock: clock.name })];
  if (standing.stopped !== undefined) return [refuse('clock-stopped', [clock, clock.limit], { clock: clock.name })];
  return [];
}

function isTooLate({ moment }: CaseContext, { standing }: Extendable, rule: Extension): boolean {
  return (
    rule['before-due'] && standing.due !== undefined && isAfterDue(moment, { on: standing.due, at: standing.dueAt })
  );
}

/** Too late it is no extension, unless it is sent as what it is. */
function checkInTime(context: CaseContext, input: Input, target: Extendable, rule: Extension): readonly Refusal[] {
  if (!isTooLate(context, target, rule)) return [];
  if (answerOf(input, 'told-late') !== true)
    return [refuse('extension-after-due', rule, { due: target.standing.due ?? '' })];
  const to = dateOf(input, 'to');
  return to === undefined || to <= context.moment.on ? [refuse('expected-day-missing', rule, { field: 'to' })] : [];
}

function decideExtension(
  context: CaseContext,
  actor: Actor,
  input: Input,
  target: Extendable,
  rule: Extension,
): ReturnType<Command['decide']> {
  const facts = getFacts(context, factsOf(rule));
  const body = makeExtended(context, input, target, rule);
  const reason = textOf(input, 'reason');
  const listed = rule.reasons?.some(({ id }) => id === reason);
  const texts = readPartTexts(input.parts);
  const matter = { clock: body.clock, reason: reason ?? findReasonAsked(context, rule) };
  const letter = foreseeLetter(context, actor, rule.notice, [{ body }], texts, matter);
  return {
    events: [
      {
        body,
        texts: { ...(listed ? {} : textsOf(input, ['reason'])), ...factTexts(facts, input), ...partTexts(texts) },
      },
    ],
    refusals: [
      ...checkInTime(context, input, target, rule),
      ...(rule.agreement && body.agreed !== true ? [refuse('extension-needs-agreement', rule)] : []),
      ...(rule.reasons && reason !== undefined && !listed
        ? [refuse('extension-reason-not-listed', rule, { reason })]
        : []),
      ...(rule.reasons && reason === undefined ? [refuse('extension-needs-reason', rule)] : []),
      ...checkMust(facts, input),
      ...checkCap(context, actor, body, rule),
      ...refuseMissingParts(letter),
    ],
  };
}

function makeExtended(context: CaseContext, input: Input, { clock }: Extendable, rule: Extension): ExtendedBody {
  const days = numberOf(input, 'by');
  const to = dateOf(input, 'to');
  const unit = rule.extra?.unit ?? rule.total?.unit ?? clock.limit.is?.unit ?? 'working-day';
  const reason = textOf(input, 'reason');
  return {
    type: 'extended',
    stage: context.visit?.stage ?? '',
    clock: clock.id,
    rule: rule.id,
    extra: days !== undefined ? { n: days, unit } : to === undefined ? rule.extra : undefined,
    to,
    reason: rule.reasons?.some(({ id }) => id === reason) ? reason : undefined,
    agreed: answerOf(input, 'agreed'),
    goodReason: hasGoodReason(rule, input) ? true : undefined,
    facts: factValues(getFacts(context, factsOf(rule)), input),
  };
}

/** What more time would come to, before anything is recorded. */
export type ExtensionForeseen = {
  readonly rule: Extension;
  /** The clock as it stands, and as it would with what was filled in. */
  readonly before: ClockStanding;
  readonly after: ClockStanding | undefined;
  /** The last day that the rule lets it reach; undefined where it sets no most. */
  readonly latest: IsoDate | undefined;
  /** How it would count: told too late, or further than the rule allows; undefined: in full. */
  readonly why: 'after-due' | 'beyond-cap' | undefined;
};

/**
 * The new date that an extension would bring, with its working and the last day there can be, from what has been filled
 * in so far. Undefined where nothing can be extended.
 *
 * Example: due Monday 13 April 2026, at most ten working days more, five asked for: due 20 April, at the latest the 27th.
 */
export function foreseeExtension(context: CaseContext, actor: Actor, input: Input): ExtensionForeseen | undefined {
  const target = findExtendable(context, textOf(input, 'clock'));
  const rule = target && findRule(context, target);
  if (!target || !rule || checkRunning(target).length > 0) return undefined;
  const body = makeExtended(context, input, target, rule);
  const foresee = (made: ExtendedBody): ClockStanding | undefined =>
    foreseeStanding(context, actor, [made]).clocks.find(({ id }) => id === target.standing.id);
  const asked = body.extra ?? body.to;
  const after = asked === undefined ? undefined : foresee(body);
  const most = rule.uncapped ? undefined : foresee({ ...body, extra: undefined, to: FAR, goodReason: undefined });
  const latest = isTooLate(context, target, rule) ? undefined : most?.due;
  const why = after?.extensions.at(-1)?.why;
  return {
    rule,
    before: target.standing,
    after,
    latest,
    why: why === 'after-due' || why === 'beyond-cap' ? why : undefined,
  };
}

/** Later than any cap, so that the cap itself is what counts. */
const FAR = '2199-12-31' as IsoDate;

/** The facts a rule asks for, and the one that holds the good reason for passing its cap. */
const factsOf = (rule: Extension): readonly string[] => [
  ...(rule.needs ?? []),
  ...(rule['unless-good-reason'] === undefined ? [] : [rule['unless-good-reason']]),
];

function hasGoodReason(rule: Extension, input: Input): boolean {
  const fact = rule['unless-good-reason'];
  return fact !== undefined && textOf(input, fact) !== undefined;
}

type ExtendedBody = { type: 'extended' } & Extract<Parameters<typeof foreseeStanding>[2][number], { type: 'extended' }>;

function checkCap(context: CaseContext, actor: Actor, body: ExtendedBody, rule: Extension): readonly Refusal[] {
  if (body.extra === undefined && body.to === undefined) return [refuse('extension-needs-date', rule)];
  if (body.extra !== undefined && (body.extra.n <= 0 || !Number.isInteger(body.extra.n)))
    return [refuse('not-a-number', rule, { field: 'by', given: body.extra.n })];
  const after = foreseeStanding(context, actor, [body]);
  const clock = after.clocks.find((one) => one.clock === body.clock && one.visit === context.visit?.index);
  const counted = clock?.extensions.at(-1);
  if (counted?.why !== 'beyond-cap') return [];
  const cap = rule.extra ?? rule.total;
  return [{ ...refuse('extension-beyond-cap', rule, { n: cap?.n ?? 0, unit: cap?.unit ?? '' }), until: counted.due }];
}
