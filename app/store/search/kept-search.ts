import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../open-database.ts';

/** What somebody typed is kept this long, so that they can come back to it. */
const KEPT_DAYS = 7;

type Keeper = { readonly organisation: string; readonly person: string; readonly now: string };

/**
 * Keeps what a person searched for, and answers the id under which they, and nobody else, find it again: names and
 * addresses belong in no web address. What anybody searched for more than seven days before is deleted.
 */
export async function keepSearch(tx: Tx, { organisation, person, now }: Keeper, words: string): Promise<string> {
  const id = randomBytes(9).toString('base64url');
  const oldest = new Date(Date.parse(now) - KEPT_DAYS * 86_400_000).toISOString();
  await sql`delete from kept_search where organisation = ${organisation} and kept_at < ${oldest}`.execute(tx);
  await tx.insertInto('kept_search').values({ organisation, search_id: id, person, words, kept_at: now }).execute();
  return id;
}

/** What this person searched for under an id; undefined when it is somebody else's, or not kept any more. */
export async function findKeptSearch(
  tx: Tx,
  { organisation, person }: Omit<Keeper, 'now'>,
  id: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('kept_search')
    .select('words')
    .where('organisation', '=', organisation)
    .where('search_id', '=', id)
    .where('person', '=', person)
    .executeTakeFirst();
  return row?.words;
}
