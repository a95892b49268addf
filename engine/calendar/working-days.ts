import { type Calendar, dateAt, FIRST_DATE, indexOf, LAST_DATE, type NotCounted } from './calendar.ts';
import { addCalendarDays, addCalendarMonths, addCalendarWeeks, type IsoDate, OutsideCalendar } from './dates.ts';

/**
 * A date with its working: `skipped` are the days passed over because they are no working days, in order of date;
 * `assumes` are sentences on what the answer takes for granted, empty when nothing.
 */
export type Counted = {
  readonly date: IsoDate;
  readonly skipped: readonly NotCounted[];
  readonly assumes: readonly string[];
};

export type WorkingDaysCounted = {
  readonly workingDays: number;
  readonly skipped: readonly NotCounted[];
  readonly assumes: readonly string[];
};

export type PeriodUnit = 'working-day' | 'calendar-day' | 'week' | 'calendar-month';
export type Period = { readonly n: number; readonly unit: PeriodUnit };

const NOTHING_SKIPPED: readonly NotCounted[] = Object.freeze([]);
const NOTHING_ASSUMED: readonly string[] = Object.freeze([]);

/** What an answer that reaches `until` takes for granted about bank holidays not proclaimed yet: one sentence, or none. */
export function findAssumptions(calendar: Calendar, until: IsoDate): readonly string[] {
  const known = calendar.knownUntil;
  if (known === undefined) return ['no one-off bank holidays were given; none is assumed'];
  if (until <= known) return NOTHING_ASSUMED;
  return [`no one-off bank holidays are known after ${known}; none is assumed`];
}

/** The non-working days among the days `first` to `last - 1`. */
function skippedBetween(calendar: Calendar, first: number, last: number): readonly NotCounted[] {
  const from = first - (calendar.workingUpTo[first] as number);
  const to = last - (calendar.workingUpTo[last] as number);
  return from === to ? NOTHING_SKIPPED : calendar.notCounted.slice(from, to);
}

function checkWhole(n: number): void {
  if (Number.isInteger(n) && n >= 0) return;
  throw new RangeError(`${n} is not a number of working days: give a whole number, 0 or more.`);
}

function workingDayAt(calendar: Calendar, position: number, asked: string): number {
  const index = calendar.workingDays[position];
  if (index !== undefined) return index;
  throw new OutsideCalendar(
    `${asked} lies outside the calendar of ${calendar.nation}, which holds ${FIRST_DATE} to ${LAST_DATE}: bank holidays are known for those years only. Check the date and the number of days.`,
  );
}

/**
 * The `n`th working day after `from`. The day itself is day 0, whether or not it is a working day, so `n` = 0 is `from` itself.
 * Thursday 2 April 2026 + 1 = Tuesday 7 April 2026: Good Friday, Saturday, Sunday and Easter Monday are skipped.
 * @throws OutsideCalendar when either date lies outside 2000 to 2050
 * @throws RangeError when `n` is not a whole number, 0 or more
 */
export function addWorkingDays(calendar: Calendar, from: IsoDate, n: number): Counted {
  checkWhole(n);
  const start = indexOf(calendar, from);
  if (n === 0) return { date: from, skipped: NOTHING_SKIPPED, assumes: findAssumptions(calendar, from) };
  const position = (calendar.workingUpTo[start + 1] as number) + n - 1;
  const end = workingDayAt(calendar, position, `The date ${n} working days after ${from}`);
  const date = dateAt(end);
  return { date, skipped: skippedBetween(calendar, start + 1, end), assumes: findAssumptions(calendar, date) };
}

/**
 * The `n`th working day before `from`; the day itself is day 0, so `n` = 0 is `from` itself.
 * Tuesday 7 April 2026 - 1 = Thursday 2 April 2026.
 * @throws OutsideCalendar when either date lies outside 2000 to 2050
 * @throws RangeError when `n` is not a whole number, 0 or more
 */
