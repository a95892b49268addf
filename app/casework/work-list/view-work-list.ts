import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findWaitingRequest } from '../../../engine/index.ts';
import { isWithinReach, seesCases } from '../../identity/authority.ts';
import type { Person } from '../../identity/person.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { getOrganisation, getSignedIn } from '../get-signed-in.ts';
import { describeOpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { describeRow, type WorkRow } from './describe-row.ts';
import { findWork, SHOWS, type Show, type WorkWish } from './find-work.ts';
import { renderWorkList } from './render-work-list.ts';

/** The work list: what is due, in order. */
export function routeWorkList(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.work.pattern, { config: { access: 'signed-in' } }, (request, reply) =>
    viewWorkList(parts, request, reply),
  );
}

async function viewWorkList(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const { person, organisation } = getSignedIn(request);
  // Signing in leads here. Who only logs complaints has nothing here, and is taken to where they do.
  if (!seesCases(parts, organisation, person)) return reply.seeOther(caseworkPaths.newCase());
  const { policy } = getOrganisation(parts, organisation);
  const people = await parts.people.list(organisation);
  const active = people.filter(({ state }) => state === 'active').map(({ id }) => id);
  const wish: WorkWish = { organisation, person, active, today: parts.today(), ...readQuery(request.query) };
  const { caseIds, counts } = await findWork(parts.casebook.database, wish);
  const rows = await loadRows(parts, wish, caseIds, people);
  return reply.page(renderWorkList({ wish, counts, rows, policy, texts: parts.texts }));
}

function readQuery(query: unknown): Pick<WorkWish, 'show' | 'service' | 'stage' | 'version' | 'page'> {
  const given = query as Readonly<Record<string, unknown>>;
  const text = (name: string): string | undefined => {
    const value = given[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const page = Number(text('page') ?? 1);
  return {
    show: SHOWS.find((show) => show === text('show')) ?? ('all' satisfies Show),
    service: text('service'),
    stage: text('stage'),
    version: text('version'),
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}

/** The cases as they stand now: what lapsed since the last recording shows, and the order follows. */
async function loadRows(
  parts: AppParts,
  wish: WorkWish,
  caseIds: readonly string[],
  people: readonly Person[],
): Promise<readonly WorkRow[]> {
  const rows: WorkRow[] = [];
  for (const caseId of caseIds) {
    const record = await parts.casebook.load(wish.organisation, caseId);
    if (record && isWithinReach(parts, record, wish.person))
      rows.push(describeRow(await describeOpenCase(parts, record, wish.person, people)));
  }
  const dueOf = ({ due, standing }: WorkRow): string =>
    due?.clock.due ?? findWaitingRequest(standing.state)?.on ?? '9999';
  return rows.sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : 0));
}
