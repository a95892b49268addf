import { addCalendarDays, type IsoDate, subtractWorkingDays } from '../calendar/index.ts';
import type { ClockStanding } from '../clocks/determine-clock.ts';
import type { Standing } from '../clocks/determine-standing.ts';

/**
 * The first day on which a clock that still waits is at risk: the landlord's internal target, or the day from which its
 * pack calls it so, whichever comes first. Undefined where neither is set, or the clock has no date.
 *
 * Example: due Monday 13 April 2026, at risk within 2 working days: Thursday 9 April.
 */
export function findRiskDay(
  { calendar, policy }: Pick<Standing, 'calendar' | 'policy'>,
  clock: ClockStanding,
): IsoDate | undefined {
  const { due, internalTarget } = clock;
  const within = policy.pack['at-risk']?.within;
  if (due === undefined || !within) return internalTarget;
  const near =
    within.unit === 'working-day'
      ? subtractWorkingDays(calendar, addCalendarDays(due, 1), within.n + 1).date
      : addCalendarDays(due, -Math.floor(within.n * DAYS[within.unit]));
  return internalTarget !== undefined && internalTarget < near ? internalTarget : near;
}

const DAYS: Readonly<Record<'calendar-day' | 'week' | 'calendar-month' | 'hour', number>> = {
  'calendar-day': 1,
  week: 7,
  'calendar-month': 30,
  hour: 1 / 24,
};

/** Whether a clock is at risk on the day we look: late is more than that, and is not both. */
export function isAtRisk(standing: Standing, clock: ClockStanding): boolean {
  const day: IsoDate | undefined = findRiskDay(standing, clock);
  return (
    clock.waits && clock.state !== 'late' && clock.due !== undefined && day !== undefined && day <= standing.asOf.on
  );
}
