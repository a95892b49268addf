import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findMissingTraining, type IsoDate, type Policy } from '../../../engine/index.ts';
import { type Absence, type AbsenceRefusal, mayRecordAbsence } from '../../identity/absences.ts';
import { seesCases } from '../../identity/authority.ts';
import type { Person } from '../../identity/person.ts';
import { describeDate, describeList, describeUntrained } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, firstOf, type Option, readForm, renderField, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { getOrganisation, getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';

const ACCESS = { config: { access: 'cases' } } as const;

const FIELDS: readonly Field[] = [
  { kind: 'person', name: 'person', label: 'Who is away', required: true },
  { kind: 'date', name: 'from', label: 'First day away', required: true },
  { kind: 'date', name: 'to', label: 'Last day away', required: true },
  {
    kind: 'person',
    name: 'deputy',
    label: 'Who acts for them',
    hint: 'Sees what they have to do on their own My work. May only do what their own roles let them, and nothing that they took part in before.',
    required: false,
  },
  { kind: 'person', name: 'second-deputy', label: 'And a second person, if needed', required: false },
];

const REFUSED: Readonly<Record<AbsenceRefusal, { readonly field: string; readonly message: string }>> = {
  'ends-before-it-begins': { field: 'to', message: 'The last day away must be the first day or later' },
  'in-the-past': { field: 'to', message: 'The last day away has passed. Give a day from today on' },
  'already-away': {
    field: 'from',
    message: 'This person is away then already. End that absence first, or choose other days',
  },
  'own-deputy': { field: 'deputy', message: 'Choose somebody other than the person who is away' },
  'not-there': { field: 'person', message: 'This absence is over, or was ended by somebody else' },
};

/** When people are away and who acts for them: seen by everybody who works on cases, recorded by those who may. */
export function routeAbsences(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.absences.pattern, ACCESS, async (request, reply) =>
    reply.page(await renderAbsences(parts, request, { typed: { person: getSignedIn(request).person.id } })),
  );
  app.post(caseworkPaths.absences.pattern, ACCESS, (request, reply) => submitAbsence(parts, request, reply));
  app.post(caseworkPaths.endAbsence.pattern, ACCESS, (request, reply) => submitEnd(parts, request, reply));
}

type Shown = { readonly typed: Typed; readonly errors?: readonly FieldError[] };

async function submitAbsence(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const { person, organisation } = getSignedIn(request);
  const people = await listPresent(parts, organisation);
  const { values, errors, typed } = readForm(FIELDS, request.form, [], { people: optionsOf(people) });
  const show = async (found: readonly FieldError[]) =>
    reply.page(await renderAbsences(parts, request, { typed, errors: found }), 400);
  if (errors.length > 0) return show(errors);
  const of = people.find(({ id }) => id === values['person']);
  if (!of || !mayRecordAbsence(getOrganisation(parts, organisation).policy, person, of))
    return show([{ field: 'person', message: 'Choose yourself, or somebody who works under you' }]);
  const deputies = [
    ...new Set([values['deputy'], values['second-deputy']].flatMap((id) => (typeof id === 'string' ? id : []))),
  ];
  const absence = { person: of.id, from: values['from'] as IsoDate, to: values['to'] as IsoDate, deputies };
  const outcome = await parts.absences.record(organisation, absence, person.id);
  if ('refused' in outcome) return show([REFUSED[outcome.refused]]);
  const text = `Recorded: ${of.name} is away from ${describeDate(absence.from)} to ${describeDate(absence.to)}.`;
  return reply.notice({ type: 'success', text }).seeOther(caseworkPaths.absences());
}

async function submitEnd(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const { person, organisation } = getSignedIn(request);
  const id = firstOf(request.form, '_absence');
  const absence = (await parts.absences.list(organisation, parts.today())).find((one) => one.id === id);
  const of = absence && (await parts.people.find(organisation, absence.person));
  const isAllowed = of !== undefined && mayRecordAbsence(getOrganisation(parts, organisation).policy, person, of);
  const outcome = isAllowed ? await parts.absences.end(organisation, id, person.id) : { refused: 'not-there' as const };
  const text =
    'done' in outcome ? `${of?.name ?? 'This person'} is not away any more.` : `${REFUSED[outcome.refused].message}.`;
  return reply.notice({ type: 'done' in outcome ? 'success' : undefined, text }).seeOther(caseworkPaths.absences());
}

