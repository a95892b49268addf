import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addPeriod,
  addWorkingDays,
  type Calendar,
  countWorkingDays,
  findBankHolidaysIn,
  firstWorkingDayOnOrAfter,
  fromDayNumber,
  type IsoDate,
  isWorkingDay,
  makeCalendar,
  NATIONS,
  type Nation,
  type OneOffDay,
  OutsideCalendar,
  subtractWorkingDays,
  toDayNumber,
  whyNotWorking,
} from './index.ts';

const day = (text: string) => text as IsoDate;
const SEED = { seed: 20260402 };
const FIRST = toDayNumber(day('2000-01-01'));
const LAST = toDayNumber(day('2050-12-31'));

const oneOff = (date: string, nations: readonly Nation[] = NATIONS, insteadOf?: string): OneOffDay => ({
  nations,
  date: day(date),
  name: `One-off day ${date}`,
  source: 'test',
  ...(insteadOf === undefined ? {} : { insteadOf: day(insteadOf) }),
});
const ONE_OFFS = [
  oneOff('2002-06-03'),
  oneOff('2002-06-04', NATIONS, '2002-05-27'),
  oneOff('2020-05-08', NATIONS, '2020-05-04'),
  oneOff('2026-06-15', ['scotland']),
];
const knownUntil = day('2028-12-31');
const calendarOf = (nation: Nation) => makeCalendar({ nation, oneOffs: ONE_OFFS, knownUntil });
const calendars = new Map(NATIONS.map((nation) => [nation, calendarOf(nation)] as const));
const get = (nation: Nation) => calendars.get(nation) as Calendar;
const england = get('england-and-wales');

// The slow way, sharing nothing with the engine: the platform's dates, and holidays told day by day as a wall calendar would.

const EASTER_MONDAYS =
  '0424 0416 0401 0421 0412 0328 0417 0409 0324 0413 0405 0425 0409 0401 0421 0406 0328 0417 0402 0422 0413 0405 0418 0410 0401 0421 0406 0329 0417 0402 0422 0414 0329 0418 0410 0326 0414 0406 0426 0411 0402 0422 0407 0330 0418 0410 0326 0415 0406 0419 0411'.split(
    ' ',
  );

function isEaster(date: Date, nation: Nation): boolean {
  const monday = EASTER_MONDAYS[date.getUTCFullYear() - 2000] ?? '';
  const at = Date.UTC(date.getUTCFullYear(), Number(monday.slice(0, 2)) - 1, Number(monday.slice(2)));
  const days = Math.round((date.getTime() - at) / 86_400_000);
  return days === -3 || (days === 0 && nation !== 'scotland');
}

function isMondayHoliday(date: Date, nation: Nation): boolean {
  const [month, dom] = [date.getUTCMonth() + 1, date.getUTCDate()];
  if (date.getUTCDay() !== 1) return false;
  if (month === 5) return dom <= 7 || dom >= 25;
  return month === 8 && (nation === 'scotland' ? dom <= 7 : dom >= 25);
}

/** A holiday alone on its date: that day, or the Monday after it when it fell on Saturday or Sunday. */
function isKept(date: Date, month: number, dom: number): boolean {
  const at = Date.UTC(date.getUTCFullYear(), month - 1, dom);
  const days = Math.round((date.getTime() - at) / 86_400_000);
  return days === 0 || (date.getUTCDay() === 1 && (days === 1 || days === 2));
}

/** Two holidays side by side: on weekdays themselves, else Monday and perhaps Tuesday after. */
function isKeptPair(date: Date, month: number, first: number): boolean {
  if (date.getUTCMonth() + 1 !== month) return false;
  const [dom, weekday] = [date.getUTCDate(), date.getUTCDay()];
  if (dom === first || dom === first + 1) return true;
  if (dom === first + 2) return weekday === 1 || weekday === 2; // Saturday and Sunday, or Sunday and Monday
  return dom === first + 3 && (weekday === 1 || weekday === 2); // Friday and Saturday, or Saturday and Sunday
}

