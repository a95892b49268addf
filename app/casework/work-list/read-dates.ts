import type { FieldError } from '../../web/errors.ts';
import { type Field, type FormBody, inputNames, readForm, type Typed } from '../../web/forms.ts';

/** Between which days the first contact was. */
export const DATE_FIELDS: readonly Field[] = [
  { kind: 'date', name: 'from', label: 'First contact on or after', required: false },
  { kind: 'date', name: 'to', label: 'First contact on or before', required: false },
];

/** The days of a filter form that was sent; undefined where the address comes from no form. */
export function readDates(
  given: FormBody,
): { values: { from?: string; to?: string }; errors: readonly FieldError[]; typed: Typed } | undefined {
  const names = DATE_FIELDS.flatMap(({ name }) => Object.values(inputNames.date(name)));
  if (!names.some((name) => given[name] !== undefined)) return undefined;
  const { values, errors, typed } = readForm(DATE_FIELDS, given);
  const { from, to } = values as { from?: string; to?: string };
  const crossed = from !== undefined && to !== undefined && from > to;
  const fault = { field: inputNames.date('to').day, message: 'The last day must not be before the first' };
  return {
    values: { from, to } as { from?: string; to?: string },
    errors: crossed ? [...errors, fault] : errors,
    typed,
  };
}
