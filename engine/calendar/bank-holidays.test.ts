import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bankHolidaysByRule,
  bankHolidaysOf,
  findEasterSunday,
  type IsoDate,
  type Nation,
  type OneOffDay,
} from './index.ts';

test('St Andrew’s Day is a holiday from 2007 on, by the Act of that year', () => {
  const has = (year: number) => bankHolidaysByRule('scotland', year).some(({ name }) => name.startsWith('St Andrew'));
  assert.deepEqual([2000, 2006, 2007, 2050].map(has), [false, false, true, true]);
});

test('Christmas on a Sunday: Boxing Day keeps its Monday, Christmas Day takes the Tuesday', () => {
  assert.deepEqual(bankHolidaysByRule('england-and-wales', 2033).slice(-2), [
    { date: '2033-12-26', name: 'Boxing Day' },
    { date: '2033-12-27', name: 'Christmas Day (substitute day)' },
  ]);
});

test('every year has its full number of holidays, all on weekdays', () => {
  const usual = { 'england-and-wales': 8, scotland: 9, 'northern-ireland': 10 };
  for (const nation of Object.keys(usual) as Nation[]) {
    for (let year = 2000; year <= 2050; year++) {
      const days = bankHolidaysByRule(nation, year);
      assert.equal(days.length, usual[nation] - (nation === 'scotland' && year < 2007 ? 1 : 0), `${nation} ${year}`);
      for (const { date } of days) assert.ok(new Date(date).getUTCDay() % 6 !== 0, date);
    }
  }
});

/** Easter by another road: Gauss's way with the exceptions, as against the moon's age. */
function easterByGauss(year: number): string {
  const k = Math.floor(year / 100);
  const m = (15 + k - Math.floor(k / 4) - Math.floor((13 + 8 * k) / 25)) % 30;
  const d = (19 * (year % 19) + m) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + ((4 + k - Math.floor(k / 4)) % 7)) % 7;
  let march = 22 + d + e;
  if ((d === 29 && e === 6) || (d === 28 && e === 6 && (11 * m + 11) % 30 < 19)) march -= 7;
  return new Date(Date.UTC(year, 2, march)).toISOString().slice(0, 10);
}

test('Easter agrees with Gauss’s rule, 1900 to 2299', () => {
  for (let year = 1900; year < 2300; year++) assert.equal(findEasterSunday(year), easterByGauss(year));
});

test('a one-off day is added, and one that moves a holiday takes the old day away, for its nations only', () => {
  const moved: OneOffDay = {
    nations: ['scotland'],
    date: '2031-06-06' as IsoDate,
    name: 'Spring bank holiday',
    source: 'invented',
    insteadOf: '2031-05-26' as IsoDate,
  };
  const dates = (nation: Nation) => bankHolidaysOf(nation, 2031, [moved]).map(({ date }) => date as string);
  assert.ok(dates('scotland').includes('2031-06-06') && !dates('scotland').includes('2031-05-26'));
  assert.deepEqual(
    dates('england-and-wales'),
    bankHolidaysByRule('england-and-wales', 2031).map(({ date }) => date),
  );
});
