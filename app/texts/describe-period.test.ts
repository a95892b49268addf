import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describePeriod } from './describe-period.ts';

test('a length of time is told as people say it', () => {
  assert.equal(describePeriod({ n: 1, unit: 'working-day' }), '1 working day');
  assert.equal(describePeriod({ n: 8, unit: 'week' }), '8 weeks');
  assert.equal(describePeriod({ n: 12, unit: 'calendar-month' }), '12 months');
  assert.equal(describePeriod({ n: 18, unit: 'calendar-month' }), '18 months');
});

test('whole years from the second on are told as years', () => {
  assert.equal(describePeriod({ n: 24, unit: 'calendar-month' }), '2 years');
  assert.equal(describePeriod({ n: 36, unit: 'calendar-month' }), '3 years');
  assert.equal(describePeriod({ n: 30, unit: 'calendar-month' }), '30 months');
});
