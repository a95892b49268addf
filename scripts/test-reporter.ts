import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { root, type TestResult } from './test-record.ts';

type Details = { type?: string; duration_ms?: number; error?: Error & { failureType?: string } };
type Told = { name: string; nesting: number; file?: string; skip?: unknown; todo?: unknown; details?: Details };

const firstLine = (error: (Error & { failureType?: string }) | undefined): string => {
  const cause = error?.cause;
  const message = cause instanceof Error ? cause.message : (error?.message ?? 'failed');
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(0, 4).join(' ').slice(0, 300);
};

/** Failed only because a test inside it failed: that one is told of already. */
const failedByItsChildren = (details: Details | undefined): boolean => details?.error?.failureType === 'subtestsFailed';

function describeResult(type: 'test:pass' | 'test:fail', told: Told, path: readonly string[]): TestResult | undefined {
  const file = told.file === undefined ? '' : relative(root, told.file);
  const base = { file, path, ms: Math.round(told.details?.duration_ms ?? 0) };
  if (type === 'test:fail') {
    if (failedByItsChildren(told.details) || told.todo) return undefined;
    return { ...base, result: 'failed', because: firstLine(told.details?.error) };
  }
  if (told.details?.type === 'suite') return undefined;
  const skipped = (told.skip !== undefined && told.skip !== false) || (told.todo !== undefined && told.todo !== false);
  return { ...base, result: skipped ? 'skipped' : 'passed' };
}

/** Reporter of node's test runner: one line of JSON per finished test. Suites count only when a hook of theirs fails. */
export default async function* reportResults(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const names: string[] = [];
  for await (const { type, data } of source as AsyncIterable<{ type: string; data: Told }>) {
    if (type === 'test:start') {
      names.length = data.nesting;
      names[data.nesting] = data.name;
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const result = describeResult(type, data, [...names.slice(0, data.nesting), data.name]);
    if (result !== undefined) yield `${JSON.stringify(result)}\n`;
  }
}
