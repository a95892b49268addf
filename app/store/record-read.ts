import type { Tx } from './open-database.ts';

export type CaseRead = { caseId: string; person: string; readAt: string; page: string };

/** Records that a person read a case: on which page, at which instant. Every read is a row of its own. */
export async function recordRead(tx: Tx, organisation: string, read: CaseRead): Promise<void> {
  const { caseId, person, readAt, page } = read;
  await tx.insertInto('case_read').values({ organisation, case_id: caseId, person, read_at: readAt, page }).execute();
}

/** Who read a case, newest first. */
export async function findReads(
  tx: Tx,
  organisation: string,
  caseId: string,
  { limit = 200 }: { limit?: number } = {},
): Promise<CaseRead[]> {
  return tx
    .selectFrom('case_read')
    .select(['case_id as caseId', 'person', 'read_at as readAt', 'page'])
    .where('organisation', '=', organisation)
    .where('case_id', '=', caseId)
    .orderBy('read_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
