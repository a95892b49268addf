import { findCurrentVisit } from '../case/state.ts';
import { findResponseClock, findStage } from '../policy/find-in-pack.ts';
import { type CaseWorld, findOccurrence } from './case-world.ts';
import { determineClock, makeClockRule } from './determine-clock.ts';
import { findStart } from './determine-clocks.ts';
import { markNotPossible } from './find-not-possible.ts';
import { findStop } from './resolve-trigger.ts';

/**
 * Whether the response of the current stage should have gone already: no response in this visit, and its clock is
 * past due, or a clock of the stage that must be stopped before it (an acknowledgement never sent) is past due.
 */
export function isResponseOverdue(world: CaseWorld): boolean {
  const visit = findCurrentVisit(world.state);
  const stage = visit && findStage(world.policy, visit.procedure, visit.stage);
  if (!visit || findOccurrence(world.state, visit.index, 'response-issued')) return false;
  const clock = findResponseClock(stage);
  return [clock, ...(stage?.clocks ?? [])].some((candidate) => {
    if (!candidate || candidate.window) return false;
    const none = (): undefined => undefined;
    const start = findStart(world, visit, stage, candidate, none);
    const stop = findStop(world, visit, candidate.stops, start, none);
    const standing = determineClock(world, makeClockRule(candidate, visit), start, stop);
    const { state } = markNotPossible(world, stage, candidate, standing);
    return state === 'late' && (candidate === clock || stop === undefined);
  });
}
