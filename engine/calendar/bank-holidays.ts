import {
  compareDates,
  dayNumberOf,
  fromDayNumber,
  type IsoDate,
  toDayNumber,
  type Weekday,
  weekdayOfDayNumber,
  yearOf,
} from './dates.ts';

export type Nation = 'england-and-wales' | 'scotland' | 'northern-ireland';
export const NATIONS: readonly Nation[] = ['england-and-wales', 'scotland', 'northern-ireland'];

export function isNation(text: unknown): text is Nation {
  return NATIONS.includes(text as Nation);
}

export type BankHoliday = { readonly date: IsoDate; readonly name: string };

/** A day proclaimed once: an extra holiday, or (with `insteadOf`) a holiday moved from its usual date. */
export type OneOffDay = {
  readonly nations: readonly Nation[];
  readonly date: IsoDate;
  readonly name: string;
  readonly source: string;
  readonly insteadOf?: IsoDate;
};

type FixedDay = { readonly month: number; readonly day: number; readonly name: string; readonly since?: number };
type MovableDay =
  | { readonly afterEaster: number; readonly name: string }
  | { readonly which: 'first' | 'last'; readonly mondayOf: number; readonly name: string };

const NEW_YEAR: FixedDay = { month: 1, day: 1, name: 'New Year’s Day' };
const CHRISTMAS: FixedDay = { month: 12, day: 25, name: 'Christmas Day' };
const BOXING_DAY: FixedDay = { month: 12, day: 26, name: 'Boxing Day' };

const FIXED: Readonly<Record<Nation, readonly FixedDay[]>> = {
  'england-and-wales': [NEW_YEAR, CHRISTMAS, BOXING_DAY],
  scotland: [
    NEW_YEAR,
    { month: 1, day: 2, name: '2nd January' },
    { month: 11, day: 30, name: 'St Andrew’s Day', since: 2007 },
    CHRISTMAS,
    BOXING_DAY,
  ],
  'northern-ireland': [
    NEW_YEAR,
    { month: 3, day: 17, name: 'St Patrick’s Day' },
    { month: 7, day: 12, name: 'Battle of the Boyne (Orangemen’s Day)' },
    CHRISTMAS,
    BOXING_DAY,
  ],
};

const GOOD_FRIDAY: MovableDay = { afterEaster: -2, name: 'Good Friday' };
const EASTER_MONDAY: MovableDay = { afterEaster: 1, name: 'Easter Monday' };
const EARLY_MAY: MovableDay = { which: 'first', mondayOf: 5, name: 'Early May bank holiday' };
const SPRING: MovableDay = { which: 'last', mondayOf: 5, name: 'Spring bank holiday' };
const LATE_SUMMER: MovableDay = { which: 'last', mondayOf: 8, name: 'Summer bank holiday' };
const EARLY_SUMMER: MovableDay = { which: 'first', mondayOf: 8, name: 'Summer bank holiday' };

const MOVABLE: Readonly<Record<Nation, readonly MovableDay[]>> = {
  'england-and-wales': [GOOD_FRIDAY, EASTER_MONDAY, EARLY_MAY, SPRING, LATE_SUMMER],
  scotland: [GOOD_FRIDAY, EARLY_MAY, SPRING, EARLY_SUMMER],
  'northern-ireland': [GOOD_FRIDAY, EASTER_MONDAY, EARLY_MAY, SPRING, LATE_SUMMER],
};

/**
 * Easter Sunday of the Gregorian calendar, by the ecclesiastical full moon: 2026 gives 2026-04-05.
 * Ground: Calendar (New Style) Act 1750, as reckoned in the Book of Common Prayer's tables.
 */
export function findEasterSunday(year: number): IsoDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skippedLeapDays = century - Math.floor(century / 4);
  const moonCorrection = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + skippedLeapDays - moonCorrection + 15) % 30;
  // The two late moons that the tables pull forward by a day.
  const moon = epact === 29 || (epact === 28 && golden > 10) ? epact - 1 : epact;
  const fullMoon = dayNumberOf(year, 3, 21) + moon;
  const daysToSunday = 7 - ((((fullMoon - 3) % 7) + 7) % 7);
  return fromDayNumber(fullMoon + daysToSunday);
}

