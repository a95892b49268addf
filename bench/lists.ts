import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Config, readConfig } from '../app/config.ts';
import { startPostgres } from '../test/support/start-postgres.ts';
import { checkPlans } from './check-plans.ts';
import { type Filled, fillTemplates, hasEverySort, makeId, multiplyCases, PASSWORD, PLANTED } from './fill-lists.ts';
import { Browser } from './http-browser.ts';

type Row = {
  readonly page: string;
  readonly smallP50: number;
  readonly smallP95: number;
  readonly largeP50: number;
  readonly largeP95: number;
  /** How many times slower the middle request is with the many cases. */
  readonly ratio: number;
};

export type ListsBench = {
  readonly rows: readonly Row[];
  readonly sizes: { readonly small: number; readonly large: number };
  /** Queries of which the plans were looked at, in the large installation. */
  readonly queries: number;
  /** Queries whose plan reads a table that grows with the cases from end to end. */
  readonly scans: readonly string[];
  readonly seconds: number;
  /** The worst of the rows. */
  readonly ratio: number;
};

type Options = { readonly small?: number; readonly large?: number; readonly requests?: number };

const ORGANISATION = 'anytown-homes';
const WARM_UP = 8;
const SECRET = 'a secret of the bench that is long enough';

/** A page: what is asked for, in a browser that is signed in. */
export type BenchPage = {
  readonly name: string;
  readonly ask: (browser: Browser) => Promise<void>;
};

/** What people open all day, and what they search for. The same in both sizes; each finds something in both. */
export const PAGES: readonly BenchPage[] = [
  ...Object.entries({
    Cases: '/cases',
    'Cases: mine': '/cases?show=mine',
    'Cases: late': '/cases?show=late',
    'Cases: closed': '/cases?show=closed',
    'Cases: everything, page 10': '/cases?show=everything&page=10',
    'Cases: filtered and sorted': '/cases?show=everything&kind=complaint&channel=email&sort=oldest',
    'My work': '/my-work',
    Inbox: '/inbox',
    'The case page': `/cases/${makeId(0)}`,
    Promises: '/promises',
    Procedure: '/procedure',
  }).map(([name, address]): BenchPage => ({ name, ask: (browser) => browser.open(address) })),
  ...Object.entries({
    'Search: a word': 'boiler',
    'Search: two words, misspelt': 'mold bedrom',
    'Search: a name, misspelt': 'Muhamed Wrzesnewski',
    'Search: an address': `${PLANTED.address.split(',')[0]}`,
    'Search: a postcode': 'qx74zd',
    'Search: a reference': PLANTED.reference.toLowerCase(),
  }).map(([name, words]): BenchPage => ({ name, ask: (browser) => browser.search(words) })),
];

/**
 * The pages that list and find cases, and the case page, over HTTP on PostgreSQL: with 100,000 cases of one organisation
 * beside the same pages with 1,000. Each has a database and a server process of its own, a person signs in to each with
 * a password, and they take turns, so that whatever else the machine does hits both. Milliseconds; at least sixty
 * requests a page. `ratio`: how many times slower the page is that suffers most, by its median.
 * @throws when a plan of the queries of these pages reads a table that grows with the cases from end to end
 */
