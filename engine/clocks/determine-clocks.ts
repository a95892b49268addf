import type { Occurrence, Visit } from '../case/state.ts';
import { findCurrentVisit } from '../case/state.ts';
import { evaluateGuard } from '../policy/evaluate-guard.ts';
import { findProcedure, findRegime, findResponseClock } from '../policy/find-in-pack.ts';
import type { Clock, Period, Regime, Stage } from '../policy/schema.ts';
import type { CaseWorld } from './case-world.ts';
import { isBefore } from './case-world.ts';
import { type ClockRule, type ClockStanding, determineClock, makeClockRule } from './determine-clock.ts';
import { findStartWithoutLetter, markNotPossible } from './find-not-possible.ts';
import { makeGuardWorld } from './make-guard-world.ts';
import { type FindClockEnd, findStop, resolveStart, resolveTrigger } from './resolve-trigger.ts';

/**
 * Every clock of a case on the day we look: those of each stage visited, in order of visiting; those of the stages of
 * its procedure not yet visited (not started); those of intake; and, apart, the outer limits of its regime.
 */
export function determineClocks(world: CaseWorld): readonly ClockStanding[] {
  const visited = world.state.visits.flatMap((visit) => determineClocksOfVisit(world, visit));
  return [...determineIntakeClocks(world), ...visited, ...listUnvisited(world), ...determineOuterLimits(world)];
}

/** The clocks of one stay in a stage. */
export function determineClocksOfVisit(world: CaseWorld, visit: Visit): readonly ClockStanding[] {
  const stage = findProcedure(world.policy, visit.procedure)?.stages.find((candidate) => candidate.id === visit.stage);
  return (stage?.clocks ?? []).flatMap((clock) => determineInstances(world, visit, stage, clock));
}

const suffix = (n: number): string => (n === 0 ? '' : `#${n + 1}`);

/** How often this stage was visited before. */
function countEarlier(world: CaseWorld, visit: Visit): number {
  return world.state.visits.filter((other) => other.stage === visit.stage && other.index < visit.index).length;
}

function determineInstances(
  world: CaseWorld,
  visit: Visit,
  stage: Stage | undefined,
  clock: Clock,
): readonly ClockStanding[] {
  const id = `${clock.id}${suffix(countEarlier(world, visit))}`;
  const rule = makeClockRule(clock, visit, id);
  if (!evaluateGuard(clock.when, makeGuardWorld(world, visit))) {
    return [{ ...determineClock(world, rule, undefined, undefined), state: 'not-needed' }];
  }
  const clockEnd = makeClockEnd(world, visit, stage);
  const start = findStart(world, visit, stage, clock, clockEnd);
  const standings =
    clock.repeats && start
      ? determineRepeats(world, rule, start, visit, clockEnd)
      : [determineClock(world, rule, start, findStop(world, visit, clock.stops, start, clockEnd))];
  return standings.map((standing) => markNotPossible(world, stage, clock, standing));
}

/**
 * When a clock of a stay started: as told, else without the letter that it counts from where there is nobody to write
 * to, and never later than the letter was due. Undefined while it has not.
 */
export function findStart(
  world: CaseWorld,
  visit: Visit,
  stage: Stage | undefined,
  clock: Clock,
  clockEnd: FindClockEnd,
): Occurrence | undefined {
  const told = resolveStart(world, visit, clock, clockEnd);
  const first = told ?? findStartWithoutLetter(world, visit, stage, clock.starts, clockEnd);
  return imply(world, visit, stage, first, clockEnd);
}

/**
 * A start that was only implied by a later happening cannot buy time: it is taken to have been on the last day on
 * which the step was due, where that is earlier.
 */
