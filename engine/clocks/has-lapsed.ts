import { findProcedure } from '../policy/find-in-pack.ts';
import type { CaseWorld } from './case-world.ts';
import { determineClock, makeClockRule } from './determine-clock.ts';
import { findStart, makeClockEnd } from './determine-clocks.ts';
import { markNotPossible } from './find-not-possible.ts';
import { findStop } from './resolve-trigger.ts';

/**
 * Whether the time of a clock is over with nothing done, in the latest visit of its stage: what a pack opens on a lapse
 * (a step, a route) holds from the day after. Done late it has lapsed all the same.
 *
 * Example: due on 13 April, nothing done: not on the 13th, from the 14th.
 */
export function hasLapsed(world: CaseWorld, id: string): boolean {
  const stages = findProcedure(world.policy, world.state.procedure)?.stages ?? [];
  const stage = stages.find((candidate) => candidate.clocks.some((clock) => clock.id === id));
  const clock = stage?.clocks.find((candidate) => candidate.id === id);
  const visit = world.state.visits.findLast((candidate) => candidate.stage === stage?.id);
  if (!clock || !visit) return false;
  const clockEnd = makeClockEnd(world, visit, stage);
  const start = findStart(world, visit, stage, clock, clockEnd);
  const stop = findStop(world, visit, clock.stops, start, clockEnd);
  const standing = determineClock(world, makeClockRule(clock, visit), start, stop);
  const { due, state, lapsed, stopped } = markNotPossible(world, stage, clock, standing);
  const isPast = due !== undefined && due < (stopped ?? world.asOf.on);
  return state === 'late' || lapsed || (clock.window && isPast);
}
