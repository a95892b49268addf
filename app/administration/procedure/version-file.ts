import type { FastifyInstance } from 'fastify';
import { answerNotThere } from '../../identity/authority.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';

/** The file of a version as it was written, to make the next one of it. */
export function routeVersionFile(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = administrationPaths.versionFile;
  app.get(pattern, { config: { access: 'administrator' } }, async (request, reply) => {
    const { id } = findOrganisation(parts, request);
    const { version } = request.params as { version: string };
    const words = parts.procedures.get(id, version) && (await parts.procedures.wordsOf(id, version));
    if (words === undefined) return answerNotThere(reply);
    return reply
      .type('application/yaml; charset=utf-8')
      .header('content-disposition', `attachment; filename="${version.replace(/[^\w.-]/g, '-')}.yaml"`)
      .send(words);
  });
}
