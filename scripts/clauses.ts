// npm run clauses: clause → tests → result of the last run. With --mutate [ID …]: takes rules out of a copy of a pack and
// shows the tests of their clause turn red.
import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import {
  type Clause,
  type ClauseLine,
  describeClauses,
  getClauseIds,
  getPendingIds,
  groupByClause,
} from './clause-report.ts';
import { type Mutation, saveMutatedCopy } from './mutate-pack.ts';
import { determineGroupFiles } from './test-groups.ts';
import {
  determineFingerprint,
  findRecord,
  loadResults,
  root,
  type TestRecord,
  type TestResult,
} from './test-record.ts';

const folder = join(root, 'test', 'clauses');
const atOnce = 2;

const usage = `npm run clauses                        every clause, the tests that carry its id, and their last result
npm run clauses -- --all               the pending ones too, one by one
npm run clauses -- --mutate [ID …]     take each rule out of a copy of its pack; its tests must turn red
`;

const loadClauses = (): Clause[] =>
  (parse(readFileSync(join(folder, 'clauses.yaml'), 'utf8')) as { clauses: Clause[] }).clauses;

function loadPending(): string[] {
  const file = join(folder, 'pending.txt');
  return existsSync(file) ? getPendingIds(readFileSync(file, 'utf8')) : [];
}

const testsOf = (record: TestRecord | undefined): TestResult[] => Object.values(record?.groups ?? {}).flat();

/** What is wrong with the last run as evidence: none, of other files than these, or of some groups only. */
function findFaultsOfRun(record: TestRecord | undefined): string[] {
  if (record === undefined) return ['No test run is recorded: run npm test first'];
  if (record.fingerprint !== determineFingerprint())
    return ['The last test run is stale: files have changed since. Run npm test again'];
  const files = determineGroupFiles(globSync('{engine,app,test,scripts,bench}/**/*.test.ts', { cwd: root }));
  const left = [...files]
    .filter(([group, list]) => list.length > 0 && !(group in record.groups))
    .map(([group]) => group);
  return left.length === 0 ? [] : [`The last test run left out ${left.join(', ')}: run npm test`];
}

function printLine({ id, state, tests }: ClauseLine): void {
  process.stdout.write(`${id.padEnd(9)} ${state}\n`);
  for (const test of tests) {
    process.stdout.write(`          ${test.result.padEnd(8)} ${test.file}: ${test.path.join(' › ')}\n`);
    if (test.because !== undefined) process.stdout.write(`                   ${test.because}\n`);
  }
}

