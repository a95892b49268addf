import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IsoDate } from '../../../engine/index.ts';
import { caseworkPaths } from '../../casework/paths.ts';
import { answerNotThere } from '../../identity/authority.ts';
import { getSignedIn, personPage } from '../../identity/index.ts';
import type { Team } from '../../identity/team-events.ts';
import type { TeamOutcome } from '../../identity/teams.ts';
import { describeShortDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button, insetText, scrollingTable } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, readForm, renderField, type Typed, typedFrom } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { firstOf } from '../../web/server.ts';
import { administrationPaths } from '../paths.ts';
import { listTeamFields, offerStaff, readTeam, TEAM_REFUSED } from './team-fields.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;

const MEMBER_FIELDS: readonly Field[] = [
  { kind: 'person', name: 'person', label: 'Who joins the team?', required: true },
  { kind: 'date', name: 'from', label: 'From which day?', required: true },
  { kind: 'date', name: 'to', label: 'Until which day?', hint: 'Leave it empty while that is open.', required: false },
];

/** One team: what it is, who belongs to it from when to when, closing it and opening it again. */
export function routeTeam(app: FastifyInstance, parts: AppParts): void {
  const { team, teamMembers, endMembership, closeTeam, openTeam } = administrationPaths;
  app.get(team.pattern, ADMINISTRATOR, async (request, reply) => {
    const found = await findTeam(parts, request);
    return found ? reply.page(await renderTeam(parts, request, found)) : answerNotThere(reply);
  });
  app.post(team.pattern, ADMINISTRATOR, (request, reply) => submitChange(parts, request, reply));
  app.post(teamMembers.pattern, ADMINISTRATOR, (request, reply) => submitJoin(parts, request, reply));
  app.post(endMembership.pattern, ADMINISTRATOR, (request, reply) => {
    const { organisation, person } = getSignedIn(request);
    const of = firstOf(request.form, '_person');
    return settle(request, reply, parts.teams.leave(organisation, idOf(request), of, person.id), 'Saved.');
  });
  app.post(closeTeam.pattern, ADMINISTRATOR, (request, reply) => {
    const { organisation, person } = getSignedIn(request);
    const text = 'The team is closed. Its people keep their cases and their roles.';
    return settle(request, reply, parts.teams.close(organisation, idOf(request), person.id), text);
  });
  app.post(openTeam.pattern, ADMINISTRATOR, (request, reply) => {
    const { organisation, person } = getSignedIn(request);
    return settle(request, reply, parts.teams.open(organisation, idOf(request), person.id), 'The team is open again.');
  });
}

const idOf = (request: FastifyRequest): string => (request.params as { team: string }).team;

const findTeam = async (parts: AppParts, request: FastifyRequest): Promise<Team | undefined> =>
  (await parts.teams.list(getSignedIn(request).organisation)).find(({ id }) => id === idOf(request));

async function settle(request: FastifyRequest, reply: FastifyReply, doing: Promise<TeamOutcome>, text: string) {
  const outcome = await doing;
  const done = 'done' in outcome;
  const says = done ? text : `${TEAM_REFUSED[outcome.refused].message}.`;
  return reply
    .notice({ ...(done && { type: 'success' as const }), text: says })
    .seeOther(administrationPaths.team({ team: idOf(request) }));
}

type Form = { readonly typed: Typed; readonly errors: readonly FieldError[] };
type Shown = { readonly change?: Form; readonly member?: Form };

