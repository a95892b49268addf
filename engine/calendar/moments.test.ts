import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addHours,
  closeOfDay,
  compareInstants,
  fromDayNumber,
  hoursBetween,
  type IsoDate,
  isInstant,
  localDateOf,
  localTimeOf,
  NotAMoment,
} from './index.ts';

test('hours are elapsed hours, over a change of the clocks too', () => {
  assert.equal(addHours('2026-03-28T12:00Z', 24), '2026-03-29T12:00:00Z');
  assert.equal(addHours('2026-04-02T17:30+01:00', 48), '2026-04-04T16:30:00Z');
  assert.equal(addHours('2026-01-01T00:30:15.250Z', -1), '2025-12-31T23:30:15.250Z');
  assert.equal(addHours('2026-01-01T00:00Z', 0.5), '2026-01-01T00:30:00Z');
  assert.equal(hoursBetween('2026-03-28T12:00:00Z', '2026-03-29T12:00:00+01:00'), 23);
});

test('the day in London follows summer time', () => {
  assert.equal(localDateOf('2026-06-30T23:30Z'), '2026-07-01');
  assert.equal(localDateOf('2026-12-31T23:30Z'), '2026-12-31');
  assert.equal(localDateOf('2026-07-01T00:30+02:00'), '2026-06-30');
  assert.equal(localTimeOf('2026-06-30T23:30Z'), '00:30');
  assert.equal(localTimeOf('2026-03-29T00:59:59Z'), '00:59');
  assert.equal(localTimeOf('2026-03-29T01:00Z'), '02:00');
  assert.equal(localTimeOf('2026-10-25T00:59Z'), '01:59');
  assert.equal(localTimeOf('2026-10-25T01:00Z'), '01:00');
});

test('a day closes at midnight in London, also on the days the clocks change', () => {
  assert.equal(closeOfDay('2026-07-01' as IsoDate), '2026-07-01T23:00:00Z');
  assert.equal(closeOfDay('2026-01-02' as IsoDate), '2026-01-03T00:00:00Z');
  assert.equal(closeOfDay('2026-03-28' as IsoDate), '2026-03-29T00:00:00Z');
  assert.equal(closeOfDay('2026-03-29' as IsoDate), '2026-03-29T23:00:00Z');
  assert.equal(closeOfDay('2026-10-24' as IsoDate), '2026-10-24T23:00:00Z');
  assert.equal(closeOfDay('2026-10-25' as IsoDate), '2026-10-26T00:00:00Z');
});

test('what is no moment is refused', () => {
  const wrong = ['2026-04-02', '2026-04-02T10:00', '2026-02-30T10:00Z', '2026-04-02T24:00Z', '2026-04-02T10:60Z'];
  for (const text of [...wrong, '2026-04-02 10:00Z', '2026-04-02T10:00+1', '2026-04-02T10:00+15:00', 'now', '']) {
    assert.equal(isInstant(text), false, text);
    assert.equal(localDateOf(text), undefined, text);
    assert.throws(() => addHours(text, 1), NotAMoment);
    assert.throws(() => localTimeOf(text), /is not a moment: write/);
  }
});

test('moments compare by time, however written', () => {
  assert.equal(compareInstants('2026-04-02T10:00Z', '2026-04-02T11:00:00.000+01:00'), 0);
  assert.ok(compareInstants('2026-04-02T10:00:00Z', '2026-04-02T10:00:00.500Z') < 0);
});

test('day and time in London agree with the platform’s time zone data, 2000 to 2050', () => {
  const london = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const moments = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2050, 11, 31) });
  fc.assert(
    fc.property(moments, (milliseconds) => {
      const instant = new Date(milliseconds).toISOString();
      const [date = '', time] = london.format(milliseconds).split(', ');
      assert.equal(localDateOf(instant), date.split('/').reverse().join('-'));
      assert.equal(localTimeOf(instant), time);
    }),
    { seed: 20260402, numRuns: 1000 },
  );
});

test('the close of a day is the last moment of that day and the first of the next', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10957, max: 29583 }).map(fromDayNumber), (date) => {
      const close = closeOfDay(date);
      assert.equal(localTimeOf(close), '00:00');
      assert.equal(localDateOf(addHours(close, -1 / 3600)), date);
    }),
    { seed: 20260402, numRuns: 500 },
  );
});
