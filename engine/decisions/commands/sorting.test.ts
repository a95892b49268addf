// Sorting: what waits runs as a complaint, and what it turns out to be follows the procedure that is for it, or none.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { person, received, underPolicy } from '../../../test/support/under-policy.ts';
import { isUntriaged } from '../../case/state.ts';

const officer = person('ola', ['complaints-officer']);
const begin = async (more: object = {}) =>
  (await underPolicy('anytown-homes', { service: 'housing' })).given(
    received('2026-03-02', { untriaged: true, ...more }),
  );
const running = ({ clocks }: { clocks: readonly { state: string }[] }) =>
  clocks.filter(({ state }) => state === 'running' || state === 'late').length;

describe('what waits in the inbox', () => {
  test('runs as a complaint from its first contact until it is sorted', async () => {
    const { standing } = (await begin()).on('2026-03-04');
    assert.equal(isUntriaged(standing.state), true);
    assert.ok(running(standing) > 0);
  });

  test('leaves the procedure when it turns out to be a comment, and comes back to it, from the first contact', async () => {
    const comment = (await begin()).given({
      what: 'classified',
      on: '2026-03-04',
      by: officer,
      with: { kind: 'comment' },
    });
    const after = comment.on('2026-03-05').standing;
    assert.deepEqual([after.state.procedure, after.state.visits.length, running(after)], [undefined, 0, 0]);
    const again = comment.given({ what: 'classified', on: '2026-03-06', by: officer, with: { kind: 'complaint' } });
    const { state } = again.on('2026-03-06').standing;
    assert.deepEqual([state.visits.length, state.visits[0]?.opened.on], [1, '2026-03-02']);
  });

  test('is sorted by whoever acknowledges it, and not by a telephone call about it', async () => {
    const rung = (await begin()).given({ what: 'contacted', on: '2026-03-03', by: officer });
    assert.equal(isUntriaged(rung.on('2026-03-03').standing.state), true);
    const acknowledged = rung.given({ what: 'acknowledged', on: '2026-03-04', by: officer });
    assert.equal(isUntriaged(acknowledged.on('2026-03-04').standing.state), false);
  });
});
