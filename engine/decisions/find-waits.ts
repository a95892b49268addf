import type { IsoDate } from '../calendar/index.ts';
import type { Visit } from '../case/state.ts';
import type { CaseWorld } from '../clocks/case-world.ts';
import type { ClockStanding } from '../clocks/determine-clock.ts';
import { determineClocksOfVisit } from '../clocks/determine-clocks.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { findStage } from '../policy/find-in-pack.ts';
import type { Step } from '../policy/schema.ts';

/**
 * The clocks that a step waits for and that are not over on a day: begun by then, not stopped by then, and that day not
 * past their last. One without a last day is over only once it is stopped.
 *
 * Example: comments until Friday 13 March 2026: on the 13th it is waited for, on the 14th no more.
 */
export function findWaits(
  world: CaseWorld,
  visit: Visit | undefined,
  step: Step,
  on: IsoDate,
): readonly ClockStanding[] {
  const names = step['waits-for'] ?? [];
  if (!visit || names.length === 0) return [];
  return determineClocksOfVisit(world, visit).filter(
    ({ clock, starts, stopped, due }) =>
      names.includes(clock) &&
      starts !== undefined &&
      starts <= on &&
      !(stopped !== undefined && stopped <= on) &&
      !(due !== undefined && due < on),
  );
}

/**
 * The clocks of a stay in a stage that began and that a step of it waits for, over or not: such as the complainant's
 * time to comment on a draft, whatever the pack calls it.
 */
export function listTimesWaitedFor(
  { policy, clocks }: Pick<Standing, 'policy' | 'clocks'>,
  visit: Visit | undefined,
): readonly ClockStanding[] {
  const stage = visit && findStage(policy, visit.procedure, visit.stage);
  const waited = new Set(stage?.steps.flatMap((step) => step['waits-for'] ?? []));
  return clocks.filter(
    (clock) => clock.visit === visit?.index && waited.has(clock.clock) && clock.starts !== undefined,
  );
}
