import type { Tx } from './open-database.ts';

/** Somebody opened a restricted case: when (an instant), and why. `words`: what they wrote, where they did. */
export type CaseOpening = {
  readonly caseId: string;
  readonly person: string;
  readonly openedAt: string;
  readonly reason: string;
  readonly words?: string | undefined;
};

/** Records that a person opened a restricted case and why. Every opening is a row of its own. */
export async function recordOpening(tx: Tx, organisation: string, opening: CaseOpening): Promise<void> {
  const { caseId, person, openedAt, reason, words } = opening;
  await tx
    .insertInto('case_opening')
    .values({ organisation, case_id: caseId, person, opened_at: openedAt, reason, words: words ?? null })
    .execute();
}

/** Whether a person gave a reason for opening this case since an instant. */
export async function hasOpened(
  tx: Tx,
  organisation: string,
  { caseId, person, since }: { readonly caseId: string; readonly person: string; readonly since: string },
): Promise<boolean> {
  const found = await tx
    .selectFrom('case_opening')
    .select('id')
    .where('organisation', '=', organisation)
    .where('person', '=', person)
    .where('case_id', '=', caseId)
    .where('opened_at', '>', since)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Who opened a case and why, newest first. */
export async function findOpenings(
  tx: Tx,
  organisation: string,
  caseId: string,
  { limit = 200 }: { readonly limit?: number } = {},
): Promise<readonly CaseOpening[]> {
  const rows = await tx
    .selectFrom('case_opening')
    .select(['case_id as caseId', 'person', 'opened_at as openedAt', 'reason', 'words'])
    .where('organisation', '=', organisation)
    .where('case_id', '=', caseId)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ words, ...row }) => ({ ...row, words: words ?? undefined }));
}
