import type { IsoDate } from '../calendar/index.ts';
import {
  type DraftComment,
  determineOverallFinding,
  findCurrentVisit,
  getOpenPoints,
  getUnansweredPoints,
  type PromiseMade,
  type Visit,
} from '../case/state.ts';
import { findLimit } from '../clocks/determine-clock.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { evaluateGuard, type FactValue } from '../policy/evaluate-guard.ts';
import { describeSource, findFactOfPart, findLetter, findResponseClock, findStage } from '../policy/find-in-pack.ts';
import type { Letter, Part } from '../policy/schema.ts';
import type { EnginePart, Finding } from '../policy/vocabulary.ts';
import { determineSignposting, type Signpost } from '../signposting/determine-signposting.ts';
import { findPlaceholders, isBlank } from './find-placeholders.ts';

/** What the engine knows for a part of a letter; pages and letters put it into words. */
export type PartContent =
  | { readonly kind: 'stage'; readonly name: string; readonly number: number; readonly final: boolean }
  | {
      readonly kind: 'points';
      readonly points: readonly { n: number; finding: Finding | undefined }[];
      readonly overall: Finding | undefined;
    }
  | { readonly kind: 'date'; readonly on: IsoDate }
  /** `on`: the day of the letter, by which what is overdue is told from what is still to come. */
  | { readonly kind: 'promises'; readonly promises: readonly PromiseMade[]; readonly on: IsoDate }
  | { readonly kind: 'escalation'; readonly to: string; readonly lastDay: IsoDate | undefined }
  | { readonly kind: 'signposts'; readonly signposts: readonly Signpost[] }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'answer'; readonly fact: string; readonly value: FactValue }
  | { readonly kind: 'text-per-point'; readonly texts: readonly { n: number; text: string }[] }
  | { readonly kind: 'text-per-comment'; readonly texts: readonly { n: number; text: string }[] }
  | { readonly kind: 'none' };

export type Missing = 'blank' | 'placeholder' | 'not-known' | 'points-unanswered' | 'comments-unanswered';

/** One part of a letter as it stands: what fills it, or why it cannot go yet. */
export type PartStanding = {
  readonly part: string;
  readonly name: string;
  readonly filledBy: Part['filled-by'];
  readonly perPoint: boolean;
  readonly noneAllowed: boolean;
  readonly clause: string | undefined;
  readonly hint: string | undefined;
  readonly content: PartContent | undefined;
  readonly missing: Missing | undefined;
  /** Placeholders found, the numbers of points without text, or the question that nobody has answered. */
  readonly lacks: readonly string[];
};

export type LetterStanding = {
  readonly letter: Letter;
  readonly parts: readonly PartStanding[];
  readonly ready: boolean;
};

/** What a person has written: a text for a part, or for a part told point by point, a text per point number. */
export type PartTexts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** What a letter may need beyond the standing of the case: the ground of a refusal, the reason for an extension. */
export type LetterMatter = {
  readonly ground?: string | undefined;
  readonly reason?: string | undefined;
  readonly clock?: string | undefined;
};

/**
 * What a letter must contain now, and what it still lacks: the parts the pack asks for on these findings, those the
 * engine fills, and what a person has written for the others. `none` counts as an answer only where the pack says so.
 * Undefined when the pack has no such letter.
 */
export function determineLetter(
  standing: Standing,
  letterId: string | undefined,
  texts: PartTexts,
  matter: LetterMatter = {},
  visit: Visit | undefined = findCurrentVisit(standing.state),
): LetterStanding | undefined {
  const letter = findLetter(standing.policy, letterId);
  if (!letter) return undefined;
  const guards = makeGuardWorld(standing, visit);
  const parts = letter.parts
    .filter((part) => evaluateGuard(part.when, guards))
    .filter((part) => !part['per-comment'] || getComments(standing, visit).length > 0)
    .map((part) => fillPart(standing, letter, part, texts, matter, visit));
  return { letter, parts, ready: parts.every((part) => part.missing === undefined) };
}

function fillPart(
  standing: Standing,
  letter: Letter,
  part: Part,
  texts: PartTexts,
  matter: LetterMatter,
  visit: Visit | undefined,
): PartStanding {
  switch (part['filled-by']) {
    case 'engine':
      return findFactOfPart(part) === undefined
        ? fillByEngine(standing, letter, part, matter, visit)
        : fillByAnswer(standing, letter, part);
    case 'pack':
      return { ...describePart(letter, part), content: fixedWords(part), missing: undefined, lacks: [] };
    case 'person':
      return part['per-comment']
        ? fillPerComment(standing, letter, part, texts, visit)
        : fillByPerson(standing, letter, part, texts);
    default:
      return part['filled-by'] satisfies never;
  }
}

const fixedWords = ({ says }: Part): PartContent => ({ kind: 'text', text: says ?? '' });

