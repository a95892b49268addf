import type { FastifyRequest } from 'fastify';
import { determineAuthority, findMissingTraining, type IsoDate, localDateOf, type Policy } from '../../engine/index.ts';
import { administrationPaths } from '../administration/paths.ts';
import { caseworkPaths } from '../casework/paths.ts';
import type { StoredEvent } from '../store/stored-event.ts';
import { describeDate, describeList, describeMoment, describeMoney, describeShortDate } from '../texts/index.ts';
import { button, details, summaryList, table, tag } from '../web/components/index.ts';
import type { FieldError } from '../web/errors.ts';
import { type Field, renderField, type Typed } from '../web/forms.ts';
import { type Html, html } from '../web/html.ts';
import type { Page } from '../web/page.ts';
import type { Absence } from './absences.ts';
import { changeRolesPage, endRolePage, peoplePage, resetPasswordPage, roleForATimePage } from './paths.ts';
import type { Person } from './person.ts';
import type { Standing } from './person-events.ts';
import { isForATime, type RoleTerm } from './role-terms.ts';
import { describeRoles, describeTraining, listRoleChoices } from './roles.ts';
import type { IdentityParts } from './sign-in-pages.ts';
import type { Team } from './team-events.ts';
import { findTeamsOf } from './teams.ts';

/** Everything that the page of a person shows. */
export type PersonShown = {
  readonly person: Person;
  readonly policy: Policy;
  readonly today: IsoDate;
  readonly people: readonly Person[];
  readonly teams: readonly Team[];
  readonly absences: readonly Absence[];
  /** How much they may offer on one complaint, in pence; undefined: any amount. */
  readonly limit: number | undefined;
  readonly signedIn: string | undefined;
  readonly history: readonly StoredEvent[];
};

/** Looks up what the page of a person shows. */
export async function gatherPerson(
  parts: IdentityParts,
  { organisation, policy, person }: { readonly organisation: string; readonly policy: Policy; readonly person: Person },
): Promise<PersonShown> {
  const today = parts.today();
  const limits = await parts.limits.list(organisation);
  return {
    ...{ person, policy, today },
    people: await parts.people.list(organisation),
    teams: await parts.teams.list(organisation),
    absences: (await parts.absences.list(organisation, today)).filter((one) => one.person === person.id),
    limit: determineAuthority(policy, person, limits, today)?.pence,
    signedIn: (await parts.people.listSignIns(organisation)).get(person.id),
    history: await parts.people.history(organisation, person.id),
  };
}

/** A role for a time: which one, and from when to when. */
export const listTermFields = (policy: Policy): readonly Field[] => [
  {
    kind: 'choice',
    name: 'role',
    label: 'Which role?',
    required: true,
    options: listRoleChoices(policy.pack).map(({ value, text }) => ({ value, label: text })),
  },
  { kind: 'date', name: 'from', label: 'From which day?', hint: 'Leave it empty for today.', required: false },
  { kind: 'date', name: 'until', label: 'Until which day?', hint: 'They hold it on that day too.', required: true },
];

type Form = { readonly typed: Typed; readonly errors: readonly FieldError[] };

export type PersonForms = {
  /** The form of the roles, drawn with what is chosen in it. */
  readonly roles: Html;
  readonly errors: readonly FieldError[];
  readonly term?: Form | undefined;
};

/** The page of one person: what they are and may do, what an administrator can change, and what was changed before. */
export function renderPerson(request: FastifyRequest, shown: PersonShown, forms: PersonForms): Page {
  const { person } = shown;
  const body = html`${summaryList({ rows: listRows(shown) })}
${person.state === 'active' && renderChanges(request, shown, forms)}${renderHistory(shown)}`;
  const errors = [...forms.errors, ...(forms.term?.errors ?? [])];
  return { title: person.name, body, errors, back: { href: peoplePage(), text: 'People' } };
}

const row = (key: string, value: Html | string) => ({ key: { text: key }, value: { text: value } });

function listRows(shown: PersonShown) {
  const { person, policy, today, teams, limit } = shown;
  const own = findTeamsOf(teams, person.id, today);
  const links = own.map(
    ({ id, name, leader }, at) =>
      html`${at > 0 && html`<br>`}<a class="govuk-link" href="${administrationPaths.team({ team: id })}">${name}</a>${leader === person.id && ', leads it'}`,
  );
  const trainings = describeTraining(policy.pack, person);
  const missing = findMissingTraining(policy, person.roles, today);
  return [
    row('E-mail address', person.email),
    row('Roles', describeRoles(policy.pack, person).join(', ') || 'None'),
    ...(trainings.length > 0 ? [row('Training', renderTrainings(trainings, missing.length > 0))] : []),
    row('Teams', links.length > 0 ? html`${links}` : 'None'),
    row(
      'May offer on one complaint',
      html`${limit === undefined ? 'Any amount' : `Up to ${describeMoney(limit)}`} <a class="govuk-link" href="${administrationPaths.setLimit(undefined, { for: `person:${person.id}` })}">Change<span class="govuk-visually-hidden"> how much they may offer</span></a>`,
    ),
    row('Away', renderAway(shown)),
    row('Last signed in', shown.signedIn === undefined ? 'Not yet' : describeInstant(shown.signedIn)),
    row('Account', person.state === 'closed' ? 'Closed' : 'Active'),
  ];
}

/** Each training on its line, and that one is missing: whoever gives them a case is told so. */
const renderTrainings = (lines: readonly string[], isMissing: boolean): Html =>
  html`${lines.map((line, at) => html`${at > 0 && html`<br>`}${line}`)}${isMissing && html`<br>${tag({ text: 'Training missing', colour: 'orange' })} Whoever gives them a case is told.`}`;

