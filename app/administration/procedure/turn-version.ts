import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerNotThere } from '../../identity/authority.ts';
import { getSignedIn } from '../../identity/index.ts';
import { keepProcedure } from '../../packs/procedures/keep-procedure.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { administrationPaths } from '../paths.ts';
import { REFUSED } from './describe-refusal.ts';

const DONE = {
  recall: (version: string) => `Version ${version} does not come into force on that day. The one before it goes on.`,
  remove: (version: string) => `Version ${version} was taken away. It was never in force.`,
} as const;

/** Taking back that a version comes into force, and taking away one that has no day. */
export function routeTurnVersion(app: FastifyInstance, parts: AppParts): void {
  const config = { config: { access: 'administrator' } } as const;
  app.post(administrationPaths.recallVersion.pattern, config, (request, reply) =>
    turn(parts, request, reply, 'recall'),
  );
  app.post(administrationPaths.removeVersion.pattern, config, (request, reply) =>
    turn(parts, request, reply, 'remove'),
  );
}

async function turn(
  parts: AppParts,
  request: FastifyRequest,
  reply: FastifyReply,
  what: keyof typeof DONE,
): Promise<FastifyReply> {
  const { organisation, person } = getSignedIn(request);
  const { version } = request.params as { version: string };
  const place = { database: parts.casebook.database, procedures: parts.procedures, now: parts.now };
  const outcome = await keepProcedure(place, organisation, { what, version }, person.id);
  if ('refused' in outcome && outcome.refused === 'no-such-version') return answerNotThere(reply);
  const notice =
    'done' in outcome
      ? { type: 'success' as const, text: DONE[what](version) }
      : { text: `${REFUSED[outcome.refused]}.` };
  return reply.notice(notice).seeOther(administrationPaths.procedure());
}
