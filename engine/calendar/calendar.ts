import { type BankHoliday, bankHolidaysOf, type Nation, type OneOffDay } from './bank-holidays.ts';
import { dateOf, dayNumberOf, daysInMonth, type IsoDate, OutsideCalendar, toDayNumber, yearOf } from './dates.ts';

export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2050;
export const FIRST_DATE = '2000-01-01' as IsoDate;
export const LAST_DATE = '2050-12-31' as IsoDate;

/** A day that is no working day, and why: `Saturday`, `Good Friday`, `Boxing Day (substitute day)`, `Office closed: Christmas week`. */
export type NotCounted = { readonly date: IsoDate; readonly because: string };

/** Days, both ends included, on which a landlord's office is closed by its own decision. */
export type Closure = { readonly from: IsoDate; readonly to: IsoDate; readonly name: string };

/** What a calendar is made of. See {@link makeCalendar}. */
export type CalendarInput = {
  readonly nation: Nation;
  readonly oneOffs: readonly OneOffDay[];
  /** Last date for which the one-off days are known. Left out: the end of the year of the latest one-off day given. */
  readonly knownUntil?: IsoDate;
  readonly closures?: readonly Closure[];
  /** Bank holidays read from a gov.uk file for this nation; its years then follow the file instead of the rules. */
  readonly imported?: readonly { readonly date: IsoDate; readonly title: string }[];
};

/**
 * The working days of one nation (and, with closures, of one office), 2000 to 2050. Made once by {@link makeCalendar} and never
 * changed. Its tables are for the functions of this folder; `workingUpTo[i]` is the number of working days before day `i`, day 0
 * being 1 January 2000, so that the non-working days before day `i` number `i - workingUpTo[i]`.
 */
export type Calendar = {
  readonly nation: Nation;
  readonly knownUntil: IsoDate | undefined;
  readonly bankHolidays: readonly BankHoliday[];
  readonly workingUpTo: Uint16Array;
  readonly workingDays: Uint16Array;
  readonly notCounted: readonly NotCounted[];
};

const FIRST_DAY_NUMBER = dayNumberOf(FIRST_YEAR, 1, 1);
const SATURDAY_INDEX = 0; // 1 January 2000 was a Saturday
const SUNDAY_INDEX = 1;

function listDates(): IsoDate[] {
  const dates: IsoDate[] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (let month = 1; month <= 12; month++) {
      const length = daysInMonth(year, month);
      for (let day = 1; day <= length; day++) dates.push(dateOf(year, month, day));
    }
  }
  return dates;
}

const DATES: readonly IsoDate[] = listDates();

/** The date that stands `index` days after 1 January 2000. */
export function dateAt(index: number): IsoDate {
  return DATES[index] as IsoDate;
}

/** How many days there are in the calendar. */
export const DAY_COUNT = DATES.length;

/** @throws OutsideCalendar before 2000 and after 2050 */
export function indexOf(calendar: Calendar, date: IsoDate): number {
  const index = toDayNumber(date) - FIRST_DAY_NUMBER;
  if (index >= 0 && index < DAY_COUNT) return index;
  throw new OutsideCalendar(
    `${date} lies outside the calendar of ${calendar.nation}, which holds ${FIRST_DATE} to ${LAST_DATE}: bank holidays are known for those years only. Check the year of the date.`,
  );
}

function gatherBankHolidays(input: CalendarInput): BankHoliday[] {
  const imported = input.imported ?? [];
  const importedYears = new Set(imported.map((day) => yearOf(day.date)));
  const holidays: BankHoliday[] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    if (!importedYears.has(year)) holidays.push(...bankHolidaysOf(input.nation, year, input.oneOffs));
    else for (const { date, title } of imported) if (yearOf(date) === year) holidays.push({ date, name: title });
  }
  return holidays.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** An imported file is the whole truth for its years, so each year that follows without a gap pushes the known end on. */
function findKnownUntil(input: CalendarInput): IsoDate | undefined {
  const latest = input.oneOffs.reduce((year, day) => Math.max(year, yearOf(day.date)), 0);
  let known = input.knownUntil ?? (latest === 0 ? undefined : dateOf(latest, 12, 31));
  const years = new Set((input.imported ?? []).map((day) => yearOf(day.date)));
  for (const year of [...years].sort((a, b) => a - b)) {
    const joinsOn = known === undefined || dateOf(year - 1, 12, 31) <= known;
    if (joinsOn && (known === undefined || known < dateOf(year, 12, 31))) known = dateOf(year, 12, 31);
  }
  return known;
}

function addClosures(closures: readonly Closure[], reasons: Map<number, string>): void {
  for (const { from, to, name } of closures) {
    if (to < from) {
      throw new RangeError(`The closure "${name}" ends on ${to}, before it starts on ${from}. Swap or mend its dates.`);
    }
    const first = Math.max(0, toDayNumber(from) - FIRST_DAY_NUMBER);
    const last = Math.min(DAY_COUNT - 1, toDayNumber(to) - FIRST_DAY_NUMBER);
    for (let index = first; index <= last; index++) {
      if (!reasons.has(index)) reasons.set(index, `Office closed: ${name}`);
    }
  }
}

function reasonsByIndex(holidays: readonly BankHoliday[], closures: readonly Closure[]): Map<number, string> {
  const reasons = new Map<number, string>();
  for (const { date, name } of holidays) reasons.set(toDayNumber(date) - FIRST_DAY_NUMBER, name);
  addClosures(closures, reasons);
  for (let index = SATURDAY_INDEX; index < DAY_COUNT; index += 7) reasons.set(index, 'Saturday');
  for (let index = SUNDAY_INDEX; index < DAY_COUNT; index += 7) reasons.set(index, 'Sunday');
  return reasons;
}

/**
 * Makes the calendar of a nation: every day from 2000-01-01 to 2050-12-31 is a working day, or not and why. A Saturday or Sunday
 * says so even when it is a holiday too; a bank holiday says its name; then come the office's own closures. Days given in
 * `imported` replace rules and one-off days for every year of which they hold a day, so hand in whole years.
 *
 * Costs some milliseconds: make one per nation (or office) and keep it.
 * @throws RangeError when a closure ends before it starts
 */
export function makeCalendar(input: CalendarInput): Calendar {
  const bankHolidays = gatherBankHolidays(input);
  const reasons = reasonsByIndex(bankHolidays, input.closures ?? []);
  const workingUpTo = new Uint16Array(DAY_COUNT + 1);
  const workingDays = new Uint16Array(DAY_COUNT - reasons.size);
  const notCounted: NotCounted[] = [];
  let working = 0;
  for (let index = 0; index < DAY_COUNT; index++) {
    workingUpTo[index] = working;
    const because = reasons.get(index);
    if (because === undefined) workingDays[working++] = index;
    else notCounted.push(Object.freeze({ date: dateAt(index), because }));
  }
  workingUpTo[DAY_COUNT] = working;
  const knownUntil = findKnownUntil(input);
  return Object.freeze({ nation: input.nation, knownUntil, bankHolidays, workingUpTo, workingDays, notCounted });
}

/** The bank holidays of a year as this calendar counts them (rules, one-off days, imports; not the office's closures), in order. */
export function findBankHolidaysIn(calendar: Calendar, year: number): readonly BankHoliday[] {
  return calendar.bankHolidays.filter((day) => yearOf(day.date) === year);
}
