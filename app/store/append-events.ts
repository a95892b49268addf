import { CompiledQuery } from 'kysely';
import { type ChainedEvents, chainEvents } from './chain-events.ts';
import type { Tx } from './open-database.ts';
import { readStream } from './read-stream.ts';
import { type NewEvent, type StoredEvent, startOfChain } from './stored-event.ts';

export type StreamHead = { version: number; digest: string };

export type Append = {
  organisation: string;
  stream: string;
  /** The version that the caller knows as the newest; 0 for a stream that must not exist yet. */
  expectedVersion: number;
  events: NewEvent[];
  actor: string;
  /** An instant, such as 2026-04-02T09:30:00Z. */
  recordedAt: string;
};

export type Appended = { stored: StoredEvent[] } | { conflict: { version: number; events: StoredEvent[] } };

/** The head of a stream that has no events. */
export const startHead: StreamHead = { version: 0, digest: startOfChain };

/** Locks a stream's head until the transaction ends, and returns it; version 0 for a stream that has no events. */
export async function lockStreamHead(tx: Tx, organisation: string, stream: string): Promise<StreamHead> {
  const head = await tx
    .selectFrom('stream_head')
    .select(['version', 'digest'])
    .where('organisation', '=', organisation)
    .where('stream', '=', stream)
    .forUpdate()
    .executeTakeFirst();
  return head ?? startHead;
}

/**
 * Appends events to a stream, all or none, if its newest version is `expectedVersion`; else answers with the conflict
 * and the events since, and stores nothing.
 *
 * Worked example: a case at version 3, an officer's page made at version 2: `expectedVersion: 2` gives
 * `{conflict: {version: 3, events: [version 3]}}`.
 */
export async function appendEvents(tx: Tx, append: Append): Promise<Appended> {
  const { organisation, stream, expectedVersion, actor, recordedAt } = append;
  const head = expectedVersion === 0 ? startHead : await lockStreamHead(tx, organisation, stream);
  if (head.version !== expectedVersion) return describeConflict(tx, append);
  const chained = chainEvents({ organisation, stream, actor, recordedAt }, head, append.events);
  const moved = await insertChained(tx, append, chained);
  return moved ? { stored: chained.events } : describeConflict(tx, append);
}

async function describeConflict(tx: Tx, { organisation, stream, expectedVersion }: Append): Promise<Appended> {
  const events = await readStream(tx, organisation, stream, { after: expectedVersion });
  return { conflict: { version: events.at(-1)?.version ?? 0, events } };
}

/**
 * Inserts chained events in one round trip: the head moves only from the expected version, and nothing is inserted
 * unless it moved. False when another writer was there first.
 */
export async function insertChained(
  tx: Tx,
  { organisation, stream, expectedVersion }: Pick<Append, 'organisation' | 'stream' | 'expectedVersion'>,
  { events, privateTexts }: ChainedEvents,
): Promise<boolean> {
  if (events.length === 0) return true;
  const last = events.at(-1)!;
  const { rows } = await tx.executeQuery<{ moved: number }>(
    CompiledQuery.raw(expectedVersion === 0 ? startAndInsert : moveAndInsert, [
      ...[organisation, stream, last.version, last.digest],
      ...[JSON.stringify(events), JSON.stringify(privateTexts)],
      ...(expectedVersion === 0 ? [] : [expectedVersion]),
    ]),
  );
  return rows[0]?.moved === 1;
}

// Written out, as building and compiling them anew for every append took more of this process than all else in it.
const startAndInsert = insertAfter(`
  insert into stream_head (organisation, stream, version, digest) values ($1, $2, $3, $4)
  on conflict (organisation, stream) do nothing returning 1`);
const moveAndInsert = insertAfter(`
  update stream_head set version = $3, digest = $4
  where organisation = $1 and stream = $2 and version = $7 returning 1`);

function insertAfter(moveHead: string): string {
  return `
  with moved as (${moveHead}),
  stored as (
    insert into event (organisation, stream, version, type, data, happened_on, happened_at, recorded_at, actor,
      private_digests, digest, previous)
    select $1, $2, e.version, e.type, e.data, e."happenedOn", e."happenedAt", e."recordedAt", e.actor,
      e."privateDigests", e.digest, e.previous
    from jsonb_to_recordset($5::jsonb) as e (version integer, type text, data jsonb, "happenedOn" date,
      "happenedAt" timestamptz, "recordedAt" timestamptz, actor text, "privateDigests" jsonb, digest text, previous text)
    where exists (select from moved)
  ),
  texts as (
    insert into event_private (organisation, stream, version, field, salt, text)
    select $1, $2, p.version, p.field, p.salt, p.text
    from jsonb_to_recordset($6::jsonb) as p (version integer, field text, salt text, text text)
    where exists (select from moved)
  )
  select count(*) as moved from moved`;
}
