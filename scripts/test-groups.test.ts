import assert from 'node:assert/strict';
import { test } from 'node:test';
import { determineGroupFiles } from './test-groups.ts';

test('every test file belongs to one group, and what no group claims goes to “rest”', () => {
  const found = determineGroupFiles([
    'engine/calendar/add-days.test.ts',
    'app/store/append.test.ts',
    'app/packs/load-pack.test.ts',
    'app/casework/log/log.test.ts',
    'app/cli/calendar.test.ts',
    'test/layers.test.ts',
    'test/clauses/sh.test.ts',
    'test/reachability.test.ts',
    'test/journeys/stockport-journey.test.ts',
    'test/accessibility/every-page.test.ts',
  ]);
  assert.deepEqual(Object.fromEntries(found), {
    engine: ['engine/calendar/add-days.test.ts'],
    store: ['app/store/append.test.ts'],
    web: ['app/casework/log/log.test.ts'],
    cli: ['app/cli/calendar.test.ts'],
    clauses: ['test/clauses/sh.test.ts'],
    walks: ['test/reachability.test.ts'],
    journeys: ['test/journeys/stockport-journey.test.ts'],
    pages: ['test/accessibility/every-page.test.ts'],
    rest: ['app/packs/load-pack.test.ts', 'test/layers.test.ts'],
  });
});