function imply(
  world: CaseWorld,
  visit: Visit,
  stage: Stage | undefined,
  start: Occurrence | undefined,
  clockEnd: FindClockEnd,
): Occurrence | undefined {
  if (!start?.implied) return start;
  const stopping = stage?.clocks.find((clock) => clock.stops.event === start.name);
  if (!stopping) return start;
  const first = resolveTrigger(world, visit, stopping.starts, clockEnd);
  const rule = makeClockRule(stopping, visit);
  const due = first && determineClock(world, rule, first, undefined).due;
  return due !== undefined && due < start.on ? { ...start, on: due, at: undefined } : start;
}

/**
 * The end of another clock, of the same visit or of the latest visit of an earlier stage: when it was stopped, or its
 * due day once that is over.
 */
export function makeClockEnd(world: CaseWorld, visit: Visit, stage: Stage | undefined): FindClockEnd {
  return (id) => {
    const owner = stage?.clocks.some((clock) => clock.id === id) ? { visit, stage } : findOwner(world, visit, id);
    const clock = owner?.stage.clocks.find((candidate) => candidate.id === id);
    return owner && clock && findClockEnd(world, owner.visit, owner.stage, clock);
  };
}

type Owner = { readonly visit: Visit; readonly stage: Stage };

/** The latest earlier visit of a stage that has this clock. */
function findOwner(world: CaseWorld, visit: Visit, id: string): Owner | undefined {
  const stages = findProcedure(world.policy, visit.procedure)?.stages ?? [];
  const stage = stages.find((candidate) => candidate.clocks.some((clock) => clock.id === id));
  const earlier = world.state.visits.findLast((other) => other.stage === stage?.id && other.index < visit.index);
  return stage && earlier && { visit: earlier, stage };
}

function findClockEnd(world: CaseWorld, visit: Visit, stage: Stage, clock: Clock): Occurrence | undefined {
  const { id } = clock;
  const others = { ...stage, clocks: stage.clocks.filter((other) => other.id !== id) };
  const clockEnd = makeClockEnd(world, visit, others);
  const rule = makeClockRule(clock, visit);
  const start = resolveStart(world, visit, clock, clockEnd);
  const standing = determineClock(world, rule, start, findStop(world, visit, clock.stops, start, clockEnd));
  const on = standing.lapsed || standing.state === 'late' ? standing.due : standing.stopped;
  const end = on ?? (standing.due !== undefined && standing.due < world.asOf.on ? standing.due : undefined);
  return end && { name: `${id}.ended`, visit: visit.index, n: 0, on: end };
}

/** A repeating duty: each time it is done the next one starts, until the event that ends it. */
function determineRepeats(
  world: CaseWorld,
  rule: ClockRule,
  start: Occurrence,
  visit: Visit,
  clockEnd: FindClockEnd,
): readonly ClockStanding[] {
  const { repeats, limit } = rule.clock;
  const until = repeats && resolveTrigger(world, visit, { event: repeats.until }, clockEnd);
  const stops = world.state.occurrences.filter(
    (occurrence) =>
      occurrence.visit === visit.index && occurrence.name === rule.clock.stops.event && !isBefore(occurrence, start),
  );
  const every = repeats?.every !== 'as-agreed' ? repeats?.every : undefined;
  const again: Clock = { ...rule.clock, limit: every ? { ...repeats, is: every } : limit, 'counts-from': 'event-day' };
  const standings: ClockStanding[] = [];
  let from = start;
  for (const [index, stop] of [...stops, undefined].entries()) {
    const ended = stop ?? until;
    if (until && !isBefore(from, until)) break;
    const clock = index === 0 ? rule.clock : again;
    const standing = determineClock(world, { ...rule, clock, id: `${rule.id}${suffix(index)}` }, from, ended);
    standings.push(until && !stop && standing.state === 'met' ? { ...standing, state: 'not-needed' } : standing);
    if (stop) from = stop;
  }
  return standings;
}

