import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchDecisions } from './decisions.ts';

test('the decisions bench asks every example, and its last key is the ratio', async () => {
  const bench = await benchDecisions({ leastMilliseconds: 1 });
  assert.equal(Object.keys(bench).at(-1), 'ratio');
  assert.ok(bench.ratio > 0);
  for (const command of ['receive', 'acknowledge', 'respond', 'extend', 'accept-escalation']) {
    assert.ok(
      bench.rows.some((row) => row.command === command && row.perSecond > 0),
      command,
    );
  }
});
