import {
  type Clock,
  type Escalation,
  type Guard,
  type Limit,
  NAMED_EVENTS,
  type Outcome,
  type Pack,
  type Period,
  type Policy,
  type Procedure,
  type Stage,
  type Step,
  type Trigger,
  walkObjects,
} from '../../engine/index.ts';
import {
  capitalise,
  describeCondition,
  describeDayOf,
  describeMeeting,
  describeMoreTime,
  describePeriod,
  describeReconstructed,
  describeSecondDay,
  describeTimeAllowed,
  describeWhoMay,
  fill,
  findClockName,
  listOr,
  type Texts,
} from '../texts/index.ts';
import { canHold, findPossible, findServices, narrow, simplify } from './find-services.ts';
import type { Jump, Outline, OutlineClock, OutlineGate, OutlineMore, OutlineStage, OutlineStep } from './outline.ts';

/** What every part of an outline is told from. */
type Place = {
  readonly texts: Texts;
  readonly policy: Policy;
  readonly procedure: Procedure;
  readonly services: readonly string[];
  /** `stage.step`, and the step of `any-time` by its id alone, with its number. */
  readonly numbers: ReadonlyMap<string, string>;
};

/** Every procedure of a pack as it is drawn. */
export const outlinePack = (texts: Texts, policy: Policy): readonly Outline[] =>
  policy.pack.procedures.map((procedure) => outlineProcedure(texts, policy, procedure));

/**
 * One procedure as it is drawn, from the pack alone: where a complaint comes in, the stages with their steps in order,
 * who takes them and the times that run, what lies between one stage and the next, and the end.
 */
export function outlineProcedure(texts: Texts, policy: Policy, procedure: Procedure): Outline {
  const services = findServices(policy.pack, procedure);
  const numbers = numberSteps(procedure, services);
  const place: Place = { texts, policy, procedure, services, numbers };
  const stages = procedure.stages.map((stage) => outlineStage(place, stage));
  return {
    id: procedure.id,
    title: nameProcedure(policy.pack, procedure),
    lines: describeTitle(place),
    reconstructed:
      procedure.reconstructed === undefined ? undefined : describeReconstructed(texts, procedure.reconstructed),
    entry: { title: texts.procedures.drawing.entry, ...describeEntry(place) },
    opensAt: describeOpening(place),
    stages,
    anyTime: listSteps(procedure['any-time'], services).map((step) => outlineStep(place, undefined, step)),
    end: describeEnd(place),
    jumps: findJumps(procedure),
    footer: describeFooter(place),
  };
}

function nameProcedure({ title, procedures }: Pack, { name }: Procedure): string {
  return procedures.length === 1 ? title : `${title}: ${name}`;
}

/** Steps that can come about for these services; those of other services are not drawn. */
const listSteps = (steps: readonly Step[], services: readonly string[]): readonly Step[] =>
  steps.filter(({ when }) => canHold(when, services));

function numberSteps(procedure: Procedure, services: readonly string[]): ReadonlyMap<string, string> {
  const { stages } = procedure;
  const isPlain = new Set(stages.map(({ number }) => number)).size === stages.length;
  const own = stages.flatMap((stage, at) =>
    listSteps(stage.steps, services).map(
      (step, i) => [`${stage.id}.${step.id}`, `${isPlain ? stage.number : at + 1}.${i + 1}`] as const,
    ),
  );
  const anyTime = listSteps(procedure['any-time'], services).map((step, i) => [step.id, `A${i + 1}`] as const);
  return new Map([...own, ...anyTime]);
}

function describeTitle({ texts, policy: { pack }, procedure, services }: Place): readonly string[] {
  const words = texts.procedures.drawing;
  const { from, until } = pack['in-force'];
  const dates = { from: describeDayOf(from, 0, texts), until: until && describeDayOf(until, 0, texts) };
  const names = services.map((id) => pack.services.find((one) => one.id === id)?.name ?? id);
  const some = pack.services.length > names.length || pack.procedures.length > 1;
  const open = procedure.when && !isAboutServices(procedure.when);
  return [
    [
      pack.organisation.name,
      fill(words.version, { version: pack.version }),
      fill(words[until ? 'in-force-between' : 'in-force-from'], dates),
      pack.organisation.fictitious ? words.fictitious : undefined,
    ]
      .filter((one) => one !== undefined)
      .join(' · '),
    ...(some && !open ? [fill(words['for-services'], { names: names.join(', ') })] : []),
    ...(open && procedure.when
      ? [fill(words['for-when'], { when: describeCondition(texts, pack, procedure.when) })]
      : []),
  ];
}

