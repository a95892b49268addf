import {
  type Clock,
  type ClockStanding,
  countWorkingDays,
  daysBetween,
  type IsoDate,
  localTimeOf,
  type Standing,
} from '../../engine/index.ts';
import { describeDate, describeDayOf, describeMoment } from './describe-date.ts';
import { describePeriod } from './describe-period.ts';
import { describeSkipped } from './describe-skipped.ts';
import { describeTrigger } from './describe-trigger.ts';
import { capitalise, fill } from './fill.ts';
import type { ClockSituation, Texts } from './texts.ts';

export type ClockWords = {
  /** For a tag: “Running”. */
  readonly state: string;
  /** What the tag stands for, for its colour. */
  readonly situation: ClockSituation;
  /** “Thursday 2 April 2026”, with the hour where the limit is in hours; undefined without a due date. */
  readonly due: string | undefined;
  /** “Due Monday 13 April 2026, 3 working days left”. */
  readonly sentence: string;
  /** How the date was worked out, one sentence a line. */
  readonly working: readonly string[];
};

type World = Pick<Standing, 'asOf' | 'calendar' | 'policy'>;
type Sentence = keyof Texts['clocks']['sentences'];

/** A clock in words on the day we look. `world` is the standing the clock is of. */
export function describeClock(texts: Texts, clock: ClockStanding, world: World): ClockWords {
  const situation = determineSituation(clock, world);
  return {
    state: texts.clocks.states[situation],
    situation,
    due: describeDue(texts, clock),
    sentence: describeSituation(texts, clock, world, situation),
    working: describeWorking(texts, clock, world),
  };
}

function determineSituation(clock: ClockStanding, { asOf }: World): ClockSituation {
  if (clock.lapsed) return 'lapsed';
  const isOver = clock.due !== undefined && clock.due < asOf.on;
  if (clock.state === 'not-needed' && clock.window && isOver && clock.stopped === undefined) return 'window-over';
  if (clock.state === 'late') return clock.stopped === undefined ? 'late' : 'late-done';
  return clock.state === 'running' && clock.due === asOf.on ? 'due-today' : clock.state;
}

function describeDue(texts: Texts, clock: ClockStanding): string | undefined {
  if (clock.due === undefined) return undefined;
  return describeMoment({ on: clock.due, at: clock.approximate ? undefined : clock.dueAt }, texts);
}

function describeSituation(texts: Texts, clock: ClockStanding, world: World, situation: ClockSituation): string {
  const { dueAt, stopped } = clock;
  const { left, late } = countDays(clock, world);
  return fill(texts.clocks.sentences[chooseSentence(clock, situation)], {
    due: describeDue(texts, clock),
    time: dueAt && localTimeOf(dueAt),
    left,
    late,
    stopped: stopped && describeDate(stopped, texts),
    trigger: describeTrigger(texts, world.policy, clock.stage, clock.startedBy),
  });
}

/** Whether a clock counts weekends and holidays too; then the days left and late are told as it counts them. */
const countsCalendarDays = ({ limit }: ClockStanding): boolean =>
  limit.length > 0 && limit.every(({ unit }) => unit !== 'working-day' && unit !== 'hour');

function countDays(clock: ClockStanding, { asOf, calendar }: World): { readonly left: number; readonly late: number } {
  const { due, stopped, workingDaysLate = 0 } = clock;
  if (due === undefined) return { left: 0, late: workingDaysLate };
  const isOpen = due >= asOf.on;
  if (countsCalendarDays(clock))
    return { left: isOpen ? daysBetween(asOf.on, due) : 0, late: Math.max(0, daysBetween(due, stopped ?? asOf.on)) };
  return { left: isOpen ? countWorkingDays(calendar, asOf.on, due).workingDays : 0, late: workingDaysLate };
}

function chooseSentence(clock: ClockStanding, situation: ClockSituation): Sentence {
  const { due, dueAt, approximate, workingDaysLate, limitUnknown } = clock;
  const isOfDays = situation === 'running' || situation === 'late' || situation === 'late-done';
  if (isOfDays && due !== undefined && countsCalendarDays(clock)) return `${situation}-calendar`;
  if (situation === 'due-today') return dueAt !== undefined && !approximate ? 'due-today-at' : 'due-today';
  if (situation === 'running') return due !== undefined ? 'running' : limitUnknown ? 'limit-unknown' : 'no-due';
  if (situation === 'met') return due === undefined ? 'met-no-due' : 'met';
  if (situation === 'late' || situation === 'late-done') return workingDaysLate ? situation : `${situation}-not-a-day`;
  return situation;
}

