import {
  type Field as EngineField,
  isInstant,
  isIsoDate,
  localDateOf,
  localTimeOf,
  type Moment,
} from '../../../engine/index.ts';
import type { FieldError } from '../../web/errors.ts';

/** Values of single inputs by their full name, as `readForm` gives them. */
export type FlatValues = Readonly<Record<string, unknown>>;

export type AssembledInput = { readonly input: Record<string, unknown>; readonly errors: readonly FieldError[] };

/** Puts the values of single inputs together into what the engine takes; what was left empty is left out. */
export function assembleInput(fields: readonly EngineField[], flat: FlatValues): AssembledInput {
  const input: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const field of fields) {
    const value = assemble(field, field.name, flat, errors);
    if (value !== undefined) input[field.name] = value;
  }
  return { input, errors };
}

function assemble(field: EngineField, name: string, flat: FlatValues, errors: FieldError[]): unknown {
  switch (field.kind) {
    case 'texts':
      return assembleTexts(name, flat);
    case 'per-point':
      return assemblePoints(field, name, flat, errors);
    case 'list':
      return assembleList(field, name, flat, errors);
    case 'moment':
      return typeof flat[name] === 'string' ? toInstantIfTimed(flat[name]) : undefined;
    default:
      return flat[name];
  }
}

function assembleTexts(name: string, flat: FlatValues): Record<string, unknown> | undefined {
  const texts: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(flat)) {
    if (!key.startsWith(`${name}.`)) continue;
    const [part = '', point] = key.slice(name.length + 1).split('.');
    if (point === undefined) texts[part] = value;
    else texts[part] = { ...(texts[part] as object | undefined), [point]: value };
  }
  return Object.keys(texts).length === 0 ? undefined : texts;
}

function assembleRow(fields: readonly EngineField[], name: string, flat: FlatValues, errors: FieldError[]) {
  const row: Record<string, unknown> = {};
  for (const inner of fields) {
    const value = assemble(inner, `${name}.${inner.name}`, flat, errors);
    if (value !== undefined) row[inner.name] = value;
  }
  return row;
}

function assemblePoints(
  field: Extract<EngineField, { kind: 'per-point' }>,
  name: string,
  flat: FlatValues,
  errors: FieldError[],
): Record<string, unknown> | undefined {
  const rows = field.points.flatMap(({ n, label }) => {
    const row = assembleRow(field.fields, `${name}.${n}`, flat, errors);
    if (Object.keys(row).length === 0) return [];
    errors.push(...findGaps(field.fields, row, `${name}.${n}`, label || `Point ${n}`));
    return [[String(n), row] as const];
  });
  return rows.length === 0 ? undefined : Object.fromEntries(rows);
}

/** What a row that was begun still lacks. */
function findGaps(fields: readonly EngineField[], row: object, name: string, label: string): readonly FieldError[] {
  return fields
    .filter((inner) => inner.required && !(inner.name in row))
    .map((inner) => ({ field: `${name}.${inner.name}`, message: `${label}: fill in “${inner.label}” as well` }));
}

function assembleList(
  field: Extract<EngineField, { kind: 'list' }>,
  name: string,
  flat: FlatValues,
  errors: FieldError[],
): readonly object[] | undefined {
  const numbers = Object.keys(flat).flatMap((key) =>
    key.startsWith(`${name}.`) ? [Number(key.slice(name.length + 1).split('.')[0])] : [],
  );
  const last = Math.max(0, ...numbers);
  const rows = Array.from({ length: last }, (_, index) => {
    const row = assembleRow(field.fields, `${name}.${index + 1}`, flat, errors);
    errors.push(...findGaps(field.fields, row, `${name}.${index + 1}`, `Point ${index + 1}`));
    return row;
  });
  return rows.length === 0 ? undefined : rows;
}

/** A day, or a day with a time in London as an instant: `2026-07-01T09:30` is `2026-07-01T09:30+01:00`. */
export function toInstantIfTimed(local: string): string {
  if (!local.includes('T')) return local;
  const summer = `${local}:00+01:00`;
  const [date, time] = local.split('T');
  const isSummer = isInstant(summer) && localDateOf(summer) === date && localTimeOf(summer) === time;
  return isSummer ? summer : `${local}:00Z`;
}

/** The moment that a form tells: a day, with the instant where a time was given. */
export function toMoment(told: string): Moment | undefined {
  if (isIsoDate(told)) return { on: told };
  const at = toInstantIfTimed(told);
  const on = localDateOf(at);
  return on && { on, at };
}
