import type { FastifyInstance } from 'fastify';
import { sendFile } from '../../documents/send-file.ts';
import { answerNotThere } from '../../identity/authority.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { PageError } from '../../web/page-error.ts';
import { openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { listFiles } from './render-sort.ts';

/**
 * A file that came with what was received, for whoever may see the case. It is always saved and never shown: what
 * strangers send must not run as a page of ours.
 */
export function routeReceivedFile(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.receivedFile.pattern, { config: { access: 'case' } }, async (request, reply) => {
    const { record } = await openCase(request, parts);
    const { n } = request.params as { n: string };
    const found = listFiles(record).find((one) => String(one.n) === n);
    if (!found) return answerNotThere(reply);
    const { organisation, caseId } = record;
    const unread = { fileId: n, size: 0, mediaType: 'application/octet-stream', keptAt: '', keptBy: '' };
    const file = { ...unread, caseId, digest: found.digest, name: found.file };
    const sent = await sendFile(reply, parts.files, organisation, file, { download: true });
    if (sent) return sent;
    throw new PageError({
      status: 410,
      title: 'This file is not what was kept',
      text: 'What lies in the file store is missing, or differs from the file that came in, so it is not handed over. Tell whoever runs this service: they can restore it from a backup.',
      keep: false,
    });
  });
}
