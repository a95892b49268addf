import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listScanned } from './check-plans.ts';
import { PER_CASE } from './per-case.ts';

test('a scan of a growing table is found however deep it lies, and of no other', () => {
  const scan = (table: string) => ({ 'Node Type': 'Seq Scan', 'Relation Name': table });
  const index = { 'Node Type': 'Index Scan', 'Relation Name': 'case_list' };
  const growing = ['case_list', 'event'];
  const deep = { 'Node Type': 'Limit', Plans: [{ 'Node Type': 'Sort', Plans: [scan('event')] }] };
  assert.deepEqual(listScanned(deep, growing), ['event']);
  assert.deepEqual(listScanned({ 'Node Type': 'Nested Loop', Plans: [index, scan('person')] }, growing), []);
  assert.deepEqual(listScanned(scan('case_list'), growing), ['case_list']);
});

test('what is made for each case grows, and the people of a landlord do not', () => {
  for (const table of ['case_list', 'case_search', 'duty', 'running_clock']) assert.ok(PER_CASE.includes(table), table);
  assert.ok(!PER_CASE.includes('person'));
});
