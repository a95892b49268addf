// npm test [-- GROUP…] [-- --grep TEXT]: the whole suite in groups, two at a time, and a record of it for `npm run clauses`.
import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { determineGroupFiles, type Group, groups } from './test-groups.ts';
import { determineFingerprint, loadResults, root, saveRecord, type TestResult } from './test-record.ts';

const atOnce = 2;
const groupLimitMs = 30 * 60_000;
const testLimitMs = 10 * 60_000;
/** Where Node keeps what it made of our files, for the next process that loads them. */
const compiled = join(root, 'node_modules', '.cache', 'compiled');

type Finished = { readonly group: string; readonly results: readonly TestResult[]; readonly fault?: string };

const usage = `npm test                       every group
npm test -- GROUP …            one or some of: ${groups.map((group) => group.name).join(', ')}
npm test -- --grep TEXT        only tests whose name holds TEXT (such a run is not recorded)
`;

/** Lets the group at the head of the queue write through, and keeps what the others say until it is their turn. */
class Turns {
  readonly #order: string[];
  readonly #kept = new Map<string, string[]>();
  readonly #ended = new Set<string>();

  constructor(order: readonly string[]) {
    this.#order = [...order];
  }

  say(group: string, text: string): void {
    if (this.#order[0] === group) process.stdout.write(text);
    else this.#kept.set(group, [...(this.#kept.get(group) ?? []), text]);
  }

  end(group: string): void {
    this.#ended.add(group);
    while (this.#order[0] !== undefined && this.#ended.has(this.#order[0])) {
      this.#order.shift();
      const next = this.#order[0];
      for (const text of this.#kept.get(next ?? '') ?? []) process.stdout.write(text);
      this.#kept.delete(next ?? '');
    }
  }
}

/** Stops a group that hangs: politely, then for good, with what it started. */
function stop(pid: number): void {
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-pid, name);
    } catch {
      // It has ended by itself.
    }
  };
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), 5000).unref();
}

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function nodeOptions(lines: string, files: readonly string[], grep: string | undefined): string[] {
  return [
    '--test',
    '--test-isolation=none',
    `--test-timeout=${testLimitMs}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${join(root, 'scripts', 'test-reporter.ts')}`,
    `--test-reporter-destination=${lines}`,
    ...(grep === undefined ? [] : [`--test-name-pattern=${escapePattern(grep)}`]),
    ...files,
  ];
}

function determineFault(
  results: readonly TestResult[],
  code: number | null,
  tooLong: boolean,
  grep: boolean,
): string | undefined {
  if (tooLong) return `was stopped after ${groupLimitMs / 60_000} minutes`;
  if (results.length === 0 && !grep) return 'ran no test at all';
  if (code !== 0 && !results.some((result) => result.result === 'failed')) return `ended with exit code ${code}`;
  return undefined;
}

const running = new Set<number>();

function runGroup(
  group: string,
  files: readonly string[],
  grep: string | undefined,
  turns: Turns,
  folder: string,
): Promise<Finished> {
  const lines = join(folder, `${group}.jsonl`);
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  turns.say(group, `\n── ${group}: ${files.length} ${files.length === 1 ? 'file' : 'files'}\n`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, nodeOptions(lines, files, grep), {
      cwd: root,
      env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...colour },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const pid = child.pid;
    if (pid !== undefined) running.add(pid);
    let tooLong = false;
    const limit = setTimeout(() => {
      tooLong = true;
      if (pid !== undefined) stop(pid);
    }, groupLimitMs);
    const pass = (chunk: Buffer): void => turns.say(group, chunk.toString());
    child.stdout.on('data', pass);
    child.stderr.on('data', pass);
    child.on('close', (code) => {
      clearTimeout(limit);
      if (pid !== undefined) running.delete(pid);
      const results = loadResults(lines);
      const fault = determineFault(results, code, tooLong, grep !== undefined);
      if (fault !== undefined) turns.say(group, `✖ the group “${group}” ${fault}\n`);
      turns.end(group);
      resolve({ group, results, ...(fault === undefined ? {} : { fault }) });
    });
  });
}

/** Runs the tasks in order, so many at a time. */
async function inTurn<T>(tasks: readonly (() => Promise<T>)[], width: number): Promise<T[]> {
  const done: T[] = [];
  const queue = [...tasks];
  const worker = async (): Promise<void> => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) done.push(await task());
  };
  await Promise.all(Array.from({ length: width }, worker));
  return done;
}

const count = (finished: readonly Finished[], result: TestResult['result']): number =>
  finished.flatMap(({ results }) => results).filter((test) => test.result === result).length;

function tellFailures(finished: readonly Finished[]): void {
  const failures = finished.flatMap(({ results }) => results).filter((test) => test.result === 'failed');
  const faults = finished.filter(({ fault }) => fault !== undefined);
  if (failures.length + faults.length === 0) return;
  process.stdout.write('\nFailed:\n');
  for (const { file, path, because } of failures)
    process.stdout.write(`  ${file}: ${path.join(' › ')}\n      ${because}\n`);
  for (const { group, fault } of faults) process.stdout.write(`  the group “${group}” ${fault}\n`);
}

/** The last line, which programs read. A group at fault counts as one failure; so does a run without any test. */
function tellSummary(finished: readonly Finished[]): number {
  const passed = count(finished, 'passed');
  const faults = finished.filter(({ fault }) => fault !== undefined).length;
  const counted = count(finished, 'failed') + faults;
  const failed = passed + counted === 0 ? 1 : counted;
  const skipped = count(finished, 'skipped');
  tellFailures(finished);
  if (passed + counted === 0) process.stdout.write('\nNo test ran.\n');
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  return failed === 0 ? 0 : 1;
}

function chooseGroups(names: readonly string[]): readonly Group[] {
  const unknown = names.filter((name) => !groups.some((group) => group.name === name));
  if (unknown.length > 0) throw new Error(`There is no group “${unknown.join('”, “')}”.\n${usage}`);
  return names.length === 0 ? groups : groups.filter((group) => names.includes(group.name));
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const chosen = chooseGroups(positionals);
  const files = determineGroupFiles(globSync('{engine,app,test,scripts,bench}/**/*.test.ts', { cwd: root }));
  const filled = chosen.filter((group) => (files.get(group.name)?.length ?? 0) > 0);
  const fingerprint = determineFingerprint();
  const turns = new Turns(filled.map((group) => group.name));
  const folder = mkdtempSync(join(tmpdir(), 'redress-tests-'));
  const run = (group: Group) => () => runGroup(group.name, files.get(group.name) ?? [], values.grep, turns, folder);
  try {
    const finished = await inTurn(filled.map(run), atOnce);
    if (values.grep === undefined) {
      saveRecord({ fingerprint, groups: Object.fromEntries(finished.map(({ group, results }) => [group, results])) });
    }
    for (const { name } of chosen.filter((group) => !filled.includes(group)))
      process.stdout.write(`\nNo tests yet in “${name}”.\n`);
    return tellSummary(finished);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const pid of running) stop(pid);
    setTimeout(() => process.exit(1), 300);
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
