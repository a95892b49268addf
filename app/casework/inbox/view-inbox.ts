import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isWithinReach } from '../../identity/authority.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { describeOpenCase, type OpenCase } from '../open-case.ts';
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
  const { order, page } = readQuery(request.query);
  const { caseIds, total } = await findInbox(parts.casebook.database, { organisation, person, order, page });
  const people = await parts.people.list(organisation);
  const items: OpenCase[] = [];
  for (const caseId of caseIds) {
    const record = await parts.casebook.load(organisation, caseId);
    if (record && isWithinReach(parts, record, person))
      items.push(await describeOpenCase(parts, record, person, people));
  }
  return reply.page(renderInbox({ items, order, page, total, today: parts.today(), texts: parts.texts }));
}

function readQuery(query: unknown): { order: InboxOrder; page: number } {
  const given = query as Readonly<Record<string, unknown>>;
  const page = Number(given['page'] ?? 1);
  return {
    order: INBOX_ORDERS.find((one) => one === given['order']) ?? 'oldest',
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}
