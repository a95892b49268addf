import type { Tx } from './open-database.ts';
import { storableJson } from './storable-text.ts';
import type { JsonObject } from './stored-event.ts';

/** What stood in the inputs of a form, by name. */
export type CopiedTyping = Readonly<Record<string, string | readonly string[]>>;

/** Whose typing, for which letter of which case. `letter` names the stay in a stage too. */
export type CopyOf = { readonly caseId: string; readonly letter: string; readonly person: string };

/** A text of a letter that somebody typed and that is not recorded yet. */
export type WorkingCopy = {
  readonly person: string;
  /** From 1, for each person by themselves. */
  readonly version: number;
  /** The opened form that it was typed in. */
  readonly page: string;
  /** Saved on purpose, so that nothing is put in its place. */
  readonly kept: boolean;
  readonly savedAt: string;
  readonly typed: CopiedTyping;
};

export type SavedCopy = {
  readonly version: number;
  /** What the same person had saved in another window since this one was opened: it stays, as a version of its own. */
  readonly elsewhere: WorkingCopy | undefined;
};

/** More versions of one person's typing than anybody compares: older ones go. */
const MOST = 40;

/**
 * Keeps what somebody typed. Typing in one opened form is one version, until it is saved on purpose (`kept`); what
 * comes from another window, or after that, becomes a new one, so nothing is ever written over by surprise. `base` is
 * the version that the form began with, or was last told.
 */
export async function saveWorkingCopy(
  tx: Tx,
  organisation: string,
  of: CopyOf,
  copy: Pick<WorkingCopy, 'page' | 'kept' | 'savedAt' | 'typed'> & { readonly base: number },
): Promise<SavedCopy> {
  const last = (await listWorkingCopies(tx, organisation, of)).at(-1);
  const isSame = last !== undefined && JSON.stringify(sorted(last.typed)) === JSON.stringify(sorted(copy.typed));
  const replaces = last !== undefined && (isSame || (last.page === copy.page && !last.kept));
  const version = last === undefined ? 1 : replaces ? last.version : last.version + 1;
  const { page, savedAt, typed } = copy;
  const row = { page, kept: copy.kept || (isSame && last.kept), saved_at: savedAt, typed: textOf(typed) };
  await tx
    .insertInto('working_copy')
    .values({ organisation, case_id: of.caseId, letter: of.letter, person: of.person, version, ...row })
    .onConflict((conflict) =>
      conflict.columns(['organisation', 'case_id', 'letter', 'person', 'version']).doUpdateSet(row),
    )
    .execute();
  if (version > MOST) await deleteWorkingCopies(tx, organisation, of, version - MOST);
  const isElsewhere = last !== undefined && last.page !== page && last.version > copy.base && !isSame;
  return { version, elsewhere: isElsewhere ? last : undefined };
}

const textOf = (typed: CopiedTyping): string => JSON.stringify(storableJson(typed as JsonObject));
const sorted = (typed: CopiedTyping): readonly unknown[] =>
  Object.entries(typed).toSorted(([one], [other]) => (one < other ? -1 : 1));

/** What was typed for a letter, by everybody or by one person; each person's versions in order. */
export async function listWorkingCopies(
  tx: Tx,
  organisation: string,
  { caseId, letter, person }: Omit<CopyOf, 'person'> & { readonly person?: string },
): Promise<readonly WorkingCopy[]> {
  let query = tx
    .selectFrom('working_copy')
    .select(['person', 'version', 'page', 'kept', 'saved_at as savedAt', 'typed'])
    .where('organisation', '=', organisation)
    .where('case_id', '=', caseId)
    .where('letter', '=', letter);
  if (person !== undefined) query = query.where('person', '=', person);
  const rows = await query.orderBy('person').orderBy('version').execute();
  return rows.map((row) => ({ ...row, typed: row.typed as CopiedTyping }));
}

/** Deletes what was typed on a case, for one letter, by one person, up to a version: as far as they are named. */
export async function deleteWorkingCopies(
  tx: Tx,
  organisation: string,
  { caseId, letter, person }: Pick<CopyOf, 'caseId'> & Partial<CopyOf>,
  upTo?: number,
): Promise<void> {
  let query = tx.deleteFrom('working_copy').where('organisation', '=', organisation).where('case_id', '=', caseId);
  if (letter !== undefined) query = query.where('letter', '=', letter);
  if (person !== undefined) query = query.where('person', '=', person);
  if (upTo !== undefined) query = query.where('version', '<=', upTo);
  await query.execute();
}
