import { addCalendarDays, type IsoDate } from '../calendar/index.ts';
import type { CaseState, Occurrence, StepTaken, Visit } from '../case/state.ts';
import { type ClockStanding, isAfterDue } from '../clocks/determine-clock.ts';
import { determineClocksOfVisit } from '../clocks/determine-clocks.ts';
import { isWaiting, type Standing } from '../clocks/determine-standing.ts';
import type { Stage, Step, Trigger } from '../policy/schema.ts';
import { findStepsBefore } from './check-step.ts';
import type { CaseContext } from './command.ts';
import { findWaits } from './find-waits.ts';

/** One thing on the way to a step: another step taken, or a time waited out; `on` the day it is done or over. */
export type Move = {
  readonly kind: 'step' | 'wait';
  readonly id: string;
  readonly name: string;
  readonly on: IsoDate;
  readonly clause: string | undefined;
};

/** A stay in a stage, told on as if from a day. */
export type Stay = { readonly standing: Standing; readonly visit: Visit; readonly stage: Stage };

/**
 * How fast things are done: `soonest`, each on the first day it can be; `latest`, each on the last day that the
 * procedure gives for it, leaving aside the clock that is asked about.
 */
export type Pace = { readonly kind: 'soonest' } | { readonly kind: 'latest'; readonly but: ClockStanding };

/** The way to a step: the moves in order, the step itself last. Undefined where a wait on it has no known end. */
export type Way = { readonly on: IsoDate; readonly moves: readonly Move[] };

type Played = { readonly state: CaseState; readonly on: IsoDate; readonly moves: readonly Move[] };

/**
 * Plays a stay on to a step from a day: each step that comes before it and is still to be taken is taken, each time
 * that it waits for is waited out, and what that starts is waited for in turn. Nothing is recorded.
 *
 * Example: draft not sent, then five working days for comments: from Monday 9 March 2026 the draft goes that day, the
 * comments end on the 16th, and the response can go on the 17th.
 */
export function playForward(stay: Stay, step: Step, from: IsoDate, pace: Pace): Way | undefined {
  const played = reach(stay, { state: stay.standing.state, on: from, moves: [] }, step, pace);
  return played && { on: played.on, moves: played.moves };
}

/** What clocks know a step as once it is taken. */
export function namesOfStep(step: Step): readonly string[] {
  const sent = step['for-comment'] ? ['draft-issued'] : [];
  return [`${step.id}.done`, ...(NAMES[step.does] ?? []), ...sent];
}

const NAMES: Partial<Record<Step['does'], readonly string[]>> = {
  acknowledge: ['acknowledged'],
  define: ['defined'],
  allocate: ['allocated'],
  contact: ['contacted'],
  draft: ['drafted'],
  respond: ['response-issued'],
};

/** The events that a trigger names. */
export const namesOfTrigger = (trigger: Trigger): readonly string[] =>
  trigger['earliest-of'] ?? trigger['latest-of'] ?? (trigger.event === undefined ? [] : [trigger.event]);

function contextOn({ standing, visit, stage }: Stay, { state, on }: Played): CaseContext {
  return { standing: { ...standing, state, asOf: { on } }, moment: { on }, visit, stage };
}

/** The first step that must come before and was not played yet; findings may come with the response. */
function findNextBefore(stay: Stay, played: Played, step: Step): Step | undefined {
  const isBrought = (before: Step): boolean => step.does === 'respond' && before.does === 'investigate';
  const isPlayed = (before: Step): boolean => played.moves.some(({ kind, id }) => kind === 'step' && id === before.id);
  return findStepsBefore(contextOn(stay, played), step.id, step.needs).find(
    (before) => !isBrought(before) && !isPlayed(before),
  );
}

function reach(stay: Stay, start: Played, step: Step, pace: Pace): Played | undefined {
  let played: Played = start;
  for (let before = findNextBefore(stay, played, step); before; before = findNextBefore(stay, played, step)) {
    const then = reach(stay, played, before, pace);
    if (!then) return undefined;
    played = then;
  }
  const waited = waitOut(stay, played, step);
  if (!waited) return undefined;
  const ready = pace.kind === 'latest' ? useTimeGiven(stay, waited, step, pace.but) : waited;
  return take(stay, ready, step);
}

function waitOut(stay: Stay, start: Played, step: Step): Played | undefined {
  let played = start;
  for (;;) {
    const { standing } = contextOn(stay, played);
    const [wait] = findWaits(standing, stay.visit, step, played.on);
    if (!wait) return played;
    if (wait.due === undefined) return undefined;
    const move: Move = { kind: 'wait', id: wait.clock, name: wait.name, on: wait.due, clause: wait.clause };
    played = { ...played, on: addCalendarDays(wait.due, 1), moves: [...played.moves, move] };
  }
}

/** The last day of the landlord's own clocks that this step stops, where it is later. */
function useTimeGiven(stay: Stay, played: Played, step: Step, but: ClockStanding): Played {
  const { standing } = contextOn(stay, played);
  const stops = (id: string): boolean => {
    const clock = stay.stage.clocks.find((one) => one.id === id);
    return clock !== undefined && namesOfTrigger(clock.stops).some((name) => namesOfStep(step).includes(name));
  };
  const own = determineClocksOfVisit(standing, stay.visit).filter(
    (clock) => clock.clock !== but.clock && !clock.window && isWaiting(clock) && stops(clock.clock),
  );
  const last = own.reduce(
    (day, { due }) => (due !== undefined && isAfterDue({ on: due }, { on: day }) ? due : day),
    played.on,
  );
  return { ...played, on: last };
}

function take({ visit, stage }: Stay, { state, on, moves }: Played, step: Step): Played {
  const n = Math.max(state.lastEdit, ...state.steps.map((one) => one.n)) + 1;
  const taken: StepTaken = {
    on,
    step: step.id,
    stage: stage.id,
    visit: visit.index,
    person: '',
    roles: [],
    n,
    implied: true,
  };
  const occurrences = namesOfStep(step).map((name): Occurrence => ({ name, visit: visit.index, n, on }));
  const told = { ...state, steps: [...state.steps, taken], occurrences: [...state.occurrences, ...occurrences] };
  return {
    state: told,
    on,
    moves: [...moves, { kind: 'step', id: step.id, name: step.name, on, clause: step.clause }],
  };
}
