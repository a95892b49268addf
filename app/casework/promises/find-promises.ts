import { sql } from 'kysely';
import type { Person } from '../../identity/person.ts';
import { beginAtIndex } from '../../store/begin-at-index.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database } from '../../store/open-database.ts';

export type OpenPromise = { readonly caseId: string; readonly promise: number };

export type PromiseWish = {
  readonly organisation: string;
  readonly person: Person;
  /** Only those that somebody is to keep, by id. */
  readonly owner: string | undefined;
  readonly page: number;
};

export const PROMISES_A_PAGE = 50;

/**
 * Promises not yet kept, of open and of closed cases alike, those due first in front and those without a date before
 * all. What was promised on a case that the person who looks may not see is not there.
 */
export function findPromises(database: Database, wish: PromiseWish): Promise<readonly OpenPromise[]> {
  return database.inOrganisation(wish.organisation, async (tx) => {
    await beginAtIndex(tx);
    const rows = await tx
      .selectFrom('action')
      .innerJoin('case_list', (join) =>
        join
          .onRef('case_list.organisation', '=', 'action.organisation')
          .onRef('case_list.case_id', '=', 'action.case_id'),
      )
      .select(['action.case_id as caseId', 'action.action_id as promise'])
      .where('action.organisation', '=', wish.organisation)
      // Written out, as the index of open promises is found by it.
      .where(sql<boolean>`action.state = 'open'`)
      .where(isListedFor(wish.person))
      .$if(wish.owner !== undefined, (query) => query.where('action.owner', '=', wish.owner ?? ''))
      .orderBy(sql`action.due nulls first`)
      .orderBy('action.case_id')
      .orderBy('action.action_id')
      .limit(PROMISES_A_PAGE + 1)
      .offset((wish.page - 1) * PROMISES_A_PAGE)
      .execute();
    return rows.map(({ caseId, promise }) => ({ caseId, promise: Number(promise) }));
  });
}