const isAboutServices = (guard: NonNullable<Procedure['when']>): boolean =>
  'service' in guard || ('any-of' in guard && guard['any-of'].every(isAboutServices));

function describeEntry(place: Place): { lines: readonly string[]; clocks: readonly OutlineClock[] } {
  const { texts, services } = place;
  const { intake } = place.policy.pack;
  const words = texts.procedures.drawing;
  const may = intake['not-accepted'];
  const routes = intake.routes.filter(({ when }) => canHold(when, services));
  const named = (list: readonly { readonly name: string }[]) => ({ names: list.map(({ name }) => name).join('; ') });
  const away = routes.filter(({ beside }) => !beside);
  const beside = routes.filter((route) => route.beside && !route.restricts);
  const few = routes.filter(({ restricts }) => restricts);
  const channels = intake.channels.are.map((channel) => texts.statuses.channels[channel]).join(', ');
  const lines = [
    capitalise(channels),
    ...describeTimeLimits(place),
    may &&
      `${fill(words['not-accepted'], { ...named(may.grounds), n: may.grounds.length })} (${whoMay(place, may.who)})`,
    away.length > 0 && fill(words.elsewhere, named(away)),
    beside.length > 0 && fill(words.beside, named(beside)),
    few.length > 0 && fill(words.restricted, named(few)),
  ];
  return {
    lines: lines.filter((line): line is string => typeof line === 'string'),
    clocks: intake.clocks
      .filter(({ when }) => canHold(when, services))
      .map((clock) => outlineClock(place, undefined, clock)),
  };
}

/** Until when a complaint is taken; limits of one length together. */
function describeTimeLimits({ texts, policy: { pack } }: Place): readonly string[] {
  const byPeriod = Map.groupBy(pack.intake['time-limits'], ({ within }) => describePeriod(within, texts));
  return [...byPeriod].map(([period, limits]) => {
    const questions = limits.map(({ from }) => `“${pack.facts[from]?.ask ?? from}”`);
    return fill(texts.procedures.drawing['time-limit'], { period, question: listOr(texts, questions) });
  });
}

function describeOpening(place: Place): readonly string[] {
  const { texts, procedure, policy } = place;
  const words = texts.procedures.drawing;
  const entries = procedure['opens-at'] ?? [];
  const nameOf = (id: string | undefined) => ({ stage: nameStage(procedure, id) });
  if (entries.length < 2) {
    const [only] = entries;
    const first = only && 'otherwise' in only ? only.otherwise : procedure.stages[0]?.id;
    return [fill(words['opens-always'], nameOf(first))];
  }
  return entries.map((entry) =>
    'otherwise' in entry
      ? fill(words['opens-otherwise'], nameOf(entry.otherwise))
      : fill(words['opens-when'], {
          ...nameOf(entry.stage),
          when: describeCondition(texts, policy.pack, entry.when),
        }),
  );
}

const nameStage = ({ stages }: Procedure, id: string | undefined): string =>
  stages.find((stage) => stage.id === id)?.name ?? id ?? '';

function outlineStage(place: Place, stage: Stage): OutlineStage {
  return {
    id: stage.id,
    name: stage.name,
    final: stage.final,
    steps: listSteps(stage.steps, place.services).map((step) => outlineStep(place, stage, step)),
    clocks: stage.clocks
      .filter(({ when }) => canHold(when, place.services))
      .map((clock) => outlineClock(place, stage, clock)),
    gate: stage.escalation && outlineGate(place, stage, stage.escalation),
  };
}

const findNumber = ({ numbers }: Place, stage: Stage | undefined, reference: string): string | undefined =>
  numbers.get(`${stage?.id}.${reference}`) ?? numbers.get(reference);

/** How a step of another stage, or of this one, is called in the drawing: by its number. */
function nameStep(place: Place, stage: Stage | undefined, reference: string): string {
  const { texts, procedure } = place;
  const number = findNumber(place, stage, reference);
  if (number !== undefined) return fill(texts.procedures.drawing.step, { number });
  const [first = '', part = ''] = reference.split('.');
  const words = texts.procedures['parts-in-a-case'];
  if (part in words) return fill(words[part as keyof typeof words], { stage: nameStage(procedure, first) });
  return reference;
}

/** Who may, for the services drawn, with steps by their bare numbers. */
function whoMay(place: Place, who: Step['who'], stage?: Stage): string {
  const several = who?.['first-of'] && narrow(who['first-of'], place.services);
  const [only] = several ?? [];
  const narrowed =
    several?.length === 1 && only && !only.when ? only : several ? { ...who, 'first-of': [...several] } : who;
  const nameOf = (reference: string) => findNumber(place, stage, reference) ?? nameStep(place, stage, reference);
  return describeWhoMay(place.texts, place.policy.pack, narrowed, nameOf);
}

