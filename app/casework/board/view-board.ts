import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppParts } from '../../web/app-parts.ts';
import { allOf, type FormBody, firstOf } from '../../web/forms.ts';
import { makeOnce } from '../../web/once.ts';
import { getOrganisation, getSignedIn } from '../get-signed-in.ts';
import { findOpenCase, type OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { determineTeamWork } from '../teams/determine-team-work.ts';
import { findWeeksAhead } from './find-ahead.ts';
import { chooseShown, type FoundColumn, findColumns, GROUPINGS, type Grouping, listColumns } from './find-board.ts';
import { type Reassigned, reassign } from './reassign.ts';
import { type BoardPage, renderBoard, renderReassigned } from './render-board.ts';

const ACCESS = { config: { access: 'cases' } } as const;

/** The team board: who has what, where it stands and when it is due; cases are given to somebody else here. */
export function routeBoard(app: FastifyInstance, parts: AppParts): void {
  const once = makeOnce<readonly Reassigned[]>(() => true);
  app.get(caseworkPaths.board.pattern, ACCESS, async (request, reply) =>
    reply.page(renderBoard(await gatherBoard(parts, request, {}))),
  );
  app.post(caseworkPaths.board.pattern, ACCESS, async (request, reply) => {
    const chosen = allOf(request.form, 'cases');
    const to = firstOf(request.form, 'to');
    const errors = [
      ...(chosen.length === 0 ? [{ field: 'cases', message: 'Choose at least one case' }] : []),
      ...(to === '' ? [{ field: 'to', message: 'Choose who is to have them' }] : []),
    ];
    if (errors.length > 0)
      return reply.page(renderBoard(await gatherBoard(parts, request, { typed: request.form, errors })), 400);
    const wish = { chosen, to, why: firstOf(request.form, 'why').trim() };
    return showReassigned(parts, request, reply, await once(request, () => reassign(parts, request, wish)));
  });
}

async function showReassigned(
  parts: AppParts,
  request: FastifyRequest,
  reply: FastifyReply,
  done: readonly Reassigned[],
) {
  const person = await parts.people.find(getSignedIn(request).organisation, firstOf(request.form, 'to'));
  return reply.page(renderReassigned(parts.texts, done, person?.name ?? 'somebody'));
}

type Query = Readonly<Record<string, unknown>>;

function readQuery(query: Query) {
  const text = (name: string): string | undefined => {
    const value = query[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const page = Number(text('page') ?? 1);
  return {
    by: GROUPINGS.find((one) => one === text('by')) ?? ('handler' satisfies Grouping),
    service: text('service'),
    team: text('team'),
    role: text('role'),
    only: text('only'),
    page: Number.isInteger(page) && page > 0 && page < 100 ? page : 1,
  };
}

type Shown = { readonly typed?: FormBody; readonly errors?: BoardPage['errors'] };

async function gatherBoard(
  parts: AppParts,
  request: FastifyRequest,
  { typed = {}, errors = [] }: Shown,
): Promise<BoardPage> {
  const { person, organisation: id } = getSignedIn(request);
  const organisation = getOrganisation(parts, id);
  const query = readQuery(request.query as Query);
  const people = await parts.people.list(id);
  const today = parts.today();
  const { database } = parts.casebook;
  const columns = listColumns(query.by, { organisation, people, today });
  const wanted = query.only === undefined ? columns : columns.filter((column) => column.id === query.only);
  const teams = await parts.teams.list(id);
  const teamWork = determineTeamWork(teams, query.team, today);
  const active = people.filter(({ state }) => state === 'active').map((one) => one.id);
  const wish = { organisation: id, person, today, service: query.service, teamWork, active };
  const found = await findColumns(database, wish, wanted);
  const absences = await parts.absences.list(id, today);
  const staff = people.filter(({ state, roles }) => state === 'active' && roles.length > 0);
  const team = staff.filter(
    (one) =>
      (teamWork === undefined || teamWork.people.includes(one.id)) &&
      (query.role === undefined || one.roles.some(({ role }) => role === query.role)),
  );
  const ahead = { organisation: id, person, today, calendar: organisation.calendar, team, absences };
  const everybody = query.team === undefined && query.role === undefined;
  return {
    ...query,
    organisation,
    people,
    teams,
    absences,
    today,
    typed,
    errors,
    columns: found.filter(({ count }) => count > 0),
    opened: await openShown(parts, request, people, found, query),
    weeks: await findWeeksAhead(database, { ...ahead, everybody }),
    texts: parts.texts,
    csrfField: request.csrfField,
  };
}

async function openShown(
  parts: AppParts,
  request: FastifyRequest,
  people: BoardPage['people'],
  found: readonly FoundColumn[],
  query: { only: string | undefined; page: number },
): Promise<ReadonlyMap<string, OpenCase>> {
  const { person, organisation } = getSignedIn(request);
  const ids = found.flatMap((column) => chooseShown(column, query).map(({ caseId }) => caseId));
  const records = await parts.casebook.loadMany(organisation, ids);
  return new Map(
    [...records].flatMap(([id, record]) => {
      const open = findOpenCase(parts, record, person, people);
      return open ? [[id, open] as const] : [];
    }),
  );
}
