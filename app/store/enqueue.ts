import { CompiledQuery } from 'kysely';
import type { Tx } from './open-database.ts';
import { storableJson } from './storable-text.ts';
import type { JsonObject } from './stored-event.ts';

/**
 * Something to be done outside the database after the transaction commits. `key` makes it idempotent: of one kind and
 * key an organisation has one row, ever. `dueAt` is an instant; nothing is done before it.
 */
export type OutboxEntry = { kind: string; key: string; payload: JsonObject; dueAt: string };

/** What a handler is given. `attempt` counts from 1. */
export type OutboxMessage = { organisation: string; kind: string; key: string; payload: JsonObject; attempt: number };

/** Puts entries into the outbox in the open transaction. One whose kind and key are known already is left as it is. */
export async function enqueue(tx: Tx, organisation: string, entries: OutboxEntry | OutboxEntry[]): Promise<void> {
  const list = [entries].flat();
  if (list.length === 0) return;
  const rows = list.map((entry) => ({ ...entry, payload: storableJson(entry.payload) }));
  await tx.executeQuery(CompiledQuery.raw(insertEntries, [organisation, JSON.stringify(rows)]));
}

const insertEntries = `
  insert into outbox (organisation, kind, key, payload, due_at)
  select $1, o.kind, o.key, o.payload, o."dueAt"
  from jsonb_to_recordset($2::jsonb) as o (kind text, key text, payload jsonb, "dueAt" timestamptz)
  on conflict (organisation, kind, key) do nothing`;
