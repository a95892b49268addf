import { type Field, type FieldOf, inputNames, isOnePerLine } from './form-fields.ts';

export * from './form-fields.ts';
export { type ReadForm, readForm } from './read-form.ts';
export { renderField, renderForm, renderHidden } from './render-field.ts';

/**
 * The reverse of `readForm`: what stands in the inputs when a form starts with these values.
 * `{ paid: 15050 }` for a money field gives `{ paid: '150.50' }`.
 */
export function typedFrom(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): Record<string, string | readonly string[]> {
  const typed: Record<string, string | readonly string[]> = {};
  for (const field of fields) fillIn(typed, field, field.name, values[field.name]);
  return typed;
}

function fillIn(typed: Record<string, string | readonly string[]>, field: Field, name: string, value: unknown): void {
  if (value === undefined || value === null || field.kind === 'file') return;
  if (field.kind === 'texts') {
    for (const [part, text] of Object.entries(value)) typed[inputNames.part(name, part)] = String(text);
  } else if (field.kind === 'per-point') {
    for (const point of value as { n: number }[]) fillInPoint(typed, field, name, point);
  } else if (field.kind === 'choices') typed[name] = (value as readonly unknown[]).map(String);
  else if (isOnePerLine(field))
    typed[name] = (value as readonly unknown[]).map((one) => asTyped(field, one)).join('\n');
  else typed[name] = asTyped(field, value);
}

function fillInPoint(
  typed: Record<string, string | readonly string[]>,
  field: FieldOf<'per-point'>,
  name: string,
  point: { n: number },
): void {
  const own = point as unknown as Record<string, unknown>;
  for (const inner of field.fields) fillIn(typed, inner, inputNames.point(name, point.n, inner.name), own[inner.name]);
}

function asTyped(field: Field, value: unknown): string {
  if (field.kind === 'yes-no') return value === true ? 'yes' : 'no';
  if (field.kind !== 'money') return String(value);
  const pence = Number(value);
  return `${Math.trunc(pence / 100)}.${String(pence % 100).padStart(2, '0')}`;
}