export function subtractWorkingDays(calendar: Calendar, from: IsoDate, n: number): Counted {
  checkWhole(n);
  const start = indexOf(calendar, from);
  const assumes = findAssumptions(calendar, from);
  if (n === 0) return { date: from, skipped: NOTHING_SKIPPED, assumes };
  const position = (calendar.workingUpTo[start] as number) - n;
  const end = workingDayAt(calendar, position, `The date ${n} working days before ${from}`);
  return { date: dateAt(end), skipped: skippedBetween(calendar, end + 1, start), assumes };
}

/**
 * The working days after `from` up to and including `to`, and the days left out on the way. When `to` is the earlier, the same
 * count turned round, below zero: so counts add up, A to B and B to C making A to C.
 * Friday 12 January 2024 to Wednesday 24 January 2024 is 8; Thursday 2 April 2026 to Tuesday 7 April 2026 is 1.
 * @throws OutsideCalendar when either date lies outside 2000 to 2050
 */
export function countWorkingDays(calendar: Calendar, from: IsoDate, to: IsoDate): WorkingDaysCounted {
  const start = indexOf(calendar, from) + 1;
  const end = indexOf(calendar, to) + 1;
  const workingDays = (calendar.workingUpTo[end] as number) - (calendar.workingUpTo[start] as number);
  const skipped = start <= end ? skippedBetween(calendar, start, end) : skippedBetween(calendar, end, start);
  return { workingDays, skipped, assumes: findAssumptions(calendar, start <= end ? to : from) };
}

/** @throws OutsideCalendar outside 2000 to 2050 */
export function isWorkingDay(calendar: Calendar, date: IsoDate): boolean {
  const index = indexOf(calendar, date);
  return calendar.workingUpTo[index] !== calendar.workingUpTo[index + 1];
}

/**
 * Why a date is no working day, such as `Sunday` or `Good Friday`; undefined for a working day.
 * @throws OutsideCalendar outside 2000 to 2050
 */
export function whyNotWorking(calendar: Calendar, date: IsoDate): string | undefined {
  if (isWorkingDay(calendar, date)) return undefined;
  const index = indexOf(calendar, date);
  return calendar.notCounted[index - (calendar.workingUpTo[index] as number)]?.because;
}

/**
 * The date itself when it is a working day, else the next one that is. Good Friday 3 April 2026 gives Tuesday 7 April 2026,
 * with all four days passed over, the first of them included.
 * @throws OutsideCalendar outside 2000 to 2050
 */
export function firstWorkingDayOnOrAfter(calendar: Calendar, date: IsoDate): Counted {
  const start = indexOf(calendar, date);
  const end = workingDayAt(
    calendar,
    calendar.workingUpTo[start] as number,
    `The first working day on or after ${date}`,
  );
  const found = dateAt(end);
  return { date: found, skipped: skippedBetween(calendar, start, end), assumes: findAssumptions(calendar, found) };
}

/**
 * The end of a period that starts on `from` (day 0). Working days skip as {@link addWorkingDays}; calendar days, weeks and months
 * skip nothing, rest on no bank holiday and so assume nothing. A negative `n` counts back.
 * 31 January 2026 + 1 calendar month = 28 February 2026.
 * @throws OutsideCalendar when the answer cannot be given (working days: 2000 to 2050)
 */
export function addPeriod(calendar: Calendar, from: IsoDate, period: Period): Counted {
  if (period.unit === 'working-day') {
    return period.n < 0 ? subtractWorkingDays(calendar, from, -period.n) : addWorkingDays(calendar, from, period.n);
  }
  return { date: addUnits(from, period.n, period.unit), skipped: NOTHING_SKIPPED, assumes: NOTHING_ASSUMED };
}

function addUnits(from: IsoDate, n: number, unit: Exclude<PeriodUnit, 'working-day'>): IsoDate {
  if (!Number.isInteger(n)) throw new RangeError(`${n} is not a number of ${unit}s: give a whole number.`);
  switch (unit) {
    case 'calendar-day':
      return addCalendarDays(from, n);
    case 'week':
      return addCalendarWeeks(from, n);
    case 'calendar-month':
      return addCalendarMonths(from, n);
    default:
      return unit satisfies never;
  }
}
