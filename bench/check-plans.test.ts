import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readModels } from '../app/store/tables.ts';
import { GROWING, listScanned } from './check-plans.ts';

test('a scan of a growing table is found however deep it lies, and of no other', () => {
  const scan = (table: string) => ({ 'Node Type': 'Seq Scan', 'Relation Name': table });
  const index = { 'Node Type': 'Index Scan', 'Relation Name': 'case_list' };
  assert.deepEqual(listScanned({ 'Node Type': 'Limit', Plans: [{ 'Node Type': 'Sort', Plans: [scan('event')] }] }), [
    'event',
  ]);
  assert.deepEqual(listScanned({ 'Node Type': 'Nested Loop', Plans: [index, scan('person')] }), []);
  assert.deepEqual(listScanned(scan('case_list')), ['case_list']);
});

test('every list that is made of cases is among those that grow', () => {
  const perCase = Object.entries(readModels).filter(([, { key }]) => (key as readonly string[]).includes('case_id'));
  for (const [table] of perCase) assert.ok(GROWING.includes(table), table);
});
