import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findColumns, listColumns } from '../../casework/board/find-board.ts';
import { reassign } from '../../casework/board/reassign.ts';
import { renderReassigned } from '../../casework/board/render-board.ts';
import { describeCaseTitle, findStageName } from '../../casework/case-words.ts';
import { findOpenCase, type OpenCase } from '../../casework/open-case.ts';
import { caseworkPaths } from '../../casework/paths.ts';
import { findPromises, PROMISES_A_PAGE } from '../../casework/promises/find-promises.ts';
import { answerNotThere } from '../../identity/authority.ts';
import { getSignedIn, personPage } from '../../identity/index.ts';
import { closeAccountPage } from '../../identity/paths.ts';
import type { Person } from '../../identity/person.ts';
import type { Team } from '../../identity/team-events.ts';
import { describeDate, describeShortDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button, checkboxes, select } from '../../web/components/index.ts';
import { type FieldError, findError } from '../../web/errors.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { allOf, firstOf } from '../../web/server.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;

/** Somebody leaves: what they have is shown and given to others, then their account is closed. */
export function routeLeave(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = administrationPaths.leave;
  app.get(pattern, ADMINISTRATOR, async (request, reply) => {
    const person = await findLeaver(parts, request);
    return person ? reply.page(await renderLeave(parts, request, person)) : answerNotThere(reply);
  });
  app.post(pattern, ADMINISTRATOR, (request, reply) => submitGive(parts, request, reply));
}

async function findLeaver(parts: AppParts, request: FastifyRequest): Promise<Person | undefined> {
  const { person } = request.params as { person: string };
  const found = await parts.people.find(getSignedIn(request).organisation, person);
  return found?.state === 'active' ? found : undefined;
}

/** The open cases that somebody has, those due first in front, of which whoever looks sees. */
async function findTheirs(parts: AppParts, request: FastifyRequest, leaver: Person): Promise<readonly OpenCase[]> {
  const { person, organisation: id } = getSignedIn(request);
  const organisation = findOrganisation(parts, request);
  const people = await parts.people.list(id);
  const today = parts.today();
  const columns = listColumns('handler', { organisation, people, today }).filter((one) => one.id === leaver.id);
  const wish = { organisation: id, person, today, service: undefined, active: [] };
  const [found] = await findColumns(parts.casebook.database, wish, columns);
  const ids = found?.cases.map(({ caseId }) => caseId) ?? [];
  const records = await parts.casebook.loadMany(id, ids);
  return ids.flatMap((one) => {
    const record = records.get(one);
    return (record && findOpenCase(parts, record, person, people)) ?? [];
  });
}

type Fault = { readonly errors: readonly FieldError[]; readonly chosen: readonly string[]; readonly to: string };

