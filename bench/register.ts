import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { type Database, openDatabase } from '../app/store/open-database.ts';
import type { Projection } from '../app/store/projections.ts';
import { runOnStream } from '../app/store/run-command.ts';
import { saveReadModels } from '../app/store/save-read-models.ts';
import { searchProjection } from '../app/store/search/search-projection.ts';
import { startPostgres } from '../test/support/start-postgres.ts';

export type RegisterBench = {
  rows: { what: string; database: string; clients: number; perSecond: number }[];
  /** Cases registered per second on PostgreSQL with 4 clients, as a share of the plain transactions' rate. */
  ratio: number;
};

const rounds = 3;

/**
 * Cases registered per second, through the command that the pages use: one `received` event with three private texts,
 * its case line, what it is found by, three clocks and one mail in one transaction. Beside it, three plain inserts in a transaction on the
 * same server. The two take turns and the middle round of each counts. PostgreSQL runs with fsync, as in real use,
 * unless `durable` is false; DATABASE_URL is used when it is set.
 */
export async function benchRegister({ seconds = 2, durable = true } = {}): Promise<RegisterBench> {
  const rows: RegisterBench['rows'] = [];
  const pglite = await openDatabase({ memory: true });
  rows.push({ what: 'register', database: 'pglite', clients: 1, perSecond: await registerFor(pglite, 1, seconds) });
  await pglite.close();
  const given = process.env['DATABASE_URL'];
  const server = given === undefined ? await startPostgres(undefined, { durable }) : undefined;
  try {
    let ratio = 0;
    for (const clients of [1, 4]) {
      const { register, plain } = await compare(given ?? server!.url(), clients, seconds);
      rows.push({ what: 'register', database: 'postgresql', clients, perSecond: register });
      rows.push({ what: 'three plain inserts', database: 'postgresql', clients, perSecond: plain });
      ratio = Math.round((register / plain) * 100) / 100;
    }
    return { rows, ratio };
  } finally {
    await server?.stop();
  }
}

async function compare(url: string, clients: number, seconds: number): Promise<{ register: number; plain: number }> {
  const database = await openDatabase({ url, connections: 4 });
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  // Connections that are closing may still hear the server stop.
  pool.on('error', () => undefined);
  const rates: { register: number[]; plain: number[] } = { register: [], plain: [] };
  try {
    await pool.query(
      'create table if not exists bench_plain (id text primary key, kind text, body jsonb, at timestamptz)',
    );
    await registerFor(database, clients, seconds / 4);
    for (let round = 0; round < rounds; round++) {
      rates.plain.push(await plainFor(pool, clients, seconds));
      rates.register.push(await registerFor(database, clients, seconds));
    }
    await pool.query('drop table bench_plain');
  } finally {
    await pool.end();
    await database.close();
  }
  return { register: middle(rates.register), plain: middle(rates.plain) };
}

async function registerFor(database: Database, clients: number, seconds: number): Promise<number> {
  return ratePerSecond(clients, seconds, async () => {
    const id = randomUUID();
    const stream = `case:${id}`;
    const outcome = await runOnStream(
      {
        database,
        organisation: 'bench',
        stream,
        actor: 'p1',
        now,
        kind: 'starts',
        projections: [caseLines, searchProjection],
      },
      () => ({
        events: [received],
        outbox: [{ kind: 'mail', key: `${id}/received`, payload: { caseId: id, letter: 'receipt' }, dueAt: now }],
      }),
    );
    if (!('stored' in outcome)) throw new Error('The case was not stored.');
  });
}

async function plainFor(pool: pg.Pool, clients: number, seconds: number): Promise<number> {
  const insert = 'insert into bench_plain (id, kind, body, at) values ($1, $2, $3, $4)';
  const body = JSON.stringify(received.data);
  return ratePerSecond(clients, seconds, async () => {
    const client = await pool.connect();
    await client.query('begin');
    for (const kind of ['event', 'case', 'mail']) await client.query(insert, [randomUUID(), kind, body, now]);
    await client.query('commit');
    client.release();
  });
}

async function ratePerSecond(clients: number, seconds: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  const client = async () => {
    while (performance.now() < end) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return Math.round((done / (performance.now() - start)) * 1000);
}

function middle(rates: number[]): number {
  return rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)]!;
}

const now = '2026-04-02T09:30:00.000Z';
const received = {
  type: 'received',
  data: {
    body: { kind: 'complaint', channel: 'telephone', service: 'repairs', facts: {} },
    by: { kind: 'staff', roles: [] },
    origin: { reference: '26-BENCH', pack: 'anytown-homes', packVersion: '2000-01', packHash: '0'.repeat(64) },
  },
  happenedOn: '2026-04-02',
  texts: {
    'resident-name': 'Ada Resident',
    'what-happened': 'The bathroom wall has been damp since January and nobody has come back to me. '.repeat(4),
    'outcome-sought': 'The wall dried and painted, and an apology for the wait.',
  },
};

const clocks = ['stage-1-acknowledgement', 'stage-1-response', 'regime-stage-1-response'];

const caseLines: Projection = {
  name: 'bench lines',
  tables: ['case_list', 'running_clock'],
  apply: async (tx, organisation, stream, events) => {
    const caseId = stream.slice('case:'.length);
    await saveReadModels(
      tx,
      organisation,
      { case_id: caseId },
      {
        case_list: [
          {
            ...{
              case_id: caseId,
              reference: caseId,
              pack: 'anytown-homes',
              pack_version: '2000-01',
              service: 'repairs',
            },
            ...{ stage: 'stage-1', status: 'open', kind: 'complaint', received_on: '2026-04-02', handler: null },
            ...{ next_due: '2026-04-13', next_due_clock: clocks[0]!, late: false, restricted: false },
            ...{ standing: { step: 'received' }, version: events.length, channel: 'telephone' },
          },
        ],
        running_clock: clocks.map((clock_id) => {
          return {
            case_id: caseId,
            clock_id,
            name: clock_id,
            stage: 'stage-1',
            due: '2026-04-13',
            due_at: null,
            state: 'running',
          };
        }),
      },
    );
  },
};
