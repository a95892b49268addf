/** A real calendar date, `YYYY-MM-DD`. Only {@link parseIsoDate} and date arithmetic make one. */
export type IsoDate = string & { readonly __isoDate: unique symbol };

export type Weekday = 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday';

/** Thrown when a date lies where no answer is known. The edge (page, command) catches it and shows its message. */
export class OutsideCalendar extends Error {
  override readonly name = 'OutsideCalendar';
}

// 1 January 1970 was a Thursday.
const WEEKDAYS_FROM_DAY_0: readonly Weekday[] = [
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
];
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FIRST_DAY_NUMBER = -719162; // 0001-01-01
const LAST_DAY_NUMBER = 2932896; // 9999-12-31

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** How many days the month has; `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** True for `YYYY-MM-DD` that names a day that exists (years 0001 to 9999). */
export function isIsoDate(text: unknown): text is IsoDate {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * Reads a date strictly: `2024-02-29` is one, `2023-02-29`, `2026-4-2`, `2026-04-02T10:00Z` and ` 2026-04-02` are not.
 * Answers undefined for anything else.
 */
export function parseIsoDate(text: string): IsoDate | undefined {
  return isIsoDate(text) ? text : undefined;
}

export function yearOf(date: IsoDate): number {
  return digits(date, 0, 4);
}

/** 1 to 12. */
export function monthOf(date: IsoDate): number {
  return digits(date, 5, 7);
}

/** 1 to 31. */
export function dayOfMonthOf(date: IsoDate): number {
  return digits(date, 8, 10);
}

/** Days since 1 January 1970 of a year, month (1 to 12) and day. Counts in years that begin in March, so that a leap day comes last. */
export function dayNumberOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const marchMonth = month <= 2 ? month + 9 : month - 3;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 719469;
}

/** Days since 1 January 1970. */
export function toDayNumber(date: IsoDate): number {
  return dayNumberOf(yearOf(date), monthOf(date), dayOfMonthOf(date));
}

const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

/** The date of a year, month (1 to 12) and day. The caller has made sure that the day exists. */
export function dateOf(year: number, month: number, day: number): IsoDate {
  const century = Math.floor(year / 100);
  return `${TWO_DIGITS[century]}${TWO_DIGITS[year - century * 100]}-${TWO_DIGITS[month]}-${TWO_DIGITS[day]}` as IsoDate;
}

/**
 * The date that lies `dayNumber` days after 1 January 1970.
 * @throws OutsideCalendar before the year 1 and after the year 9999
 */
export function fromDayNumber(dayNumber: number): IsoDate {
  if (!(dayNumber >= FIRST_DAY_NUMBER && dayNumber <= LAST_DAY_NUMBER)) {
    throw new OutsideCalendar(
      `The day ${dayNumber} days from 1970-01-01 cannot be written as a date: dates run from 0001-01-01 to 9999-12-31. Check the number of days, weeks or months.`,
    );
  }
  const shifted = dayNumber + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return dateOf(year, month, dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1);
}

/** `days` calendar days later (earlier when negative). 2026-02-28 + 1 = 2026-03-01. */
export function addCalendarDays(date: IsoDate, days: number): IsoDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** `weeks` times seven days later (earlier when negative): the same weekday. */
export function addCalendarWeeks(date: IsoDate, weeks: number): IsoDate {
  return addCalendarDays(date, weeks * 7);
}

/**
 * The same day of the month, `months` later (earlier when negative); where that month is shorter, its last day.
 * 2026-01-31 + 1 = 2026-02-28, 2024-01-31 + 1 = 2024-02-29, 2026-03-31 - 1 = 2026-02-28.
 * @throws OutsideCalendar before the year 1 and after the year 9999
 */
export function addCalendarMonths(date: IsoDate, months: number): IsoDate {
  const counted = yearOf(date) * 12 + (monthOf(date) - 1) + months;
  const year = Math.floor(counted / 12);
  const month = counted - year * 12 + 1;
  if (!(year >= 1 && year <= 9999)) {
    throw new OutsideCalendar(
      `${months} months from ${date} cannot be written as a date: dates run from 0001-01-01 to 9999-12-31. Check the number of months.`,
    );
  }
  return dateOf(year, month, Math.min(dayOfMonthOf(date), daysInMonth(year, month)));
}

/** Calendar days from one date to another: 2026-04-02 to 2026-04-07 is 5; negative when `to` is the earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

export function weekdayOfDayNumber(dayNumber: number): Weekday {
  return WEEKDAYS_FROM_DAY_0[((dayNumber % 7) + 7) % 7] as Weekday;
}

export function weekdayOf(date: IsoDate): Weekday {
  return weekdayOfDayNumber(toDayNumber(date));
}

/** For sorting: below zero when `a` is the earlier, above when it is the later, zero for the same day. */
export function compareDates(a: IsoDate, b: IsoDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
