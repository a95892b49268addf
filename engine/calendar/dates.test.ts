import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addCalendarDays,
  addCalendarMonths,
  addCalendarWeeks,
  compareDates,
  dayOfMonthOf,
  daysBetween,
  daysInMonth,
  fromDayNumber,
  type IsoDate,
  isIsoDate,
  monthOf,
  OutsideCalendar,
  parseIsoDate,
  toDayNumber,
  weekdayOf,
  yearOf,
} from './index.ts';

const day = (text: string) => text as IsoDate;
const anyDay = fc.integer({ min: 10957, max: 29584 }).map(fromDayNumber);

test('a date is read strictly', () => {
  for (const text of ['2026-04-02', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
    assert.equal(parseIsoDate(text), text);
  }
  const wrong = ['2023-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-4-2', '2026-04-02T10:00Z'];
  for (const text of [
    ...wrong,
    ' 2026-04-02',
    '2026-04-2 ',
    '20260402',
    '2026/04/02',
    '0000-01-01',
    '',
    '２０２６-04-02',
  ]) {
    assert.equal(parseIsoDate(text), undefined, text);
  }
  for (const value of [undefined, null, 20260402, ['2026-04-02'], {}]) assert.equal(isIsoDate(value), false);
});

test('calendar days, weeks and months', () => {
  assert.equal(addCalendarDays(day('2026-02-28'), 1), '2026-03-01');
  assert.equal(addCalendarDays(day('2026-01-01'), -1), '2025-12-31');
  assert.equal(addCalendarWeeks(day('2026-12-28'), 1), '2027-01-04');
  assert.equal(addCalendarMonths(day('2026-01-31'), 1), '2026-02-28');
  assert.equal(addCalendarMonths(day('2024-01-31'), 1), '2024-02-29');
  assert.equal(addCalendarMonths(day('2026-03-31'), -1), '2026-02-28');
  assert.equal(addCalendarMonths(day('2026-11-30'), 3), '2027-02-28');
  assert.equal(addCalendarMonths(day('2026-01-15'), -13), '2024-12-15');
  assert.equal(daysBetween(day('2026-04-02'), day('2026-04-07')), 5);
  assert.equal(daysBetween(day('2026-04-07'), day('2026-04-02')), -5);
});

test('weekdays and order', () => {
  assert.equal(weekdayOf(day('2026-04-02')), 'Thursday');
  assert.equal(weekdayOf(day('1969-12-31')), 'Wednesday');
  const sorted = [day('2026-04-07'), day('2025-12-31'), day('2026-04-02')].sort(compareDates);
  assert.deepEqual(sorted, ['2025-12-31', '2026-04-02', '2026-04-07']);
  assert.equal(compareDates(day('2026-04-02'), day('2026-04-02')), 0);
});

test('a date before the year 1 or after 9999 is refused with its reason', () => {
  assert.throws(() => addCalendarDays(day('9999-12-31'), 1), OutsideCalendar);
  assert.throws(() => addCalendarMonths(day('0001-01-31'), -1), /0001-01-01 to 9999-12-31/);
  assert.throws(() => addCalendarDays(day('2026-01-01'), Number.NaN), OutsideCalendar);
});

test('every day of 2000 to 2050 agrees with the platform’s own calendar', () => {
  const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  for (let number = toDayNumber(day('2000-01-01')); number <= toDayNumber(day('2050-12-31')); number++) {
    const platform = new Date(number * 86_400_000);
    const date = fromDayNumber(number);
    assert.equal(date, platform.toISOString().slice(0, 10));
    assert.equal(toDayNumber(date), number);
    assert.equal(weekdayOf(date), names[platform.getUTCDay()]);
  }
});

test('months: the day stays, or is the last of a shorter month', () => {
  const months = fc.integer({ min: -600, max: 600 });
  fc.assert(
    fc.property(anyDay, months, (from, n) => {
      const to = addCalendarMonths(from, n);
      assert.ok(isIsoDate(to));
      assert.equal(yearOf(to) * 12 + monthOf(to), yearOf(from) * 12 + monthOf(from) + n);
      assert.equal(dayOfMonthOf(to), Math.min(dayOfMonthOf(from), daysInMonth(yearOf(to), monthOf(to))));
    }),
    { seed: 20260402 },
  );
});
