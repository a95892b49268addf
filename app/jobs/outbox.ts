import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { OutboxMessage } from '../store/enqueue.ts';
import type { Database, Tx } from '../store/open-database.ts';
import type { JsonObject } from '../store/stored-event.ts';

export { enqueue, type OutboxEntry, type OutboxMessage } from '../store/enqueue.ts';

/**
 * Does what a message asks. It may be called again for the same message, after a crash or a lost lease: it must bear
 * that (mail carries a message id made of the key). A thrown error is tried again later, unless its `permanent` is
 * true. The error's `code` and message are kept and shown to administrators: put nothing personal in them.
 */
export type OutboxHandler = (message: OutboxMessage) => Promise<void>;

export type OutboxSettings = {
  /** The present instant, such as 2026-04-02T09:30:00Z. */
  now: () => string;
  /** Seconds a runner has for one batch before another may take it over. Default 300. */
  lease?: number;
  /** After so many failures a message is dead: kept, shown, sent no more. Default 8, which is about an hour. */
  maxAttempts?: number;
  /** Messages taken at once. Default 20. */
  batch?: number;
  /** Told of every failure: kind, key, attempt and code, never the payload. */
  onFailure?: (failure: OutboxFailure) => void;
};

export type OutboxFailure = {
  organisation: string;
  kind: string;
  key: string;
  attempt: number;
  code: string;
  dead: boolean;
};
export type OutboxRun = { done: number; failed: number; dead: number };

type Claimed = OutboxMessage & { lease: string };

/**
 * Takes what is due, with the kinds that have a handler, and does it. Two runners never take the same message: rows
 * are claimed with `for update skip locked` under a lease. Failures are tried again after 30 seconds, then twice as
 * long each time, six hours at most. Kinds without a handler wait.
 */
export async function runOutboxOnce(
  database: Database,
  handlers: Record<string, OutboxHandler>,
  settings: OutboxSettings,
): Promise<OutboxRun> {
  const run: OutboxRun = { done: 0, failed: 0, dead: 0 };
  for (const message of await claim(database, Object.keys(handlers), settings, run)) {
    const error = await tryHandler(handlers[message.kind]!, message);
    if (error === undefined) {
      if (await settleDone(database, message, settings.now())) run.done += 1;
      continue;
    }
    const dead = error.permanent || message.attempt >= maxAttempts(settings);
    await settleFailed(database, message, error.text, dead, settings.now());
    run[dead ? 'dead' : 'failed'] += 1;
    const { organisation, kind, key, attempt } = message;
    settings.onFailure?.({ organisation, kind, key, attempt, code: error.code, dead });
  }
  return run;
}

export type DeadLetter = {
  kind: string;
  key: string;
  attempts: number;
  lastError: string | null;
  settledAt: string | null;
};

/** The messages of an organisation that were given up, oldest first. */
export async function findDeadLetters(tx: Tx, organisation: string): Promise<DeadLetter[]> {
  return tx
    .selectFrom('outbox')
    .select(['kind', 'key', 'attempts', 'last_error as lastError', 'settled_at as settledAt'])
    .where('organisation', '=', organisation)
    .where('state', '=', 'dead')
    .orderBy('due_at')
    .execute();
}

/** Sends a dead message round again from its first attempt. False when there is none such. */
export async function reviveDeadLetter(
  tx: Tx,
  organisation: string,
  { kind, key, dueAt }: { kind: string; key: string; dueAt: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ state: 'waiting', attempts: 0, due_at: dueAt, settled_at: null })
    .where('organisation', '=', organisation)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('state', '=', 'dead')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** When to try again after the given failed attempt: 30 s, 1 min, 2 min … six hours at most. */
export function determineNextAttempt(now: string, attempt: number): string {
  const seconds = Math.min(30 * 2 ** (attempt - 1), 6 * 3600);
  return addSeconds(now, seconds);
}

const maxAttempts = (settings: OutboxSettings) => settings.maxAttempts ?? 8;

async function claim(
  database: Database,
  kinds: string[],
  settings: OutboxSettings,
  run: OutboxRun,
): Promise<Claimed[]> {
  if (kinds.length === 0) return [];
  const now = settings.now();
  const lease = randomUUID();
  return database.acrossOrganisations(async (tx) => {
    run.dead += await buryAbandoned(tx, kinds, now, maxAttempts(settings));
    const { rows } = await sql<Omit<Claimed, 'lease'> & { payload: JsonObject | null }>`
      update outbox o set attempts = o.attempts + 1, lease = ${lease},
        leased_until = ${addSeconds(now, settings.lease ?? 300)}::timestamptz
      from (
        select organisation, kind, key from outbox
        where state = 'waiting' and due_at <= ${now}::timestamptz and kind in (${sql.join(kinds)})
          and (leased_until is null or leased_until <= ${now}::timestamptz)
        order by due_at limit ${settings.batch ?? 20} for update skip locked
      ) due
      where o.organisation = due.organisation and o.kind = due.kind and o.key = due.key
      returning o.organisation, o.kind, o.key, o.payload, o.attempts as attempt`.execute(tx);
    return rows.map((row) => ({ ...row, payload: row.payload ?? {}, lease }));
  });
}

// A message whose every attempt ended with the process dying under it must not kill the process for ever.
async function buryAbandoned(tx: Tx, kinds: string[], now: string, most: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ state: 'dead', lease: null, leased_until: null, settled_at: now, last_error: 'the lease ran out' })
    .where('state', '=', 'waiting')
    .where('kind', 'in', kinds)
    .where('attempts', '>=', most)
    .where('leased_until', '<=', now)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

type Failure = { code: string; text: string; permanent: boolean };

async function tryHandler(handler: OutboxHandler, { lease: _, ...message }: Claimed): Promise<Failure | undefined> {
  try {
    await handler(message);
    return undefined;
  } catch (thrown) {
    const error = thrown as { name?: string; code?: unknown; message?: string; permanent?: boolean };
    const code = String(error.code ?? error.name ?? 'error').slice(0, 60);
    return { code, text: hideAddresses(`${code}: ${error.message ?? ''}`), permanent: error.permanent === true };
  }
}

// The payload is what could be personal: a message that is done keeps its key only.
async function settleDone(database: Database, message: Claimed, now: string): Promise<boolean> {
  return settle(database, message, { state: 'done', payload: null, last_error: null, settled_at: now });
}

async function settleFailed(
  database: Database,
  message: Claimed,
  error: string,
  dead: boolean,
  now: string,
): Promise<boolean> {
  const next = dead
    ? { state: 'dead' as const, settled_at: now }
    : { due_at: determineNextAttempt(now, message.attempt) };
  return settle(database, message, { ...next, last_error: error });
}

type Settlement = {
  state?: 'done' | 'dead';
  payload?: null;
  due_at?: string;
  last_error: string | null;
  settled_at?: string;
};

async function settle(database: Database, message: Claimed, settlement: Settlement): Promise<boolean> {
  const { organisation, kind, key, lease } = message;
  return database.inOrganisation(organisation, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('outbox')
      .set({ ...settlement, lease: null, leased_until: null })
      .where('organisation', '=', organisation)
      .where('kind', '=', kind)
      .where('key', '=', key)
      // Whoever took the message over after our lease ran out settles it, not we.
      .where('lease', '=', lease)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  });
}

function hideAddresses(text: string): string {
  return text.replace(/[^\s<>"']+@[^\s<>"']+/g, '[address]').slice(0, 500);
}

function addSeconds(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
