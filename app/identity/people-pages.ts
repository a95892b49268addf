import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IsoDate, Pack, Policy, RoleHeld } from '../../engine/index.ts';
import { enqueue } from '../store/enqueue.ts';
import { button, input, insetText, warningText } from '../web/components/index.ts';
import { type FieldError, findError } from '../web/errors.ts';
import { type Typed as FormTyped, readForm } from '../web/forms.ts';
import { html } from '../web/html.ts';
import type { Page } from '../web/page.ts';
import { allOf, firstOf } from '../web/server.ts';
import { answerNotThere } from './authority.ts';
import {
  addPersonPage,
  changeRolesPage,
  closeAccountPage,
  endRolePage,
  peoplePage,
  personPage,
  resetPasswordPage,
  roleForATimePage,
  setPasswordPage,
} from './paths.ts';
import type { PeopleRefusal } from './people.ts';
import type { Person } from './person.ts';
import { gatherPerson, keyOfTerm, listTermFields, type PersonForms, renderPerson } from './person-page.ts';
import {
  daysOf,
  keepTerms,
  listHeld,
  listTrainingFields,
  readTrained,
  renderRoles,
  renderTrainings,
} from './role-forms.ts';
import { isForATime } from './role-terms.ts';
import { readRoles } from './roles.ts';
import { getSignedIn } from './session.ts';
import type { IdentityParts } from './sign-in-pages.ts';
import { viewPeople } from './view-people.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;

const REFUSALS: Readonly<Record<PeopleRefusal, string>> = {
  'already-there': 'Somebody with this e-mail address is on the list already',
  'not-there': 'This person is not on the list any more',
  closed: 'This account is closed. Add the person again to let them back in',
  'last-administrator': 'Nobody else is an administrator. Make somebody else one first',
};

/** What an administrator does about people: list, add, roles, new password, close. */
export function registerPeoplePages(app: FastifyInstance, parts: IdentityParts): void {
  app.get(peoplePage.pattern, ADMINISTRATOR, (request, reply) => viewPeople(parts, request, reply));
  app.get(addPersonPage.pattern, ADMINISTRATOR, (request, reply) => reply.page(describeAdd(parts, request)));
  app.post(addPersonPage.pattern, ADMINISTRATOR, (request, reply) => submitAdd(parts, request, reply));
  app.get(personPage.pattern, ADMINISTRATOR, async (request, reply) => {
    const person = await findPerson(parts, request);
    return person ? reply.page(await describePerson(parts, request, person)) : answerNotThere(reply);
  });
  app.post(changeRolesPage.pattern, ADMINISTRATOR, (request, reply) => submitRoles(parts, request, reply));
  app.post(roleForATimePage.pattern, ADMINISTRATOR, (request, reply) => submitTerm(parts, request, reply));
  app.post(endRolePage.pattern, ADMINISTRATOR, (request, reply) => submitEndRole(parts, request, reply));
  app.post(resetPasswordPage.pattern, ADMINISTRATOR, (request, reply) => submitReset(parts, request, reply));
  app.post(closeAccountPage.pattern, ADMINISTRATOR, (request, reply) => submitClose(parts, request, reply));
}

const getPolicy = ({ organisations }: IdentityParts, request: FastifyRequest): Policy => {
  const found = organisations.find(({ id }) => id === getSignedIn(request).organisation);
  if (!found) throw new Error('The organisation of the session is not run here.');
  return found.policy;
};
const getPack = (parts: IdentityParts, request: FastifyRequest): Pack => getPolicy(parts, request).pack;

const findPerson = ({ people }: IdentityParts, request: FastifyRequest): Promise<Person | undefined> =>
  people.find(getSignedIn(request).organisation, (request.params as { person: string }).person);

type Typed = {
  name?: string;
  email?: string;
  chosen?: readonly string[];
  days?: FormTyped;
  errors?: readonly FieldError[];
};

function describeAdd(parts: IdentityParts, request: FastifyRequest, typed: Typed = {}): Page {
  const { name, email, chosen = [], days = {}, errors = [] } = typed;
  const body = html`<form method="post" action="${addPersonPage()}" novalidate>
  ${request.csrfField}
  ${input({ name: 'name', id: 'name', label: 'Full name', autocomplete: 'off', value: name, errorMessage: findError(errors, 'name') })}
  ${input({ name: 'email', id: 'email', label: 'E-mail address', type: 'email', autocomplete: 'off', spellcheck: false, value: email, errorMessage: findError(errors, 'email') })}
  ${renderRoles(getPack(parts, request), chosen, errors)}${renderTrainings(getPack(parts, request), days, errors)}
  ${button({ text: 'Add this person', preventDoubleClick: true })}
</form>`;
  return { title: 'Add a person', body, errors, back: { href: peoplePage(), text: 'People' } };
}

