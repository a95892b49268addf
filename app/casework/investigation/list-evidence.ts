import { type CaseEvent, type Evidence, isEvidence } from '../../../engine/index.ts';
import { type FileRecord, findFilesOfCase } from '../../documents/file-store.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { OpenCase } from '../open-case.ts';

/** A piece of evidence with its words and its file. */
export type EvidencePiece = Evidence & {
  /** What it shows; for an interview or a visit, what was said or seen. */
  readonly words: string | undefined;
  readonly from: string | undefined;
  readonly present: string | undefined;
  readonly record: FileRecord | undefined;
  /** What the complainant reads about it. */
  readonly caption: string | undefined;
  /** Why it counts no longer. */
  readonly why: string | undefined;
  readonly recordedAt: string;
  /** Recorded as not having happened: it stays readable. */
  readonly voided: boolean;
};

/** All evidence of a case, also what counts no longer, in the order of its numbers. */
export async function listEvidence(parts: AppParts, open: OpenCase): Promise<readonly EvidencePiece[]> {
  const { organisation, caseId } = open.record;
  const added = open.record.events.filter(isEvidence);
  const hasFiles = added.some((event) => event.type === 'evidence-added' && event.file);
  const files = hasFiles
    ? await parts.casebook.database.inOrganisation(organisation, (tx) => findFilesOfCase(tx, organisation, caseId))
    : [];
  const byId = new Map(files.map((file) => [file.fileId, file]));
  return added.map((event) => describePiece(open, event, byId));
}

type Added = Extract<CaseEvent, { type: 'evidence-added' | 'interviewed' | 'visited' }>;

function describePiece(open: OpenCase, event: Added, files: ReadonlyMap<string, FileRecord>): EvidencePiece {
  const { record, standing } = open;
  const counted = standing.state.evidence.find(({ evidence }) => evidence === event.evidence);
  const texts = record.texts.get(event.n) ?? {};
  const told = (n: number | undefined, name: string) => (n === undefined ? undefined : record.texts.get(n)?.[name]);
  const piece = counted ?? standAlone(event);
  return {
    ...piece,
    words: texts['description'] ?? texts['what-was-said'] ?? texts['what-was-seen'],
    from: texts['obtained-from'],
    present: texts['present'],
    record: files.get(piece.file?.id ?? ''),
    caption: told(piece.shared, 'caption'),
    why: told(piece.withdrawn, 'why'),
    recordedAt: record.recordedAt.get(event.n) ?? '',
    voided: counted === undefined,
  };
}

/** A piece that was marked as not having happened, as it was recorded. */
function standAlone(event: Added): Evidence {
  const { evidence, points, n, on, by } = event;
  const base = { evidence, points, n, on, by: by.id };
  if (event.type !== 'evidence-added') return { ...base, kind: event.type === 'visited' ? 'visit' : 'interview' };
  return { ...base, kind: event.kind, file: event.file, takenOn: event.takenOn, partOf: event.partOf };
}

/** Whether it counts: neither withdrawn nor marked as not having happened. */
export const counts = ({ withdrawn, voided }: EvidencePiece): boolean => withdrawn === undefined && !voided;
