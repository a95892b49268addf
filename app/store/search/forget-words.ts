import { sql } from 'kysely';
import { lockStreamHead } from '../append-events.ts';
import type { Tx } from '../open-database.ts';
import { readStream } from '../read-stream.ts';
import { hashTerm } from './hash-term.ts';
import { isWord } from './list-terms.ts';
import { arrayText, describeSearchEntry, saveSearchEntry } from './search-projection.ts';

/**
 * Runs the deletion of texts of a case, and takes out of the search what only they held: the case is no longer found by
 * those words, and a word that is in no other case is forgotten. Other streams are not searched and just run it.
 */
export async function forgetWordsOf<T>(
  tx: Tx,
  organisation: string,
  stream: string,
  deleteTexts: () => Promise<T>,
): Promise<T> {
  if (!stream.startsWith('case:') || !(await isSearched(tx, organisation, stream))) return deleteTexts();
  // Whoever records something on the case meanwhile would put the words back.
  await lockStreamHead(tx, organisation, stream);
  const before = await readStream(tx, organisation, stream, { withTexts: true });
  const deleted = await deleteTexts();
  const left = describeSearchEntry(await readStream(tx, organisation, stream, { withTexts: true }));
  await saveSearchEntry(tx, organisation, stream.slice('case:'.length), left);
  const gone = [...describeSearchEntry(before).terms].filter((term) => isWord(term) && !left.terms.has(term));
  for (const word of gone) await forgetWord(tx, organisation, word);
  return deleted;
}

async function isSearched(tx: Tx, organisation: string, stream: string): Promise<boolean> {
  const row = await tx
    .selectFrom('case_search')
    .select('case_id')
    .where('organisation', '=', organisation)
    .where('case_id', '=', stream.slice('case:'.length))
    .executeTakeFirst();
  return row !== undefined;
}

async function forgetWord(tx: Tx, organisation: string, word: string): Promise<void> {
  await sql`delete from search_word where organisation = ${organisation} and word = ${word}
    and not exists (select from case_search where organisation = ${organisation}
      and terms @> ${arrayText([hashTerm(organisation, word)])}::bigint[])`.execute(tx);
}
