import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const recordFile = join(root, 'test-output', 'last-run.json');

/** One test of a run. `path` holds the names from the outermost describe to the test; `because` the first line of a failure. */
export type TestResult = {
  readonly file: string;
  readonly path: readonly string[];
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly ms: number;
  readonly because?: string;
};

/** What the last `npm test` found, group by group, and the state of the files it found it in. */
export type TestRecord = {
  readonly fingerprint: string;
  readonly groups: Readonly<Record<string, readonly TestResult[]>>;
};

const outsideTheFingerprint = (path: string): boolean =>
  path.startsWith('docs/') || (path.endsWith('.md') && !path.includes('/')) || path.endsWith('.log');

const neverWalked = new Set(['.git', 'node_modules', '.redress', 'test-output']);

function walk(folder: string, prefix: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (neverWalked.has(entry.name)) return [];
    const path = prefix + entry.name;
    return entry.isDirectory() ? walk(join(folder, entry.name), `${path}/`) : [path];
  });
}

/** Tracked files and new ones git does not ignore; every file where there is no git (an unpacked archive). */
function listFiles(folder: string): string[] {
  if (!existsSync(join(folder, '.git'))) return walk(folder, '');
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.split('\0').filter((path) => path !== '');
}

/** One sha256 over names and contents of all files a test could depend on; prose (docs, top-level Markdown) is left out. */
export function determineFingerprint(folder: string = root): string {
  const hash = createHash('sha256');
  const paths = [...new Set(listFiles(folder))].filter((path) => !outsideTheFingerprint(path)).sort();
  for (const path of paths) {
    const file = join(folder, path);
    if (!existsSync(file)) continue;
    const content = createHash('sha256').update(readFileSync(file)).digest('hex');
    hash.update(`${path}\0${content}\n`);
  }
  return hash.digest('hex');
}

/** The record of the last run, or undefined when there is none that can be read. */
export function findRecord(file: string = recordFile): TestRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as TestRecord;
  } catch {
    return undefined;
  }
}

/** Writes the record; groups of an earlier run of the very same files are kept beside the new ones. */
export function saveRecord(record: TestRecord, file: string = recordFile): void {
  const earlier = findRecord(file);
  const kept = earlier?.fingerprint === record.fingerprint ? earlier.groups : {};
  mkdirSync(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  writeFileSync(half, `${JSON.stringify({ ...record, groups: { ...kept, ...record.groups } }, null, 1)}\n`);
  renameSync(half, file);
}

/** Reads the lines the reporter wrote. A line cut short by a crash is left out. */
export function loadResults(file: string): TestResult[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as TestResult];
      } catch {
        return [];
      }
    });
}