function isHolidayTheSlowWay(date: Date, nation: Nation): boolean {
  const iso = date.toISOString().slice(0, 10);
  if (ONE_OFFS.some((one) => one.nations.includes(nation) && one.date === iso)) return true;
  if (ONE_OFFS.some((one) => one.nations.includes(nation) && one.insteadOf === iso)) return false;
  if (isEaster(date, nation) || isMondayHoliday(date, nation) || isKeptPair(date, 12, 25)) return true;
  if (nation === 'northern-ireland' && (isKept(date, 3, 17) || isKept(date, 7, 12))) return true;
  if (nation !== 'scotland') return isKept(date, 1, 1);
  return isKeptPair(date, 1, 1) || (date.getUTCFullYear() >= 2007 && isKept(date, 11, 30));
}

function workingDaysTheSlowWay(nation: Nation): Map<IsoDate, boolean> {
  const working = new Map<IsoDate, boolean>();
  for (let number = FIRST; number <= LAST; number++) {
    const date = new Date(number * 86_400_000);
    working.set(day(date.toISOString().slice(0, 10)), date.getUTCDay() % 6 !== 0 && !isHolidayTheSlowWay(date, nation));
  }
  return working;
}

const slow = new Map(NATIONS.map((nation) => [nation, workingDaysTheSlowWay(nation)] as const));
const isWorkingSlowly = (nation: Nation, date: IsoDate) => slow.get(nation)?.get(date) as boolean;

const nations = fc.constantFrom(...NATIONS);
const days = fc.integer({ min: FIRST, max: LAST - 1000 }).map(fromDayNumber);
const lateDays = fc.integer({ min: FIRST + 1000, max: LAST }).map(fromDayNumber);
const numbers = fc.integer({ min: 0, max: 300 });

/** One step at a time from a date until `n` working days are behind it. */
function stepSlowly(nation: Nation, from: IsoDate, n: number, step: 1 | -1): { date: IsoDate; skipped: IsoDate[] } {
  const skipped: IsoDate[] = [];
  let number = toDayNumber(from);
  for (let left = n; left > 0; ) {
    number += step;
    if (isWorkingSlowly(nation, fromDayNumber(number))) left--;
    else skipped.push(fromDayNumber(number));
  }
  return { date: fromDayNumber(number), skipped: step === 1 ? skipped : skipped.reverse() };
}

test('Thursday 2 April 2026 + 1 is Tuesday 7 April 2026, with the four days between and why', () => {
  const counted = addWorkingDays(england, day('2026-04-02'), 1);
  assert.deepEqual(counted, {
    date: '2026-04-07',
    skipped: [
      { date: '2026-04-03', because: 'Good Friday' },
      { date: '2026-04-04', because: 'Saturday' },
      { date: '2026-04-05', because: 'Sunday' },
      { date: '2026-04-06', because: 'Easter Monday' },
    ],
    assumes: [],
  });
  assert.deepEqual(JSON.parse(JSON.stringify(counted)), counted);
  assert.equal(addWorkingDays(get('scotland'), day('2026-04-02'), 1).date, '2026-04-06');
});

test('over Christmas, with a substitute', () => {
  const { date, skipped } = addWorkingDays(england, day('2026-12-24'), 2);
  assert.equal(date, '2026-12-30');
  assert.deepEqual(
    skipped.map(({ because }) => because),
    ['Christmas Day', 'Saturday', 'Sunday', 'Boxing Day (substitute day)'],
  );
});

test('a start on a weekend keeps its date as day 0 and has the Monday as day 1', () => {
  assert.equal(addWorkingDays(england, day('2026-06-13'), 1).date, '2026-06-15');
  assert.equal(addWorkingDays(get('scotland'), day('2026-06-13'), 1).date, '2026-06-16');
  assert.deepEqual(addWorkingDays(england, day('2026-06-13'), 0), { date: '2026-06-13', skipped: [], assumes: [] });
});

