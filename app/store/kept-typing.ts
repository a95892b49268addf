import type { Tx } from './open-database.ts';
import { storableJson } from './storable-text.ts';
import type { JsonObject } from './stored-event.ts';

/** Whose typing in which form of which case. */
export type TypingKey = {
  readonly organisation: string;
  readonly caseId: string;
  readonly person: string;
  readonly form: string;
};

/** What stood in the inputs of a form, by name; `_seen` among them is the version of the case it was typed over. */
export type KeptTyping = { readonly typed: Readonly<Record<string, string | string[]>>; readonly keptAt: string };

/** Keeps what somebody has typed and not recorded, in place of what was kept before. It is theirs alone. */
export async function keepTyping(tx: Tx, key: TypingKey, { typed, keptAt }: KeptTyping): Promise<void> {
  const row = { typed: JSON.stringify(storableJson(typed as JsonObject)), kept_at: keptAt };
  await tx
    .insertInto('kept_typing')
    .values({ organisation: key.organisation, case_id: key.caseId, person: key.person, form: key.form, ...row })
    .onConflict((conflict) => conflict.columns(['organisation', 'case_id', 'person', 'form']).doUpdateSet(row))
    .execute();
}

/** What somebody has typed and not recorded, or undefined. */
export async function findTyping(tx: Tx, key: TypingKey): Promise<KeptTyping | undefined> {
  const row = await tx
    .selectFrom('kept_typing')
    .select(['typed', 'kept_at'])
    .where('organisation', '=', key.organisation)
    .where('case_id', '=', key.caseId)
    .where('person', '=', key.person)
    .where('form', '=', key.form)
    .executeTakeFirst();
  return row && { typed: row.typed as unknown as KeptTyping['typed'], keptAt: row.kept_at };
}

/** Forgets it: it is recorded, or no longer wanted. */
export async function dropTyping(tx: Tx, key: TypingKey): Promise<void> {
  await tx
    .deleteFrom('kept_typing')
    .where('organisation', '=', key.organisation)
    .where('case_id', '=', key.caseId)
    .where('person', '=', key.person)
    .where('form', '=', key.form)
    .execute();
}
