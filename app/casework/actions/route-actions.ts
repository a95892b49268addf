import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../../web/app-parts.ts';
import { makeOnce } from '../../web/once.ts';
import { caseworkPaths } from '../paths.ts';
import { type Settled, submitAction, viewAction } from './submit-action.ts';

/** A form for every action on a case. */
export function routeActions(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = caseworkPaths.action;
  const once = makeOnce<Settled>(({ outcome }) => 'done' in outcome);
  app.get(pattern, { config: { access: 'case' } }, (request, reply) => viewAction(parts, request, reply));
  app.post(pattern, { config: { access: 'case' } }, (request, reply) => submitAction({ parts, once }, request, reply));
}
