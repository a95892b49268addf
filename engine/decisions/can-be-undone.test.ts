// What has not left the house can be undone, what has cannot: with a case of each reason, under the fixture's procedure.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  acknowledged,
  contacted,
  defined,
  escalationRequested,
  findingRecorded,
  happen,
  promised,
  received,
  responseIssued,
  type TestHappening,
  underPolicy,
} from '../../test/support/under-policy.ts';
import { canBeUndone } from './can-be-undone.ts';

const ON = '2026-03-02';
const START = [received(ON), defined(ON, { points: [{ text: 'The lift' }], 'outcome-sought': 'Mend it' })];
const upheld = findingRecorded('2026-03-04', { findings: { '1': { finding: 'upheld' } } });
const note = happen('noted')(ON, { text: 'She rang twice.' });
const undone = (recording: number): TestHappening => happen('undone')('2026-03-05', { recording, why: 'A slip.' });

/** Why recording `n` of a case cannot be undone, by codes. */
async function whyNot(n: number, ...happenings: readonly TestHappening[]): Promise<readonly string[]> {
  const { standing } = (await underPolicy('anytown-homes')).given(...happenings).on('2026-04-01');
  return canBeUndone(standing, n).map(({ code }) => code);
}

describe('what has not left the house', () => {
  test('a note, a definition, a finding and a promise can be undone', async () => {
    const promise = promised('2026-03-04', { kind: 'work', what: 'Mend it', due: '2026-05-01' });
    assert.deepEqual(await whyNot(3, ...START, note), []);
    assert.deepEqual(await whyNot(2, ...START), []);
    assert.deepEqual(await whyNot(3, ...START, upheld), []);
    assert.deepEqual(await whyNot(3, ...START, promise), []);
  });

  test('a note can be undone whatever has gone since', async () => {
    assert.deepEqual(await whyNot(3, ...START, note, acknowledged('2026-03-03')), []);
  });

  test('undoing puts an entry out of count, and undoing that puts it back', async () => {
    const scene = (await underPolicy('anytown-homes')).given(...START, upheld, undone(3)).on('2026-04-01');
    assert.equal(scene.standing.state.points[0]?.findings[0], undefined);
    assert.deepEqual(
      canBeUndone(scene.standing, 3).map(({ code }) => code),
      ['already-undone'],
    );
    const back = scene.given(undone(4));
    assert.equal(back.standing.state.points[0]?.findings[0], 'upheld');
    assert.deepEqual(canBeUndone(back.standing, 3), []);
  });
});

describe('what has left, or what something rests on', () => {
  test('the first contact stays', async () => assert.deepEqual(await whyNot(1, ...START), ['receipt-stays']));
  test('an entry that is not there', async () => assert.deepEqual(await whyNot(9, ...START), ['no-such-recording']));
  test('a letter went with it', async () =>
    assert.deepEqual(await whyNot(3, ...START, acknowledged('2026-03-03')), ['letter-has-gone']));
  test('a letter went since', async () =>
    assert.deepEqual(await whyNot(2, ...START, acknowledged('2026-03-03')), ['letter-went-since']));
  test('a contact was spoken', async () =>
    assert.deepEqual(await whyNot(3, ...START, contacted(ON)), ['told-to-them']));
  test('an escalation is theirs', async () => {
    const answered = [
      acknowledged('2026-03-03'),
      responseIssued('2026-03-05', { findings: { '1': { finding: 'not-upheld' } } }),
    ];
    const asked = escalationRequested('2026-03-09');
    const codes = await whyNot(6, ...START, ...answered, asked);
    assert.deepEqual(codes, ['said-by-them']);
  });
  test('a finding rests on the definition', async () =>
    assert.deepEqual(await whyNot(2, ...START, upheld), ['later-entry-rests-on-it']));
  test('news rests on the promise, and money has gone', async () => {
    const promise = promised('2026-03-04', { kind: 'payment', what: 'Pay', due: '2026-05-01', amount: 5000 });
    const paid = happen('payment-made')('2026-03-06', { promise: 1, amount: 5000 });
    assert.deepEqual(await whyNot(3, ...START, promise, paid), ['later-entry-rests-on-it']);
    assert.deepEqual(await whyNot(4, ...START, promise, paid), ['money-has-gone']);
  });
});

test('undoing what has left is refused with its reason', async () => {
  const scene = (await underPolicy('anytown-homes')).given(...START, acknowledged('2026-03-03'));
  scene.when(undone(3)).thenRefused('letter-has-gone');
});
