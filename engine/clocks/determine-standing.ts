import type { Calendar, IsoDate } from '../calendar/index.ts';
import { effectiveHistory } from '../case/effective-history.ts';
import type { CaseEvent, Lapsed, Moment } from '../case/events.ts';
import { evolve } from '../case/evolve.ts';
import { type CaseState, emptyCase, findCurrentVisit } from '../case/state.ts';
import { findStage } from '../policy/find-in-pack.ts';
import type { Policy } from '../policy/schema.ts';
import { type CaseWorld, isBefore } from './case-world.ts';
import { type ClockStanding, isAfterDue } from './determine-clock.ts';
import { determineClocks, determineClocksOfVisit } from './determine-clocks.ts';
import { determineEscalationWindow, type WindowStanding } from './determine-escalation-window.ts';
import { determineRoutes, type RouteStanding } from './determine-routes.ts';
import { determineTimeLimits, type TimeLimitStanding } from './determine-time-limits.ts';

/** How a case stands on the day we look. Everything shown about a case is derived from this. */
export type Standing = CaseWorld & {
  readonly history: readonly CaseEvent[];
  /** Everything recorded, as it was recorded: also what was undone or corrected since, and what undid or corrected it. */
  readonly recorded: readonly CaseEvent[];
  readonly clocks: readonly ClockStanding[];
  readonly window: WindowStanding | undefined;
  readonly timeLimits: readonly TimeLimitStanding[];
  /** The routes of the pack that the facts of the case open. */
  readonly routes: readonly RouteStanding[];
  /** Lapses that changed the stage, derived from clocks and never stored. */
  readonly lapses: readonly Lapsed[];
  readonly nextDue: ClockStanding | undefined;
};

/**
 * The standing of a case: its effective history up to the moment we look, folded, with the lapses that its clocks
 * bring about on the way. A function of events, pack, calendar and moment alone; nothing is stored by a job.
 */
export function determineStanding(
  policy: Policy,
  calendar: Calendar,
  events: readonly CaseEvent[],
  asOf: Moment,
): Standing {
  const history = effectiveHistory(events).filter((event) => !isBefore(asOf, event));
  const lapses: Lapsed[] = [];
  let state = emptyCase;
  for (const event of history) {
    state = applyLapses({ policy, calendar, state, asOf: event }, lapses);
    state = evolve(state, event);
  }
  state = applyLapses({ policy, calendar, state, asOf }, lapses);
  const world: CaseWorld = { policy, calendar, state, asOf };
  const clocks = determineClocks(world);
  return {
    ...world,
    history,
    recorded: events,
    clocks,
    window: determineEscalationWindow(world),
    timeLimits: determineTimeLimits(world),
    routes: determineRoutes(world, history),
    lapses,
    nextDue: findNextDue(clocks),
  };
}

/** Applies, one after the other, each lapse that came before the moment of the world. */
function applyLapses(world: CaseWorld, lapses: Lapsed[]): CaseState {
  let state = world.state;
  for (let next = findLapse({ ...world, state }); next; next = findLapse({ ...world, state })) {
    lapses.push(next);
    state = evolve(state, next);
  }
  return state;
}

function findLapse(world: CaseWorld): Lapsed | undefined {
  const visit = findCurrentVisit(world.state);
  const stage = visit && findStage(world.policy, visit.procedure, visit.stage);
  if (!visit || !stage || world.state.status === 'closed') return undefined;
  if (!stage.clocks.some((clock) => clock['on-lapse'].opens ?? clock['on-lapse'].closes)) return undefined;
  for (const standing of determineClocksOfVisit(world, visit)) {
    const clock = stage.clocks.find((candidate) => candidate.id === standing.clock);
    const { opens, closes } = clock?.['on-lapse'] ?? {};
    if (!(opens ?? closes) || standing.due === undefined) continue;
    const already = world.state.occurrences.some(
      (seen) => seen.visit === visit.index && seen.name === `${standing.clock}.lapsed`,
    );
    const isOver = standing.lapsed && isAfterDue(world.asOf, { on: standing.due, at: standing.dueAt });
    if (isOver && !already)
      return { type: 'lapsed', clock: standing.clock, on: standing.due, at: standing.dueAt, opens, closes };
  }
  return undefined;
}

/** The landlord's clock that is due next, late ones first; undefined when none runs. */
export function findNextDue(clocks: readonly ClockStanding[]): ClockStanding | undefined {
  const waiting = clocks.filter((clock) => clock.owner === 'pack' && clock.due !== undefined && isWaiting(clock));
  return waiting.sort((a, b) => compareDue(a.due, b.due))[0];
}

/** A clock that still waits for its stop: running, or late with nothing done. */
export function isWaiting(clock: ClockStanding): boolean {
  return clock.waits;
}

function compareDue(a: IsoDate | undefined, b: IsoDate | undefined): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}