test('counts of published determinations', () => {
  assert.equal(countWorkingDays(england, day('2023-10-24'), day('2023-11-06')).workingDays, 9);
  assert.equal(countWorkingDays(england, day('2024-01-12'), day('2024-01-24')).workingDays, 8);
  assert.equal(countWorkingDays(england, day('2026-04-07'), day('2026-04-02')).workingDays, -1);
  assert.deepEqual(countWorkingDays(england, day('2026-04-03'), day('2026-04-03')).skipped, []);
});

test('first working day on or after names the day itself among those passed over', () => {
  const { date, skipped } = firstWorkingDayOnOrAfter(england, day('2026-04-03'));
  assert.equal(date, '2026-04-07');
  assert.equal(skipped[0]?.because, 'Good Friday');
  assert.equal(skipped.length, 4);
  assert.deepEqual(firstWorkingDayOnOrAfter(england, day('2026-04-02')).skipped, []);
});

test('periods in every unit', () => {
  const end = (n: number, unit: Parameters<typeof addPeriod>[2]['unit']) =>
    addPeriod(england, day('2026-01-31'), { n, unit }).date;
  assert.equal(end(1, 'calendar-month'), '2026-02-28');
  assert.equal(end(2, 'week'), '2026-02-14');
  assert.equal(end(10, 'calendar-day'), '2026-02-10');
  assert.equal(end(10, 'working-day'), '2026-02-13');
  assert.equal(end(-1, 'working-day'), '2026-01-30');
  assert.deepEqual(addPeriod(england, day('2049-01-31'), { n: 1, unit: 'week' }).assumes, []);
});

test('closures of the office stand after weekends and bank holidays', () => {
  const closures = [{ from: day('2026-12-24'), to: day('2027-01-01'), name: 'Winter break' }];
  const office = makeCalendar({ nation: 'england-and-wales', oneOffs: ONE_OFFS, knownUntil, closures });
  assert.equal(addWorkingDays(office, day('2026-12-23'), 1).date, '2027-01-04');
  assert.equal(whyNotWorking(office, day('2026-12-24')), 'Office closed: Winter break');
  assert.equal(whyNotWorking(office, day('2026-12-25')), 'Christmas Day');
  assert.equal(whyNotWorking(office, day('2026-12-26')), 'Saturday');
  const turned = [{ from: day('2026-12-24'), to: day('2026-12-23'), name: 'Turned' }];
  assert.throws(
    () => makeCalendar({ nation: 'scotland', oneOffs: [], closures: turned }),
    /"Turned" ends on 2026-12-23/,
  );
});

test('past the last known one-off day the answer says what it assumes', () => {
  const sentence = ['no one-off bank holidays are known after 2028-12-31; none is assumed'];
  assert.deepEqual(addWorkingDays(england, day('2028-12-29'), 0).assumes, []);
  assert.deepEqual(addWorkingDays(england, day('2028-12-29'), 1).assumes, sentence);
  assert.deepEqual(countWorkingDays(england, day('2029-01-02'), day('2028-01-02')).assumes, sentence);
  assert.deepEqual(firstWorkingDayOnOrAfter(england, day('2028-12-30')).assumes, sentence);
  const bare = makeCalendar({ nation: 'scotland', oneOffs: [] });
  assert.match(addWorkingDays(bare, day('2026-01-05'), 1).assumes.join(), /none is assumed/);
});

test('an import is the whole truth for its years and moves the known end on', () => {
  const imported = ['2029-01-01', '2029-03-30', '2029-06-08', '2029-12-25'].map((date) => ({
    date: day(date),
    title: 'Day',
  }));
  const calendar = makeCalendar({ nation: 'england-and-wales', oneOffs: ONE_OFFS, knownUntil, imported });
  assert.equal(isWorkingDay(calendar, day('2029-06-08')), false);
  assert.equal(isWorkingDay(calendar, day('2029-04-02')), true);
  assert.equal(isWorkingDay(calendar, day('2028-04-17')), false);
  assert.equal(calendar.knownUntil, '2029-12-31');
  assert.equal(findBankHolidaysIn(calendar, 2029).length, 4);
});

