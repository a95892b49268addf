import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IsoDate, Pack, RoleHeld } from '../../engine/index.ts';
import { enqueue } from '../store/enqueue.ts';
import { button, checkboxes, input, insetText, summaryList, table, tag, warningText } from '../web/components/index.ts';
import { type FieldError, findError } from '../web/errors.ts';
import { type Field, type Typed as FormTyped, readForm, renderField, typedFrom } from '../web/forms.ts';
import { type Html, html } from '../web/html.ts';
import type { Page } from '../web/page.ts';
import { allOf, firstOf } from '../web/server.ts';
import { answerNotThere } from './authority.ts';
import {
  addPersonPage,
  changeRolesPage,
  closeAccountPage,
  peoplePage,
  personPage,
  resetPasswordPage,
  setPasswordPage,
} from './paths.ts';
import type { PeopleRefusal } from './people.ts';
import type { Person } from './person.ts';
import { describeRoles, describeTraining, listRoleChoices, listTrainings, readRoles } from './roles.ts';
import { getSignedIn } from './session.ts';
import type { IdentityParts } from './sign-in-pages.ts';

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
    return person ? reply.page(describePerson(parts, request, person)) : answerNotThere(reply);
  });
  app.post(changeRolesPage.pattern, ADMINISTRATOR, (request, reply) => submitRoles(parts, request, reply));
  app.post(resetPasswordPage.pattern, ADMINISTRATOR, (request, reply) => submitReset(parts, request, reply));
  app.post(closeAccountPage.pattern, ADMINISTRATOR, (request, reply) => submitClose(parts, request, reply));
}

const getPack = ({ organisations }: IdentityParts, request: FastifyRequest): Pack => {
  const found = organisations.find(({ id }) => id === getSignedIn(request).organisation);
  if (!found) throw new Error('The organisation of the session is not run here.');
  return found.policy.pack;
};

const findPerson = ({ people }: IdentityParts, request: FastifyRequest): Promise<Person | undefined> =>
  people.find(getSignedIn(request).organisation, (request.params as { person: string }).person);

async function viewPeople(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const pack = getPack(parts, request);
  const people = await parts.people.list(getSignedIn(request).organisation);
  const rows = people.map((person) => [
    { text: html`<a class="govuk-link" href="${personPage({ person: person.id })}">${person.name}</a>` },
    { text: person.email },
    {
      text: html`${describeRoles(pack, person).join(', ') || 'None'}${describeTraining(pack, person).map((line) => html`<br>${line}`)}`,
    },
    { text: person.state === 'closed' ? tag({ text: 'Closed', classes: 'govuk-tag--grey' }) : tag({ text: 'Active' }) },
  ]);
  const head = ['Name', 'E-mail address', 'Roles', 'Account'].map((text) => ({ text }));
  const body = html`${button({ text: 'Add a person', href: addPersonPage() })}
${table({ caption: `People of ${pack.organisation.name}`, captionClasses: 'govuk-table__caption--m', head, rows, firstCellIsHeader: true })}`;
  return reply.page({ title: 'People', body, wide: true });
}

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

function renderRoles(pack: Pack, chosen: readonly string[], errors: readonly FieldError[]): Html {
  const items = listRoleChoices(pack).map((choice) => ({ ...choice, checked: chosen.includes(choice.value) }));
  const what = { name: 'administrator', idPrefix: 'administrator' };
  const administrator = {
    value: 'yes',
    text: 'Administrator',
    hint: 'Adds people, gives them roles, closes accounts.',
  };
  return html`${checkboxes({ name: 'roles', idPrefix: 'roles', fieldset: { legend: { text: 'Roles' } }, hint: 'What the procedure lets this person do.', items, errorMessage: findError(errors, 'roles') })}
  ${checkboxes({ ...what, fieldset: { legend: { text: 'Looking after accounts' } }, items: [{ ...administrator, checked: chosen.includes('administrator') }] })}`;
}

