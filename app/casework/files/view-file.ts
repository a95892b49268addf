import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FileRecord, findFile } from '../../documents/file-store.ts';
import { sendFile } from '../../documents/send-file.ts';
import { answerNotThere } from '../../identity/authority.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { PageError } from '../../web/page-error.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/**
 * A file of a case, for whoever may see the case; that it was read is recorded like any reading. One that a person has
 * chosen and not recorded yet is theirs alone. Any other address is not there.
 */
export function routeFiles(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.file.pattern, { config: { access: 'case' } }, (request, reply) =>
    viewFile(parts, request, reply),
  );
}

async function viewFile(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const open = await openCase(request, parts);
  const { file: fileId } = request.params as { file: string };
  const { organisation } = open.record;
  const file = await parts.casebook.database.inOrganisation(organisation, (tx) => findFile(tx, organisation, fileId));
  if (!file || !isOpenTo(open, file)) return answerNotThere(reply);
  const { download } = request.query as { download?: string };
  const sent = await sendFile(reply, parts.files, organisation, file, { download: download !== undefined });
  if (sent) return sent;
  throw new PageError({
    status: 410,
    title: 'This file is not what was kept',
    text: 'What lies in the file store is missing, or differs from the file that was added to the case, so it is not shown. Tell whoever runs this service: they can restore it from a backup.',
    keep: false,
  });
}

/** A file belongs to the case whose history names it; until then to whoever chose it. */
function isOpenTo({ record, person }: OpenCase, file: FileRecord): boolean {
  if (file.caseId !== record.caseId) return false;
  return file.keptBy === person.id || record.events.some((event) => 'file' in event && event.file?.id === file.fileId);
}
