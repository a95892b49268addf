import { sql } from 'kysely';
import { canonicalJson, sha256 } from './canonical-json.ts';
import type { Tx } from './open-database.ts';
import { startOfChain } from './stored-event.ts';

export type Checkpoint = { takenOn: string; number: number; streams: number; digest: string; previous: string };
type Head = { stream: string; version: number; digest: string };

/**
 * Takes the checkpoint of an organisation's day: the heads of all streams that moved since the last one, chained to
 * it, so that its digest stands for every head there is. A second call on the same day returns the first's.
 *
 * Whoever can rewrite the database can rewrite checkpoints too: keep the digest elsewhere (print it, mail it) to make
 * it evidence.
 */
export async function takeCheckpoint(tx: Tx, organisation: string, takenOn: string): Promise<Checkpoint> {
  const checkpoints = await readCheckpoints(tx, organisation);
  const last = checkpoints.at(-1);
  if (last !== undefined && last.takenOn >= takenOn) return last;
  const moved = await findMovedHeads(tx, organisation);
  const number = (last?.number ?? 0) + 1;
  const unsealed = { takenOn, number, streams: moved.length, previous: last?.digest ?? startOfChain };
  const checkpoint = { ...unsealed, digest: digestOfCheckpoint(organisation, unsealed, moved) };
  await saveCheckpoint(tx, organisation, checkpoint, moved);
  return checkpoint;
}

export type CheckpointFault = {
  takenOn: string;
  because: 'previous-differs' | 'digest-differs' | 'event-differs';
  stream?: string;
  version?: number;
};

/**
 * Checks every checkpoint against the one before it, its own heads, and the events as they stand. An event that was
 * changed and sealed again, or removed from the end of its stream, shows here. Returns the first fault, if any.
 */
export async function verifyCheckpoints(
  tx: Tx,
  organisation: string,
): Promise<{ intact: true; checkpoints: number; digest: string } | { broken: CheckpointFault }> {
  const checkpoints = await readCheckpoints(tx, organisation);
  let previous = startOfChain;
  for (const checkpoint of checkpoints) {
    const { takenOn } = checkpoint;
    if (checkpoint.previous !== previous) return { broken: { takenOn, because: 'previous-differs' } };
    const heads = await readHeads(tx, organisation, takenOn);
    if (checkpoint.digest !== digestOfCheckpoint(organisation, checkpoint, heads)) {
      return { broken: { takenOn, because: 'digest-differs' } };
    }
    const differs = heads.find((head) => head.digest !== head.eventDigest);
    if (differs !== undefined) {
      const { stream, version } = differs;
      return { broken: { takenOn, because: 'event-differs', stream, version } };
    }
    previous = checkpoint.digest;
  }
  return { intact: true, checkpoints: checkpoints.length, digest: previous };
}

async function readCheckpoints(tx: Tx, organisation: string): Promise<Checkpoint[]> {
  return tx
    .selectFrom('checkpoint')
    .select(['taken_on as takenOn', 'number', 'streams', 'digest', 'previous'])
    .where('organisation', '=', organisation)
    .orderBy('number')
    .execute();
}

async function findMovedHeads(tx: Tx, organisation: string): Promise<Head[]> {
  const { rows } = await sql<Head>`
    select stream, version, digest from stream_head h
    where organisation = ${organisation} and not exists (
      select from checkpoint_head c
      where c.organisation = h.organisation and c.stream = h.stream and c.version = h.version)`.execute(tx);
  return rows;
}

async function readHeads(
  tx: Tx,
  organisation: string,
  takenOn: string,
): Promise<(Head & { eventDigest: string | null })[]> {
  const { rows } = await sql<Head & { eventDigest: string | null }>`
    select c.stream, c.version, c.digest, e.digest as "eventDigest"
    from checkpoint_head c
    left join event e on e.organisation = c.organisation and e.stream = c.stream and e.version = c.version
    where c.organisation = ${organisation} and c.taken_on = ${takenOn}::date`.execute(tx);
  return rows;
}

async function saveCheckpoint(tx: Tx, organisation: string, checkpoint: Checkpoint, heads: Head[]): Promise<void> {
  const { takenOn, number, streams, digest, previous } = checkpoint;
  await sql`
    with heads as (
      insert into checkpoint_head (organisation, stream, version, taken_on, digest)
      select ${organisation}, h.stream, h.version, ${takenOn}::date, h.digest
      from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as h (stream text, version integer, digest text))
    insert into checkpoint (organisation, taken_on, number, streams, digest, previous)
    values (${organisation}, ${takenOn}::date, ${number}, ${streams}, ${digest}, ${previous})`.execute(tx);
}

function digestOfCheckpoint(
  organisation: string,
  { takenOn, number, previous }: { takenOn: string; number: number; previous: string },
  heads: Head[],
): string {
  // Sorted here, not by the database, whose order of text depends on its language settings.
  const sorted = heads
    .map(({ stream, version, digest }) => ({ stream, version, digest }))
    .sort((a, b) => (a.stream < b.stream ? -1 : 1));
  return sha256(canonicalJson({ organisation, takenOn, number, previous, heads: sorted }));
}
