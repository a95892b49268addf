import { loadCalendars } from '../app/packs/load-calendars.ts';
import {
  addWorkingDays,
  countWorkingDays,
  findBankHolidaysIn,
  fromDayNumber,
  type IsoDate,
  type NotCounted,
  toDayNumber,
} from '../engine/calendar/index.ts';

export type CalendarRow = {
  readonly operation: 'add' | 'count';
  readonly perSecond: number;
  readonly loopPerSecond: number;
  readonly timesFaster: number;
};
export type CalendarBench = { readonly rows: readonly CalendarRow[]; readonly ratio: number };

type Question = { readonly from: IsoDate; readonly n: number; readonly to: IsoDate };

/** How many different questions are asked, how long each measuring takes at least, and how often it is done (the best counts). */
export type Effort = { readonly questions: number; readonly leastMilliseconds: number; readonly rounds: number };
const USUAL_EFFORT: Effort = { questions: 20_000, leastMilliseconds: 250, rounds: 3 };

/** A seeded generator (mulberry32's recurrence), so that every run asks the same. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function reasonOf(day: number, holidays: ReadonlyMap<number, string>): string | undefined {
  const weekday = (day + 4) % 7;
  return weekday === 6 ? 'Saturday' : weekday === 0 ? 'Sunday' : holidays.get(day);
}

/** The plain way: one day after another, asking of each whether it counts. It keeps its working too. */
function loopAdd(holidays: ReadonlyMap<number, string>, from: IsoDate, n: number) {
  const skipped: NotCounted[] = [];
  let day = toDayNumber(from);
  for (let left = n; left > 0; ) {
    day++;
    const because = reasonOf(day, holidays);
    if (because === undefined) left--;
    else skipped.push({ date: fromDayNumber(day), because });
  }
  return { date: fromDayNumber(day), skipped };
}

function loopCount(holidays: ReadonlyMap<number, string>, from: IsoDate, to: IsoDate) {
  const skipped: NotCounted[] = [];
  const last = toDayNumber(to);
  let workingDays = 0;
  for (let day = toDayNumber(from) + 1; day <= last; day++) {
    const because = reasonOf(day, holidays);
    if (because === undefined) workingDays++;
    else skipped.push({ date: fromDayNumber(day), because });
  }
  return { workingDays, skipped };
}

type Ask = (question: Question) => number;

/** Operations per second of one measuring; the answers are summed up so that no work can be left out. */
function measure(questions: readonly Question[], ask: Ask, leastMilliseconds: number) {
  const started = performance.now();
  let asked = 0;
  let sum = 0;
  do {
    sum = 0;
    for (const question of questions) sum += ask(question);
    asked += questions.length;
  } while (performance.now() - started < leastMilliseconds);
  return { perSecond: Math.round((asked * 1000) / (performance.now() - started)), sum };
}

/** Ours and the loop by turns, so that what else the machine does meets both; the best of each counts. */
function compare(
  operation: CalendarRow['operation'],
  questions: readonly Question[],
  ours: Ask,
  loop: Ask,
  effort: Effort,
): CalendarRow {
  let perSecond = 0;
  let loopPerSecond = 0;
  for (let round = 0; round < effort.rounds; round++) {
    const fast = measure(questions, ours, effort.leastMilliseconds);
    const slow = measure(questions, loop, effort.leastMilliseconds);
    if (fast.sum !== slow.sum) throw new Error(`${operation}: the calendar and the plain loop answer differently.`);
    perSecond = Math.max(perSecond, fast.perSecond);
    loopPerSecond = Math.max(loopPerSecond, slow.perSecond);
  }
  return { operation, perSecond, loopPerSecond, timesFaster: Math.round((perSecond / loopPerSecond) * 10) / 10 };
}

/**
 * Operations per second of adding and counting working days, beside a plain loop over the days with the same holidays, the same
 * questions (seeded, 1 to 60 working days, starts over 2001 to 2049) and the same working kept. `ratio` is how many times faster
 * than the loop, over adding and counting together.
 */
export async function benchCalendar(effort: Effort = USUAL_EFFORT): Promise<CalendarBench> {
  const calendar = loadCalendars().calendarFor('england-and-wales');
  const holidays = new Map<number, string>();
  for (let year = 2000; year <= 2050; year++) {
    for (const { date, name } of findBankHolidaysIn(calendar, year)) holidays.set(toDayNumber(date), name);
  }
  const next = seeded(20260402);
  const start = toDayNumber('2001-01-01' as IsoDate);
  const questions = Array.from({ length: effort.questions }, (): Question => {
    const from = fromDayNumber(start + next(49 * 365));
    const n = 1 + next(60);
    return { from, n, to: addWorkingDays(calendar, from, n).date };
  });
  const add = compare(
    'add',
    questions,
    ({ from, n }) => {
      const { date, skipped } = addWorkingDays(calendar, from, n);
      return date.charCodeAt(9) + skipped.length;
    },
    ({ from, n }) => {
      const { date, skipped } = loopAdd(holidays, from, n);
      return date.charCodeAt(9) + skipped.length;
    },
    effort,
  );
  const count = compare(
    'count',
    questions,
    ({ from, to }) => {
      const { workingDays, skipped } = countWorkingDays(calendar, from, to);
      return workingDays + skipped.length;
    },
    ({ from, to }) => {
      const { workingDays, skipped } = loopCount(holidays, from, to);
      return workingDays + skipped.length;
    },
    effort,
  );
  const together = (row: (each: CalendarRow) => number) => 2 / (1 / row(add) + 1 / row(count));
  const ratio = together((row) => row.perSecond) / together((row) => row.loopPerSecond);
  return { rows: [add, count], ratio: Math.round(ratio * 10) / 10 };
}
