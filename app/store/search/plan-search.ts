import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tx } from '../open-database.ts';
import { hashTerm } from './hash-term.ts';
import { listEquals, readQuery, type Wanted } from './read-query.ts';
import { arrayText, hashKeys, monthTerm } from './search-projection.ts';
import { isNear } from './spelling.ts';

/** For each thing looked for, the numbers of the terms that are just it, and of those that are near enough. */
export type PlannedWord = { readonly exact: readonly number[]; readonly near: readonly number[] };

/** A search made ready for the index. `any`: one of its words is enough. */
export type SearchPlan = { readonly words: readonly PlannedWord[]; readonly any: boolean };

/** Other spellings that are looked for of one word: those closest to it by length. */
const MOST_NEAR = 60;
const SHORTEST_BEGINNING = 3;

/**
 * Makes ready what somebody typed: which other spellings of each word there are in this organisation's cases, and which
 * longer words begin with it. Undefined where nothing was typed that a case could be found by. What is found is decided
 * by the query that uses the plan, within the reach of whoever asks: of the spellings themselves nothing is shown.
 */
export async function planSearch(tx: Tx, organisation: string, text: string): Promise<SearchPlan | undefined> {
  const wanted = readQuery(text);
  if (wanted.length === 0) return undefined;
  const known = await findSpellings(tx, organisation, wanted);
  return { words: wanted.map((one) => planWord(organisation, one, known)), any: false };
}

function planWord(organisation: string, { terms, word, slips }: Wanted, known: readonly string[]): PlannedWord {
  const number = (term: string): number => hashTerm(organisation, term);
  if (word === undefined) return { exact: terms.map(number), near: slips.map(number) };
  const begun = word.length >= SHORTEST_BEGINNING ? known.filter((one) => one.startsWith(word)) : [];
  const near = known.filter((one) => isNear(word, one));
  near.sort((a, b) => Math.abs(a.length - word.length) - Math.abs(b.length - word.length));
  const others = [...new Set([...listEquals(word), ...begun, ...near.slice(0, MOST_NEAR), ...slips])];
  return { exact: terms.map(number), near: others.map(number) };
}

/** Words of the organisation's cases that may be other spellings of those typed, or begin like them. */
async function findSpellings(tx: Tx, organisation: string, wanted: readonly Wanted[]): Promise<readonly string[]> {
  const words = [...new Set(wanted.flatMap(({ word }) => word ?? []))];
  if (words.length === 0) return [];
  const keys = words.filter((word) => word.length >= 3).flatMap((word) => hashKeys(organisation, word));
  const beginnings = words
    .filter((word) => word.length >= SHORTEST_BEGINNING)
    .map(
      (word) => sql`(select word from search_word where organisation = ${organisation}
        and word >= ${word} and word < ${`${word}\u{10FFFF}`} order by word limit ${MOST_NEAR})`,
    );
  const { rows } = await sql<{ word: string }>`
    select word from search_word where organisation = ${organisation} and keys && ${arrayText(keys)}::bigint[]
    ${beginnings.length > 0 ? sql`union ${sql.join(beginnings, sql` union `)}` : sql``}`.execute(tx);
  return rows.map(({ word }) => word);
}

/** Rows of `case_search` that a plan finds; `months`: only cases received in the last so many, counted from `today`. */
export function isFound(
  { words, any }: SearchPlan,
  { organisation, months, today }: { organisation: string; months?: number | undefined; today: string },
): RawBuilder<SqlBool> {
  const has = (numbers: readonly number[]): RawBuilder<SqlBool> =>
    sql<SqlBool>`case_search.terms && ${arrayText(numbers)}::bigint[]`;
  const each = words.map(({ exact, near }) => has([...exact, ...near]));
  const all = any
    ? has(words.flatMap(({ exact, near }) => [...exact, ...near]))
    : sql<SqlBool>`${sql.join(each, sql` and `)}`;
  if (months === undefined) return all;
  const recent = listMonths(today, months).map((month) => hashTerm(organisation, month));
  return sql<SqlBool>`${all} and ${has(recent)}`;
}

/** How well a row of `case_search` fits: three for each word that is just as typed, one for each in another spelling. */
export function fitOf({ words }: SearchPlan): RawBuilder<number> {
  const points = words.map(
    ({ exact, near }) => sql`case when case_search.terms && ${arrayText(exact)}::bigint[] then 3
      when case_search.terms && ${arrayText(near)}::bigint[] then 1 else 0 end`,
  );
  return sql<number>`(${sql.join(points, sql` + `)})`;
}

/** The same search without other spellings. */
export const withoutOthers = ({ words, any }: SearchPlan): SearchPlan => ({
  words: words.map(({ exact }) => ({ exact, near: [] })),
  any,
});

function listMonths(today: string, n: number): readonly string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: n }, (_none, back) => {
    const at = year * 12 + month - 1 - back;
    const text = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    return monthTerm(`${text}-01`);
  });
}
