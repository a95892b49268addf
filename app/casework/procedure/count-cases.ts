import type { Person } from '../../identity/person.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database } from '../../store/open-database.ts';

export type VersionCount = { readonly open: number; readonly closed: number };

/** How many cases follow each version of the procedure, by version; only those that this person may see. */
export function countCases(
  database: Database,
  { organisation, person }: { readonly organisation: string; readonly person: Person },
): Promise<ReadonlyMap<string, VersionCount>> {
  return database.inOrganisation(organisation, async (tx) => {
    const rows = await tx
      .selectFrom('case_list')
      .select((cases) => [
        'pack_version as version',
        cases.fn.countAll<number>().filterWhere('status', '<>', 'closed').as('open'),
        cases.fn.countAll<number>().filterWhere('status', '=', 'closed').as('closed'),
      ])
      .where('organisation', '=', organisation)
      .where(isListedFor(person))
      .groupBy('pack_version')
      .execute();
    return new Map(rows.map(({ version, open, closed }) => [version, { open: Number(open), closed: Number(closed) }]));
  });
}
