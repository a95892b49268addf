import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';

type Holder = { host: string; pid: number; started: string };
export type FolderLock = { release(): Promise<void> };

/**
 * Locks a folder for this process by a file beside it: two processes on one PGlite folder silently lose rows. A lock
 * left by a process that has ended is taken over; a process counts as the same only if it also started at the same
 * moment, as ids are used again. A lock from another machine is respected, as nothing here can tell whether it lives.
 *
 * Throws an error naming the folder, the holder and how to mend it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = `${folder}.lock`;
  await mkdir(dirname(folder), { recursive: true });
  const own = JSON.stringify({ host: hostname(), pid: process.pid, started: await findStart(process.pid) });
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await takeLock(file, own)) return { release: () => releaseLock(file, own) };
    await clearStaleLock(folder, file);
    await setImmediate();
  }
  throw new Error(`The folder ${folder} is being locked by several processes at once. Start one of them only.`);
}

async function takeLock(file: string, own: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, own, { flag: 'wx' });
  try {
    // A link appears whole or not at all, so nobody reads a half-written lock.
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

async function clearStaleLock(folder: string, file: string): Promise<void> {
  const text = await readIfThere(file);
  if (text === undefined) return;
  const holder = parseHolder(text);
  if (holder === undefined || holder.host !== hostname() || (await isAlive(holder))) {
    throw new Error(describeHeldFolder(folder, file, holder));
  }
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  // Another starter may have cleared the stale lock and taken its own in between: give that one back.
  if ((await readFile(aside, 'utf8')) !== text) await link(aside, file).catch(() => undefined);
  await unlink(aside);
}

async function releaseLock(file: string, own: string): Promise<void> {
  if ((await readIfThere(file)) === own) await unlink(file);
}

function describeHeldFolder(folder: string, file: string, holder: Holder | undefined): string {
  const who =
    holder === undefined ? 'something that left no readable name' : `process ${holder.pid} on machine ${holder.host}`;
  return (
    `The data folder ${folder} is in use by ${who}. Only one process may use it at a time, or data is lost. ` +
    `Stop that process, or give this one another folder. If that process has certainly ended, delete ${file}. ` +
    'To let several processes share the data, use PostgreSQL.'
  );
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (await hasEnded(holder.pid)) return false;
  const started = await findStart(holder.pid);
  return started === '' || holder.started === '' || started === holder.started;
}

/** Whether a process has ended though its parent has not taken note yet: in a container that may be for ever. */
async function hasEnded(pid: number): Promise<boolean> {
  const status = await readIfThere(`/proc/${pid}/stat`);
  return /^[ZX]/.test(status?.slice(status.lastIndexOf(')') + 2) ?? '');
}

/** When a process started, in the system's own ticks since its boot; '' where the system does not tell. */
async function findStart(pid: number): Promise<string> {
  const [status, boot] = await Promise.all([
    readIfThere(`/proc/${pid}/stat`),
    readIfThere('/proc/sys/kernel/random/boot_id'),
  ]);
  const fields = status?.slice(status.lastIndexOf(')') + 2).split(' ');
  return fields?.[19] === undefined ? '' : `${(boot ?? '').trim()}:${fields[19]}`;
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Holder;
    return typeof value.pid === 'number' && typeof value.host === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
