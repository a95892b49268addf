import type { FastifyRequest } from 'fastify';
import type { IsoDate, Pack } from '../../engine/index.ts';
import { checkboxes } from '../web/components/index.ts';
import { type FieldError, findError } from '../web/errors.ts';
import { type Field, readForm, renderField, type Typed, typedFrom } from '../web/forms.ts';
import { type Html, html } from '../web/html.ts';
import type { Person } from './person.ts';
import { isForATime, type RoleTerm } from './role-terms.ts';
import { listRoleChoices, listTrainings } from './roles.ts';

/** The form of roles: which of the pack's a person holds, and whether they look after accounts. */
export function renderRoles(pack: Pack, chosen: readonly string[], errors: readonly FieldError[]): Html {
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
export const listTrainingFields = (pack: Pack): readonly Field[] =>
  listTrainings(pack).map(({ role, training }) => ({
    kind: 'date',
    name: `trained-${role}`,
    label: `${pack.roles.find(({ id }) => id === role)?.title ?? role}: when did they have their training (${training})?`,
    hint: 'Leave it empty if they have had none. It counts from that day, for this role.',
    required: false,
  }));

/** The days of training, as they are typed. */
export const renderTrainings = (pack: Pack, days: Typed, errors: readonly FieldError[]): readonly Html[] =>
  listTrainingFields(pack).map((field) => renderField(field, days, errors));

/** Roles without days of their own, which the form of roles is about. */
export const listHeld = ({ roles, terms = roles }: Person): readonly RoleTerm[] =>
  terms.filter((one) => !isForATime(one));

/** The days of training of a person, as the form starts with them. */
export const daysOf = (pack: Pack, { roles, terms = roles }: Person): Typed =>
  typedFrom(
    listTrainingFields(pack),
    Object.fromEntries(terms.flatMap(({ role, trainedOn }) => (trainedOn ? [[`trained-${role}`, trainedOn]] : []))),
  );

/** Roles for a time stay as they are, but for the day of the training of theirs that was given in the form. */
export const keepTerms = (
  { terms = [] }: Person,
  trained: ReadonlyMap<string, IsoDate | undefined>,
): readonly RoleTerm[] =>
  terms.filter(isForATime).map(({ trainedOn: before, ...term }) => {
    const trainedOn = trained.has(term.role) ? trained.get(term.role) : before;
    return { ...term, ...(trainedOn !== undefined && { trainedOn }) };
  });

/** The day of training of each role that the form asks about, as it was given. */
export function readTrained(pack: Pack, request: FastifyRequest): ReadonlyMap<string, IsoDate | undefined> {
  const { values } = readForm(listTrainingFields(pack), request.form);
  return new Map(listTrainings(pack).map(({ role }) => [role, values[`trained-${role}`] as IsoDate | undefined]));
}
