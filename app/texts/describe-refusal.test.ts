import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WARNING_CODES } from '../../engine/index.ts';
import { describeRefusal, describeRefusalParts, type Refused } from './describe-refusal.ts';
import { describeWarning } from './describe-warning.ts';
import { loadTexts } from './load-texts.ts';

const texts = loadTexts();
const told = (code: string, values: Refused['values'] = {}, command?: string): string =>
  describeRefusal(texts, { code, values }, command);

test('what, why and the way out, with dates in words', () => {
  assert.equal(
    told('extension-after-due', { due: '2026-04-13' }),
    'The time was up on Monday 13 April 2026. Extra time has to be told before that. Send the response as soon as you can. To tell the complainant when to expect it, say that the notice is to go all the same; it moves no date.',
  );
});

test('the two halves can stand apart', () => {
  assert.deepEqual(
    describeRefusalParts(texts, { code: 'took-part', values: { step: 'Stage 1: Look into each point' } }),
    {
      says: 'This person took part in “Stage 1: Look into each point”, and whoever did that cannot do this.',
      mend: 'Ask somebody who had no part in it.',
    },
  );
});

test('money, lengths of time and codes are put into words', () => {
  assert.match(told('payment-above-promise', { left: 5000, given: 12550 }), /^£125\.50 is more than .*\(£50\)/);
  assert.match(told('extension-beyond-cap', { n: 10, unit: 'working-day' }), /allows here: 10 working days\./);
  assert.match(
    told('promise-incomplete', { promise: 2, lacks: 'owner, date' }),
    /Promise 2 still lacks: who keeps it, by when\./,
  );
  assert.match(told('case-closed', { outcome: '' }), /\(closed\)/);
  assert.match(told('case-closed', { outcome: 'escalation refused' }), /\(next stage refused\)/);
});

test('a field is called by its label, its own command’s first', () => {
  assert.match(told('field-missing', { field: 'text', label: '' }, 'note'), /^“Your note” is not filled in\./);
  assert.match(told('field-missing', { field: 'evidence', label: '' }), /^“How do you know that it is done\?”/);
  assert.match(
    told('field-missing', { field: 'complexity', label: 'What makes it complex?' }),
    /^“What makes it complex\?”/,
  );
  assert.match(told('not-a-number', { field: 'by', given: '-1' }, 'extend'), /“How much longer\?”/);
});

test('points that are missing are named, and nothing stands for none', () => {
  const blank = { part: 'The reasons', letter: 'Our response', id: 'reasons' };
  assert.match(told('part-blank', { ...blank, lacks: '1, 2' }), /is empty\. Write it for point 1, 2\.$/);
  assert.match(told('part-blank', { ...blank, lacks: '' }), /is empty\. Write it\.$/);
});

test('a departure of a history is told', () => {
  assert.match(told('left-out', { what: 'escalation-requested' }), /must have happened: Next stage asked for\./);
  assert.match(told('unknown-word', { what: 'received-it' }), /^“received-it” is no word/);
  assert.match(
    told('late', { clock: 'Stage 1 response', due: '2026-04-13', days: 2 }),
    /was due Monday 13 April 2026\. It is 2 working days late\./,
  );
});

test('a warning says what to look at', () => {
  const values = { clock: 'Stage 1 response', id: 'stage-1-response', target: '2026-04-09', due: '2026-04-13' };
  assert.deepEqual(describeWarning(texts, { code: 'internal-target-reached', values }), {
    says: '“Stage 1 response” has reached your own target of Thursday 9 April 2026. It is due Monday 13 April 2026.',
    mend: 'Do it now, while there is time.',
  });
  const told = {
    told: '2026-04-09',
    rule: '2026-04-13',
    clock: 'c',
    due: '2026-04-13',
    on: '2026-04-13',
    target: '2026-04-09',
    step: 's',
    stage: 't',
    question: 'q?',
    soonest: '2026-04-14',
    latest: '2026-04-20',
    startBy: '2026-04-08',
    waits: 'w',
    first: 'f',
    resident: 2,
    letters: 'l',
    known: 1,
    request: 1,
    days: 9,
    late: 4,
    channel: 'telephone',
    review: '2026-04-09',
    concern: 'at-risk',
    person: 'p1',
    title: 'r',
    training: 'l',
    count: 2,
  };
  for (const code of WARNING_CODES)
    assert.doesNotMatch(describeWarning(texts, { code, values: told }).says, /undefined/);
  const untrained = { person: 'p1', title: 'Adviser', training: 'listening' };
  assert.match(
    describeWarning(texts, { code: 'training-not-recorded', values: untrained }, () => 'Fay Lake').says,
    /for Fay Lake, Adviser: listening/,
  );
});

test('a code without words is still said, and nothing breaks', () => {
  assert.equal(told('brand-new'), 'This cannot be done now (brand-new).');
});