test('outside 2000 to 2050 the refusal says what, where, why and how to mend', () => {
  const out = (work: () => unknown, says: RegExp) =>
    assert.throws(work, (error: Error) => error instanceof OutsideCalendar && says.test(error.message));
  out(
    () => addWorkingDays(england, day('1999-12-31'), 1),
    /1999-12-31 lies outside .* 2000-01-01 to 2050-12-31.*Check/,
  );
  out(() => addWorkingDays(england, day('2050-12-30'), 2), /The date 2 working days after 2050-12-30 lies outside/);
  out(() => subtractWorkingDays(england, day('2000-01-04'), 1), /The date 1 working days before 2000-01-04/);
  out(() => firstWorkingDayOnOrAfter(england, day('2050-12-31')), /on or after 2050-12-31/);
  out(() => isWorkingDay(england, day('2051-01-02')), /2051-01-02 lies outside/);
  assert.throws(() => addWorkingDays(england, day('2026-01-05'), -1), RangeError);
  assert.throws(() => addWorkingDays(england, day('2026-01-05'), 1.5), /whole number/);
});

test('every day of 2000 to 2050 is a working day exactly where the slow way says so, in all three nations', () => {
  for (const nation of NATIONS) {
    for (const [date, working] of slow.get(nation) ?? []) {
      assert.equal(isWorkingDay(get(nation), date), working, `${nation} ${date}`);
      assert.equal(whyNotWorking(get(nation), date) === undefined, working);
    }
  }
});

test('adding and subtracting agree with a loop over the days', () => {
  const agree = (nation: Nation, from: IsoDate, n: number, step: 1 | -1) => {
    const counted = (step === 1 ? addWorkingDays : subtractWorkingDays)(get(nation), from, n);
    const { date, skipped } = stepSlowly(nation, from, n, step);
    assert.equal(counted.date, date);
    assert.deepEqual(
      counted.skipped.map((one) => one.date),
      skipped,
    );
  };
  fc.assert(
    fc.property(nations, days, numbers, (nation, from, n) => agree(nation, from, n, 1)),
    { ...SEED, numRuns: 300 },
  );
  fc.assert(
    fc.property(nations, lateDays, numbers, (nation, from, n) => agree(nation, from, n, -1)),
    { ...SEED, numRuns: 300 },
  );
});

test('counting agrees with a loop over the days, both ways round', () => {
  fc.assert(
    fc.property(nations, days, fc.integer({ min: 0, max: 500 }), (nation, from, length) => {
      const between = Array.from({ length }, (_, at) => fromDayNumber(toDayNumber(from) + at + 1));
      const to = between.at(-1) ?? from;
      const counted = countWorkingDays(get(nation), from, to);
      assert.equal(counted.workingDays, between.filter((date) => isWorkingSlowly(nation, date)).length);
      assert.deepEqual(
        counted.skipped.map(({ date }) => date),
        between.filter((date) => !isWorkingSlowly(nation, date)),
      );
      const turned = countWorkingDays(get(nation), to, from);
      assert.equal(turned.workingDays + counted.workingDays, 0);
      assert.deepEqual(turned.skipped, counted.skipped);
    }),
    { ...SEED, numRuns: 300 },
  );
});

test('the first working day on or after agrees with a loop, for every day', () => {
  for (const nation of NATIONS) {
    let next: IsoDate | undefined;
    for (let number = LAST - 10; number >= FIRST; number--) {
      const date = fromDayNumber(number);
      if (isWorkingSlowly(nation, date)) next = date;
      if (next !== undefined) assert.equal(firstWorkingDayOnOrAfter(get(nation), date).date, next);
    }
  }
});

test('adding and counting undo each other; from a working day so do subtracting and counting', () => {
  fc.assert(
    fc.property(nations, days, numbers, (nation, from, n) => {
      const calendar = get(nation);
      const there = addWorkingDays(calendar, from, n);
      assert.equal(countWorkingDays(calendar, from, there.date).workingDays, n);
      if (isWorkingDay(calendar, from)) assert.equal(subtractWorkingDays(calendar, there.date, n).date, from);
    }),
    SEED,
  );
});