async function renderTeam(parts: AppParts, request: FastifyRequest, team: Team, shown: Shown = {}): Promise<Page> {
  const staff = await offerStaff(parts, request);
  const leaders = await offerStaff(parts, request, team.leader);
  const people = await parts.people.list(getSignedIn(request).organisation);
  const nameOf = (id: string): string =>
    people.find((one) => one.id === id)?.name ?? 'Somebody who is not here any more';
  const closed = new Set(people.filter(({ state }) => state !== 'active').map(({ id }) => id));
  const fields = listTeamFields(parts, request);
  const at = { team: team.id };
  const change = shown.change ?? { typed: typedFrom(fields, { ...team }), errors: [] };
  const member = shown.member ?? { typed: { from: parts.today() }, errors: [] };
  const form = (action: string, list: readonly Field[], { typed, errors }: Form, text: string, offered = staff): Html =>
    html`<form method="post" action="${action}" novalidate>${request.csrfField}${list.map((field) => renderField(field, typed, errors, offered))}${button({ text, preventDoubleClick: true })}</form>`;
  const open = team.closedOn === undefined;
  const body = html`${open ? renderLinks(team) : renderClosed(request, team)}
<h2 class="govuk-heading-m">Who belongs to it</h2>${renderMembers(request, team, parts.today(), { nameOf, closed })}
${
  open &&
  html`<h2 class="govuk-heading-m">Add somebody</h2>${form(administrationPaths.teamMembers(at), MEMBER_FIELDS, member, 'Add to the team')}
<h2 class="govuk-heading-m">Change the team</h2>${form(administrationPaths.team(at), fields, change, 'Save', leaders)}
<h2 class="govuk-heading-m">Close the team</h2><p class="govuk-body">It is no longer offered anywhere. Its people keep their cases and their roles, and it can be opened again.</p>
<form method="post" action="${administrationPaths.closeTeam(at)}">${request.csrfField}${button({ text: 'Close the team', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`
}`;
  const errors = [...member.errors, ...change.errors];
  return { title: team.name, body, errors, back: { href: administrationPaths.teams(), text: 'Teams' } };
}

const renderLinks = ({ id }: Team): Html =>
  html`<p class="govuk-body">Its work: <a class="govuk-link" href="${caseworkPaths.cases(undefined, { team: id })}">list of cases</a> · <a class="govuk-link" href="${caseworkPaths.board(undefined, { team: id })}">board</a> · <a class="govuk-link" href="${caseworkPaths.inbox(undefined, { team: id })}">inbox</a></p>`;

const renderClosed = (request: FastifyRequest, { id, closedOn }: Team): Html =>
  insetText({
    text: html`<p class="govuk-body">Closed on ${describeShortDate(closedOn ?? '')}.</p><form method="post" action="${administrationPaths.openTeam({ team: id })}">${request.csrfField}${button({ text: 'Open it again', classes: 'govuk-button--secondary govuk-!-margin-bottom-0', preventDoubleClick: true })}</form>`,
  });

/** The leader first, then those in it now, those to come, those who left. */
function renderMembers(
  request: FastifyRequest,
  team: Team,
  today: IsoDate,
  { nameOf, closed }: { readonly nameOf: (id: string) => string; readonly closed: ReadonlySet<string> },
): Html {
  const { members, leader, id, closedOn } = team;
  const link = (person: string): Html =>
    html`<a class="govuk-link" href="${personPage({ person })}">${nameOf(person)}</a>`;
  const isOver = (to: string | undefined): boolean => to !== undefined && to < today;
  const rows = members
    .toSorted((a, b) => Number(isOver(a.to)) - Number(isOver(b.to)) || nameOf(a.person).localeCompare(nameOf(b.person)))
    .map(({ person, from, to }) => [
      { text: link(person) },
      { text: describeShortDate(from) },
      { text: to === undefined ? 'Open' : describeShortDate(to) },
      {
        text:
          closedOn === undefined && (to === undefined || to > today)
            ? html`<form method="post" action="${administrationPaths.endMembership({ team: id })}">${request.csrfField}<input type="hidden" name="_person" value="${person}">${button({ text: html`${from > today ? 'Take back' : 'End today'}<span class="govuk-visually-hidden">: ${nameOf(person)}</span>`, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form>`
            : '',
      },
    ]);
  const led = html`<p class="govuk-body">${leader === undefined ? 'Nobody leads it.' : html`Led by ${link(leader)}.${closed.has(leader) && ' Their account is closed: choose somebody else below.'}`}</p>`;
  if (rows.length === 0) return html`${led}<p class="govuk-body">Nobody was added yet.</p>`;
  const head = ['Who', 'From', 'Until', 'Change'].map((text) => ({ text }));
  const caption = 'People of the team';
  return html`${led}${scrollingTable({ name: caption, caption, captionClasses: 'govuk-visually-hidden', head, rows })}`;
}

async function submitChange(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const team = await findTeam(parts, request);
  if (!team) return answerNotThere(reply);
  const { organisation, person } = getSignedIn(request);
  const fields = listTeamFields(parts, request);
  const { values, errors, typed } = readForm(fields, request.form, [], await offerStaff(parts, request, team.leader));
  const show = async (found: readonly FieldError[]) =>
    reply.page(await renderTeam(parts, request, team, { change: { typed, errors: found } }), 422);
  if (errors.length > 0) return show(errors);
  const outcome = await parts.teams.change(organisation, team.id, readTeam(values), person.id);
  if ('refused' in outcome) return show([TEAM_REFUSED[outcome.refused]]);
  return reply.notice({ type: 'success', text: 'Saved.' }).seeOther(administrationPaths.team({ team: team.id }));
}

async function submitJoin(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const team = await findTeam(parts, request);
  if (!team) return answerNotThere(reply);
  const { organisation, person: by } = getSignedIn(request);
  const { values, errors, typed } = readForm(MEMBER_FIELDS, request.form, [], await offerStaff(parts, request));
  const show = async (found: readonly FieldError[]) =>
    reply.page(await renderTeam(parts, request, team, { member: { typed, errors: found } }), 422);
  if (errors.length > 0) return show(errors);
  const { person, from, to } = values as { person: string; from: IsoDate; to?: IsoDate };
  const outcome = await parts.teams.join(organisation, team.id, { person, from, to }, by.id);
  if ('refused' in outcome) return show([TEAM_REFUSED[outcome.refused]]);
  return reply.notice({ type: 'success', text: 'Added.' }).seeOther(administrationPaths.team({ team: team.id }));
}