/** The day of the training of each role that asks for one. */
const listTrainingFields = (pack: Pack): readonly Field[] =>
  listTrainings(pack).map(({ role, training }) => ({
    kind: 'date',
    name: `trained-${role}`,
    label: `${pack.roles.find(({ id }) => id === role)?.title ?? role}: when did they have their training (${training})?`,
    hint: 'Leave it empty if they have had none. It counts from that day, for this role.',
    required: false,
  }));

const renderTrainings = (pack: Pack, days: FormTyped, errors: readonly FieldError[]): readonly Html[] =>
  listTrainingFields(pack).map((field) => renderField(field, days, errors));

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

function describePerson(
  parts: IdentityParts,
  request: FastifyRequest,
  person: Person,
  errors: readonly FieldError[] = [],
): Page {
  const pack = getPack(parts, request);
  const rows = [
    { key: { text: 'E-mail address' }, value: { text: person.email } },
    { key: { text: 'Roles' }, value: { text: describeRoles(pack, person).join(', ') || 'None' } },
    ...describeTraining(pack, person).map((line) => ({ key: { text: 'Training' }, value: { text: line } })),
    { key: { text: 'Account' }, value: { text: person.state === 'closed' ? 'Closed' : 'Active' } },
  ];
  const body = html`${summaryList({ rows })}${person.state === 'active' ? renderChanges(pack, request, person, errors) : undefined}`;
  return { title: person.name, body, errors, back: { href: peoplePage(), text: 'People' } };
}

function renderChanges(pack: Pack, request: FastifyRequest, person: Person, errors: readonly FieldError[]): Html {
  const { csrfField } = request;
  const at = { person: person.id };
  const chosen = [
    ...person.roles.map(({ role, area }) => (area ? `${role}@${area}` : role)),
    ...(person.administrator ? ['administrator'] : []),
  ];
  return html`<h2 class="govuk-heading-m">Change roles</h2>
<form method="post" action="${changeRolesPage(at)}" novalidate>
  ${csrfField}${renderRoles(pack, chosen, errors)}${renderTrainings(pack, daysOf(pack, person), errors)}${button({ text: 'Save the roles', preventDoubleClick: true })}
</form>
<h2 class="govuk-heading-m">New password</h2>
<form method="post" action="${resetPasswordPage(at)}" novalidate>
  ${csrfField}<p class="govuk-body">Makes a link with which ${person.name} sets a new password. The old one works until then.</p>
  ${button({ text: 'Make a link', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>
<h2 class="govuk-heading-m">Close the account</h2>
<form method="post" action="${closeAccountPage(at)}" novalidate>
  ${csrfField}<p class="govuk-body">${person.name} is signed out and cannot sign in again. Their cases show as unassigned. What they did stays on the record. To let them back in, add them again with the same e-mail address.</p>
  ${button({ text: 'Close the account', classes: 'govuk-button--warning', preventDoubleClick: true })}
</form>`;
}

const daysOf = (pack: Pack, { roles }: Person): FormTyped =>
  typedFrom(
    listTrainingFields(pack),
    Object.fromEntries(roles.flatMap(({ role, trainedOn }) => (trainedOn ? [[`trained-${role}`, trainedOn]] : []))),
  );

async function submitRoles(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { organisation, person: by } = getSignedIn(request);
  const person = await findPerson(parts, request);
  if (!person) return answerNotThere(reply);
  const { roles, administrator, errors } = readStanding(getPack(parts, request), request);
  if (errors.length > 0) return reply.page(describePerson(parts, request, person, errors), 422);
  const outcome = await parts.people.changeRoles(organisation, person.id, { roles, administrator }, by.id);
  if ('refused' in outcome) return refuseChange(parts, request, reply, person, outcome.refused);
  return reply.notice({ type: 'success', text: 'The roles are saved.' }).seeOther(personPage({ person: person.id }));
}

const refuseChange = (
  parts: IdentityParts,
  request: FastifyRequest,
  reply: FastifyReply,
  person: Person,
  refusal: PeopleRefusal,
): Promise<FastifyReply> =>
  reply.page(describePerson(parts, request, person, [{ field: 'administrator', message: REFUSALS[refusal] }]), 422);

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
