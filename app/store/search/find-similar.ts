import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { effectiveHistory, type RoleHeld } from '../../../engine/index.ts';
import { gatherPeople } from '../../documents/gather-people.ts';
import { beginAtIndex } from '../begin-at-index.ts';
import { toCaseEvent } from '../cases/case-events.ts';
import { isListedFor } from '../cases/list-within-reach.ts';
import type { Tx } from '../open-database.ts';
import { readStream } from '../read-stream.ts';
import { hashTerm } from './hash-term.ts';
import { isWord, listTerms, POSTCODE } from './list-terms.ts';
import { isFound, planSearch } from './plan-search.ts';
import { arrayText, monthTerm } from './search-projection.ts';

/** What two cases have in common. */
export const LIKENESSES = ['email', 'telephone', 'address', 'name', 'words'] as const;
export type Likeness = (typeof LIKENESSES)[number];

export type SimilarCase = {
  readonly caseId: string;
  readonly reference: string;
  /** At least one, the surest first. */
  readonly why: readonly Likeness[];
};

/** What may be like another case: a case that is there, or something that came in and is none yet. */
export type Likened = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly telephone?: string | undefined;
  readonly address?: string | undefined;
  /** What it is about, in the words of whoever told it. */
  readonly words?: string | undefined;
  /** The day it came in: only cases received in the same month and the one before are compared by words. */
  readonly received: string;
  /** The case that it is, which is not like itself. */
  readonly caseId?: string | undefined;
};

type Asker = {
  readonly organisation: string;
  readonly person: { readonly id: string; readonly roles: readonly RoleHeld[] };
};

const MOST = 20;
/** So large a share of the words must be in the other case too, and no fewer than so many. */
const SHARED = 0.6;
const FEWEST_WORDS = 5;

/**
 * Cases within the reach of whoever asks that may be of the same person or about the same thing, those with most in
 * common in front: the same e-mail address, telephone number or postal address, a name near enough, or most of the
 * words. At most twenty.
 */
export async function findSimilar(
  tx: Tx,
  { organisation, person }: Asker,
  likened: Likened,
): Promise<readonly SimilarCase[]> {
  await beginAtIndex(tx);
  const likenesses = await describeLikenesses(tx, organisation, likened);
  if (likenesses.length === 0) return [];
  const columns = likenesses.map(([name, condition]) => sql`(${condition}) as ${sql.ref(name)}`);
  const any = sql.join(
    likenesses.map(([, condition]) => sql`(${condition})`),
    sql` or `,
  );
  const { rows } = await sql<{ case_id: string; reference: string } & Record<Likeness, boolean | undefined>>`
    select case_list.case_id, case_list.reference, ${sql.join(columns)}
    from case_search join case_list
      on case_list.organisation = case_search.organisation and case_list.case_id = case_search.case_id
    where case_list.organisation = ${organisation} and case_list.case_id <> ${likened.caseId ?? ''}
      and (${any}) and ${isListedFor(person)}
    order by case_list.received_on desc, case_list.case_id limit 200`.execute(tx);
  return rows
    .map((row) => ({
      caseId: row.case_id,
      reference: row.reference,
      why: LIKENESSES.filter((likeness) => row[likeness] === true),
    }))
    .toSorted((a, b) => weigh(b.why) - weigh(a.why))
    .slice(0, MOST);
}

const WEIGHTS: Readonly<Record<Likeness, number>> = { email: 8, telephone: 8, address: 5, name: 3, words: 4 };
const weigh = (why: readonly Likeness[]): number => why.reduce((sum, likeness) => sum + WEIGHTS[likeness], 0);

/** The same for a case that is there. */
export async function findSimilarTo(tx: Tx, asker: Asker, caseId: string): Promise<readonly SimilarCase[]> {
  const stored = await readStream(tx, asker.organisation, `case:${caseId}`, { withTexts: true });
  const told = effectiveHistory(stored.map(toCaseEvent)).map((event) => ({
    event,
    texts: stored[event.n - 1]?.texts ?? {},
  }));
  const first = told.find(({ event }) => event.type === 'received');
  if (!first) return [];
  const { name, email, telephone, address } = gatherPeople(told).get('resident-1') ?? {};
  const words = `${first.texts['subject'] ?? ''} ${first.texts['what-happened'] ?? ''}`;
  return findSimilar(tx, asker, { name, email, telephone, address, words, received: first.event.on, caseId });
}

type Condition = RawBuilder<SqlBool>;

async function describeLikenesses(
  tx: Tx,
  organisation: string,
  likened: Likened,
): Promise<readonly (readonly [Likeness, Condition])[]> {
  const number = (term: string): number => hashTerm(organisation, term);
  const hasAll = (terms: readonly string[]): Condition =>
    sql<SqlBool>`case_search.terms @> ${arrayText(terms.map(number))}::bigint[]`;
  const starting = (text: string | undefined, sign: string): readonly string[] =>
    [...listTerms(text ?? '')].filter((term) => term.startsWith(sign)).slice(0, 1);
  const found: [Likeness, Condition][] = [];
  const [email] = starting(likened.email, '@');
  if (email !== undefined) found.push(['email', hasAll([email])]);
  const [telephone] = starting(likened.telephone, '#');
  if (telephone !== undefined) found.push(['telephone', hasAll([telephone])]);
  const address = listAddressTerms(likened.address);
  if (address.length > 1) found.push(['address', hasAll(address)]);
  const name = likened.name === undefined ? undefined : await planSearch(tx, organisation, likened.name);
  // A first name alone is many people's.
  if (name && name.words.length > 1) found.push(['name', isFound(name, { organisation, today: likened.received })]);
  const words = describeWords(organisation, likened);
  if (words) found.push(['words', words]);
  return found;
}

/** The postcode and the number of the house; without a postcode the number and every word. */
function listAddressTerms(address = ''): readonly string[] {
  const terms = [...listTerms(address)];
  const postcodes = [...address.matchAll(POSTCODE)].flatMap(([postcode]) => [...listTerms(postcode)]);
  const [whole] = postcodes.toSorted((a, b) => b.length - a.length);
  const numbers = terms.filter((term) => /^=\d/.test(term) && !postcodes.includes(term));
  if (whole !== undefined) return [whole, ...numbers.slice(0, 1)];
  return numbers.length > 0 ? [...numbers.slice(0, 1), ...terms.filter(isWord)] : [];
}

function describeWords(organisation: string, { words = '', received }: Likened): Condition | undefined {
  const own = [...listTerms(words)].filter(isWord).map((word) => hashTerm(organisation, word));
  if (own.length < FEWEST_WORDS) return undefined;
  const [year = 0, month = 1] = received.split('-').map(Number);
  const before = `${month === 1 ? year - 1 : year}-${String(month === 1 ? 12 : month - 1).padStart(2, '0')}-01`;
  const recent = [monthTerm(received), monthTerm(before)].map((term) => hashTerm(organisation, term));
  const least = Math.max(FEWEST_WORDS, Math.ceil(own.length * SHARED));
  return sql<SqlBool>`case_search.terms && ${arrayText(recent)}::bigint[]
    and case_search.terms && ${arrayText(own)}::bigint[]
    and (select count(*) from unnest(case_search.terms) as has (term)
      where has.term = any(${arrayText(own)}::bigint[])) >= ${least}`;
}
