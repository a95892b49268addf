import type { TestResult } from './test-record.ts';

export type Clause = { readonly id: string; readonly kind: string; readonly says: string };

export type ClauseLine = {
  readonly id: string;
  readonly state: 'passed' | 'failed' | 'skipped' | 'no test' | 'pending';
  readonly tests: readonly TestResult[];
};

export type ClauseReport = { readonly lines: readonly ClauseLine[]; readonly faults: readonly string[] };

const idInName = /\[([A-Z]{2}-[A-Za-z0-9.]+)\]/g;

/** The clause ids a test carries, in its own name or in a describe around it: `[SH-3.4b][SH-7.2] …`. */
export function getClauseIds(test: TestResult): string[] {
  return [...new Set(test.path.flatMap((name) => [...name.matchAll(idInName)].map((match) => match[1] ?? '')))];
}

/** Ids of `pending.txt`: one a line, anything after # is a remark. */
export function getPendingIds(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}

/** Every test by the clause ids it carries. */
export function groupByClause(tests: readonly TestResult[]): Map<string, TestResult[]> {
  const byId = new Map<string, TestResult[]>();
  for (const test of tests) {
    for (const id of getClauseIds(test)) byId.set(id, [...(byId.get(id) ?? []), test]);
  }
  return byId;
}

function determineState(tests: readonly TestResult[], pending: boolean): ClauseLine['state'] {
  if (tests.some((test) => test.result === 'failed')) return 'failed';
  if (tests.some((test) => test.result === 'passed')) return 'passed';
  if (tests.length > 0) return 'skipped';
  return pending ? 'pending' : 'no test';
}

function findFault({ id, state, tests }: ClauseLine, pending: boolean): string | undefined {
  if (pending && tests.length > 0) return `${id} has a test by now: take it off test/clauses/pending.txt`;
  if (state === 'no test') return `${id} has no test and is not in test/clauses/pending.txt`;
  if (state === 'failed') return `${id} has a failing test`;
  if (state === 'skipped') return `${id} has only skipped tests`;
  return undefined;
}

/**
 * Sets each clause beside the tests that carry its id. Faults: a clause that is not pending without a passing test or with
 * a failing one; a pending clause that has a test; an id, in a test's name or in the pending list, that is no clause.
 */
export function describeClauses(
  clauses: readonly Clause[],
  pendingIds: readonly string[],
  tests: readonly TestResult[],
): ClauseReport {
  const byId = groupByClause(tests);
  const known = new Set(clauses.map(({ id }) => id));
  const pending = new Set(pendingIds);
  const lines = clauses.map(({ id }): ClauseLine => {
    const carrying = byId.get(id) ?? [];
    return { id, state: determineState(carrying, pending.has(id)), tests: carrying };
  });
  const unknownInTests = [...byId].filter(([id]) => !known.has(id));
  const faults = [
    ...lines.flatMap((line) => findFault(line, pending.has(line.id)) ?? []),
    ...unknownInTests.map(
      ([id, [test]]) => `${id} is no clause, but a test carries it: ${test?.file}: ${test?.path.join(' › ')}`,
    ),
    ...pendingIds
      .filter((id) => !known.has(id))
      .map((id) => `${id} is no clause, but stands in test/clauses/pending.txt`),
  ];
  return { lines, faults };
}
