import { findWeekdayOfMonth } from './bank-holidays.ts';
import { addCalendarDays, fromDayNumber, type IsoDate, isIsoDate, toDayNumber, yearOf } from './dates.ts';

/** Thrown when a text that must be a moment is none. */
export class NotAMoment extends Error {
  override readonly name = 'NotAMoment';
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds since 1970-01-01T00:00Z, or undefined when the text is no moment. */
function findMilliseconds(instant: string): number | undefined {
  const [, date, hours, minutes, seconds = '0', fraction = '0', sign, offsetHours = '0', offsetMinutes = '0'] =
    MOMENT.exec(instant) ?? [];
  if (!isIsoDate(date) || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  if (Number(offsetHours) > 14 || Number(offsetMinutes) > 59) return undefined;
  const offset = Number(offsetHours) * HOUR + Number(offsetMinutes) * MINUTE;
  const local = toDayNumber(date) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * 1000;
  return local + Number(fraction.padEnd(3, '0')) - (sign === '-' ? -offset : offset);
}

function getMilliseconds(instant: string): number {
  const milliseconds = findMilliseconds(instant);
  if (milliseconds !== undefined) return milliseconds;
  throw new NotAMoment(
    `"${instant}" is not a moment: write a date, T, a time, and Z or an offset, as in 2026-04-02T16:30Z or 2026-04-02T17:30+01:00.`,
  );
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

function toInstant(milliseconds: number): string {
  const dayNumber = Math.floor(milliseconds / DAY);
  const inDay = milliseconds - dayNumber * DAY;
  const hours = pad(Math.floor(inDay / HOUR));
  const minutes = pad(Math.floor((inDay % HOUR) / MINUTE));
  const seconds = pad(Math.floor((inDay % MINUTE) / 1000));
  const fraction = inDay % 1000 === 0 ? '' : `.${pad(inDay % 1000, 3)}`;
  return `${fromDayNumber(dayNumber)}T${hours}:${minutes}:${seconds}${fraction}Z`;
}

/** Summer Time Order 2002: from 01:00 GMT on the last Sunday of March to 01:00 GMT on the last Sunday of October. */
function londonOffset(milliseconds: number): number {
  const year = yearOf(fromDayNumber(Math.floor(milliseconds / DAY)));
  const starts = findWeekdayOfMonth(year, 3, 'last', 'Sunday') * DAY + HOUR;
  const ends = findWeekdayOfMonth(year, 10, 'last', 'Sunday') * DAY + HOUR;
  return milliseconds >= starts && milliseconds < ends ? HOUR : 0;
}

/** True for `YYYY-MM-DDTHH:MM`, with seconds and milliseconds if any, then `Z` or an offset such as `+01:00`. */
export function isInstant(text: unknown): text is string {
  return typeof text === 'string' && findMilliseconds(text) !== undefined;
}

/**
 * The moment `hours` elapsed hours later (earlier when negative), in UTC as `YYYY-MM-DDTHH:MM:SSZ`, over a change of the clocks too:
 * 2026-03-28T12:00Z + 24 = 2026-03-29T12:00:00Z, which is 13:00 in London.
 * @throws NotAMoment when `instant` is none
 */
export function addHours(instant: string, hours: number): string {
  return toInstant(getMilliseconds(instant) + Math.round(hours * HOUR));
}

/** Elapsed hours from one moment to another, with fractions; negative when `to` is the earlier. @throws NotAMoment */
export function hoursBetween(from: string, to: string): number {
  return (getMilliseconds(to) - getMilliseconds(from)) / HOUR;
}

/** For sorting: below zero when `a` is the earlier, zero for the same moment however written. @throws NotAMoment */
export function compareInstants(a: string, b: string): number {
  return getMilliseconds(a) - getMilliseconds(b);
}

/**
 * The day it is in London (and all the United Kingdom) at that moment: 2026-06-30T23:30Z is 1 July 2026, by summer time.
 * Undefined when the text is no moment.
 */
export function localDateOf(instant: string): IsoDate | undefined {
  const milliseconds = findMilliseconds(instant);
  if (milliseconds === undefined) return undefined;
  return fromDayNumber(Math.floor((milliseconds + londonOffset(milliseconds)) / DAY));
}

/** The time on the clock in London, `HH:MM`: 2026-06-30T23:30Z is 00:30. @throws NotAMoment */
export function localTimeOf(instant: string): string {
  const milliseconds = getMilliseconds(instant);
  return toInstant(milliseconds + londonOffset(milliseconds)).slice(11, 16);
}

/**
 * The moment at which the day ends in London, in UTC: midnight, 00:00 of the next day. 1 July 2026 ends at 2026-07-01T23:00:00Z,
 * 2 January 2026 at 2026-01-03T00:00:00Z.
 */
export function closeOfDay(date: IsoDate): string {
  const midnight = toDayNumber(addCalendarDays(date, 1)) * DAY;
  // Clocks change at 01:00, so the offset an hour before midnight by GMT is the one in force at midnight.
  return toInstant(midnight - londonOffset(midnight - HOUR));
}
