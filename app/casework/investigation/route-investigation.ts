import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../../web/app-parts.ts';
import { firstOf } from '../../web/forms.ts';
import { DOES } from '../actions/read-action.ts';
import { openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { submitInvestigation, viewInvestigation } from './save-investigation.ts';

/** Point by point: what is to be found out, the evidence, what was found, why, and what is still missing. */
export function routeInvestigation(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = caseworkPaths.investigation;
  app.get(pattern, { config: { access: 'case' } }, async (request, reply) =>
    viewInvestigation({ parts, request, reply, open: await openCase(request, parts) }),
  );
  app.post(pattern, { config: { access: 'case' } }, async (request, reply) =>
    submitInvestigation({ parts, request, reply, open: await openCase(request, parts) }, firstOf(request.form, DOES)),
  );
}
