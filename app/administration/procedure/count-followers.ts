import { sql } from 'kysely';
import { beginAtIndex } from '../../store/begin-at-index.ts';
import type { Database } from '../../store/open-database.ts';

/** Cases are counted up to here; one more means “more than”. */
const MOST_COUNTED = 500;

/**
 * How many open cases follow each version, by version, in words. Cases that whoever looks may not see are counted with
 * the others, and nothing else of them is told.
 */
export async function countFollowers(
  database: Database,
  organisation: string,
  versions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await database.inOrganisation(organisation, async (tx) => {
    await beginAtIndex(tx);
    return sql<{ version: string; open: number }>`
      select given.version, (select count(*)::int from (
        select from case_list where organisation = ${organisation} and pack_version = given.version
          and status <> 'closed' limit ${sql.lit(MOST_COUNTED + 1)}) as counted) as open
      from unnest(${[...versions]}::text[]) as given (version)`.execute(tx);
  });
  return new Map(rows.map(({ version, open }) => [version, describeCount(open)]));
}

function describeCount(n: number): string {
  if (n > MOST_COUNTED) return `More than ${MOST_COUNTED} open cases`;
  return n === 0 ? 'No open case' : n === 1 ? 'One open case' : `${n} open cases`;
}