/** Day number of the first or last `weekday` of a month. */
export function findWeekdayOfMonth(year: number, month: number, which: 'first' | 'last', weekday: Weekday): number {
  const step = which === 'first' ? 1 : -1;
  let day = which === 'first' ? dayNumberOf(year, month, 1) : dayNumberOf(year, month + 1, 1) - 1;
  while (weekdayOfDayNumber(day) !== weekday) day += step;
  return day;
}

function isWeekend(dayNumber: number): boolean {
  const weekday = weekdayOfDayNumber(dayNumber);
  return weekday === 'Saturday' || weekday === 'Sunday';
}

function placeMovableDays(nation: Nation, year: number): Map<number, string> {
  const easter = toDayNumber(findEasterSunday(year));
  return new Map(
    MOVABLE[nation].map((day) => [
      'afterEaster' in day ? easter + day.afterEaster : findWeekdayOfMonth(year, day.mondayOf, day.which, 'Monday'),
      day.name,
    ]),
  );
}

/** Those on a weekday stand first, so that a substitute never lands on one: Christmas on a Sunday goes to the 27th. */
function placeFixedDays(nation: Nation, year: number, placed: Map<number, string>): void {
  const days = FIXED[nation].filter((day) => day.since === undefined || year >= day.since);
  const numbered = days.map((day) => ({ at: dayNumberOf(year, day.month, day.day), name: day.name }));
  for (const day of numbered) if (!isWeekend(day.at)) placed.set(day.at, day.name);
  for (const day of numbered) {
    if (!isWeekend(day.at)) continue;
    let substitute = day.at;
    while (isWeekend(substitute) || placed.has(substitute)) substitute++;
    placed.set(substitute, `${day.name} (substitute day)`);
  }
}

function inOrder(holidays: Iterable<readonly [IsoDate, string]>): BankHoliday[] {
  return [...holidays].map(([date, name]) => ({ date, name })).sort((a, b) => compareDates(a.date, b.date));
}

/**
 * The bank holidays of a year as the Acts and the yearly proclamations give them, without one-off days, in order of date.
 * A holiday on a Saturday or Sunday is given on its substitute: the next weekday that is not a holiday already.
 * Good Friday and Christmas Day, holidays by common law in England, Wales and Northern Ireland, are among them.
 *
 * 2026, England and Wales: 1 January, 3 April, 6 April, 4 May, 25 May, 31 August, 25 December, and 28 December
 * as the substitute of Boxing Day, a Saturday.
 *
 * Source: Banking and Financial Dealings Act 1971, section 1 and schedule 1; St Andrew's Day Bank Holiday (Scotland) Act 2007.
 */
export function bankHolidaysByRule(nation: Nation, year: number): BankHoliday[] {
  const placed = placeMovableDays(nation, year);
  placeFixedDays(nation, year, placed);
  return inOrder([...placed].map(([at, name]) => [fromDayNumber(at), name] as const));
}

/**
 * The bank holidays of a year by rule, with the one-off days of that nation put in and the days they replace taken out.
 * 2022, England and Wales: 30 May is an ordinary Monday; 2 June (instead), 3 June and 19 September are holidays.
 */
export function bankHolidaysOf(nation: Nation, year: number, oneOffs: readonly OneOffDay[]): BankHoliday[] {
  const byDate = new Map(bankHolidaysByRule(nation, year).map(({ date, name }) => [date, name] as const));
  const ours = oneOffs.filter((day) => day.nations.includes(nation));
  for (const { insteadOf } of ours) if (insteadOf !== undefined) byDate.delete(insteadOf);
  for (const { date, name } of ours) if (yearOf(date) === year) byDate.set(date, name);
  return inOrder(byDate);
}
