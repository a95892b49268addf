import { sql } from 'kysely';
import type { Database, Tx } from './open-database.ts';
import { readStreams } from './read-stream.ts';
import type { StoredEvent, StoredEventWithTexts } from './stored-event.ts';
import { type ReadModel, readModels } from './tables.ts';

/**
 * Keeps read models in step with events. `apply` is handed a whole stream, after every append to it, and makes the
 * rows of that stream what they should be (see `saveReadModels`); it ignores streams that are not its own. It must be
 * a function of the events alone, so that a rebuild comes out equal. With `withTexts`, each event carries its texts.
 */
export type Projection = {
  name: string;
  tables: ReadModel[];
  withTexts?: boolean;
  apply(tx: Tx, organisation: string, stream: string, events: StoredEventWithTexts[] | StoredEvent[]): Promise<void>;
};

export type RebuildProgress = { organisation: string; done: number; of: number };

const streamsPerTransaction = 50;

/**
 * Makes the tables of the projections again from the events, organisation by organisation: its rows are removed, then
 * its streams projected, 50 to a transaction. While it runs, lists are shorter than they should be. Commands may go
 * on. If it is broken off, run it again.
 */
export async function rebuild(
  database: Database,
  projections: Projection[],
  { onProgress = () => {} }: { onProgress?: (progress: RebuildProgress) => void } = {},
): Promise<void> {
  for (const organisation of await findOrganisations(database)) {
    const of = await emptyReadModels(database, organisation, projections);
    onProgress({ organisation, done: 0, of });
    let after = '';
    for (let done = 0; ; ) {
      const streams = await rebuildSome(database, organisation, projections, after);
      if (streams.length === 0) break;
      after = streams.at(-1)!;
      done += streams.length;
      onProgress({ organisation, done, of: Math.max(of, done) });
    }
  }
}

/** Applies each projection to a stream's events. No two of them write the same table. */
export async function applyProjections(
  tx: Tx,
  organisation: string,
  stream: string,
  projections: readonly Projection[],
  events: StoredEvent[],
): Promise<void> {
  // Sent without waiting for one another: they write different tables. All are awaited, whichever fails.
  const applied = await Promise.allSettled(
    projections.map((projection) => projection.apply(tx, organisation, stream, events)),
  );
  for (const one of applied) if (one.status === 'rejected') throw one.reason;
}

async function findOrganisations(database: Database): Promise<string[]> {
  const rows = await database.acrossOrganisations((tx) =>
    tx.selectFrom('stream_head').select('organisation').distinct().orderBy('organisation').execute(),
  );
  return rows.map((row) => row.organisation);
}

async function emptyReadModels(database: Database, organisation: string, projections: Projection[]): Promise<number> {
  const tables = new Set(projections.flatMap((projection) => projection.tables));
  return database.inOrganisation(organisation, async (tx) => {
    for (const table of tables) {
      if (!(table in readModels)) throw new Error(`${table} is not a read model: rebuilding would lose its rows.`);
      await sql`delete from ${sql.table(table)} where organisation = ${organisation}`.execute(tx);
    }
    const { count } = await tx
      .selectFrom('stream_head')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('organisation', '=', organisation)
      .executeTakeFirstOrThrow();
    return count;
  });
}

async function rebuildSome(
  database: Database,
  organisation: string,
  projections: Projection[],
  after: string,
): Promise<string[]> {
  return database.inOrganisation(organisation, async (tx) => {
    const heads = await tx
      .selectFrom('stream_head')
      .select('stream')
      .where('organisation', '=', organisation)
      .where('stream', '>', after)
      .orderBy('stream')
      .limit(streamsPerTransaction)
      .forUpdate()
      .execute();
    if (heads.length === 0) return [];
    const streams = heads.map((head) => head.stream);
    await projectStreams(tx, organisation, streams, projections);
    return streams;
  });
}

/** Makes the rows of these streams what their events say, within the open transaction. */
export async function projectStreams(
  tx: Tx,
  organisation: string,
  streams: readonly string[],
  projections: readonly Projection[],
): Promise<void> {
  const withTexts = projections.some((projection) => projection.withTexts === true);
  const events = await readStreams(tx, organisation, [...streams], { withTexts });
  for (const stream of streams) await applyProjections(tx, organisation, stream, projections, events.get(stream) ?? []);
}
