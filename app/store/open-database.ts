import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { CompiledQuery, Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { type FolderLock, lockFolder } from './lock-folder.ts';
import { migrations } from './migrations/index.ts';
import { PreparingClient } from './preparing-client.ts';
import type { Tables } from './tables.ts';

export type Tx = Transaction<Tables>;

/**
 * Where the data lies. `url`: a PostgreSQL 15 or later, with at most `connections` (10) open at once. `folder`: PGlite
 * in `<folder>/database`, made when it is not there, for one process at a time. `memory`: PGlite, gone when closed, begun
 * as a copy of `image` (what PGlite dumped) where there is one.
 */
export type DatabasePlace =
  | { url: string; connections?: number }
  | { folder: string }
  | { memory: true; image?: Blob | undefined };

export type Database = {
  kind: 'pglite' | 'postgresql';
  /** Runs work for one organisation in one transaction. Keep it short: on PGlite everybody waits for it. */
  inOrganisation<T>(organisation: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs work that belongs to no organisation in one transaction: start-up, accounts, the outbox's claim. */
  acrossOrganisations<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The connection that the sign-in library runs on. Never to be used inside a transaction: on PGlite that waits for ever. */
  connectionForAccounts(): Kysely<unknown>;
  close(): Promise<void>;
};

type Parse = (text: string) => unknown;

// The ids are PostgreSQL's own: 20 int8, 1082 date, 1184 timestamptz, 1700 numeric.
const parsers: Record<number, Parse> = { 20: Number, 1082: String, 1184: instantFromText, 1700: String };
// No server there, no such socket or host, a wrong password, no such database, still starting.
const unreachable = ['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '28000', '3D000', '57P03'];
const setOrganisation = `select set_config('redress.organisation', $1, true)`;
const migrationLock = 726_463_377;

/**
 * Opens the database and brings its tables up to date. Both kinds then answer alike: int8 as a number, date as
 * 'YYYY-MM-DD', timestamptz as an ISO instant in UTC.
 *
 * Throws when the server is older than 15 or cannot be reached, when another process holds the folder, and when the
 * data was written by a later Redress than this one.
 */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  const opened = 'url' in place ? openServer(place) : await openPglite(place);
  try {
    await ('url' in place ? migrateServer(opened.db, place.url) : migrate(opened.db));
  } catch (error) {
    await opened.db.destroy().catch(() => undefined);
    await opened.lock?.release();
    throw error;
  }
  return describeDatabase('url' in place ? 'postgresql' : 'pglite', opened);
}

type Opened = { db: Kysely<Tables>; lock?: FolderLock };

function describeDatabase(kind: Database['kind'], { db, lock }: Opened): Database {
  const running = new AsyncLocalStorage<{ open: boolean }>();
  async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (running.getStore()?.open === true) {
      throw new Error(
        'A transaction was started inside an open one, which waits for ever on PGlite. Hand the open tx down instead.',
      );
    }
    const state = { open: true };
    try {
      return await running.run(state, () => db.transaction().execute(work));
    } finally {
      state.open = false;
    }
  }
  return {
    kind,
    inOrganisation: async (organisation, work) => {
      checkOrganisationId(organisation);
      return inTransaction(async (tx) => {
        // Not awaited before the work: the work's first query follows it on the same connection without a pause.
        const setting = tx.executeQuery(CompiledQuery.raw(setOrganisation, [organisation]));
        setting.catch(() => undefined);
        const result = await work(tx);
        await setting;
        return result;
      });
    },
    acrossOrganisations: inTransaction,
    connectionForAccounts: () => db as unknown as Kysely<unknown>,
    close: async () => {
      await db.destroy();
      await lock?.release();
    },
  };
}

/** Throws unless the id is lower-case letters, digits and hyphens, at most 63: it also names folders. */
export function checkOrganisationId(organisation: string): void {
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(organisation)) return;
  throw new Error(
    `"${organisation}" cannot be an organisation's id: use up to 63 lower-case letters, digits and hyphens.`,
  );
}