async function listPresent(parts: AppParts, organisation: string): Promise<readonly Person[]> {
  const people = await parts.people.list(organisation);
  return people.filter((person) => person.state === 'active' && seesCases(parts, organisation, person));
}

const optionsOf = (people: readonly Person[]): readonly Option[] =>
  people.map(({ id, name }) => ({ value: id, label: name }));

/** With the training that a role of theirs asks for and that is not recorded: they act on cases while somebody is away. */
function nameDeputy(parts: AppParts, policy: Policy, { name, roles }: Person): string {
  const lacks = describeUntrained(parts.texts, findMissingTraining(policy, roles, parts.today()));
  return lacks === '' ? name : `${name} (${lacks})`;
}

async function renderAbsences(parts: AppParts, request: FastifyRequest, { typed, errors = [] }: Shown): Promise<Page> {
  const { person, organisation } = getSignedIn(request);
  const { policy } = getOrganisation(parts, organisation);
  const people = await listPresent(parts, organisation);
  const absences = await parts.absences.list(organisation, parts.today());
  const allowed = people.filter((one) => mayRecordAbsence(policy, person, one));
  const ending = new Set(allowed.map(({ id }) => id));
  const names = new Map((await parts.people.list(organisation)).map(({ id, name }) => [id, name]));
  const deputies = people.map((one) => ({ value: one.id, label: nameDeputy(parts, policy, one) }));
  const peopleFor = (name: string): readonly Option[] => (name === 'person' ? optionsOf(allowed) : deputies);
  const form = html`<form method="post" action="${caseworkPaths.absences()}" novalidate>${request.csrfField}
${FIELDS.map((field) => renderField(field, typed, errors, { people: peopleFor(field.name) }))}
${govuk.button({ text: 'Record the absence', preventDoubleClick: true })}</form>`;
  return {
    title: 'Who is away',
    wide: true,
    errors,
    body: html`<p class="govuk-body">Cases of somebody who is away stay theirs and go on running. Whoever acts for them sees what is to be done on their own My work, and what they do says for whom they did it. A restricted case is not opened by this: give it to somebody on the case itself.</p>
${renderList(absences, { request, ending, names })}
<h2 class="govuk-heading-m">Record that somebody is away</h2>
<p class="govuk-body">You can record it for yourself${allowed.length > 1 && ', and for those who work under you'}.</p>
${form}`,
  };
}

type ListParts = {
  readonly request: FastifyRequest;
  readonly ending: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, string>;
};

function renderList(absences: readonly Absence[], { request, ending, names }: ListParts): Html {
  if (absences.length === 0) return html`<p class="govuk-body">Nobody is away now or later, as far as is recorded.</p>`;
  const nameOf = (id: string): string => names.get(id) ?? 'somebody';
  return govuk.table({
    caption: 'Away now and later',
    captionClasses: 'govuk-table__caption--m',
    head: [
      { text: 'Who' },
      { text: 'From' },
      { text: 'To' },
      { text: 'Who acts for them' },
      { text: html`<span class="govuk-visually-hidden">Change</span>` },
    ],
    rows: absences.map(({ id, person, from, to, deputies }) => [
      { text: nameOf(person) },
      { text: describeDate(from) },
      { text: describeDate(to) },
      { text: deputies.length > 0 ? describeList(deputies.map(nameOf)) : html`<strong>Nobody</strong>` },
      {
        text: ending.has(person)
          ? html`<form method="post" action="${caseworkPaths.endAbsence()}">${request.csrfField}<input type="hidden" name="_absence" value="${id}">${govuk.button({ text: html`End<span class="govuk-visually-hidden"> the absence of ${nameOf(person)}</span>`, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form>`
          : '',
      },
    ]),
  });
}
