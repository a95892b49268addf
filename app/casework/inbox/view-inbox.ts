import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppParts } from '../../web/app-parts.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { findOpenCase, type OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { findInbox, INBOX_ORDERS, type InboxOrder } from './find-inbox.ts';
import { renderInbox } from './render-inbox.ts';

/** The inbox: everything that came in, from wherever, and that nobody has sorted yet. */
export function routeInbox(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.inbox.pattern, { config: { access: 'cases' } }, (request, reply) =>
    viewInbox(parts, request, reply),
  );
}

async function viewInbox(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { person, organisation } = getSignedIn(request);
  const { order, page, team } = readQuery(request.query);
  const teams = await parts.teams.list(organisation);
  const services = teams.find(({ id }) => id === team)?.services;
  const narrowed = services === undefined ? undefined : team;
  const wish = { organisation, person, order, page, services };
  const { caseIds, total } = await findInbox(parts.casebook.database, wish);
  const people = await parts.people.list(organisation);
  const items: OpenCase[] = [];
  for (const caseId of caseIds) {
    const record = await parts.casebook.load(organisation, caseId);
    const open = record && findOpenCase(parts, record, person, people);
    if (open) items.push(open);
  }
  return reply.page(
    renderInbox({ items, order, page, total, team: narrowed, teams, person, today: parts.today(), texts: parts.texts }),
  );
}

function readQuery(query: unknown): { order: InboxOrder; page: number; team: string | undefined } {
  const given = query as Readonly<Record<string, unknown>>;
  const page = Number(given['page'] ?? 1);
  const team = given['team'];
  return {
    team: typeof team === 'string' && team !== '' ? team : undefined,
    order: INBOX_ORDERS.find((one) => one === given['order']) ?? 'oldest',
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}
