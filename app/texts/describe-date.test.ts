import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeDate, describeDayOf, describeList, describeMoment, describeShortDate } from './describe-date.ts';

test('a date in words, long and short', () => {
  assert.equal(describeDate('2026-04-02'), 'Thursday 2 April 2026');
  assert.equal(describeShortDate('2026-04-02'), '2 Apr 2026');
  assert.equal(describeDate('2024-02-29'), 'Thursday 29 February 2024');
});

test('the year is left out where it is the one spoken of', () => {
  assert.equal(describeDayOf('2026-12-25', 2026), '25 December');
  assert.equal(describeDayOf('2026-12-25', 2027), '25 December 2026');
});

test('an instant is told in London time, summer and winter', () => {
  assert.equal(describeMoment({ on: '2026-07-01', at: '2026-07-01T13:30:00Z' }), 'Wednesday 1 July 2026 at 14:30');
  assert.equal(describeMoment({ on: '2026-01-05', at: '2026-01-05T09:00:00Z' }), 'Monday 5 January 2026 at 09:00');
  assert.equal(describeMoment({ on: '2026-01-05' }), 'Monday 5 January 2026');
});

test('what is no date stays as it is', () => {
  assert.equal(describeDate('2026-02-30'), '2026-02-30');
  assert.equal(describeShortDate('soon'), 'soon');
});

test('a list in words', () => {
  assert.deepEqual(
    [[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((list) => describeList(list)),
    ['', 'a', 'a and b', 'a, b and c'],
  );
});
