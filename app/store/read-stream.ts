import type { Selectable } from 'kysely';
import type { Tx } from './open-database.ts';
import type { StoredEvent, StoredEventWithTexts } from './stored-event.ts';
import type { Tables } from './tables.ts';

/**
 * The events of a stream in order of version, from version `after` + 1 (default: all). With `withTexts`, each carries
 * its private texts; a text that was deleted is absent. An unknown stream has no events.
 */
export async function readStream(
  tx: Tx,
  organisation: string,
  stream: string,
  options: { withTexts: true; after?: number },
): Promise<StoredEventWithTexts[]>;
export async function readStream(
  tx: Tx,
  organisation: string,
  stream: string,
  options?: { withTexts?: boolean; after?: number },
): Promise<StoredEvent[]>;
export async function readStream(
  tx: Tx,
  organisation: string,
  stream: string,
  options: { withTexts?: boolean; after?: number } = {},
): Promise<StoredEvent[]> {
  const streams = await readStreams(tx, organisation, [stream], options);
  return streams.get(stream) ?? [];
}

/** The events of several streams in one go, by stream. */
export async function readStreams(
  tx: Tx,
  organisation: string,
  streams: string[],
  { withTexts = false, after = 0 }: { withTexts?: boolean; after?: number } = {},
): Promise<Map<string, StoredEvent[]>> {
  const rows = await tx
    .selectFrom('event')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('stream', 'in', streams)
    .where('version', '>', after)
    .orderBy('stream')
    .orderBy('version')
    .execute();
  const events = rows.map(eventFromRow);
  if (!withTexts) return Map.groupBy(events, (event) => event.stream);
  const texts = await readTexts(tx, organisation, streams, after);
  return Map.groupBy(
    events.map((event) => ({ ...event, texts: texts.get(`${event.version} ${event.stream}`) ?? {} })),
    (event) => event.stream,
  );
}

/** Up to `limit` streams of an organisation in order of name, after the name given, with their newest version. */
export async function findStreams(
  tx: Tx,
  organisation: string,
  { after = '', limit = 100 }: { after?: string; limit?: number } = {},
): Promise<{ stream: string; version: number; digest: string }[]> {
  return tx
    .selectFrom('stream_head')
    .select(['stream', 'version', 'digest'])
    .where('organisation', '=', organisation)
    .where('stream', '>', after)
    .orderBy('stream')
    .limit(limit)
    .execute();
}

async function readTexts(tx: Tx, organisation: string, streams: string[], after: number) {
  const rows = await tx
    .selectFrom('event_private')
    .select(['stream', 'version', 'field', 'text'])
    .where('organisation', '=', organisation)
    .where('stream', 'in', streams)
    .where('version', '>', after)
    .execute();
  const texts = new Map<string, Record<string, string>>();
  for (const { stream, version, field, text } of rows) {
    const key = `${version} ${stream}`;
    texts.set(key, { ...texts.get(key), [field]: text });
  }
  return texts;
}

function eventFromRow(row: Selectable<Tables['event']>): StoredEvent {
  return {
    organisation: row.organisation,
    stream: row.stream,
    version: row.version,
    type: row.type,
    data: row.data,
    happenedOn: row.happened_on,
    ...(row.happened_at === null ? {} : { happenedAt: row.happened_at }),
    recordedAt: row.recorded_at,
    actor: row.actor,
    privateDigests: row.private_digests,
    digest: row.digest,
    previous: row.previous,
  };
}