/** The answer to a fact; while nobody has answered it, it is not known, and the question is named. */
function fillByAnswer(standing: Standing, letter: Letter, part: Part): PartStanding {
  const fact = findFactOfPart(part) ?? '';
  const value = standing.state.facts[fact];
  const base = describePart(letter, part);
  if (value !== undefined) return { ...base, content: { kind: 'answer', fact, value }, missing: undefined, lacks: [] };
  return { ...base, content: undefined, missing: 'not-known', lacks: [standing.policy.pack.facts[fact]?.ask ?? fact] };
}

function describePart(letter: Letter, part: Part): Omit<PartStanding, 'content' | 'missing' | 'lacks'> {
  return {
    part: part.part,
    name: part.name,
    filledBy: part['filled-by'],
    perPoint: part['per-point'],
    noneAllowed: part['none-allowed'],
    clause: describeSource(part, letter),
    hint: part.hint,
  };
}

function fillByPerson(standing: Standing, letter: Letter, part: Part, texts: PartTexts): PartStanding {
  const base = describePart(letter, part);
  const given = texts[part.part];
  if (!part['per-point']) {
    const text = typeof given === 'string' ? given : '';
    if (part['none-allowed'] && text.trim().toLowerCase() === 'none')
      return { ...base, content: { kind: 'none' }, missing: undefined, lacks: [] };
    return { ...base, ...judgeTexts([{ n: 0, text }], { kind: 'text', text }) };
  }
  const perPoint = getOpenPoints(standing.state).map(({ n }) => ({ n, text: textForPoint(given, n) }));
  return { ...base, ...judgeTexts(perPoint, { kind: 'text-per-point', texts: perPoint }) };
}

/** What the complainant said on the drafts of a stay in a stage, in order. */
export function getComments({ state }: Standing, visit: Visit | undefined): readonly DraftComment[] {
  return state.comments.filter((comment) => comment.visit === visit?.index);
}

/** Each comment on the draft is answered; those without an answer are named by number. */
function fillPerComment(
  standing: Standing,
  letter: Letter,
  part: Part,
  texts: PartTexts,
  visit: Visit | undefined,
): PartStanding {
  const given = texts[part.part];
  const answers = getComments(standing, visit).map(({ comment: n }) => ({ n, text: textForPoint(given, n) }));
  const judged = judgeTexts(answers, { kind: 'text-per-comment', texts: answers });
  const missing = judged.missing === 'blank' ? 'comments-unanswered' : judged.missing;
  return { ...describePart(letter, part), ...judged, missing };
}

const textForPoint = (given: PartTexts[string] | undefined, n: number): string =>
  (typeof given === 'string' ? given : given?.[String(n)]) ?? '';

function judgeTexts(
  texts: readonly { n: number; text: string }[],
  content: PartContent,
): Pick<PartStanding, 'content' | 'missing' | 'lacks'> {
  const blank = texts.filter(({ text }) => isBlank(text)).map(({ n }) => String(n));
  const placeholders = texts.flatMap(({ text }) => findPlaceholders(text));
  if (blank.length > 0) return { content, missing: 'blank', lacks: blank.filter((n) => n !== '0') };
  return { content, missing: placeholders.length > 0 ? 'placeholder' : undefined, lacks: placeholders };
}

function fillByEngine(
  standing: Standing,
  letter: Letter,
  part: Part,
  matter: LetterMatter,
  visit: Visit | undefined,
): PartStanding {
  const source = (part.from ?? part.part) as EnginePart;
  const content = CONTENTS[source](standing, visit, matter);
  const unanswered =
    ANSWERS.includes(source) && visit ? getUnansweredPoints(standing.state, visit.index).map(({ n }) => String(n)) : [];
  const noPoints = ANSWERS.includes(source) && getOpenPoints(standing.state).length === 0;
  const missing =
    unanswered.length > 0 || noPoints ? 'points-unanswered' : content === undefined ? 'not-known' : undefined;
  return { ...describePart(letter, part), content, missing, lacks: unanswered };
}

const ANSWERS: readonly EnginePart[] = ['decision', 'finding-per-point'];

type Fill = (standing: Standing, visit: Visit | undefined, matter: LetterMatter) => PartContent | undefined;

