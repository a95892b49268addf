import { randomBytes } from 'node:crypto';
import { after, before, describe } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { type Database, openDatabase } from '../../app/store/open-database.ts';
import { loadMemoryImage } from './memory-image.ts';
import { findNpmPostgres, findSystemPostgres, startPostgres } from './start-postgres.ts';

export type DatabaseKind = Database['kind'];
export type TestDatabase = {
  kind: DatabaseKind;
  /** The suite's database. Call `empty` before a test that looks across organisations. */
  database: Database;
  empty(): Promise<void>;
};

/**
 * Declares the tests of `declare` once for PGlite and once for PostgreSQL. Each suite has a database of its own, of
 * which every table is there and empty. Where no PostgreSQL is to be had its tests are skipped and say so.
 */
export function describeOnEveryDatabase(name: string, declare: (given: TestDatabase) => void): void {
  for (const kind of ['pglite', 'postgresql'] as const) {
    const skip =
      kind === 'postgresql' && !postgresIsThere() ? 'no PostgreSQL 15 here: run npm ci, or set DATABASE_URL' : false;
    describe(`${name} on ${kind}`, { skip }, () => {
      const given = { kind } as TestDatabase;
      before(async () => {
        given.database = await sharedDatabase(kind);
        given.empty = () => emptyDatabase(given.database);
        await given.empty();
      });
      declare(given);
    });
  }
}

/** One open database per kind and process, kept for all suites. */
export function sharedDatabase(kind: DatabaseKind): Promise<Database> {
  shared[kind] ??=
    kind === 'pglite'
      ? loadMemoryImage().then((image) => openDatabase({ memory: true, image }))
      : newPostgresUrl().then((url) => openDatabase({ url }));
  return shared[kind];
}

/** Empties every table of an open database but the list of migrations. */
export async function emptyDatabase(database: Database): Promise<void> {
  await database.acrossOrganisations(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select quote_ident(tablename) as name from pg_tables
      where schemaname = current_schema() and tablename not like 'kysely%'`.execute(tx);
    await sql.raw(`truncate ${rows.map((row) => row.name).join(', ')}`).execute(tx);
  });
}

/** The address of a new, empty database on the PostgreSQL of this process, or on that of DATABASE_URL. */
export async function newPostgresUrl(): Promise<string> {
  const name = `redress_test_${randomBytes(6).toString('hex')}`;
  const given = process.env['DATABASE_URL'];
  server ??=
    given === undefined
      ? startPostgres().then((started) => started.url)
      : Promise.resolve((n?: string) => inDatabase(given, n));
  const urlOf = await server;
  await runOnce(urlOf(), `create database ${name}`);
  if (given !== undefined) leftovers.push(async () => runOnce(urlOf(), `drop database if exists ${name} with (force)`));
  return urlOf(name);
}

/** Whether tests on PostgreSQL can run here. */
export function postgresIsThere(): boolean {
  return process.env['DATABASE_URL'] !== undefined || (findSystemPostgres() ?? findNpmPostgres()) !== undefined;
}

const shared: Partial<Record<DatabaseKind, Promise<Database>>> = {};
const leftovers: (() => Promise<void>)[] = [];
// When every test of the process has run. A server of our own goes with its folder; on that of DATABASE_URL only what
// was made here is dropped.
after(async () => {
  for (const database of Object.values(shared)) await (await database).close();
  for (const drop of leftovers.splice(0)) await drop();
});

let server: Promise<(database?: string) => string> | undefined;

function inDatabase(url: string, name: string | undefined): string {
  if (name === undefined) return url;
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function runOnce(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