function tellClauses(all: boolean): number {
  const record = findRecord();
  const report = describeClauses(loadClauses(), loadPending(), testsOf(record));
  for (const line of report.lines) if (all || line.state !== 'pending') printLine(line);
  const faults = [...findFaultsOfRun(record), ...report.faults];
  const count = (state: ClauseLine['state']): number => report.lines.filter((line) => line.state === state).length;
  process.stdout.write(
    `\n${report.lines.length} clauses: ${count('passed')} shown working, ${count('pending')} pending\n`,
  );
  if (faults.length > 0) process.stdout.write(`\nFaults:\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
  return faults.length === 0 ? 0 : 1;
}

type Output = { readonly code: number; readonly text: string };

function runNode(args: readonly string[], env: Record<string, string>): Promise<Output> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024, timeout: 5 * 60_000 };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: `${stdout}${stderr}` });
    });
  });
}

/** The files that may hold a test of these clauses: those of test/clauses, and those the last run found one in. */
function getFiles(ids: readonly string[], record: TestRecord | undefined): string[] {
  const byId = groupByClause(testsOf(record));
  const elsewhere = ids.flatMap((id) => (byId.get(id) ?? []).map(({ file }) => file));
  const files = [...globSync('test/clauses/**/*.test.ts', { cwd: root }), ...elsewhere];
  const isAbout = (file: string): boolean => {
    const path = join(root, file);
    return existsSync(path) && ids.some((id) => readFileSync(path, 'utf8').includes(`[${id}]`));
  };
  return [...new Set(files)].filter(isAbout).sort();
}

async function runTests(
  ids: readonly string[],
  files: readonly string[],
  env: Record<string, string>,
): Promise<TestResult[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'redress-clauses-'));
  const lines = join(scratch, 'results.jsonl');
  const pattern = `\\[(${ids.map((id) => id.replaceAll('.', '\\.')).join('|')})\\]`;
  const options = [
    '--test',
    '--test-isolation=none',
    `--test-name-pattern=${pattern}`,
    `--test-reporter=${join(root, 'scripts', 'test-reporter.ts')}`,
    `--test-reporter-destination=${lines}`,
  ];
  try {
    await runNode([...options, ...files], env);
    return loadResults(lines);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Whether the loader still takes the changed pack. Undefined while there is no command to ask. */
async function findLoaderRefusal(changed: readonly string[]): Promise<string | undefined> {
  for (const file of changed) {
    const { code, text } = await runNode([join(root, 'app', 'cli', 'main.ts'), 'packs', 'check', file], {});
    if (text.includes('there is no command')) return undefined;
    if (code !== 0) return text.trim().split('\n')[0] ?? 'refused';
  }
  return undefined;
}

type Verdict = { readonly mutation: Mutation; readonly good: boolean; readonly says: string };

const describeChanges = ({ pack, change }: Mutation): string =>
  `${pack}: ${change.map((one) => ('remove' in one ? `without ${one.path}` : `${one.path} = ${JSON.stringify(one.set)}`)).join(', ')}`;

async function judge(mutation: Mutation, record: TestRecord | undefined): Promise<Verdict> {
  const files = getFiles([mutation.clause], record);
  const copy = saveMutatedCopy(join(root, 'policies'), mutation);
  try {
    const refusal = await findLoaderRefusal(copy.changed);
    if (refusal !== undefined && mutation.refused !== true) {
      return {
        mutation,
        good: false,
        says: `proves nothing: the loader refuses the changed pack (${refusal}); mend it, or say refused: true`,
      };
    }
    const run = await runTests([mutation.clause], files, { REDRESS_POLICIES: copy.folder });
    const results = run.filter((test) => getClauseIds(test).includes(mutation.clause));
    const red = results.filter((test) => test.result === 'failed');
    if (results.length === 0) return { mutation, good: false, says: 'no test ran: does its file stop at import?' };
    if (red.length === 0)
      return { mutation, good: false, says: `stayed green (${results.length} tests): nothing would notice` };
    return { mutation, good: true, says: `red, ${red.length} of ${results.length}: ${red[0]?.because ?? ''}` };
  } finally {
    copy.remove();
  }
}

async function judgeSafely(mutation: Mutation, record: TestRecord | undefined): Promise<Verdict> {
  try {
    return await judge(mutation, record);
  } catch (error) {
    return { mutation, good: false, says: error instanceof Error ? error.message : String(error) };
  }
}

function tellVerdict({ mutation, good, says }: Verdict): void {
  process.stdout.write(
    `${good ? '✔' : '✖'} ${mutation.clause.padEnd(8)} ${describeChanges(mutation)}\n             ${says}\n`,
  );
}

function loadMutations(): Mutation[] {
  const files = globSync('*/mutations.yaml', { cwd: folder }).sort();
  return files.flatMap((file) => (parse(readFileSync(join(folder, file), 'utf8')) as Mutation[] | null) ?? []);
}

/** Clauses whose tests fail, or are not there, before any rule is taken out: a red test would prove nothing about them. */
async function findUnsound(ids: readonly string[], files: readonly string[]): Promise<Map<string, string>> {
  const byId = groupByClause(await runTests(ids, files, {}));
  const unsound = new Map<string, string>();
  for (const id of ids) {
    const tests = byId.get(id) ?? [];
    if (tests.length === 0) unsound.set(id, 'no test carries this id');
    else if (tests.some((test) => test.result === 'failed')) unsound.set(id, 'its tests fail with the rule in place');
  }
  return unsound;
}

async function tellMutations(only: readonly string[]): Promise<number> {
  const pending = new Set(loadPending());
  const wanted = only.length > 0 ? only : loadClauses().flatMap(({ id }) => (pending.has(id) ? [] : [id]));
  const mutations = loadMutations().filter(({ clause }) => wanted.includes(clause));
  const without = wanted.filter((id) => !mutations.some(({ clause }) => clause === id));
  const record = findRecord();
  const files = getFiles(wanted, record);
  const ids = [...new Set(mutations.map(({ clause }) => clause))];
  const unsound = ids.length === 0 ? new Map<string, string>() : await findUnsound(ids, files);
  const queue = [...mutations];
  let green = 0;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const fault = unsound.get(next.clause);
      const verdict =
        fault === undefined ? await judgeSafely(next, record) : { mutation: next, good: false, says: fault };
      if (!verdict.good) green += 1;
      tellVerdict(verdict);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  for (const id of without)
    process.stdout.write(`✖ ${id.padEnd(8)} has no entry in any test/clauses/*/mutations.yaml\n`);
  process.stdout.write(
    `\n${mutations.length - green} mutations noticed, ${green} not, ${without.length} clauses without one\n`,
  );
  return green + without.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { mutate: { type: 'boolean' }, all: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const known = new Set(loadClauses().map(({ id }) => id));
  const unknown = positionals.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new Error(`no such clause: ${unknown.join(', ')}`);
  if (positionals.length > 0 && !values.mutate) throw new Error(`ids go with --mutate\n${usage}`);
  return values.mutate ? tellMutations(positionals) : tellClauses(values.all === true);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`clauses: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