function limitFor({ services }: Place, limit: Limit): Limit {
  const several = limit['first-of'] && narrow(limit['first-of'], services);
  if (!several) return limit;
  const [only] = several;
  return several.length === 1 && only && !only.when ? only : { ...limit, 'first-of': [...several] };
}

/** “only when …”, “unless …”; nothing where the condition always holds for the services drawn. */
function describeWhen({ texts, policy, services }: Place, when: Guard | undefined): string | undefined {
  const words = texts.procedures.drawing;
  const guard = simplify(when, services);
  if (!guard) return undefined;
  const except = 'none-of' in guard ? { 'any-of': guard['none-of'] } : undefined;
  const said = describeCondition(texts, policy.pack, except ?? guard);
  return fill(words[except ? 'unless' : 'only-when'], { when: said });
}

function outlineStep(place: Place, stage: Stage | undefined, step: Step): OutlineStep {
  const number = place.numbers.get(stage ? `${stage.id}.${step.id}` : step.id) ?? '';
  return {
    number,
    name: step.name,
    who: describeSeats(place, step, stage) ?? whoMay(place, step.who, stage),
    optional: step.optional || simplify(step.when, place.services) !== undefined,
    mayBeLeftOut: step.optional && !step.encouraged,
    remarks: describeRemarks(place, stage, step),
    ways: (step.outcomes ?? [])
      .filter((outcome) => canHold(outcome.when, place.services))
      .map((outcome) => describeOutcome(place, stage, outcome)),
  };
}

function describeSeats(place: Place, { who, seats }: Step, stage: Stage | undefined): string | undefined {
  if (!seats) return undefined;
  const words = place.texts.procedures.drawing;
  const named = seats.map((seat) =>
    fill(words[seat.optional ? 'optional-seat' : 'seat'], { name: seat.name, who: whoMay(place, seat.who, stage) }),
  );
  return [...(who ? [whoMay(place, who, stage)] : []), ...named].join(' · ');
}

function describeRemarks(place: Place, stage: Stage | undefined, step: Step): readonly string[] {
  const { texts, policy } = place;
  const words = texts.procedures.drawing;
  const opened = (step.before ?? []).flatMap((name) => /^(.+)\.opens$/.exec(name)?.[1] ?? []);
  const said = [
    describeWhen(place, step.when),
    step.encouraged && words.encouraged,
    step['for-comment'] && words['for-comment'],
    step['tried-counts'] && words['tried-counts'],
    step.to && fill(words['allocates-to'], { who: whoMay(place, step.to, stage) }),
    ...describeMeeting(texts, policy.pack, step, (id) => nameStep(place, stage, id)),
    ...opened.map((id) => fill(words['waits-for-stage'], { stage: nameStage(place.procedure, id) })),
  ];
  return said.filter((one): one is string => typeof one === 'string');
}

function describeOutcome(place: Place, stage: Stage | undefined, outcome: Outcome): string {
  const words = place.texts.procedures.drawing;
  const grounds = outcome.grounds === 'as-not-accepted' ? `, ${words['grounds-as-not-accepted']}` : '';
  const said = { name: outcome.name, what: `${describeThen(place, stage, outcome)}${grounds}` };
  if (!outcome.who) return fill(words.outcome, said);
  return fill(words['outcome-by'], { ...said, who: whoMay(place, outcome.who, stage) });
}

function describeThen(place: Place, stage: Stage | undefined, outcome: Outcome): string {
  const words = place.texts.procedures.drawing;
  const { closes, stage: opens, back, procedure } = outcome['leads-to'];
  const status = outcome['status-then'];
  if (closes) return status ? fill(words['closes-as'], { status }) : words.closes;
  if (opens) return fill(words['opens-stage'], { stage: nameStage(place.procedure, opens) });
  if (back) return fill(words['goes-back'], { step: nameStep(place, stage, back) });
  if (!procedure) return words['goes-on'];
  const other = place.policy.pack.procedures.find(({ id }) => id === procedure)?.name ?? procedure;
  return fill(words['changes-procedure'], { procedure: other });
}