async function renderLeave(parts: AppParts, request: FastifyRequest, leaver: Person, fault?: Fault): Promise<Page> {
  const cases = await findTheirs(parts, request, leaver);
  const closing = html`<h2 class="govuk-heading-m">Close the account</h2>
<p class="govuk-body">${leaver.name} is signed out and cannot sign in again. What they did stays on the record.${cases.length > 0 && ' Cases that are still theirs then stand under “Nobody” on the board, and on the list as unassigned, until somebody is given them.'} To let them back in, add them again with the same e-mail address.</p>
<form method="post" action="${closeAccountPage({ person: leaver.id })}" novalidate>${request.csrfField}${button({ text: 'Close the account', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;
  return {
    title: `${leaver.name} leaves`,
    errors: fault?.errors ?? [],
    back: { href: personPage({ person: leaver.id }), text: leaver.name },
    body: html`${await renderCases(parts, request, leaver, { cases, fault })}${await renderRest(parts, request, leaver)}${closing}`,
  };
}

async function renderCases(
  parts: AppParts,
  request: FastifyRequest,
  leaver: Person,
  { cases, fault }: { cases: readonly OpenCase[]; fault: Fault | undefined },
): Promise<Html> {
  const heading = html`<h2 class="govuk-heading-m">Open cases that they have</h2>`;
  const note = html`<p class="govuk-body">Restricted cases stand here only where you may see them.</p>`;
  if (cases.length === 0) return html`${heading}<p class="govuk-body">None that you see.</p>${note}`;
  const people = await parts.people.list(getSignedIn(request).organisation);
  const others = people.filter(({ id, state, roles }) => state === 'active' && roles.length > 0 && id !== leaver.id);
  const errors = fault?.errors ?? [];
  const items = cases.map((open) => ({
    value: open.record.caseId,
    text: html`<a class="govuk-link" href="${caseworkPaths.casePage({ id: open.record.caseId })}">${open.record.origin.reference}</a>: ${describeCaseTitle(open.texts, open.standing, open.wording)}`,
    hint: describeNext(open),
    checked: fault === undefined || fault.chosen.includes(open.record.caseId),
  }));
  const to = [{ value: '', text: 'Choose a person' }, ...others.map(({ id, name }) => ({ value: id, text: name }))];
  return html`${heading}${note}<form method="post" action="${administrationPaths.leave({ person: leaver.id })}" novalidate>${request.csrfField}
${checkboxes({ name: 'cases', idPrefix: 'cases', fieldset: { legend: { text: 'Which are to be given to somebody?' } }, items, errorMessage: findError(errors, 'cases') })}
${select({ name: 'to', id: 'to', label: 'Who is to have them', value: fault?.to ?? '', items: to, errorMessage: findError(errors, 'to') })}
${button({ text: 'Give them the chosen cases', preventDoubleClick: true })}</form>`;
}

function describeNext({ standing, texts }: OpenCase): string {
  const { nextDue } = standing;
  const due = nextDue?.due === undefined ? 'nothing is due' : `${nextDue.name}, ${describeDate(nextDue.due, texts)}`;
  return `${findStageName(standing)}: ${due}`;
}

/** What else hangs on them: promises they keep, teams they lead, people they stand in for. */
async function renderRest(parts: AppParts, request: FastifyRequest, leaver: Person): Promise<Html | undefined> {
  const { person, organisation } = getSignedIn(request);
  const people = await parts.people.list(organisation);
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? 'somebody';
  const teams = (await parts.teams.list(organisation)).filter(({ closedOn }) => closedOn === undefined);
  const covered = (await parts.absences.list(organisation, parts.today())).filter(({ deputies }) =>
    deputies.includes(leaver.id),
  );
  const promises = await findPromises(parts.casebook.database, { organisation, person, owner: leaver.id, page: 1 });
  const led = teams.filter(({ leader }) => leader === leaver.id);
  const lines = [
    ...(promises.length > 0 ? [sayPromises(promises.length)] : []),
    ...led.map((team) => html`They lead ${linkTeam(team)}: choose somebody else to lead it.`),
    ...covered.map(
      ({ person: away, to }) =>
        html`They stand in for ${nameOf(away)} until ${describeShortDate(to)}: <a class="govuk-link" href="${caseworkPaths.absences()}">choose somebody else</a>.`,
    ),
  ];
  if (lines.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">What else hangs on them</h2><ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function sayPromises(count: number): Html {
  const way = (words: string): Html => html`<a class="govuk-link" href="${caseworkPaths.promises()}">${words}</a>`;
  if (count === 1)
    return html`They are to keep one promise: ${way('give it to somebody else on its case')}. Until then whoever has the case is told of it.`;
  const many = count > PROMISES_A_PAGE ? `more than ${PROMISES_A_PAGE}` : String(count);
  return html`They are to keep ${many} promises: ${way('give them to others on their cases')}. Until then whoever has the case is told of each.`;
}

const linkTeam = ({ id, name }: Team): Html =>
  html`<a class="govuk-link" href="${administrationPaths.team({ team: id })}">${name}</a>`;

async function submitGive(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const leaver = await findLeaver(parts, request);
  if (!leaver) return answerNotThere(reply);
  const chosen = allOf(request.form, 'cases');
  const to = firstOf(request.form, 'to');
  const errors = [
    ...(chosen.length === 0 ? [{ field: 'cases', message: 'Choose at least one case' }] : []),
    ...(to === '' ? [{ field: 'to', message: 'Choose who is to have them' }] : []),
  ];
  if (errors.length > 0) return reply.page(await renderLeave(parts, request, leaver, { errors, chosen, to }), 422);
  const done = await reassign(parts, request, { chosen, to, why: '' });
  const name = (await parts.people.find(getSignedIn(request).organisation, to))?.name ?? 'somebody';
  const back = { href: administrationPaths.leave({ person: leaver.id }), text: `${leaver.name} leaves` };
  return reply.page({ ...renderReassigned(parts.texts, done, name), back });
}
