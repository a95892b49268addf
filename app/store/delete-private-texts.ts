import type { Tx } from './open-database.ts';
import { forgetWordsOf } from './search/forget-words.ts';
import { deleteWorkingCopies } from './working-copies.ts';

const CASE_STREAM = 'case:';

/**
 * Deletes the private texts of a stream for good, with their salts: all of them, or those of some versions or fields.
 * The events and their chain stay as they are, and nothing is found any more by what only the deleted texts held. What
 * was typed for letters of the case and not recorded yet goes with any of its texts, because it may repeat them. Other
 * read models that show texts must be projected again by the caller. Returns how many were deleted.
 */
export async function deletePrivateTexts(
  tx: Tx,
  organisation: string,
  stream: string,
  only: { versions?: number[]; fields?: string[] } = {},
): Promise<number> {
  let query = tx.deleteFrom('event_private').where('organisation', '=', organisation).where('stream', '=', stream);
  if (only.versions !== undefined) query = query.where('version', 'in', only.versions);
  if (only.fields !== undefined) query = query.where('field', 'in', only.fields);
  if (stream.startsWith(CASE_STREAM))
    await deleteWorkingCopies(tx, organisation, { caseId: stream.slice(CASE_STREAM.length) });
  const { numDeletedRows } = await forgetWordsOf(tx, organisation, stream, () => query.executeTakeFirstOrThrow());
  return Number(numDeletedRows);
}
