import { sql } from 'kysely';
import type { Person } from '../../identity/person.ts';
import { beginAtIndex } from '../../store/begin-at-index.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database } from '../../store/open-database.ts';

export type VersionCount = { readonly open: number; readonly closed: number };

/** Cases are counted up to here; one more means “more than”. */
export const MOST_COUNTED = 500;

type Asked = { readonly organisation: string; readonly person: Person; readonly versions: readonly string[] };

/**
 * How many cases follow each version of the procedure, by version; only those that this person may see, and no more of
 * each than can be counted in a moment however many there are.
 */
export function countCases(
  database: Database,
  { organisation, person, versions }: Asked,
): Promise<ReadonlyMap<string, VersionCount>> {
  const count = (status: 'open' | 'closed') => sql`(select count(*) from (
    select from case_list where organisation = ${organisation} and pack_version = given.version
      and ${status === 'open' ? sql`status <> 'closed'` : sql`status = 'closed'`} and ${isListedFor(person)}
    limit ${sql.lit(MOST_COUNTED + 1)}) as counted)`;
  return database.inOrganisation(organisation, async (tx) => {
    await beginAtIndex(tx);
    const { rows } = await sql<VersionCount & { version: string }>`
      select given.version, ${count('open')} as open, ${count('closed')} as closed
      from unnest(${[...versions]}::text[]) as given (version)`.execute(tx);
    return new Map(rows.map(({ version, open, closed }) => [version, { open, closed }]));
  });
}
