import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeMoney } from './describe-money.ts';
import { fill } from './fill.ts';

test('a template takes its values', () => {
  assert.equal(fill('Given to {to} by {who}', { to: 'Ada', who: 'Bo' }), 'Given to Ada by Bo');
  assert.equal(fill('{n} of {n}', { n: 0 }), '0 of 0');
});

test('a value with braces or a dollar in it is taken as it stands', () => {
  assert.equal(fill('“{text}”', { text: '{who} $& $1' }), '“{who} $& $1”');
});

test('a number chooses the form', () => {
  const forms = '{n} {n|working day|working days} left';
  assert.deepEqual(
    [0, 1, 2].map((n) => fill(forms, { n })),
    ['0 working days left', '1 working day left', '2 working days left'],
  );
  const three = '{n|no days|one day|% days}';
  assert.deepEqual(
    [0, 1, 12].map((n) => fill(three, { n })),
    ['no days', 'one day', '12 days'],
  );
});

test('pence become pounds', () => {
  assert.equal(fill('{left:money}', { left: 12550 }), '£125.50');
  assert.deepEqual([0, 5, 100000, 123456789, -5].map(describeMoney), [
    '£0',
    '£0.05',
    '£1,000',
    '£1,234,567.89',
    '-£0.05',
  ]);
});

test('a missing value is a slip that is told', () => {
  assert.throws(() => fill('By {who}', {}), /“By \{who\}” needs a value for \{who\}/);
});
