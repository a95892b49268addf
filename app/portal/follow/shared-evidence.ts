import type { FastifyReply, FastifyRequest } from 'fastify';
import { getEvidence, type IsoDate, type Standing } from '../../../engine/index.ts';
import { findFile } from '../../documents/file-store.ts';
import { sendFile } from '../../documents/send-file.ts';
import { standingOf } from '../../store/cases/casebook.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import { actorOf } from '../resident.ts';
import type { FollowedRecord } from './followed-case.ts';

/** What was shown to the complainant of the evidence, under the words written for them. */
export type SharedPiece = {
  readonly evidence: number;
  readonly on: IsoDate;
  readonly caption: string;
  readonly hasFile: boolean;
};

/** The evidence that the complainant may see and that still counts. Of what staff wrote about it nothing is here. */
export function findSharedEvidence({ texts }: FollowedRecord, standing: Standing): readonly SharedPiece[] {
  return getEvidence(standing.state).flatMap(({ evidence, shared, file }) => {
    const event = standing.history.find(({ n }) => n === shared);
    const caption = texts.get(shared ?? 0)?.['caption'];
    return event && caption ? [{ evidence, on: event.on, caption, hasFile: file !== undefined }] : [];
  });
}

/** The file of a piece that was shown to them. That it was read is recorded like any other reading. */
export async function openSharedFile(
  parts: AppParts,
  organisation: OrganisationPart,
  record: FollowedRecord,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const { n } = request.params as { n: string };
  const { state } = standingOf(record, { on: parts.today(), at: parts.now() });
  const piece = getEvidence(state).find(({ evidence, shared }) => shared !== undefined && String(evidence) === n);
  const file = await parts.casebook.database.inOrganisation(organisation.id, async (tx) =>
    piece?.file ? findFile(tx, organisation.id, piece.file.id) : undefined,
  );
  if (!file) {
    reply.callNotFound();
    return reply;
  }
  const page = request.routeOptions.url ?? '';
  await parts.casebook.read(organisation.id, record.caseId, actorOf(record.follower).id, page);
  // The name that staff gave the file stays with them.
  const named = { ...file, name: `evidence-${n}${/\.[\w]{1,5}$/.exec(file.name)?.[0] ?? ''}` };
  const sent = await sendFile(reply, parts.files, organisation.id, named, { download: false });
  if (sent) return sent;
  reply.callNotFound();
  return reply;
}
