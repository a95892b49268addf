import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IsoDate } from '../../engine/index.ts';
import { findRestrictedPeople } from '../store/cases/case-projection.ts';
import { type Casebook, type CaseRecord, standingOf } from '../store/cases/casebook.ts';
import type { Access, AppParts } from '../web/app-parts.ts';
import { PageError } from '../web/page-error.ts';
import { signInPage } from './paths.ts';
import type { Person } from './person.ts';

type Parts = { readonly casebook: Pick<Casebook, 'load' | 'read'>; readonly today: AppParts['today'] };

/** A route with who may open it. */
export type GuardedRoute = { readonly method: string; readonly url: string; readonly access: Access };

/**
 * Who may open a route, decided in this one place for all of them. Register it before any route: one that does not say
 * its `access` does not register.
 *
 * Not signed in: a page leads to the sign-in and back, a sent form comes back with what was typed. A case that is not
 * there, belongs to another organisation, or is about the person who asks, is answered like an address that is not
 * there. Reading a case is recorded.
 *
 * Answers the list of routes, which grows as they register.
 */
export function registerAuthority(app: FastifyInstance, parts: Parts): readonly GuardedRoute[] {
  const routes: GuardedRoute[] = [];
  app.addHook('onRoute', (route) => {
    const access = route.config?.access;
    if (access !== undefined) {
      for (const method of [route.method].flat()) routes.push({ method, url: route.url, access });
      return;
    }
    throw new Error(
      `The route ${route.method} ${route.url} does not say who may open it. Add access to its config: public, signed-in, administrator or case.`,
    );
  });
  app.addHook('preHandler', async (request, reply) => {
    if (request.is404 || request.routeOptions.url?.startsWith('/assets/')) return;
    await checkAccess(parts, request, reply, request.routeOptions.config.access);
  });
  return routes;
}

async function checkAccess(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  access: Access | undefined,
): Promise<unknown> {
  if (access === 'public') return undefined;
  const { session } = request;
  if (!session) return askToSignIn(request, reply);
  switch (access) {
    case 'signed-in':
      return undefined;
    case 'administrator':
      return session.person.administrator ? undefined : answerNotThere(reply);
    case 'case':
      return findCaseWithinReach(parts, request, reply);
    default:
      throw new Error('A route without access was opened: nobody may.');
  }
}

function askToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.method === 'GET' || request.method === 'HEAD') {
    return reply.redirect(signInPage(undefined, { next: request.url }), 303);
  }
  throw new PageError({
    status: 403,
    title: 'You are signed out',
    text: 'Nothing was saved yet, and nothing you typed is lost. Sign in again in another tab, come back to this one and choose “Send again”.',
  });
}

async function findCaseWithinReach(
  { casebook, today }: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { id = '' } = request.params as { id?: string };
  const { person, organisation } = request.session!;
  const record = /^[\w-]{1,64}$/.test(id) ? await casebook.load(organisation, id) : undefined;
  if (!record || !isWithinReach(record, person, today())) return answerNotThere(reply);
  request.caseRecord = record;
  if (request.method === 'GET') await casebook.read(organisation, id, person.id, request.routeOptions.url ?? '');
  return undefined;
}

/** Whether a person may see a case at all: not when it is about them. */
export function isWithinReach(record: CaseRecord, person: Person, today: IsoDate): boolean {
  return !findRestrictedPeople(standingOf(record, { on: today })).includes(person.id);
}

/** The answer for an address that is not there. */
export function answerNotThere(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}
