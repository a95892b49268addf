import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchCalendar } from './calendar.ts';

test('the calendar bench compares equal answers, and its last key is the ratio', async () => {
  const bench = await benchCalendar({ questions: 500, leastMilliseconds: 1, rounds: 1 });
  assert.equal(Object.keys(bench).at(-1), 'ratio');
  assert.deepEqual(
    bench.rows.map(({ operation }) => operation),
    ['add', 'count'],
  );
  for (const row of bench.rows) assert.ok(row.perSecond > 0 && row.loopPerSecond > 0);
});
