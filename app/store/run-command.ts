import { insertChained, lockStreamHead, type StreamHead, startHead } from './append-events.ts';
import { chainEvents } from './chain-events.ts';
import { enqueue, type OutboxEntry } from './enqueue.ts';
import type { Database, Tx } from './open-database.ts';
import { applyProjections, type Projection } from './projections.ts';
import { readStream } from './read-stream.ts';
import type { NewEvent, StoredEvent } from './stored-event.ts';

/**
 * What a command decides from the events so far. `restsOn` is a text that is equal while everything the decision rests
 * on is equal (a fingerprint); without it, any newer event counts as a change.
 */
export type Decision<Refusal> = ({ events: NewEvent[]; outbox?: OutboxEntry[] } | { refused: Refusal[] }) & {
  restsOn?: string;
};

export type CommandOutcome<Refusal> =
  | { stored: StoredEvent[]; version: number }
  | { refused: Refusal[] }
  | { changed: { by: string[]; events: StoredEvent[]; refused?: Refusal[] } };

export type StreamCommand = {
  database: Database;
  organisation: string;
  stream: string;
  /** A person's id, or 'system'. */
  actor: string;
  /** The instant that is recorded. */
  now: string;
  /**
   * `starts`: the stream should not exist yet. `adds-only`: lands whatever else has happened. `decides`: if the page
   * was made at `seenVersion`, others have written since, and what the decision rests on differs, nothing is stored
   * and the answer is what changed and by whom.
   */
  kind: 'starts' | 'adds-only' | 'decides';
  seenVersion?: number;
  projections: Projection[];
};

const retries = 6;

/**
 * Runs a command on a stream: loads it, decides, appends, projects and fills the outbox, all in one transaction. The
 * stream's head is locked meanwhile, so writers on one stream take turns; two that start the same stream at once are
 * told apart by its key, and the loser decides again. `decide` must be pure: it may be called more than once.
 */
export async function runOnStream<Refusal>(
  command: StreamCommand,
  decide: (events: StoredEvent[]) => Decision<Refusal>,
): Promise<CommandOutcome<Refusal>> {
  let assumeNew = command.kind === 'starts';
  for (let attempt = 0; attempt < retries; attempt++) {
    try {
      return await command.database.inOrganisation(command.organisation, (tx) =>
        runOnce(tx, command, assumeNew, decide),
      );
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      assumeNew = false;
    }
  }
  throw new Error(`The stream ${command.stream} of ${command.organisation} was written to ${retries} times meanwhile.`);
}

async function runOnce<Refusal>(
  tx: Tx,
  command: StreamCommand,
  assumeNew: boolean,
  decide: (events: StoredEvent[]) => Decision<Refusal>,
): Promise<CommandOutcome<Refusal>> {
  const { organisation, stream, projections } = command;
  const head = assumeNew ? startHead : await lockStreamHead(tx, organisation, stream);
  const withTexts = projections.some((projection) => projection.withTexts === true);
  const events = head.version === 0 ? [] : await readStream(tx, organisation, stream, { withTexts });
  const decision = decide(events);
  const changed = findChange(command, events, decision, decide);
  if (changed !== undefined) return { changed };
  if ('refused' in decision) return { refused: decision.refused };
  return storeDecision(tx, command, head, events, decision, withTexts);
}

async function storeDecision(
  tx: Tx,
  command: StreamCommand,
  head: StreamHead,
  events: StoredEvent[],
  decision: { events: NewEvent[]; outbox?: OutboxEntry[] },
  withTexts: boolean,
): Promise<{ stored: StoredEvent[]; version: number }> {
  const { organisation, stream, actor, now: recordedAt, projections } = command;
  const header = { organisation, stream, actor, recordedAt };
  const chained = chainEvents(header, head, decision.events);
  const texts = (index: number) => ({ texts: decision.events[index]?.texts ?? {} });
  const added = withTexts ? chained.events.map((event, index) => ({ ...event, ...texts(index) })) : chained.events;
  // Sent one behind the other without waiting for answers, the append first. All are awaited, whichever fails: a
  // query must not outlive its transaction.
  const [moved, ...others] = await Promise.allSettled([
    insertChained(tx, { organisation, stream, expectedVersion: head.version }, chained),
    added.length === 0 ? undefined : applyProjections(tx, organisation, stream, projections, [...events, ...added]),
    enqueue(tx, organisation, decision.outbox ?? []),
  ]);
  if (moved.status === 'rejected') throw moved.reason;
  if (!moved.value) throw new Overtaken();
  for (const other of others) if (other.status === 'rejected') throw other.reason;
  return { stored: chained.events, version: head.version + chained.events.length };
}

/** Rolls the transaction back when another writer started the same stream first. */
class Overtaken extends Error {}

function isOvertaken(error: unknown): boolean {
  // 40P01: the database ended one of two transactions that waited for each other. Nothing of it was stored.
  return error instanceof Overtaken || (error as { code?: string }).code === '40P01';
}

function findChange<Refusal>(
  { kind, seenVersion }: StreamCommand,
  events: StoredEvent[],
  decision: Decision<Refusal>,
  decide: (events: StoredEvent[]) => Decision<Refusal>,
): { by: string[]; events: StoredEvent[]; refused?: Refusal[] } | undefined {
  if (kind !== 'decides' || seenVersion === undefined || seenVersion >= events.length) return undefined;
  const before = decide(events.slice(0, seenVersion));
  if (before.restsOn !== undefined && before.restsOn === decision.restsOn) return undefined;
  const since = events.slice(seenVersion);
  const refused = 'refused' in decision ? { refused: decision.refused } : {};
  return { by: [...new Set(since.map((event) => event.actor))], events: since, ...refused };
}
