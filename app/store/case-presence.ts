import type { Tx } from './open-database.ts';

/** Somebody who has a case open: on which page, and when that was last known. */
export type CasePresence = { readonly person: string; readonly page: string; readonly seenAt: string };

/** So long after it was last known, somebody no longer counts as being on a case. */
const PRESENT_MS = 5 * 60_000;

/** From when on a page counts as still open at the instant `now`. */
const openSince = (now: string): string => new Date(Date.parse(now) - PRESENT_MS).toISOString();

/**
 * Notes that a person has a page of a case open at the instant `now`. Of each person and case the last page alone is
 * kept, and what is past its time, on whichever case, is thrown away.
 */
export async function notePresence(
  tx: Tx,
  organisation: string,
  { caseId, person, page, now }: { caseId: string; person: string; page: string; now: string },
): Promise<void> {
  await tx
    .deleteFrom('case_presence')
    .where('organisation', '=', organisation)
    .where('seen_at', '<', openSince(now))
    .execute();
  await tx
    .insertInto('case_presence')
    .values({ organisation, case_id: caseId, person, page, seen_at: now })
    .onConflict((conflict) =>
      conflict.columns(['organisation', 'case_id', 'person']).doUpdateSet({ page, seen_at: now }),
    )
    .execute();
}

/** The page of a person that is still open stays so: where it was forgotten meanwhile, it stays forgotten. */
export async function keepPresence(
  tx: Tx,
  organisation: string,
  { caseId, person, now }: { caseId: string; person: string; now: string },
): Promise<void> {
  await tx
    .updateTable('case_presence')
    .set({ seen_at: now })
    .where('organisation', '=', organisation)
    .where('case_id', '=', caseId)
    .where('person', '=', person)
    .execute();
}

/** Who else has a case open at the instant `now`, whoever was seen last in front. */
export async function findPresent(
  tx: Tx,
  organisation: string,
  { caseId, person, now }: { caseId: string; person: string; now: string },
): Promise<readonly CasePresence[]> {
  return tx
    .selectFrom('case_presence')
    .select(['person', 'page', 'seen_at as seenAt'])
    .where('organisation', '=', organisation)
    .where('case_id', '=', caseId)
    .where('person', '!=', person)
    .where('seen_at', '>=', openSince(now))
    .orderBy('seen_at', 'desc')
    .orderBy('person')
    .execute();
}
