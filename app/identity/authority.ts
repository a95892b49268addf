import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { determineReach, isInReach, type Standing, seesNoCases } from '../../engine/index.ts';
import { type Casebook, type CaseRecord, standingOf } from '../store/cases/casebook.ts';
import type { Access, AppParts, OrganisationPart } from '../web/app-parts.ts';
import { PageError } from '../web/page-error.ts';
import { openingPage, signInPage } from './paths.ts';
import type { Person } from './person.ts';

type Parts = {
  readonly casebook: Pick<Casebook, 'load' | 'read' | 'hasOpened'>;
  readonly today: AppParts['today'];
  readonly now: AppParts['now'];
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
 * lists (`cases`) is not there for who sees no cases. Reading a case is recorded. Whoever may see a restricted case is
 * first asked why they open it, at whichever of its addresses they come to (`isReasonGiven`).
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
  const standing = record && standingOf(record, { on: parts.today() });
  if (!standing || !isStandingWithinReach(parts, organisation, standing, person)) return answerNotThere(reply);
  request.caseRecord = record;
  if (request.routeOptions.config.asksReason === true) return undefined;
  if (determineReach(standing).only && !(await isReasonGiven(parts, record, person)))
    return askReason(request, reply, id);
  const { url = '', config } = request.routeOptions;
  if (request.method === 'GET' && !config.quiet)
    await casebook.read(organisation, id, person.id, url, findPlace(request.url, id));
  return undefined;
}

/** Which page of a case an address leads to, from the case on: `/actions/define`; empty for the case itself. */
const findPlace = (address: string, id: string): string =>
  (address.split(/[?#]/)[0] ?? '').replace(`/cases/${id}`, '').slice(0, 100);

/** How long a reason given for opening a restricted case holds, in hours: a working day. */
export const REASON_HOLDS_HOURS = 8;

/**
 * Whether a restricted case can be opened without asking why: this person gave a reason for it in the last eight hours,
 * or they recorded something on it today and so have it in hand.
 */
async function isReasonGiven(parts: Parts, record: CaseRecord, person: Person): Promise<boolean> {
  const today = parts.today();
  const hasItInHand = record.events.some(({ by, recordedOn }) => by.id === person.id && recordedOn === today);
  if (hasItInHand) return true;
  const since = new Date(Date.parse(parts.now()) - REASON_HOLDS_HOURS * 3_600_000).toISOString();
  return parts.casebook.hasOpened(record.organisation, record.caseId, person.id, since);
}

function askReason(request: FastifyRequest, reply: FastifyReply, id: string): FastifyReply {
  if (request.method === 'GET' || request.method === 'HEAD') {
    return reply.redirect(openingPage({ id }, { next: request.url }), 303);
  }
  throw new PageError({
    status: 403,
    title: 'Say first why you open this case',
    text: 'The case is restricted, and it is some hours since you said why you open it. Nothing was saved yet, and nothing you typed is lost. Open the case in another tab and say why, come back to this one and choose “Send again”.',
  });
}

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