export async function benchLists({ small = 1000, large = 100_000, requests = 60 }: Options = {}): Promise<ListsBench> {
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'redress-lists-'));
  const postgres = await startPostgres(undefined, { settings: { max_wal_size: '8GB', shared_buffers: '256MB' } });
  const servers: Serving[] = [];
  try {
    const tell = (what: string): void => {
      process.stderr.write(`${Math.round((performance.now() - start) / 1000)} s: ${what}\n`);
    };
    tell('making examples');
    const configOf = (name: string): Config =>
      readConfig({
        DATABASE_URL: postgres.url(name),
        REDRESS_DATA: join(folder, name),
        SECRET,
        LOG_LEVEL: 'silent',
        PORT: '0',
      });
    const { examples, filled } = await makeExamples(postgres.url(), configOf);
    for (const [name, size] of Object.entries({ small, large })) {
      tell(`making ${size} cases`);
      await create(postgres.url(), name, examples);
      await multiplyCases(postgres.url(name), ORGANISATION, size, filled);
    }
    for (const name of ['small', 'large']) servers.push(await serve(postgres.url(name), join(folder, name)));
    tell('asking for pages');
    const [one, other] = await Promise.all(servers.map(({ url }) => signIn(url, filled)));
    if (!one || !other) throw new Error('There are no two servers.');
    const rows = await measure(one, other, requests);
    for (const row of rows) tell(`${row.page}: ${row.smallP50} ms, ${row.largeP50} ms, ratio ${row.ratio}`);
    tell('looking at the plans');
    const plans = await checkPlans(configOf('large'), filled.looker.email, PAGES);
    if (plans.scans.length > 0)
      throw new Error(
        `These queries read a table that grows with the cases from end to end:\n\n${plans.scans.join('\n\n')}`,
      );
    const seconds = Math.round((performance.now() - start) / 1000);
    return { rows, sizes: { small, large }, ...plans, seconds, ratio: Math.max(...rows.map(({ ratio }) => ratio)) };
  } finally {
    for (const server of servers) await server.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Examples of every sort on the day we look: those of the first seed that brings them. */
async function makeExamples(url: string, configOf: (name: string) => Config) {
  for (const seed of ['one', 'two', 'three', 'four', 'five', 'six']) {
    const examples = `examples_${seed}`;
    await create(url, examples);
    const filled = await fillTemplates(configOf(examples), ORGANISATION, new Date().toISOString(), seed);
    if (hasEverySort(filled)) return { examples, filled };
  }
  throw new Error('The invented cases lack a sort that the pages need.');
}

async function create(url: string, name: string, from = 'template1'): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name} template ${from}`);
  await client.end();
}

type Serving = { readonly url: string; readonly stop: () => Promise<void> };

/** The server as an operator starts it, in a process of its own. */
async function serve(database: string, folder: string): Promise<Serving> {
  const main = fileURLToPath(new URL('../app/cli/main.ts', import.meta.url));
  const environment = {
    ...process.env,
    DATABASE_URL: database,
    REDRESS_DATA: folder,
    SECRET,
    LOG_LEVEL: 'silent',
    PORT: '0',
  };
  const child = spawn(process.execPath, [main, 'serve'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stderr.resume();
  return { url: await findUrl(child), stop: () => stop(child) };
}

async function findUrl(child: ChildProcess): Promise<string> {
  let told = '';
  for await (const part of child.stdout ?? []) {
    told += String(part);
    const url = /Redress listens on (\S+)/.exec(told)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`The server did not start: ${told}`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null ? once(child, 'exit') : undefined;
  child.kill('SIGTERM');
  await ended;
}

async function signIn(url: string, { looker }: Filled): Promise<Browser> {
  const browser = new Browser(url);
  await browser.signIn(looker.email, PASSWORD);
  return browser;
}

export async function measure(small: Browser, large: Browser, requests: number): Promise<readonly Row[]> {
  const taken = PAGES.map(() => ({ small: [] as number[], large: [] as number[] }));
  for (let round = -WARM_UP; round < requests; round += 1)
    for (const [at, page] of PAGES.entries()) {
      const times = taken[at]!;
      // Each is first as often as the other.
      const turns = [() => time(page, small, times.small), () => time(page, large, times.large)] as const;
      for (const turn of round % 2 === 0 ? turns : [turns[1], turns[0]]) await turn();
      if (round < 0) for (const list of Object.values(times)) list.length = 0;
    }
  return PAGES.map(({ name: page }, at) => describeTimes(page, taken[at]!));
}

async function time({ ask }: BenchPage, browser: Browser, times: number[]): Promise<void> {
  const start = performance.now();
  await ask(browser);
  times.push(performance.now() - start);
}

function describeTimes(page: string, { small, large }: { small: number[]; large: number[] }): Row {
  const [smallP50, largeP50] = [quantile(small, 0.5), quantile(large, 0.5)];
  return {
    ...{ page, smallP50, smallP95: quantile(small, 0.95), largeP50, largeP95: quantile(large, 0.95) },
    ratio: Math.round((largeP50 / smallP50) * 100) / 100,
  };
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return Math.round((sorted[at] ?? 0) * 10) / 10;
}
