import { randomUUID } from 'node:crypto';
import type { IsoDate } from '../../engine/index.ts';
import type { Database, Tx } from '../store/open-database.ts';
import { checkUpload, isPhotograph } from './check-upload.ts';
import { type FileRecord, type FileStore, forgetFile, recordFile } from './file-store.ts';
import { findTakenOn } from './find-taken-on.ts';

/** A file that somebody chose in a form and has not recorded yet. */
export type HeldFile = FileRecord & { readonly suggestedOn: IsoDate | undefined };

/** Whose form on which case. */
export type Holder = {
  readonly organisation: string;
  readonly caseId: string;
  readonly person: string;
  readonly form: string;
};

type Kit = { readonly database: Database; readonly files: FileStore; readonly now: () => string };

/** What became of files that were chosen: held, and why others were not. */
export type Held = { readonly files: readonly HeldFile[]; readonly faults: readonly string[] };

/**
 * Keeps files that came with a form, so that they need not be chosen again, whatever else is wrong with it. One that is
 * held for this form already is not held twice. The bytes are kept before the record, outside of any transaction.
 */
export async function holdFiles(
  { database, files, now }: Kit,
  holder: Holder,
  uploads: readonly { readonly filename: string; readonly bytes: Uint8Array }[],
): Promise<Held> {
  const held: HeldFile[] = [];
  const faults: string[] = [];
  for (const { filename, bytes } of uploads) {
    const checked = await checkUpload(filename, bytes);
    if ('fault' in checked) {
      faults.push(checked.fault);
      continue;
    }
    const { digest, size } = await files.keep(holder.organisation, [bytes]);
    const suggestedOn = isPhotograph(checked.mediaType) ? await findTakenOn(bytes) : undefined;
    const { organisation, caseId, person } = holder;
    const record = { fileId: randomUUID(), caseId, digest, size, keptAt: now(), keptBy: person, ...checked };
    const isNew = await database.inOrganisation(organisation, (tx) => holdOne(tx, holder, { ...record, suggestedOn }));
    if (isNew) held.push({ ...record, suggestedOn });
  }
  return { files: held, faults };
}

async function holdOne(tx: Tx, holder: Holder, file: HeldFile): Promise<boolean> {
  const known = await selectHeld(tx, holder).where('file.digest', '=', file.digest).executeTakeFirst();
  if (known) return false;
  const { organisation, caseId, person, form } = holder;
  await recordFile(tx, organisation, file);
  await tx
    .insertInto('held_file')
    .values({
      organisation,
      case_id: caseId,
      person,
      file_id: file.fileId,
      form,
      suggested_on: file.suggestedOn ?? null,
      held_at: file.keptAt,
    })
    .execute();
  return true;
}

/** The files that somebody has chosen in a form of a case, in the order they were chosen. */
export async function findHeldFiles(tx: Tx, holder: Holder): Promise<readonly HeldFile[]> {
  const rows = await selectHeld(tx, holder).orderBy('held_file.held_at').orderBy('file.name').execute();
  return rows.map((row) => ({
    fileId: row.file_id,
    caseId: row.case_id,
    digest: row.digest,
    size: row.size,
    name: row.name,
    mediaType: row.media_type,
    keptAt: row.kept_at,
    keptBy: row.kept_by,
    suggestedOn: (row.suggested_on ?? undefined) as IsoDate | undefined,
  }));
}

/** These are on the case now, and held no longer. */
export async function releaseHeld(tx: Tx, holder: Holder, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  await tx
    .deleteFrom('held_file')
    .where('organisation', '=', holder.organisation)
    .where('case_id', '=', holder.caseId)
    .where('person', '=', holder.person)
    .where('file_id', 'in', [...files])
    .execute();
}

/** Takes a file out of a form again, for good: its bytes too, where nothing else has them. */
export async function dropHeld({ database, files }: Kit, holder: Holder, fileId: string): Promise<void> {
  const digest = await database.inOrganisation(holder.organisation, async (tx) => {
    const held = await selectHeld(tx, holder).where('file.file_id', '=', fileId).executeTakeFirst();
    if (!held) return undefined;
    await releaseHeld(tx, holder, [fileId]);
    return forgetFile(tx, holder.organisation, fileId);
  });
  if (digest !== undefined) await files.remove(holder.organisation, digest);
}

function selectHeld(tx: Tx, { organisation, caseId, person, form }: Holder) {
  return tx
    .selectFrom('held_file')
    .innerJoin('file', (join) =>
      join.onRef('file.organisation', '=', 'held_file.organisation').onRef('file.file_id', '=', 'held_file.file_id'),
    )
    .selectAll('file')
    .select('held_file.suggested_on')
    .where('held_file.organisation', '=', organisation)
    .where('held_file.case_id', '=', caseId)
    .where('held_file.person', '=', person)
    .where('held_file.form', '=', form);
}
