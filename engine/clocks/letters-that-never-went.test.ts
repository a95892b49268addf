// What counts from a letter that never went counts all the same, wherever the engine asks for it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { calendarOf } from '../../test/support/replay-files.ts';
import { defined, received, responseIssued, underPolicy } from '../../test/support/under-policy.ts';
import type { IsoDate } from '../calendar/index.ts';
import { replayHappenings } from '../decisions/replay-happenings.ts';
import type { Pack } from '../policy/load-pack.ts';
import { isResponseOverdue } from './is-response-overdue.ts';

/** The fixture with one more clock at stage 1, due together with the response. */
const withConfirmation = (pack: Pack): Pack => {
  const changed = structuredClone(pack);
  const { clocks } = changed.procedures.at(-1)!.stages[0]!;
  const response = clocks.find(({ id }) => id === 'stage-1-response')!;
  clocks.push({
    ...response,
    id: 'confirmation',
    limit: { with: 'stage-1-response' } as (typeof response)['limit'],
    starts: { event: 'received' },
  });
  return changed;
};
const NAMELESS = received('2026-03-02', { anonymous: true, reachable: false });

describe('with nobody to write to', () => {
  test('a clock due with one that counts from the acknowledgement is due with it', async () => {
    const scene = (await underPolicy('anytown-homes', { change: withConfirmation })).given(NAMELESS).on('2026-03-10');
    scene.thenClock('stage-1-response', { state: 'running', due: '2026-03-23' });
    scene.thenClock('confirmation', { state: 'running', due: '2026-03-23' });
  });

  test('the response is overdue from the day after it was due, and not from that of the acknowledgement', async () => {
    const scene = (await underPolicy('anytown-homes')).given(NAMELESS);
    const isOverdueOn = (on: string): boolean => isResponseOverdue(scene.on(on).standing);
    assert.deepEqual(['2026-03-10', '2026-03-23', '2026-03-24'].map(isOverdueOn), [false, false, true]);
  });
});

describe('with somebody to write to', () => {
  test('an acknowledgement that is late makes the response overdue', async () => {
    const scene = (await underPolicy('anytown-homes')).given(received('2026-03-02'));
    const isOverdueOn = (on: string): boolean => isResponseOverdue(scene.on(on).standing);
    assert.deepEqual(['2026-03-09', '2026-03-10'].map(isOverdueOn), [false, true]);
  });

  test('one left out before a late response buys no time for what is due with the response', async () => {
    const { policy } = await underPolicy('anytown-homes', { change: withConfirmation });
    const told = [
      received('2026-03-02'),
      defined('2026-03-03', { points: [{ text: 'The lift' }], 'outcome-sought': 'Mend it' }),
      responseIssued('2026-04-20', { findings: { '1': { finding: 'upheld' } } }),
    ];
    const options = { mode: 'history', asOf: '2026-04-21' as IsoDate } as const;
    const { standing } = replayHappenings(policy, calendarOf(policy), told, options);
    const dueOf = (id: string) => standing.clocks.find((clock) => clock.id === id)?.due;
    assert.deepEqual(['stage-1-response', 'confirmation'].map(dueOf), ['2026-03-23', '2026-03-23']);
  });
});
