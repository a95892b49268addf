import { type IsoDate, isIsoDate, type NotCounted } from '../calendar/index.ts';
import { findCurrentVisit, type Visit } from '../case/state.ts';
import { describeSource, findStage } from '../policy/find-in-pack.ts';
import type { EscalationWindow } from '../policy/schema.ts';
import type { CaseWorld } from './case-world.ts';
import { type DueDate, determineDueDate } from './determine-due-date.ts';
import { resolveTrigger } from './resolve-trigger.ts';

export type WindowStanding = {
  readonly opensOn: IsoDate;
  /** The last day on which asking is in time; undefined where the pack sets none. */
  readonly lastDay: IsoDate | undefined;
  readonly over: boolean;
  readonly force: EscalationWindow['force'];
  readonly clause: string | undefined;
  readonly skipped: readonly NotCounted[];
};

const AS_DAYS_COUNT = { 'first-counted': 'day-after', 'ends-on': 'any-day' } as const;

/**
 * Until when the next stage can be asked for after the response of a visit; undefined while there is no response, or
 * the stage has no escalation. The last day itself is in time. A window in a pack never closes by itself what a
 * resident asks: `force` says whether it refuses, a person decides, or it is only said.
 *
 * Example: response on 20 March 2026, 20 working days: the last day is 21 April 2026 (Easter is skipped). With
 * `or-later` 6 calendar months from a fact answered 3 February 2026 it is 3 August 2026, the later of the two.
 */
export function determineEscalationWindow(
  world: CaseWorld,
  visit: Visit | undefined = findCurrentVisit(world.state),
): WindowStanding | undefined {
  const escalation = visit && findStage(world.policy, visit.procedure, visit.stage)?.escalation;
  if (!visit || !escalation) return undefined;
  const window = escalation.window;
  const start = resolveTrigger(world, visit, { event: window?.from ?? 'response-issued' }, () => undefined);
  if (!start) return undefined;
  const base = {
    opensOn: start.on,
    force: window?.force ?? ('advise' as const),
    clause: describeSource(window, escalation),
  };
  if (!window?.within || window.within.unit === 'hour')
    return { ...base, lastDay: undefined, over: false, skipped: [] };
  const counting = { ...AS_DAYS_COUNT, 'counts-from': window['counts-from'] };
  const { 'cut-off': cutOff } = world.policy.pack.calendar;
  const first = determineDueDate(world.calendar, start, [window.within], counting, cutOff);
  const second = determineSecondDay(world, window);
  const { on: lastDay, skipped } = second && second.on > first.on ? second : first;
  return { ...base, lastDay, over: world.asOf.on > lastDay, skipped };
}

/** The other last day of a window that has two, where the date it counts from is known. */
function determineSecondDay(world: CaseWorld, window: EscalationWindow): DueDate | undefined {
  const second = window['or-later'];
  const from = second && world.state.facts[second.from];
  if (!second || typeof from !== 'string' || !isIsoDate(from) || second.within.unit === 'hour') return undefined;
  return determineDueDate(world.calendar, { on: from }, [second.within], {
    ...AS_DAYS_COUNT,
    'counts-from': 'event-day',
  });
}
