import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { getSignedIn } from '../../identity/index.ts';
import type { Team } from '../../identity/team-events.ts';
import { listMembers } from '../../identity/teams.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button, table, tag } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { readForm, renderField, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';
import { describeServices } from './describe-team.ts';
import { listTeamFields, offerStaff, readTeam, TEAM_REFUSED } from './team-fields.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;

/** The teams of a landlord, and making one. */
export function routeTeams(app: FastifyInstance, parts: AppParts): void {
  app.get(administrationPaths.teams.pattern, ADMINISTRATOR, (request, reply) => viewTeams(parts, request, reply));
  app.get(administrationPaths.makeTeam.pattern, ADMINISTRATOR, async (request, reply) =>
    reply.page(await renderMake(parts, request)),
  );
  app.post(administrationPaths.makeTeam.pattern, ADMINISTRATOR, (request, reply) => submitMake(parts, request, reply));
}

async function viewTeams(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id, policy } = findOrganisation(parts, request);
  const teams = await parts.teams.list(id);
  const names = new Map((await parts.people.list(id)).map((person) => [person.id, person.name]));
  const today = parts.today();
  const rows = teams
    .toSorted((a, b) => Number(a.closedOn !== undefined) - Number(b.closedOn !== undefined))
    .map((team) => [
      { text: renderName(team) },
      { text: team.leader === undefined ? 'Nobody' : (names.get(team.leader) ?? 'Somebody who left') },
      { text: listMembers(team, today).filter((one) => names.has(one)).length },
      { text: describeServices(policy, team.services) },
    ]);
  const head = ['Team', 'Led by', 'People', 'Looks after'].map((text) => ({ text }));
  const list =
    rows.length === 0
      ? html`<p class="govuk-body">There is no team yet. Everybody sees all cases that they may see, whichever team they are in: a team is a way to look at the work.</p>`
      : table({ caption: 'Teams', captionClasses: 'govuk-visually-hidden', head, rows, firstCellIsHeader: true });
  const body = html`<p class="govuk-body">The list of cases, the board and the inbox can be narrowed to one team: what its people have, and what nobody has of the services it looks after.</p>
${button({ text: 'Make a team', href: administrationPaths.makeTeam() })}${list}`;
  const back = { href: administrationPaths.index(), text: 'Administration' };
  return reply.page({ title: 'Teams', body, wide: true, back });
}

const renderName = ({ id, name, closedOn }: Team): Html =>
  html`<a class="govuk-link" href="${administrationPaths.team({ team: id })}">${name}</a>${closedOn !== undefined && html` ${tag({ text: 'Closed', colour: 'grey' })}`}`;

type Shown = { readonly typed?: Typed; readonly errors?: readonly FieldError[] };

async function renderMake(
  parts: AppParts,
  request: FastifyRequest,
  { typed = {}, errors = [] }: Shown = {},
): Promise<Page> {
  const staff = await offerStaff(parts, request);
  const body = html`<form method="post" action="${administrationPaths.makeTeam()}" novalidate>${request.csrfField}
${listTeamFields(parts, request).map((field) => renderField(field, typed, errors, staff))}
${button({ text: 'Make the team', preventDoubleClick: true })}</form>`;
  return { title: 'Make a team', body, errors, back: { href: administrationPaths.teams(), text: 'Teams' } };
}

async function submitMake(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { organisation, person } = getSignedIn(request);
  const fields = listTeamFields(parts, request);
  const { values, errors, typed } = readForm(fields, request.form, [], await offerStaff(parts, request));
  const show = async (found: readonly FieldError[]) =>
    reply.page(await renderMake(parts, request, { typed, errors: found }), 422);
  if (errors.length > 0) return show(errors);
  const outcome = await parts.teams.make(organisation, readTeam(values), person.id);
  if ('refused' in outcome) return show([TEAM_REFUSED[outcome.refused]]);
  return reply
    .notice({ type: 'success', text: 'The team is made. Now add its people.' })
    .seeOther(administrationPaths.team({ team: outcome.done }));
}