function openServer(place: { url: string; connections?: number }): Opened {
  const pool = new pg.Pool({
    Client: PreparingClient,
    pipeline: true,
    connectionString: place.url,
    max: place.connections ?? 10,
    allowExitOnIdle: true,
    options: '-c TimeZone=UTC -c DateStyle=ISO',
    types: { getTypeParser: findParser as typeof pg.types.getTypeParser },
  });
  // A server that restarts breaks idle connections; the pool opens new ones when they are next needed.
  pool.on('error', () => undefined);
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
}

function findParser(id: number, format?: 'text' | 'binary'): Parse {
  return (format !== 'binary' && parsers[id]) || (pg.types.getTypeParser(id, format as 'text') as Parse);
}

async function openPglite(place: Exclude<DatabasePlace, { url: string }>): Promise<Opened> {
  if ('memory' in place) {
    const image = place.image && { loadDataDir: place.image };
    return { db: pgliteConnection(await PGlite.create({ parsers, ...(await compilePglite()), ...image })) };
  }
  const folder = join(place.folder, 'database');
  const lock = await lockFolder(folder);
  try {
    await mkdir(folder, { recursive: true });
    return {
      db: pgliteConnection(await PGlite.create({ dataDir: folder, parsers, ...(await compilePglite()) })),
      lock,
    };
  } catch (error) {
    await lock.release();
    throw new Error(`The data folder ${folder} could not be opened. Restore it from a backup, or start with another.`, {
      cause: error,
    });
  }
}

// The types of Node do not name it, and those of a browser are not wanted here.
declare const WebAssembly: { compile(program: Uint8Array): Promise<NonNullable<PGliteOptions['pgliteWasmModule']>> };

type Compiled = Required<Pick<PGliteOptions, 'pgliteWasmModule' | 'initdbWasmModule'>>;
let compiled: Promise<Compiled> | undefined;

/** PGlite's program, compiled once for a process: what running it made faster then serves every database opened in it. */
function compilePglite(): Promise<Compiled> {
  const compile = async (file: string) =>
    WebAssembly.compile(await readFile(new URL(file, import.meta.resolve('@electric-sql/pglite'))));
  compiled ??= Promise.all([compile('./pglite.wasm'), compile('./initdb.wasm')]).then(
    ([pgliteWasmModule, initdbWasmModule]) => ({ pgliteWasmModule, initdbWasmModule }),
  );
  return compiled;
}

function pgliteConnection(pglite: PGlite): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: new PGliteDialect({
      pglite,
      onCreateConnection: async () => {
        await pglite.exec("set TimeZone = 'UTC'; set DateStyle = 'ISO'");
      },
    }),
  });
}

async function migrateServer(db: Kysely<Tables>, url: string): Promise<void> {
  try {
    await db.connection().execute(async (connection) => {
      await checkServerVersion(connection);
      // Held by this one connection, so that two starters take turns.
      await sql`select pg_advisory_lock(${migrationLock})`.execute(connection);
      try {
        await migrate(connection);
      } finally {
        await sql`select pg_advisory_unlock(${migrationLock})`.execute(connection);
      }
    });
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (!unreachable.includes(code)) throw error;
    throw new Error(
      `The database at ${hideSignIn(url)} cannot be used (${code}). ` +
        'Check that it runs, and that the address, the name and the password are right.',
      { cause: error },
    );
  }
}

async function checkServerVersion(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version_num') as version`.execute(db);
  const version = Number(rows[0]?.version);
  if (version >= 150_000) return;
  throw new Error(`The database is PostgreSQL ${Math.floor(version / 10_000)}. Redress needs version 15 or later.`);
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === 'Error');
  throw new Error(
    failed === undefined
      ? 'The database was last opened by a later Redress than this one. Start that later one, or restore a backup.'
      : `The database could not be brought up to date: step ${failed.migrationName} failed. Nothing was changed by it.`,
    { cause: error },
  );
}

function hideSignIn(url: string): string {
  if (!URL.canParse(url)) return 'the address given';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function instantFromText(text: string): string {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
}
