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
  // Each version is asked for by itself: the database then knows that few cases follow it, or nearly all.
  const count = (version: string, status: 'open' | 'closed') => sql`(select count(*) from (
    select from case_list where organisation = ${organisation} and pack_version = ${version}
      and ${status === 'open' ? sql`status <> 'closed'` : sql`status = 'closed'`} and ${isListedFor(person)}
    limit ${sql.lit(MOST_COUNTED + 1)}) as counted)`;
  return database.inOrganisation(organisation, async (tx) => {
    await beginAtIndex(tx);
    const counts = new Map<string, VersionCount>();
    for (const version of versions) {
      const { rows } = await sql<VersionCount>`
        select ${count(version, 'open')} as open, ${count(version, 'closed')} as closed`.execute(tx);
      if (rows[0]) counts.set(version, rows[0]);
    }
    return counts;
  });
}