type RolesRead = {
  roles: readonly RoleHeld[];
  administrator: boolean;
  chosen: readonly string[];
  days: FormTyped;
  errors: readonly FieldError[];
};

function readStanding(pack: Pack, request: FastifyRequest): RolesRead {
  const chosen = allOf(request.form, 'roles');
  const administrator = firstOf(request.form, 'administrator') === 'yes';
  const read = readForm(listTrainingFields(pack), request.form);
  const roles = readRoles(pack, chosen).roles.map((held): RoleHeld => {
    const trainedOn = read.values[`trained-${held.role}`];
    return typeof trainedOn === 'string' ? { ...held, trainedOn: trainedOn as IsoDate } : held;
  });
  return {
    roles,
    administrator,
    chosen: administrator ? [...chosen, 'administrator'] : chosen,
    days: read.typed,
    errors: read.errors,
  };
}

function checkTyped(name: string, email: string, { roles, administrator, errors }: RolesRead): readonly FieldError[] {
  return [
    ...(name === '' ? [{ field: 'name', message: 'Enter the person’s name' }] : []),
    ...(/^[^\s@<>"']+@[^\s@<>"']+$/.test(email)
      ? []
      : [{ field: 'email', message: 'Enter an e-mail address, such as name@example.org' }]),
    ...(roles.length === 0 && !administrator
      ? [{ field: 'roles', message: 'Choose at least one role, or make the person an administrator' }]
      : []),
    ...errors,
  ];
}

async function submitAdd(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { organisation, person: by } = getSignedIn(request);
  const name = firstOf(request.form, 'name').trim();
  const email = firstOf(request.form, 'email').trim();
  const standing = readStanding(getPack(parts, request), request);
  const again = (errors: readonly FieldError[]) =>
    reply.page(describeAdd(parts, request, { name, email, chosen: standing.chosen, days: standing.days, errors }), 422);
  const errors = checkTyped(name, email, standing);
  if (errors.length > 0) return again(errors);
  const { roles, administrator } = standing;
  const outcome = await parts.people.add(organisation, { name, email, roles, administrator }, by.id);
  if ('refused' in outcome) return again([{ field: 'email', message: REFUSALS[outcome.refused] }]);
  return tellHowToSignIn(parts, request, reply, outcome.done, 'The person is added');
}

/**
 * Shows the one-time link once, for handing over. Who also works for another organisation gets it by mail only: an
 * administrator here must not be able to sign in as them there.
 */
async function tellHowToSignIn(
  parts: IdentityParts,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  title: string,
): Promise<FastifyReply> {
  const { organisation, person: by } = getSignedIn(request);
  const issued = await parts.people.issuePasswordLink(organisation, id, by.id);
  const person = await parts.people.find(organisation, id);
  const back = { href: peoplePage(), text: 'People' };
  if ('refused' in issued || !person) return answerNotThere(reply);
  const address = `${parts.publicUrl()}${setPasswordPage({ organisation, token: issued.token })}`;
  if ((await parts.people.findMemberships(id)).length > 1) {
    await mailLink(parts, organisation, person, address);
    const text = `${person.name} also works for another organisation, so the link to set a password was sent to their e-mail address only.`;
    return reply.page({ title, body: html`<p class="govuk-body">${text}</p>`, back });
  }
  const body = html`<p class="govuk-body">Give ${person.name} this link. With it they set their own password. It works once, within 24 hours.</p>
${insetText({ text: address })}
${warningText({ text: 'It is shown only now. If it gets lost, make a new one on the page of the person.', iconFallbackText: 'Warning' })}`;
  return reply.page({ title, body, back });
}

async function mailLink(parts: IdentityParts, organisation: string, person: Person, address: string): Promise<void> {
  const text = `An administrator asked for a link with which you can set a new password for your account.\n\n${address}\n\nIt works once, within 24 hours. If you did not expect it, tell your administrator.\n`;
  const dueAt = parts.now();
  const payload = { to: person.email, subject: 'Set a new password', text };
  const entry = { kind: 'mail', key: `set-password-${person.id}-${dueAt}`, payload, dueAt };
  await parts.casebook.database.inOrganisation(organisation, (tx) => enqueue(tx, organisation, entry));
}

async function describePerson(
  parts: IdentityParts,
  request: FastifyRequest,
  person: Person,
  { errors = [], term }: { readonly errors?: readonly FieldError[]; readonly term?: PersonForms['term'] } = {},
): Promise<Page> {
  const { organisation } = getSignedIn(request);
  const policy = getPolicy(parts, request);
  const held = listHeld(person);
  const chosen = [
    ...held.map(({ role, area }) => (area ? `${role}@${area}` : role)),
    ...(person.administrator ? ['administrator'] : []),
  ];
  const roles = html`${renderRoles(policy.pack, chosen, errors)}${renderTrainings(policy.pack, daysOf(policy.pack, person), errors)}`;
  return renderPerson(request, await gatherPerson(parts, { organisation, policy, person }), { roles, errors, term });
}

async function submitRoles(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { organisation, person: by } = getSignedIn(request);
  const person = await findPerson(parts, request);
  if (!person) return answerNotThere(reply);
  const { roles, administrator, errors } = readStanding(getPack(parts, request), request);
  if (errors.length > 0) return reply.page(await describePerson(parts, request, person, { errors }), 422);
  const terms = keepTerms(person, readTrained(getPack(parts, request), request));
  const standing = { roles: [...roles, ...terms], administrator };
  const outcome = await parts.people.changeRoles(organisation, person.id, standing, by.id);
  if ('refused' in outcome) return refuseChange(parts, request, reply, person, outcome.refused);
  return reply.notice({ type: 'success', text: 'The roles are saved.' }).seeOther(personPage({ person: person.id }));
}

const refuseChange = async (
  parts: IdentityParts,
  request: FastifyRequest,
  reply: FastifyReply,
  person: Person,
  refusal: PeopleRefusal,
): Promise<FastifyReply> => {
  const errors = [{ field: 'administrator', message: REFUSALS[refusal] }];
  return reply.page(await describePerson(parts, request, person, { errors }), 422);
};

async function submitTerm(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { organisation, person: by } = getSignedIn(request);
  const person = await findPerson(parts, request);
  if (person?.state !== 'active') return answerNotThere(reply);
  const policy = getPolicy(parts, request);
  const { values, errors, typed } = readForm(listTermFields(policy), request.form);
  const { role = '', from, until = '' } = values as { role?: string; from?: IsoDate; until?: IsoDate };
  const faults = errors.length > 0 ? errors : checkTerm(from ?? parts.today(), until, parts.today());
  const show = async (found: readonly FieldError[]) =>
    reply.page(await describePerson(parts, request, person, { term: { typed, errors: found } }), 422);
  if (faults.length > 0) return show(faults);
  const [held] = readRoles(policy.pack, [role]).roles;
  if (!held) return show([{ field: 'role', message: 'Choose a role' }]);
  const trainedOn = (person.terms ?? person.roles).find((one) => one.role === held.role && one.trainedOn)?.trainedOn;
  const term = { ...held, from: from ?? parts.today(), until: until as IsoDate, ...(trainedOn && { trainedOn }) };
  const standing = { roles: [...(person.terms ?? person.roles), term], administrator: person.administrator };
  const outcome = await parts.people.changeRoles(organisation, person.id, standing, by.id);
  if ('refused' in outcome) return refuseChange(parts, request, reply, person, outcome.refused);
  return reply.notice({ type: 'success', text: 'The role is given.' }).seeOther(personPage({ person: person.id }));
}

function checkTerm(from: string, until: string, today: string): readonly FieldError[] {
  if (until < from) return [{ field: 'until-day', message: 'The last day must be the first day or later' }];
  return until < today ? [{ field: 'until-day', message: 'The last day has passed. Give a day from today on' }] : [];
}

async function submitEndRole(
  parts: IdentityParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { organisation, person: by } = getSignedIn(request);
  const person = await findPerson(parts, request);
  if (!person) return answerNotThere(reply);
  const key = firstOf(request.form, '_term');
  const terms = person.terms ?? person.roles;
  const ended = terms.find((term) => isForATime(term) && keyOfTerm(term) === key);
  const back = personPage({ person: person.id });
  if (!ended) return reply.notice({ text: 'This role is not held any more. Nothing was changed.' }).seeOther(back);
  const roles = terms.filter((term) => term !== ended);
  const standing = { roles, administrator: person.administrator };
  const outcome = await parts.people.changeRoles(organisation, person.id, standing, by.id);
  if ('refused' in outcome) return refuseChange(parts, request, reply, person, outcome.refused);
  return reply.notice({ type: 'success', text: 'The role is taken away.' }).seeOther(back);
}

async function submitReset(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await findPerson(parts, request);
  if (person?.state !== 'active') return answerNotThere(reply);
  return tellHowToSignIn(parts, request, reply, person.id, 'A link for a new password');
}

async function submitClose(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { organisation, person: by } = getSignedIn(request);
  const person = await findPerson(parts, request);
  if (!person) return answerNotThere(reply);
  const outcome = await parts.people.close(organisation, person.id, by.id);
  if ('refused' in outcome) return refuseChange(parts, request, reply, person, outcome.refused);
  return reply.notice({ type: 'success', text: 'The account is closed.' }).seeOther(peoplePage());
}