function outlineClock(place: Place, stage: Stage | undefined, clock: Clock): OutlineClock {
  const { texts, policy } = place;
  const limit = limitFor(place, clock.limit);
  const days = getDays(limit.is ?? limit['at-most'] ?? limit['first-of']?.find((one) => one.is)?.is);
  return {
    name: clock.name,
    limit: describeTimeAllowed(texts, policy.pack, limit),
    lines: [describeRun(place, stage, clock), ...describeClockRemarks(place, clock)],
    days,
    more: clock.extensions
      .filter(({ when }) => canHold(when, place.services))
      .map((extension): OutlineMore => {
        const longer = getDays(extension.extra) ?? minus(getDays(extension.total), days);
        const who = extension.who && whoMay(place, extension.who, stage);
        const what = describeMoreTime(texts, extension);
        return { words: fill(texts.procedures.drawing['more-time'], { what }), who, days: longer };
      }),
  };
}

const minus = (whole: number | undefined, part: number | undefined): number | undefined =>
  whole === undefined ? undefined : Math.max(0, whole - (part ?? 0));

/** How long a length of time is as a bar, in days of the calendar: five working days are a week. */
const DAYS: Readonly<Record<Period['unit'], number>> = {
  'working-day': 7 / 5,
  'calendar-day': 1,
  week: 7,
  'calendar-month': 365 / 12,
  hour: 1 / 24,
};
const getDays = (period: Period | undefined): number | undefined => period && period.n * DAYS[period.unit];

function describeRun(place: Place, stage: Stage | undefined, clock: Clock): string {
  const words = place.texts.procedures.drawing;
  const start = fill(words.from, { event: describeTriggerOf(place, stage, clock.starts) });
  const stop = fill(words.to, { event: describeTriggerOf(place, stage, clock.stops) });
  return `${start} ${stop}`;
}

function describeTriggerOf(place: Place, stage: Stage | undefined, trigger: Trigger): string {
  const words = place.texts.procedures.drawing;
  const list = (names: readonly string[]) => names.map((name) => describeEvent(place, stage, name)).join(', ');
  if (trigger['earliest-of']) return fill(words['first-of'], { list: list(trigger['earliest-of']) });
  if (trigger['latest-of']) return fill(words['last-of'], { list: list(trigger['latest-of']) });
  return describeEvent(place, stage, trigger.event ?? '');
}

function describeEvent(place: Place, stage: Stage | undefined, name: string): string {
  const { texts, policy, procedure } = place;
  const words = texts.procedures.drawing;
  const parts = name.split('.');
  const last = parts.pop() ?? '';
  const reference = parts.join('.');
  if (last === 'ended' || last === 'lapsed')
    return fill(words['clock-ended'], { clock: findClockName(policy.pack, parts.at(-1) ?? '') });
  const isNamed = parts.length === 0 || (NAMED_EVENTS as readonly string[]).includes(name);
  if (isNamed) return texts.procedures.events[name] ?? texts.clocks['started-by'][name] ?? name;
  const step = nameStep(place, stage, reference);
  if (last === 'done' || last === 'tried') return step;
  const own = reference.includes('.') ? reference : `${stage?.id}.${reference}`;
  const found = [...procedure.stages.flatMap((one) => one.steps.map((s) => ({ key: `${one.id}.${s.id}`, step: s })))];
  const outcome = found.find(({ key }) => key === own)?.step.outcomes?.find(({ id }) => id === last)?.name ?? last;
  return fill(words['step-outcome'], { number: step.replace(/^\D+/, ''), outcome });
}

function describeClockRemarks(place: Place, clock: Clock): readonly string[] {
  const { texts, procedure } = place;
  const words = texts.procedures.drawing;
  const { repeats, 'on-lapse': lapse, when } = clock;
  const said = [
    describeWhen(place, when),
    clock.window && words.allowed,
    repeats?.every === 'as-agreed' && words['repeats-as-agreed'],
    repeats && repeats.every !== 'as-agreed' && fill(words.repeats, { period: describePeriod(repeats.every, texts) }),
    lapse.opens && `${fill(words['lapse-opens'], { stage: nameStage(procedure, lapse.opens) })}.`,
    lapse.closes && `${words['lapse-closes']}.`,
  ];
  return said.filter((one): one is string => typeof one === 'string');
}

