import { sql } from 'kysely';
import type { Person } from '../../identity/person.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database } from '../../store/open-database.ts';

/** Somebody else recorded something on a case of this person's. */
export type News = { readonly caseId: string; readonly n: number };

export const MOST_NEWS = 20;
/** Of so many of a person's open cases, those due first. */
const MOST_CASES = 200;

/** What others recorded on a person's open cases since an instant, the latest first. */
export function findNews(
  database: Database,
  wish: { readonly organisation: string; readonly person: Person; readonly since: string },
): Promise<readonly News[]> {
  const { organisation, person, since } = wish;
  return database.inOrganisation(organisation, async (tx) => {
    const { rows } = await sql<{ case_id: string; version: number }>`
      select mine.case_id, event.version from (
        select case_list.organisation, case_list.case_id, case_list.version from case_list
        where case_list.organisation = ${organisation} and case_list.handler = ${person.id}
          and case_list.status <> 'closed' and ${isListedFor(person)}
        order by case_list.next_due, case_list.case_id limit ${MOST_CASES}
      ) mine cross join lateral (
        select e.version, e.recorded_at, e.actor from event e
        where e.organisation = mine.organisation and e.stream = 'case:' || mine.case_id
        order by e.version desc limit 10
      ) event
      where event.recorded_at >= ${since}::timestamptz and event.actor <> ${person.id}
      order by event.recorded_at desc, mine.case_id, event.version desc limit ${MOST_NEWS}`.execute(tx);
    return rows.map(({ case_id, version }) => ({ caseId: case_id, n: version }));
  });
}