function listUnvisited(world: CaseWorld): readonly ClockStanding[] {
  const visited = new Set(world.state.visits.map((visit) => visit.stage));
  const current = findCurrentVisit(world.state);
  const procedure = findProcedure(world.policy, world.state.procedure);
  const stages = (procedure?.stages ?? []).filter((stage) => !visited.has(stage.id));
  const position = procedure?.stages.findIndex((stage) => stage.id === current?.stage) ?? -1;
  return stages.flatMap((stage) =>
    stage.clocks.map((clock) => {
      const rule = makeClockRule(clock, { stage: stage.id, index: -1 });
      const standing = determineClock(world, rule, undefined, undefined);
      const passed = (procedure?.stages.indexOf(stage) ?? 0) < position;
      return passed ? { ...standing, state: 'not-needed' as const } : standing;
    }),
  );
}

function determineIntakeClocks(world: CaseWorld): readonly ClockStanding[] {
  const { state, policy } = world;
  if (!state.received) return [];
  const whole: Visit = {
    index: -1,
    stage: '',
    procedure: state.procedure ?? '',
    opened: state.received,
    openedBy: 'received',
    opening: 0,
  };
  return policy.pack.intake.clocks.flatMap((clock) => {
    const anywhere = {
      ...world,
      state: { ...state, occurrences: state.occurrences.map((o) => ({ ...o, visit: -1 })) },
    };
    return determineInstances(anywhere, whole, undefined, clock);
  });
}

function determineOuterLimits(world: CaseWorld): readonly ClockStanding[] {
  const regime = findRegime(world.policy, world.state.service);
  if (!regime || world.state.kind !== 'complaint') return [];
  return regime['outer-limits'].flatMap((outer) => determineOuterLimit(world, outer));
}

type OuterLimit = Regime['outer-limits'][number];

/** One outer limit, for each visit of the stages with its number; not started while there is none. */
function determineOuterLimit(world: CaseWorld, outer: OuterLimit): readonly ClockStanding[] {
  const procedure = findProcedure(world.policy, world.state.procedure);
  const stages = (procedure?.stages ?? []).filter((stage) => stage.number === outer['stage-number']);
  const visits = world.state.visits.filter((visit) => stages.some((stage) => stage.id === visit.stage));
  const noVisit: Visit = {
    index: -2,
    stage: stages[0]?.id ?? '',
    procedure: '',
    opened: { on: world.asOf.on },
    openedBy: '',
    opening: 0,
  };
  if (stages.length === 0) return [];
  return (visits.length > 0 ? visits : [noVisit]).map((visit, index) => {
    const stage = stages.find((candidate) => candidate.id === visit.stage);
    const clock = makeOuterClock(outer, stage);
    const extensionsOf = findResponseClock(stage)?.id ?? '';
    const rule: ClockRule = {
      clock,
      id: `${outer.id}${suffix(index)}`,
      stage: visit.stage,
      visit: visit.index,
      owner: 'regime',
      extensionsOf,
    };
    const start =
      outer.starts === 'received' || visit.index >= 0
        ? resolveTrigger(world, visit, clock.starts, () => undefined)
        : undefined;
    const stop = resolveTrigger(world, visit, clock.stops, () => undefined);
    return markNotPossible(world, stage, clock, determineClock(world, rule, start, stop));
  });
}

/** An outer limit as a clock: it takes the extensions of the stage's response clock, up to what the regime allows. */
function makeOuterClock(outer: OuterLimit, stage: Stage | undefined): Clock {
  const most = outer['extension-at-most'];
  const total: Period | undefined = most && { n: outer.limit.n + most.n, unit: outer.limit.unit };
  const own = findResponseClock(stage)?.extensions ?? [];
  return {
    id: outer.id,
    name: outer.name,
    limit: { is: outer.limit, regime: outer.provision },
    starts: { event: outer.starts },
    stops: { event: outer.stops },
    'counts-from': 'event-day',
    'first-counted': 'day-after',
    'ends-on': 'any-day',
    restarts: false,
    'on-lapse': { breach: true },
    window: false,
    regime: outer.provision,
    extensions: total ? own.map((extension) => ({ ...extension, extra: extension.extra, total })) : [],
  };
}
