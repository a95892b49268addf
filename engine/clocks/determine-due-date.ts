import {
  addCalendarDays,
  addHours,
  addPeriod,
  addWorkingDays,
  type Calendar,
  closeOfDay,
  firstWorkingDayOnOrAfter,
  type IsoDate,
  localDateOf,
  localTimeOf,
  type NotCounted,
} from '../calendar/index.ts';
import type { Moment } from '../case/events.ts';
import type { Clock, Period } from '../policy/schema.ts';

/** A due date with its working. `at` only for limits in hours; `approximate` when an hour limit starts from a day alone. */
export type DueDate = {
  readonly on: IsoDate;
  readonly at?: string | undefined;
  readonly approximate?: boolean;
  /** The day that counting begins from (day 0). */
  readonly countedFrom: IsoDate;
  readonly skipped: readonly NotCounted[];
  readonly assumes: readonly string[];
};

type Counting = Pick<Clock, 'counts-from' | 'first-counted' | 'ends-on'>;

/**
 * When a limit runs out. Day 0 is the day of the event, or the next working day where the pack counts from there, or
 * after the cut-off hour; day 1 follows it unless the pack says that day 0 is itself counted; the last day moves to a
 * working day only where the pack says so.
 *
 * Example: received Thursday 2 April 2026, 5 working days: Monday 13 April (Good Friday, two weekends and Easter
 * Monday are skipped). Received Saturday 28 March, counted from the first working day after, 5 calendar days:
 * Saturday 4 April.
 */
export function determineDueDate(
  calendar: Calendar,
  start: Moment,
  limits: readonly Period[],
  counting: Counting,
  cutOff?: string,
): DueDate {
  if (limits.some((limit) => limit.unit === 'hour')) return determineHourLimit(start, limits);
  const countedFrom = determineDayZero(calendar, start, counting, cutOff);
  const skipped: NotCounted[] = [];
  const assumes = new Set<string>();
  let on = counting['first-counted'] === 'that-day' ? addCalendarDays(countedFrom, -1) : countedFrom;
  for (const { n, unit } of limits) {
    if (unit === 'hour') continue;
    const counted = addPeriod(calendar, on, { n, unit });
    on = counted.date;
    skipped.push(...counted.skipped);
    for (const assumed of counted.assumes) assumes.add(assumed);
  }
  const rolled = counting['ends-on'] === 'working-day' ? firstWorkingDayOnOrAfter(calendar, on) : undefined;
  return {
    on: rolled?.date ?? on,
    countedFrom,
    skipped: [...skipped, ...(rolled?.skipped ?? [])],
    assumes: [...assumes],
  };
}

function determineDayZero(calendar: Calendar, start: Moment, counting: Counting, cutOff: string | undefined): IsoDate {
  if (counting['counts-from'] === 'next-working-day') return addWorkingDays(calendar, start.on, 1).date;
  const late = counting['counts-from'] === 'next-period-after-cut-off' && isAfterCutOff(start, cutOff);
  return late ? addWorkingDays(calendar, start.on, 1).date : start.on;
}

function isAfterCutOff(start: Moment, cutOff: string | undefined): boolean {
  return start.at !== undefined && cutOff !== undefined && localTimeOf(start.at) >= cutOff;
}

/** Elapsed hours from the instant; with a day only, the limit ends at the close of the day it falls on. */
function determineHourLimit(start: Moment, limits: readonly Period[]): DueDate {
  const hours = limits.reduce((sum, limit) => sum + (limit.unit === 'hour' ? limit.n : 0), 0);
  const from = start.at ?? closeOfDay(addCalendarDays(start.on, -1));
  const exact = addHours(from, hours);
  const on = localDateOf(exact) ?? start.on;
  const base = { countedFrom: start.on, skipped: [], assumes: [] };
  return start.at ? { ...base, on, at: exact } : { ...base, on, at: closeOfDay(on), approximate: true };
}
