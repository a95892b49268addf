import type { FastifyReply, FastifyRequest } from 'fastify';
import { findMissingTraining, type IsoDate, localDateOf, type Policy } from '../../engine/index.ts';
import { administrationPaths } from '../administration/paths.ts';
import { describeShortDate } from '../texts/index.ts';
import { button, table, tag } from '../web/components/index.ts';
import { type Html, html } from '../web/html.ts';
import { addPersonPage, personPage } from './paths.ts';
import type { Person } from './person.ts';
import { describeRoles, describeTraining } from './roles.ts';
import { getSignedIn } from './session.ts';
import type { IdentityParts } from './sign-in-pages.ts';
import { findTeamsOf } from './teams.ts';

/** Everybody of an organisation: their roles and training, their teams, when they were last here. Those who left come last. */
export async function viewPeople(
  parts: IdentityParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { organisation } = getSignedIn(request);
  const policy = parts.organisations.find(({ id }) => id === organisation)?.policy;
  if (!policy) throw new Error('The organisation of the session is not run here.');
  const people = await parts.people.list(organisation);
  const teams = await parts.teams.list(organisation);
  const signedIn = await parts.people.listSignIns(organisation);
  const sorted = people.toSorted((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed'));
  const rows = sorted.map((person) => {
    const at = signedIn.get(person.id);
    const own = findTeamsOf(teams, person.id, parts.today()).map(({ name }) => name);
    return [
      { text: renderName(person) },
      {
        text: html`${describeRoles(policy.pack, person).join(', ') || 'None'}${renderTraining(policy, person, parts.today())}`,
      },
      { text: own.join(', ') },
      {
        text:
          person.state === 'closed'
            ? tag({ text: 'Closed', classes: 'govuk-tag--grey' })
            : at === undefined
              ? 'Not signed in yet'
              : html`<span class="redress-narrow">Last signed in </span>${describeShortDate(localDateOf(at) ?? '')}`,
      },
    ];
  });
  const head = ['Name', 'Roles', 'Teams', 'Last signed in'].map((text) => ({ text }));
  const caption = `People of ${policy.pack.organisation.name}`;
  const list = {
    caption,
    captionClasses: 'govuk-table__caption--m',
    head,
    rows,
    firstCellIsHeader: true,
    classes: 'redress-stacked',
  };
  const body = html`${button({ text: 'Add a person', href: addPersonPage() })}${table(list)}`;
  return reply.page({
    title: 'People',
    body,
    wide: true,
    back: { href: administrationPaths.index(), text: 'Administration' },
  });
}

const renderName = ({ id, name, email }: Person): Html =>
  html`<a class="govuk-link" href="${personPage({ person: id })}">${name}</a><br><span class="redress-muted redress-contact govuk-!-font-weight-regular">${email}</span>`;

/** The training of each role that asks for one; that one is missing stands out. */
function renderTraining(policy: Policy, person: Person, today: IsoDate): readonly Html[] {
  const isMissing = person.state === 'active' && findMissingTraining(policy, person.roles, today).length > 0;
  const lines = describeTraining(policy.pack, person).map((line) => html`<br>${line}`);
  return isMissing ? [...lines, html`<br>${tag({ text: 'Training missing', colour: 'orange' })}`] : lines;
}