function describeWorking(texts: Texts, clock: ClockStanding, world: World): readonly string[] {
  if (clock.starts === undefined) return [];
  const words = texts.clocks.working;
  return [
    ...describeCounting(texts, clock, world),
    ...(clock.startImplied ? [words.implied] : []),
    ...describeNotCounted(texts, clock),
    ...(clock.approximate ? [words.approximate] : []),
    ...clock.extensions.map((extension) => describeExtension(texts, extension)),
    ...(clock.internalTarget ? [fill(words.target, { target: describeDate(clock.internalTarget, texts) })] : []),
    ...describeTaken(texts, clock),
    ...clock.assumes.map((assumption) => fill(words.assumes, { assumption: describeDatesIn(texts, assumption) })),
  ];
}

function describeCounting(texts: Texts, clock: ClockStanding, { policy }: World): readonly string[] {
  const words = texts.clocks.working;
  const why = describeTrigger(texts, policy, clock.stage, clock.startedBy);
  const starts = describeMoment(
    { on: clock.starts as IsoDate, at: clock.limit[0]?.unit === 'hour' ? clock.startsAt : undefined },
    texts,
  );
  if (clock.limit.length === 0)
    return [fill(words[chooseWithoutLimit(clock)], { starts, why, clock: nameOther(policy, clock) })];
  const limit = clock.limit
    .map((period) => describePeriod(period, texts))
    .reduce((first, second) => fill(words.and, { first, second }));
  const counted = capitalise(fill(words.counted, { limit, starts, why }));
  const rule = findClock(policy, clock);
  if (clock.limit[0]?.unit === 'hour') return [counted];
  const dayZero = rule?.['first-counted'] === 'that-day' ? words['that-day'] : words['day-after'];
  const rolls = rule?.['ends-on'] === 'working-day' ? [words['ends-on-working-day']] : [];
  return [
    counted,
    ...describeDayZero(texts, rule, policy.pack.calendar['cut-off'], fill(dayZero, { starts })),
    ...rolls,
  ];
}

function chooseWithoutLimit({ due, dueWith, limitUnknown }: ClockStanding): keyof Texts['clocks']['working'] {
  if (limitUnknown) return 'limit-unknown';
  if (due === undefined) return 'no-limit';
  return dueWith === undefined ? 'agreed' : 'due-with';
}

const nameOther = (policy: World['policy'], { dueWith, stage, owner }: ClockStanding): string =>
  dueWith === undefined ? '' : (findClock(policy, { owner, clock: dueWith, stage })?.name ?? dueWith);

function describeDayZero(
  texts: Texts,
  rule: Clock | undefined,
  cutOff: string | undefined,
  usual: string,
): readonly string[] {
  const from = rule?.['counts-from'];
  if (from === 'next-working-day') return [texts.clocks.working['next-working-day']];
  const later = from === 'next-period-after-cut-off' && cutOff !== undefined;
  return later ? [usual, fill(texts.clocks.working['cut-off'], { time: cutOff })] : [usual];
}

function findClock(
  policy: World['policy'],
  { owner, clock, stage }: Pick<ClockStanding, 'owner' | 'clock' | 'stage'>,
): Clock | undefined {
  if (owner === 'regime') return undefined;
  const stages = policy.pack.procedures.flatMap((procedure) => procedure.stages).filter(({ id }) => id === stage);
  return [...stages.flatMap(({ clocks }) => clocks), ...policy.pack.intake.clocks].find(({ id }) => id === clock);
}

function describeNotCounted(texts: Texts, clock: ClockStanding): readonly string[] {
  const counts = clock.limit.some(({ unit }) => unit === 'working-day');
  if (clock.skipped.length === 0) return counts ? [texts.clocks.working['nothing-skipped']] : [];
  return describeSkipped(texts, clock.skipped, clock.due);
}

function describeExtension(texts: Texts, { why, due }: ClockStanding['extensions'][number]): string {
  const words = texts.clocks.working;
  if (why === 'after-due') return words['extension-after-due'];
  if (why === 'no-such-rule') return words['extension-no-rule'];
  if (due === undefined) return words['extended-plain'];
  return fill(why === 'beyond-cap' ? words['extended-to-cap'] : words.extended, { due: describeDate(due, texts) });
}

function describeTaken(texts: Texts, { stopped, lapsed, workingDaysTaken, state }: ClockStanding): readonly string[] {
  if (stopped === undefined || lapsed || workingDaysTaken === undefined || state === 'not-needed') return [];
  return [fill(texts.clocks.working.taken, { taken: workingDaysTaken, stopped: describeDate(stopped, texts) })];
}

/** The calendar's own sentences hold dates in figures. */
const describeDatesIn = (texts: Texts, sentence: string): string =>
  sentence.replace(/\d{4}-\d{2}-\d{2}/g, (date) => describeDayOf(date, 0, texts));
