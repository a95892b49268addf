import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findWaitingRequest } from '../../../engine/index.ts';
import { seesCases } from '../../identity/authority.ts';
import type { Person } from '../../identity/person.ts';
import type { Team } from '../../identity/team-events.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import type { FormBody } from '../../web/forms.ts';
import { getOrganisation, getSignedIn } from '../get-signed-in.ts';
import { findOpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { determineTeamWork } from '../teams/determine-team-work.ts';
import { describeRow, type WorkRow } from './describe-row.ts';
import { routeExport } from './export-cases.ts';
import { findWork, sortOf, type WorkWish } from './find-work.ts';
import { readDates } from './read-dates.ts';
import { renderWorkList } from './render-work-list.ts';
import { findSavedFilters, routeSavedFilters } from './saved-filters.ts';
import { findWords, routeSearch } from './search-cases.ts';
import { queryOf, readFilter } from './work-filter.ts';

/** The list of cases: searched, narrowed, saved as filters, taken away as a spreadsheet. */
export function routeWorkList(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.cases.pattern, { config: { access: 'signed-in' } }, (request, reply) =>
    viewWorkList(parts, request, reply),
  );
  routeSearch(app, parts);
  routeSavedFilters(app, parts);
  routeExport(app, parts);
}

async function viewWorkList(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const { person, organisation } = getSignedIn(request);
  // Signing in leads here. Who only logs complaints has nothing here, and is taken to where they do.
  if (!seesCases(parts, organisation, person)) return reply.seeOther(caseworkPaths.newCase());
  const given = request.query as Readonly<Record<string, unknown>>;
  const search = typeof given['search'] === 'string' ? given['search'] : undefined;
  const words = search === undefined ? undefined : await findWords(parts, request, search);
  const filter = readFilter(given, words === undefined ? 'all' : 'everything');
  const dates = readDates(given as FormBody);
  // Dates come in three parts; an address to share holds each in one.
  if (dates && dates.errors.length === 0)
    return reply.seeOther(caseworkPaths.cases(undefined, { ...queryOf({ ...filter, ...dates.values }), search }));
  const people = await parts.people.list(organisation);
  const teams = await parts.teams.list(organisation);
  const wish = makeWish(parts, request, { people, teams }, { ...filter, words, page: readPage(given['page']) });
  const work = await findWork(parts.casebook.database, wish);
  const rows = await loadRows(parts, wish, work.caseIds, people);
  const { policy, versions } = getOrganisation(parts, organisation);
  const page = renderWorkList({
    ...{ wish, work, rows, people, teams, search, texts: parts.texts, csrfField: request.csrfField },
    policy,
    versions: versions.map(({ pack }) => pack.version),
    saved: await findSavedFilters(parts, request),
    lost: search !== undefined && words === undefined,
    errors: dates?.errors ?? ([] as readonly FieldError[]),
    typed: dates?.typed,
  });
  return reply.page(page, dates ? 400 : 200);
}

/** What the person of a request wants to see. */
export function makeWish(
  parts: AppParts,
  request: FastifyRequest,
  { people, teams }: { readonly people: readonly Person[]; readonly teams: readonly Team[] },
  wanted: Omit<WorkWish, 'organisation' | 'person' | 'active' | 'today' | 'teamWork'>,
): WorkWish {
  const { person, organisation } = getSignedIn(request);
  const active = people.filter(({ state }) => state === 'active').map(({ id }) => id);
  const today = parts.today();
  return { ...wanted, organisation, person, active, today, teamWork: determineTeamWork(teams, wanted.team, today) };
}

function readPage(given: unknown): number {
  const page = Number(given ?? 1);
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1;
}

/** The cases as they stand now: what lapsed since the last recording shows, and an order by what is due follows. */
async function loadRows(
  parts: AppParts,
  wish: WorkWish,
  caseIds: readonly string[],
  people: readonly Person[],
): Promise<readonly WorkRow[]> {
  const records = await parts.casebook.loadMany(wish.organisation, caseIds);
  const covered = await parts.absences.findCovered(wish.organisation, wish.person.id, wish.today);
  const rows: WorkRow[] = [];
  for (const caseId of caseIds) {
    const record = records.get(caseId);
    const open = record && findOpenCase(parts, record, wish.person, people, { covered });
    if (open) rows.push(describeRow(open));
  }
  const dueOf = ({ due, standing }: WorkRow): string =>
    due?.clock.due ?? findWaitingRequest(standing.state)?.on ?? '9999';
  if (sortOf(wish) !== 'due') return rows;
  return rows.sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : 0));
}
