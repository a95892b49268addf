import { CompiledQuery } from 'kysely';
import { effectiveHistory } from '../../../engine/index.ts';
import { gatherPeople } from '../../documents/gather-people.ts';
import { getOrigin, toCaseEvent } from '../cases/case-events.ts';
import type { Tx } from '../open-database.ts';
import type { Projection } from '../projections.ts';
import { storableText } from '../storable-text.ts';
import type { StoredEvent, StoredEventWithTexts } from '../stored-event.ts';
import { foldCode } from './fold-text.ts';
import { hashTerm } from './hash-term.ts';
import { isWord, listTerms } from './list-terms.ts';
import { leaveOutOne, listKeys } from './spelling.ts';

const CASE_STREAM = 'case:';

/** What a case is found by, and what a line of a list says of it in words. */
export type SearchEntry = {
  readonly subject: string | null;
  readonly resident: string | null;
  readonly terms: ReadonlySet<string>;
};

/** Keeps what cases are found by in step with their events and texts. */
export const searchProjection: Projection = {
  name: 'search',
  tables: ['case_search', 'search_word'],
  withTexts: true,
  async apply(tx, organisation, stream, events) {
    if (!stream.startsWith(CASE_STREAM) || events.length === 0) return;
    await saveSearchEntry(tx, organisation, stream.slice(CASE_STREAM.length), describeSearchEntry(events));
  },
};

/**
 * What a case is found by: its reference, and every word that was told or written on it but for the letters, which say
 * the same to everybody. Words that were put right later still find it.
 */
export function describeSearchEntry(events: readonly (StoredEvent | StoredEventWithTexts)[]): SearchEntry {
  const textsOf = (n: number): Readonly<Record<string, string>> => {
    const event = events[n - 1];
    return event && 'texts' in event ? event.texts : {};
  };
  const history = effectiveHistory(events.map(toCaseEvent));
  const told = history.map((event) => ({ event, texts: textsOf(event.n) }));
  const terms = new Set<string>(listReferenceTerms(getOrigin(events as StoredEvent[]).reference));
  for (const { version } of events)
    for (const [field, text] of Object.entries(textsOf(version)))
      if (!field.startsWith('parts.')) for (const term of listTerms(text)) terms.add(term);
  const received = history.find(({ type }) => type === 'received');
  if (received) terms.add(monthTerm(received.on));
  return {
    subject: told.findLast(({ texts }) => texts['subject'] !== undefined)?.texts['subject'] ?? null,
    resident: gatherPeople(told).get('resident-1')?.name ?? null,
    terms,
  };
}

/** The term that all cases received in the month of a day have. */
export const monthTerm = (day: string): string => `!${day.slice(0, 7)}`;

/** The terms of a reference: it is found whole, by its last part, and with one slip. */
export function listReferenceTerms(reference: string): readonly string[] {
  const last = reference.split(/[^\p{L}\p{N}]+/u).at(-1) ?? '';
  return [`=${foldCode(reference)}`, `=${foldCode(last)}`, ...listReferenceSlips(reference)];
}

/** Terms that a reference shares with another that differs by one letter or digit put in, left out, changed or swapped. */
export function listReferenceSlips(reference: string): readonly string[] {
  const code = foldCode(reference);
  return [code, ...leaveOutOne(code)].map((part) => `~${part}`);
}

// Written out, as is every statement of an append: see append-events.
const KEEP = `
  with kept as (
    insert into case_search (organisation, case_id, subject, resident, terms) values ($1, $2, $3, $4, $5::bigint[])
    on conflict (organisation, case_id) do update
    set subject = excluded.subject, resident = excluded.resident, terms = excluded.terms
    where (case_search.subject, case_search.resident, case_search.terms)
      is distinct from (excluded.subject, excluded.resident, excluded.terms)
  )
  select given.word from unnest($6::text[]) as given (word)
  where not exists (select from search_word where organisation = $1 and search_word.word = given.word)`;
const LEARN = `
  insert into search_word (organisation, word, keys)
  select $1, word, keys from jsonb_to_recordset($2::jsonb) as given (word text, keys bigint[])
  on conflict (organisation, word) do nothing`;

/** Makes what a case is found by what it should be, and learns the words that no case had before. */
export async function saveSearchEntry(
  tx: Tx,
  organisation: string,
  caseId: string,
  { subject, resident, terms }: SearchEntry,
): Promise<void> {
  const numbers = [...terms].map((term) => hashTerm(organisation, term)).sort((a, b) => a - b);
  const words = [...terms].filter(isWord).map(storableText);
  const { rows } = await tx.executeQuery<{ word: string }>(
    CompiledQuery.raw(KEEP, [
      ...[organisation, caseId, subject && storableText(subject), resident && storableText(resident)],
      ...[arrayText(numbers), words],
    ]),
  );
  if (rows.length === 0) return;
  // In order, so that two who learn the same words wait for one another and not each for the other.
  const learnt = rows.map(({ word }) => ({ word, keys: hashKeys(organisation, word) }));
  learnt.sort((a, b) => (a.word < b.word ? -1 : 1));
  await tx.executeQuery(CompiledQuery.raw(LEARN, [organisation, JSON.stringify(learnt)]));
}

/** The keys of a word's other spellings, as numbers. */
export const hashKeys = (organisation: string, word: string): readonly number[] =>
  listKeys(word).map((key) => hashTerm(organisation, `key ${key}`));

/** Numbers as the text of an array, which both drivers hand on as it is. */
export const arrayText = (numbers: readonly number[]): string => `{${numbers.join(',')}}`;