const CONTENTS: Readonly<Record<EnginePart, Fill>> = {
  stage: fillStage,
  'complaint-definition': fillPoints,
  'outcome-sought': () => ({ kind: 'id', id: 'outcome-sought' }),
  handler: ({ state }) => (state.handler ? { kind: 'person', person: state.handler.person } : undefined),
  'response-due': fillResponseDue,
  'next-step-due': ({ nextDue }) => (nextDue?.due ? { kind: 'date', on: nextDue.due } : undefined),
  'comments-due': fillCommentsDue,
  decision: fillPoints,
  'finding-per-point': fillPoints,
  remedies: fillPromises,
  'outstanding-actions': ({ state, asOf }) =>
    promisesContent(
      state.promises.filter((promise) => !promise.kept),
      asOf.on,
    ),
  'how-to-escalate': fillEscalation,
  'last-day-to-escalate': (standing) =>
    standing.window?.lastDay ? { kind: 'date', on: standing.window.lastDay } : { kind: 'none' },
  ombudsman: (standing) => {
    const signposts = determineSignposting(standing);
    return signposts.length > 0 ? { kind: 'signposts', signposts } : undefined;
  },
  'final-response': fillFinal,
  'extension-reason': (_standing, _visit, { reason }) => (reason ? { kind: 'id', id: reason } : undefined),
  'new-due-date': (standing, visit, { clock }) =>
    findDayToldLate(standing, visit, clock) ?? dueOf(standing, visit, clock),
  ground: (_standing, _visit, { ground }) => (ground ? { kind: 'id', id: ground } : undefined),
  channels: () => ({ kind: 'id', id: 'channels' }),
};

/** Told after the time was up, the day by which they are to expect it is told and moves no date. */
function findDayToldLate({ state, clocks }: Standing, visit: Visit | undefined, id: string | undefined) {
  const made = state.extensions.findLast((one) => one.clock === id && one.visit === visit?.index);
  const counted = clocks
    .flatMap(({ extensions }) => extensions)
    .find(({ n, why }) => n === made?.n && why === 'after-due');
  return counted && made?.to !== undefined ? { kind: 'date' as const, on: made.to } : undefined;
}

function fillStage(standing: Standing, visit: Visit | undefined): PartContent | undefined {
  const stage = visit && findStage(standing.policy, visit.procedure, visit.stage);
  return stage && { kind: 'stage', name: stage.name, number: stage.number, final: stage.final };
}

/** The response that is the landlord's last word: the latest one given, also where the next stage is refused. */
function fillFinal(standing: Standing, visit: Visit | undefined): PartContent | undefined {
  const { state } = standing;
  const answered = state.responses.at(-1)?.visit;
  const stage = fillStage(standing, state.visits.find(({ index }) => index === answered) ?? visit);
  return stage?.kind === 'stage' ? { ...stage, final: true } : undefined;
}

function fillPoints({ state }: Standing, visit: Visit | undefined): PartContent | undefined {
  const points = getOpenPoints(state).map((point) => ({ n: point.n, finding: visit && point.findings[visit.index] }));
  if (points.length === 0) return undefined;
  return { kind: 'points', points, overall: visit && determineOverallFinding(state, visit.index) };
}

function fillPromises({ state, asOf }: Standing, visit: Visit | undefined): PartContent {
  const made = state.promises.filter((promise) => visit === undefined || promise.visit === visit.index);
  return promisesContent(made, asOf.on);
}

const promisesContent = (promises: readonly PromiseMade[], on: IsoDate): PartContent =>
  promises.length > 0 ? { kind: 'promises', promises, on } : { kind: 'none' };

function fillResponseDue(standing: Standing, visit: Visit | undefined): PartContent | undefined {
  const clock = visit && findResponseClock(findStage(standing.policy, visit.procedure, visit.stage));
  if (visit && !clock) return { kind: 'none' };
  const limit = clock && findLimit(standing, { clock, visit: visit?.index ?? -1 });
  const due = dueOf(standing, visit, clock?.id);
  return due ?? (limit?.none || limit?.unknown ? { kind: 'none' } : undefined);
}

/** The last day for comments on a draft: the window of the stage that begins when the draft goes. */
function fillCommentsDue(standing: Standing, visit: Visit | undefined): PartContent | undefined {
  const clocks = visit && findStage(standing.policy, visit.procedure, visit.stage)?.clocks;
  return dueOf(standing, visit, clocks?.find(({ starts, window }) => window && starts.event === 'draft-issued')?.id);
}

function dueOf(standing: Standing, visit: Visit | undefined, clock: string | undefined): PartContent | undefined {
  const found = standing.clocks.find((candidate) => candidate.clock === clock && candidate.visit === visit?.index);
  return found?.due ? { kind: 'date', on: found.due } : undefined;
}

function fillEscalation(standing: Standing, visit: Visit | undefined): PartContent | undefined {
  const escalation = visit && findStage(standing.policy, visit.procedure, visit.stage)?.escalation;
  if (!visit || !escalation)
    return determineSignposting(standing).length > 0 ? CONTENTS.ombudsman(standing, visit, {}) : undefined;
  const to = findStage(standing.policy, visit.procedure, escalation.to)?.name ?? escalation.to;
  return { kind: 'escalation', to, lastDay: standing.window?.lastDay };
}
