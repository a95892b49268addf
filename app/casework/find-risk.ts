import { type ClockStanding, countWorkingDays, daysBetween, isWaiting, type Standing } from '../../engine/index.ts';

/**
 * Whether a clock that still waits is near its end: on or after the landlord's internal target, or within the time
 * that its pack calls at risk. Late is more than at risk, and is not both.
 *
 * Example: due Monday 13 April 2026, at risk within 2 working days: at risk from Thursday 9 April.
 */
export function isAtRisk(standing: Standing, clock: ClockStanding): boolean {
  const { asOf, calendar, policy } = standing;
  if (!isWaiting(clock) || clock.due === undefined || clock.state === 'late') return false;
  if (clock.internalTarget !== undefined && asOf.on >= clock.internalTarget) return true;
  const within = policy.pack['at-risk']?.within;
  if (!within || clock.due < asOf.on) return false;
  if (within.unit === 'working-day') return countWorkingDays(calendar, asOf.on, clock.due).workingDays <= within.n;
  const days = { 'calendar-day': 1, week: 7, 'calendar-month': 30, hour: 1 / 24 }[within.unit];
  return daysBetween(asOf.on, clock.due) <= within.n * days;
}