function outlineGate(place: Place, stage: Stage, escalation: Escalation): OutlineGate {
  const words = place.texts.procedures.drawing;
  const to = { stage: nameStage(place.procedure, escalation.to) };
  const decides = escalation.opens === 'on-request';
  const told = [escalation.who, escalation.window?.who].map((who) => who && whoMay(place, who, stage));
  const isTold = ({ who }: Outcome) => who !== undefined && told.includes(whoMay(place, who, stage));
  const said = [
    fill(words['gate-asks'], { window: describeWindow(place, stage, escalation) }),
    !escalation['needs-response'] && words['before-response'],
    decides
      ? fill(words['opens-on-request'], to)
      : fill(words['opens-on-acceptance'], { who: whoMay(place, escalation.who, stage) }),
    escalation['overdue-who'] && fill(words.overdue, { who: whoMay(place, escalation['overdue-who'], stage) }),
    escalation['new-issue'] && words['new-issue'],
  ];
  return {
    title: fill(words.gate, to),
    lines: said.filter((one): one is string => typeof one === 'string'),
    outcomes: escalation.outcomes
      .filter(({ when }) => canHold(when, place.services))
      .map((outcome) => describeOutcome(place, stage, isTold(outcome) ? { ...outcome, who: undefined } : outcome)),
    to: escalation.to,
  };
}

function describeWindow(place: Place, stage: Stage, { window, who, opens }: Escalation): string {
  const { texts } = place;
  const words = texts.procedures.drawing;
  if (!window?.within) return words['no-last-day'];
  const period = describePeriod(window.within, texts);
  const event = texts.clocks['started-by'][window.from] ?? describeEvent(place, stage, window.from);
  const late = whoMay(place, window.who, stage);
  const isSame = opens === 'on-acceptance' && late === whoMay(place, who, stage);
  const then = {
    refuse: words['late-refused'],
    'person-decides': isSame ? words['late-decided-too'] : fill(words['late-decided'], { who: late }),
    advise: words['late-advised'],
  };
  const second = describeSecondDay(texts, place.policy.pack, window);
  return [fill(words.window, { period, event }), second, then[window.force]].filter(Boolean).join(' ');
}

function describeEnd(place: Place): Outline['end'] {
  const { texts, policy, services } = place;
  const { pack, ombudsmen } = policy;
  const words = texts.procedures.drawing;
  const entries = findPossible(pack.signposting, (entry) => ('otherwise' in entry ? undefined : entry.when), services);
  const nameOf = (id: string) => ombudsmen.get(id)?.name ?? id;
  const names = entries.flatMap((entry): readonly string[] => {
    const id = 'otherwise' in entry ? entry.otherwise : entry.ombudsman;
    if (id === 'none') return [];
    const left = 'otherwise' in entry ? undefined : simplify(entry.when, services);
    if (left) return [fill(words['signpost-when'], { name: nameOf(id), when: describeCondition(texts, pack, left) })];
    return [entries.length > 1 ? fill(words['signpost-otherwise'], { name: nameOf(id) }) : nameOf(id)];
  });
  return {
    title: words.end,
    lines: [
      ...(names.length > 0 ? [fill(words.signpost, { names: names.join('; ') })] : []),
      ...(pack.closing?.['needs-learning'] ? [words['end-learning']] : []),
    ],
    clocks: [],
  };
}

function describeFooter({ texts, policy: { pack } }: Place): string {
  const assumed = [...walkObjects({ ...pack, silences: [] })].filter(
    ({ object }) => object['assumption'] !== undefined,
  );
  return fill(texts.procedures.drawing.footer, { pack: pack.pack, version: pack.version, assumed: assumed.length });
}

/** Ways that do not simply lead to the next stage: where a case begins, a lapse, an outcome, a gate that skips. */
function findJumps(procedure: Procedure): readonly Jump[] {
  const { stages } = procedure;
  const at = (id: string | undefined) => stages.findIndex((stage) => stage.id === id);
  const opened = (procedure['opens-at'] ?? []).map((entry) => ('otherwise' in entry ? entry.otherwise : entry.stage));
  const ways = [
    ...(opened.length === 0 ? [stages[0]?.id ?? ''] : opened).map((to): Jump => ({ from: undefined, to })),
    ...stages.flatMap((stage) => findWaysOut(stage).map((to): Jump => ({ from: stage.id, to }))),
  ];
  const known = new Set<string>();
  return ways.filter(({ from, to }) => {
    const isNext = at(to) === (from === undefined ? 0 : at(from) + 1);
    const key = `${from}>${to}`;
    if (isNext || at(to) === -1 || known.has(key)) return false;
    known.add(key);
    return true;
  });
}

function findWaysOut(stage: Stage): readonly string[] {
  const outcomes = [...stage.steps.flatMap((step) => step.outcomes ?? []), ...(stage.escalation?.outcomes ?? [])];
  return [
    ...outcomes.flatMap((outcome) => outcome['leads-to'].stage ?? []),
    ...stage.clocks.flatMap((clock) => clock['on-lapse'].opens ?? []),
    ...(stage.escalation ? [stage.escalation.to] : []),
  ];
}