/** The day in London, and the time. */
export const describeInstant = (at: string): string => describeMoment({ on: localDateOf(at) ?? '', at });

function renderAway({ absences, people }: PersonShown): Html {
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? 'somebody';
  const lines = absences.map(
    ({ from, to, deputies }) =>
      html`${describeShortDate(from)} to ${describeShortDate(to)}, ${deputies.length > 0 ? `${describeList(deputies.map(nameOf))} in their place` : 'nobody in their place'}<br>`,
  );
  return html`${lines.length > 0 ? lines : 'No absence is recorded. '}<a class="govuk-link" href="${caseworkPaths.absences()}">Who is away</a>`;
}

function renderChanges(request: FastifyRequest, shown: PersonShown, forms: PersonForms): Html {
  const { csrfField } = request;
  const { person } = shown;
  const at = { person: person.id };
  return html`<h2 class="govuk-heading-m" id="change-roles">Change roles</h2>
<form method="post" action="${changeRolesPage(at)}" novalidate>${csrfField}${forms.roles}${button({ text: 'Save the roles', preventDoubleClick: true })}</form>
<h2 class="govuk-heading-m">Roles for a time</h2>${renderTerms(request, shown)}
${details({ summaryText: 'Give a role for a time', open: forms.term !== undefined, text: renderTermForm(request, shown, forms.term) })}
<h2 class="govuk-heading-m">New password</h2>
<form method="post" action="${resetPasswordPage(at)}" novalidate>
  ${csrfField}<p class="govuk-body">Makes a link with which ${person.name} sets a new password. The old one works until then.</p>
  ${button({ text: 'Make a link', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>
<h2 class="govuk-heading-m">Close the account</h2>
<p class="govuk-body">First you see what ${person.name} has, and can give it to others.</p>
${button({ text: 'See what they have, and close the account', href: administrationPaths.leave(at), classes: 'govuk-button--warning' })}`;
}

function renderTermForm(request: FastifyRequest, { person, policy }: PersonShown, form: Form | undefined): Html {
  const fields = listTermFields(policy).map((field) => renderField(field, form?.typed ?? {}, form?.errors ?? []));
  return html`<form method="post" action="${roleForATimePage({ person: person.id })}" novalidate>${request.csrfField}${fields}${button({ text: 'Give the role', preventDoubleClick: true })}</form>`;
}

/** Those that hold or will: what is over stands in the history. */
function renderTerms(request: FastifyRequest, { person, policy, today }: PersonShown): Html {
  const terms = (person.terms ?? []).map((term, index) => ({ term, index }));
  const open = terms.filter(({ term }) => isForATime(term) && (term.until === undefined || term.until >= today));
  if (open.length === 0)
    return html`<p class="govuk-body">None. The roles above are held until they are taken away.</p>`;
  const rows = open.map(({ term }) => {
    const title = describeRoles(policy.pack, { roles: [term], administrator: false }).join();
    const end = html`<form method="post" action="${endRolePage({ person: person.id })}">${request.csrfField}<input type="hidden" name="_term" value="${keyOfTerm(term)}">${button({ text: html`Take away<span class="govuk-visually-hidden">: ${title}</span>`, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form>`;
    return [{ text: title }, { text: describeTerm(term) }, { text: end }];
  });
  const head = ['Role', 'When', 'Change'].map((text) => ({ text }));
  return table({ caption: 'Roles for a time', captionClasses: 'govuk-visually-hidden', head, rows });
}

/** What tells one term from the others. */
export const keyOfTerm = ({ role, area, from, until }: RoleTerm): string => [role, area, from, until].join('|');

function describeTerm({ from, until }: RoleTerm): string {
  const starts = from === undefined ? '' : `from ${describeShortDate(from)} `;
  return `${starts}${until === undefined ? '' : `until ${describeShortDate(until)}`}`.trim();
}

const WHAT: Readonly<Record<string, string>> = {
  'person-added': 'Added',
  'roles-changed': 'Roles changed',
  'account-closed': 'Account closed',
  'password-link-issued': 'A link for a new password was made',
};

/** Who changed what when, the last first: what somebody was allowed on a day is asked years later. */
function renderHistory({ history, people, policy }: PersonShown): Html {
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? 'somebody';
  const rows = history
    .filter(({ type }) => WHAT[type] !== undefined)
    .toReversed()
    .map(({ type, happenedOn, actor, data }) => [
      { text: describeShortDate(happenedOn) },
      { text: html`${WHAT[type]}${renderStanding(policy, data as unknown as Partial<Standing>)}` },
      { text: nameOf(actor) },
    ]);
  const head = ['When', 'What', 'By'].map((text) => ({ text }));
  const text = table({ caption: 'What was changed', captionClasses: 'govuk-visually-hidden', head, rows });
  return details({ summaryText: 'What was changed, when and by whom', text });
}

function renderStanding({ pack }: Policy, { roles, administrator = false }: Partial<Standing>): Html | undefined {
  if (!roles) return undefined;
  const named = roles.map((term) => {
    const [title] = describeRoles(pack, { roles: [term], administrator: false });
    const when = describeTerm(term);
    const trained = term.trainedOn === undefined ? '' : `, training ${describeDate(term.trainedOn)}`;
    return `${title}${when === '' ? '' : ` (${when})`}${trained}`;
  });
  const all = administrator ? [...named, 'Administrator'] : named;
  return html`: ${all.join('; ') || 'no role'}`;
}
