import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { determineReach, isInReach, type Standing, seesNoCases } from '../../engine/index.ts';
import { type Casebook, type CaseRecord, standingOf } from '../store/cases/casebook.ts';
import type { Access, AppParts, OrganisationPart } from '../web/app-parts.ts';
import { PageError } from '../web/page-error.ts';
import { signInPage } from './paths.ts';
import type { Person } from './person.ts';

type Parts = {
  readonly casebook: Pick<Casebook, 'load' | 'read'>;
  readonly today: AppParts['today'];
  readonly organisations: readonly Pick<OrganisationPart, 'id' | 'policy'>[];
};

/** A route with who may open it. */
export type GuardedRoute = { readonly method: string; readonly url: string; readonly access: Access };

/**
 * Who may open a route, decided in this one place for all of them. Register it before any route: one that does not say
 * its `access` does not register.
 *
 * Not signed in: a page leads to the sign-in and back, a sent form comes back with what was typed. A case that is not
 * there, belongs to another organisation, or is about the person who asks, is answered like an address that is not
 * there; so is any case for who only logs complaints, and a restricted one for whoever is outside its reach. A route of
 * lists (`cases`) is not there for who sees no cases. Reading a case is recorded.
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
    case 'cases':
      return seesCases(parts, session.organisation, session.person) ? undefined : answerNotThere(reply);
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

async function findCaseWithinReach(parts: Parts, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { casebook } = parts;
  const { id = '' } = request.params as { id?: string };
  const { person, organisation } = request.session!;
  const record = /^[\w-]{1,64}$/.test(id) ? await casebook.load(organisation, id) : undefined;
  if (!record || !isWithinReach(parts, record, person)) return answerNotThere(reply);
  request.caseRecord = record;
  const { url = '', config } = request.routeOptions;
  if (request.method === 'GET' && !config.quiet)
    await casebook.read(organisation, id, person.id, url, findPlace(request.url, id));
  return undefined;
}

/** Which page of a case an address leads to, from the case on: `/actions/define`; empty for the case itself. */
const findPlace = (address: string, id: string): string =>
  (address.split(/[?#]/)[0] ?? '').replace(`/cases/${id}`, '').slice(0, 100);

type Organisations = Pick<Parts, 'organisations'>;

/**
 * Whether a person of the staff may see a case at all: not when it is about them, not when their role only logs
 * complaints, and while it is restricted only when they act on it or hold a role that sees it.
 */
export function isWithinReach(
  parts: Organisations & Pick<Parts, 'today'>,
  record: CaseRecord,
  person: Person,
): boolean {
  return isStandingWithinReach(parts, record.organisation, standingOf(record, { on: parts.today() }), person);
}

/** The same for a case whose standing is at hand. */
export function isStandingWithinReach(
  parts: Organisations,
  organisation: string,
  standing: Standing,
  person: Person,
): boolean {
  return seesCases(parts, organisation, person) && isInReach(determineReach(standing), person, standing.policy.pack);
}

/** Whether a person sees any cases: somebody who may only log them, by the procedure in force today, sees none. */
export function seesCases({ organisations }: Organisations, organisation: string, person: Person): boolean {
  const pack = organisations.find(({ id }) => id === organisation)?.policy.pack;
  return pack === undefined || !seesNoCases(pack, person.roles);
}

/** The answer for an address that is not there. */
export function answerNotThere(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}
