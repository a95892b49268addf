import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Clause, describeClauses, getClauseIds, getPendingIds } from './clause-report.ts';
import type { TestResult } from './test-record.ts';

const clause = (id: string): Clause => ({ id, kind: 'rule', says: '' });
const result = (name: string, outcome: TestResult['result'] = 'passed'): TestResult => ({
  file: 'test/clauses/some.test.ts',
  path: ['around it', name],
  result: outcome,
  ms: 1,
});

test('a name may carry several ids, and a describe around a test lends it its own', () => {
  assert.deepEqual(getClauseIds(result('[SH-3.4b][SH-7.2] late')), ['SH-3.4b', 'SH-7.2']);
  assert.deepEqual(getClauseIds({ ...result('late'), path: ['[SH-4.1a] extension', 'late'] }), ['SH-4.1a']);
  assert.deepEqual(getClauseIds(result('list[0] and [see above]')), []);
});

test('pending ids are one a line, with remarks', () => {
  assert.deepEqual(getPendingIds('# all of it\nCC-0\n\nCC-1.1  # later\n'), ['CC-0', 'CC-1.1']);
});

test('nothing is at fault when every clause is either shown working or pending', () => {
  const report = describeClauses([clause('SH-1'), clause('SH-2')], ['SH-2'], [result('[SH-1] works')]);
  assert.deepEqual(report.faults, []);
  assert.deepEqual(
    report.lines.map(({ id, state }) => [id, state]),
    [
      ['SH-1', 'passed'],
      ['SH-2', 'pending'],
    ],
  );
});

const faultsOf = (pending: string[], tests: TestResult[]): string =>
  describeClauses([clause('SH-1')], pending, tests).faults.join('\n');

test('a clause without a test, with a failing one or with skipped ones only is a fault', () => {
  assert.match(faultsOf([], []), /SH-1 has no test/);
  assert.match(faultsOf([], [result('[SH-1] a'), result('[SH-1] b', 'failed')]), /SH-1 has a failing test/);
  assert.match(faultsOf([], [result('[SH-1] a', 'skipped')]), /SH-1 has only skipped tests/);
});

test('a pending clause that has a test, and ids that are no clause, are faults', () => {
  assert.match(faultsOf(['SH-1'], [result('[SH-1] a')]), /take it off/);
  assert.match(
    faultsOf(['SH-1'], [result('[SH-99] a')]),
    /SH-99 is no clause, but a test carries it: test\/clauses\/some/,
  );
  assert.match(faultsOf(['SH-1', 'SH-77'], []), /SH-77 is no clause, but stands in/);
});
