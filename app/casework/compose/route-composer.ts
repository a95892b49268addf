import type { FastifyInstance } from 'fastify';
import { COMMANDS } from '../../../engine/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { routeTyping } from './save-typing.ts';
import { routePreview } from './view-preview.ts';
import { routeVersions } from './view-versions.ts';

/** What goes with the form in which a letter is written. The form itself is that of its action. */
export function routeComposer(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.response.pattern, { config: { access: 'case' } }, async (request, reply) => {
    const { record } = await openCase(request, parts);
    const action = COMMANDS.find(({ does }) => does === 'respond')?.name ?? '';
    return reply.seeOther(caseworkPaths.action({ id: record.caseId, action }));
  });
  routeTyping(app, parts);
  routePreview(app, parts);
  routeVersions(app, parts);
}
