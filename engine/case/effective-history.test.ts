// In what order what happened on a case is taken, where not all of it has a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { orderByHappening } from './effective-history.ts';
import type { CaseEvent } from './events.ts';

const by = { id: 'p1', kind: 'staff', roles: [] } as const;
const noted = (n: number, on: string, time?: string): CaseEvent =>
  ({ type: 'noted', n, by, recordedOn: on, on, ...(time && { at: `${on}T${time}:00Z` }) }) as unknown as CaseEvent;
const numbersOf = (events: readonly CaseEvent[]) => orderByHappening(events).map(({ n }) => n);

test('within a day, what has no time stands where it was recorded, before or after what has one', () => {
  assert.deepEqual(numbersOf([noted(1, '2026-03-02'), noted(2, '2026-03-02', '09:00')]), [1, 2]);
  assert.deepEqual(numbersOf([noted(1, '2026-03-02', '09:00'), noted(2, '2026-03-02')]), [1, 2]);
  assert.deepEqual(numbersOf([noted(1, '2026-03-03'), noted(2, '2026-03-02', '23:00')]), [2, 1]);
});

test('of two with a time the earlier comes first, whatever stands between them', () => {
  const day = '2026-03-02';
  assert.deepEqual(numbersOf([noted(1, day, '15:00'), noted(2, day), noted(3, day, '09:00')]), [3, 2, 1]);
});

test('the order does not hang on the order in which they come', () => {
  const event = fc.record({ day: fc.constantFrom('02', '03'), hour: fc.option(fc.integer({ min: 10, max: 13 })) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 9 }), fc.integer(), (told, turn) => {
      const events = told.map(({ day, hour }, i) =>
        noted(i + 1, `2026-03-${day}`, hour === null ? undefined : `${hour}:00`),
      );
      const mixed = events.toSorted((a, b) => ((a.n * 7 + turn) % 5) - ((b.n * 7 + turn) % 5));
      assert.deepEqual(numbersOf(mixed), numbersOf(events));
      const times = orderByHappening(events).flatMap(({ at }) => at ?? []);
      assert.deepEqual(times, times.toSorted());
    }),
    { seed: 7, numRuns: 60 },
  );
});
