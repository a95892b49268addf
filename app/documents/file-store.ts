import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Selectable } from 'kysely';
import { sha256 } from '../store/canonical-json.ts';
import { checkOrganisationId, type Tx } from '../store/open-database.ts';
import { storableText } from '../store/storable-text.ts';
import type { Tables } from '../store/tables.ts';

export type FileFaultCode = 'too-large' | 'empty' | 'missing' | 'damaged';

/** What is wrong with a file. The message names the digest or the limit, never the file's name or content. */
export class FileFault extends Error {
  code: FileFaultCode;
  constructor(code: FileFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

export type KeptBytes = { digest: string; size: number };
export type FileRecord = KeptBytes & {
  fileId: string;
  caseId: string | null;
  name: string;
  mediaType: string;
  keptAt: string;
  keptBy: string;
};

export type FileStore = {
  /** Keeps bytes under their sha256 digest. Do it before the transaction that records the file, never inside it. */
  keep(organisation: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<KeptBytes>;
  /** The bytes of a digest, checked against it. */
  read(organisation: string, digest: string): Promise<Buffer>;
  /** Deletes bytes for good. Only for a digest that no record names any more: see `forgetFile`. */
  remove(organisation: string, digest: string): Promise<void>;
};

/**
 * A store of files in a folder, apart by organisation: `<folder>/<organisation>/ab/<digest>`. Each is written beside
 * its place and renamed, read back against its digest, and never overwritten. `maxBytes` bounds one file.
 *
 * `keep` throws a FileFault `too-large` or `empty`, `read` throws `missing` or `damaged`.
 */
export function openFileStore({ folder, maxBytes }: { folder: string; maxBytes: number }): FileStore {
  const placeOf = (organisation: string, digest: string) => {
    checkOrganisationId(organisation);
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new FileFault('missing', `"${digest}" is not the digest of a file.`);
    return join(folder, organisation, digest.slice(0, 2), digest);
  };
  return {
    keep: async (organisation, bytes) => {
      checkOrganisationId(organisation);
      const draft = join(folder, organisation, `draft-${randomUUID()}`);
      await mkdir(dirname(draft), { recursive: true });
      try {
        const kept = await writeDraft(draft, bytes, maxBytes);
        await putInPlace(draft, placeOf(organisation, kept.digest), kept.digest);
        return kept;
      } finally {
        await rm(draft, { force: true });
      }
    },
    read: (organisation, digest) => readChecked(placeOf(organisation, digest), digest),
    remove: (organisation, digest) => rm(placeOf(organisation, digest), { force: true }),
  };
}

/** Records a kept file with its name and media type, in the open transaction. */
export async function recordFile(tx: Tx, organisation: string, file: FileRecord): Promise<void> {
  await tx
    .insertInto('file')
    .values({
      organisation,
      file_id: file.fileId,
      case_id: file.caseId,
      digest: file.digest,
      size: file.size,
      name: storableText(file.name),
      media_type: storableText(file.mediaType),
      kept_at: file.keptAt,
      kept_by: file.keptBy,
    })
    .execute();
}

/** The record of a file, or undefined. */
export async function findFile(tx: Tx, organisation: string, fileId: string): Promise<FileRecord | undefined> {
  const row = await filesOf(tx, organisation).where('file_id', '=', fileId).executeTakeFirst();
  return row && recordFromRow(row);
}

/** The files of a case, in the order they were kept. */
export async function findFilesOfCase(tx: Tx, organisation: string, caseId: string): Promise<FileRecord[]> {
  const rows = await filesOf(tx, organisation)
    .where('case_id', '=', caseId)
    .orderBy('kept_at')
    .orderBy('file_id')
    .execute();
  return rows.map(recordFromRow);
}

/** Deletes the record of a file. Returns the digest when no other record names it: its bytes are then to be removed. */
export async function forgetFile(tx: Tx, organisation: string, fileId: string): Promise<string | undefined> {
  const file = await findFile(tx, organisation, fileId);
  if (file === undefined) return undefined;
  await tx.deleteFrom('file').where('organisation', '=', organisation).where('file_id', '=', fileId).execute();
  const other = await filesOf(tx, organisation).where('digest', '=', file.digest).limit(1).executeTakeFirst();
  return other === undefined ? file.digest : undefined;
}

async function writeDraft(
  draft: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): Promise<KeptBytes> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(draft, 'wx');
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > maxBytes)
        throw new FileFault('too-large', `The file is larger than ${maxBytes} bytes. Send a smaller one.`);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (size === 0) throw new FileFault('empty', 'The file is empty. Send it again, or another.');
  return { digest: hash.digest('hex'), size };
}

async function putInPlace(draft: string, place: string, digest: string): Promise<void> {
  if (await isThere(place, digest)) return unlink(draft);
  await mkdir(dirname(place), { recursive: true });
  await rename(draft, place);
}

async function isThere(place: string, digest: string): Promise<boolean> {
  try {
    await readChecked(place, digest);
    return true;
  } catch (error) {
    if (error instanceof FileFault && error.code === 'missing') return false;
    throw error;
  }
}

async function readChecked(place: string, digest: string): Promise<Buffer> {
  const bytes = await readFile(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new FileFault('missing', `The file ${digest} is not in the file store. Restore it from a backup.`);
  });
  if (sha256(bytes) === digest) return bytes;
  throw new FileFault('damaged', `The file ${digest} is not what was kept. Restore it from a backup.`);
}

function filesOf(tx: Tx, organisation: string) {
  return tx.selectFrom('file').selectAll().where('organisation', '=', organisation);
}

function recordFromRow(row: Selectable<Tables['file']>): FileRecord {
  return {
    fileId: row.file_id,
    caseId: row.case_id,
    digest: row.digest,
    size: row.size,
    name: row.name,
    mediaType: row.media_type,
    keptAt: row.kept_at,
    keptBy: row.kept_by,
  };
}
