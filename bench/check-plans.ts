import pg from 'pg';
import type { Config } from '../app/config.ts';
import { startRedress } from '../app/main.ts';
import { BEGIN_AT_INDEX } from '../app/store/begin-at-index.ts';
import { PASSWORD } from './fill-lists.ts';
import { Browser } from './http-browser.ts';
import type { BenchPage } from './lists.ts';
import { PER_CASE } from './per-case.ts';

/** Tables that may have rows for every case. */
const OF_CASES: readonly string[] = ['event', 'event_private', 'stream_head', 'case_read', ...PER_CASE];
/** A table with no more rows is a few pages, which are read quicker than an index: the inbox holds only what waits. */
const FEW_ROWS = 1000;

/** `atIndex`: in a transaction that began with `beginAtIndex`. */
type Query = { readonly text: string; readonly values: readonly unknown[]; readonly atIndex: boolean };
export type Plan = { 'Node Type'?: string; 'Relation Name'?: string; Plans?: readonly Plan[] };

/**
 * Serves the pages once more in this process, keeps every query that they run with its values, and asks the database for
 * the plan of each. `scans`: those that read a growing table from end to end, with the page that runs them.
 */
export async function checkPlans(
  config: Config,
  email: string,
  pages: readonly BenchPage[],
): Promise<{ queries: number; scans: readonly string[] }> {
  const running = await startRedress(config);
  const kept = new Map<string, { query: Query; page: string }>();
  try {
    const browser = new Browser(running.url);
    await browser.signIn(email, PASSWORD);
    for (const page of pages)
      for (const query of await keepQueries(() => page.ask(browser))) {
        // The same statement may be planned otherwise for other values.
        const key = JSON.stringify([page.name, query.text]);
        if (!kept.has(key)) kept.set(key, { query, page: page.name });
      }
  } finally {
    await running.close();
  }
  const url = 'url' in config.database ? config.database.url : '';
  return { queries: kept.size, scans: await findScans(url, [...kept.values()]) };
}

/** Runs something and answers the queries that went to PostgreSQL meanwhile. */
async function keepQueries(work: () => Promise<void>): Promise<readonly Query[]> {
  const queries: Query[] = [];
  const { query } = pg.Client.prototype;
  const atIndex = new WeakSet<pg.Client>();
  pg.Client.prototype.query = function keep(this: pg.Client, ...given: unknown[]) {
    const [first, values] = given;
    const { text = String(first), values: own = values } = (typeof first === 'object' ? first : {}) as Partial<Query>;
    if (/^\s*(?:begin|start)\b/i.test(text)) atIndex.delete(this);
    else if (text === BEGIN_AT_INDEX) atIndex.add(this);
    else if (/^\s*(?:select|with|insert|update|delete)\b/i.test(text))
      queries.push({ text, values: (own ?? []) as unknown[], atIndex: atIndex.has(this) });
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return queries;
}

async function findScans(url: string, kept: readonly { query: Query; page: string }[]): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const scans: string[] = [];
  try {
    const growing = await listGrowing(client);
    for (const { query, page } of kept) {
      await client.query('begin');
      if (query.atIndex) await client.query(BEGIN_AT_INDEX);
      const { rows } = await client.query(`explain (format json) ${query.text}`, [...query.values]);
      await client.query('rollback');
      const [{ Plan }] = rows[0]['QUERY PLAN'] as [{ Plan: Plan }];
      const tables = listScanned(Plan, growing);
      if (tables.length > 0) scans.push(`${page} reads ${[...new Set(tables)].join(', ')}: ${query.text}`);
    }
  } finally {
    await client.end();
  }
  return scans;
}

/** The tables of cases that have grown with them. */
async function listGrowing(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query(
    `select relname from pg_class where relkind = 'r' and relname = any($1) and reltuples > $2`,
    [OF_CASES, FEW_ROWS],
  );
  return rows.map(({ relname }) => relname as string);
}

/** Those of the growing tables that a plan reads from end to end. */
export function listScanned(plan: Plan, growing: readonly string[]): readonly string[] {
  const own = plan['Node Type'] === 'Seq Scan' ? (plan['Relation Name'] ?? '') : '';
  return [
    ...(growing.includes(own) ? [own] : []),
    ...(plan.Plans ?? []).flatMap((inner) => listScanned(inner, growing)),
  ];
}
