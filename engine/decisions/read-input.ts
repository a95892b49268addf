import { isInstant, isIsoDate } from '../calendar/index.ts';
import type { Field } from './field.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What was read from a form, a file or the API: the values that are right, and what is wrong with the others. */
export type InputRead = {
  readonly values: Readonly<Record<string, unknown>>;
  readonly refusals: readonly Refusal[];
  /** Names of what is not even of the form that is asked for, so that nothing can be made of it. */
  readonly misshapen: readonly string[];
};

/**
 * Checks what was given against a command's fields. Money comes in pence, whole and not below zero; dates are real
 * ISO dates; choices are among the options; names that no field has are refused, so that a slip of the pen is seen.
 */
export function readInput(fields: readonly Field[], given: Readonly<Record<string, unknown>>): InputRead {
  const values: Record<string, unknown> = {};
  const refusals: Refusal[] = [];
  const misshapen: string[] = [];
  const known = new Set(fields.map((field) => field.name));
  for (const [name, value] of Object.entries(given)) {
    if (known.has(name)) continue;
    refusals.push(refuse('unknown-field', undefined, { field: name, fields: [...known].join(', ') }));
    if (typeof value === 'object') misshapen.push(name);
  }
  for (const field of fields) {
    const value = spellOut(field, given[field.name]);
    if (isAbsent(value)) {
      if (field.required) refusals.push(missing(field));
      continue;
    }
    const wrong = checkValue(field, value);
    refusals.push(...wrong);
    if (wrong.length === 0) values[field.name] = value;
    if (wrong.some(({ code }) => !ABOUT_CONTENT.includes(code))) misshapen.push(field.name);
  }
  return { values, refusals, misshapen };
}

/** Refusals of an answer that has the form of one: it names what is not there, or leaves something out. */
const ABOUT_CONTENT = [
  'field-missing',
  'unknown-field',
  'unknown-part',
  'not-an-option',
  'no-such-point',
  'money-below-zero',
];

/**
 * `yes` and `no` as people write them become answers; a number that names a choice, such as that of a promise, its
 * text, also in a list of them; a list of points, as forms give it, points by number.
 */
function spellOut(field: Field, value: unknown): unknown {
  if (field.kind === 'people' && typeof value === 'string') return [value];
  if (field.kind === 'choice' && typeof value === 'number') return String(value);
  if (field.kind === 'choices' && Array.isArray(value))
    return value.map((one) => (typeof one === 'number' ? String(one) : one));
  if (field.kind === 'yes-no') return value === 'yes' ? true : value === 'no' ? false : value;
  if (
    field.kind === 'per-point' &&
    Array.isArray(value) &&
    value.every((one) => isRecord(one) && one.n !== undefined)
  ) {
    return Object.fromEntries(value.map(({ n, ...rest }: Record<string, unknown>) => [String(n), rest]));
  }
  return value;
}

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (typeof value === 'string' && value.trim() === '');

const missing = (field: Field): Refusal => ({
  code: 'field-missing',
  clause: field.clause,
  values: { field: field.name, label: field.label },
});

function wrong(code: string, field: Field, values: Refusal['values'] = {}): readonly Refusal[] {
  return [{ code, clause: field.clause, values: { field: field.name, label: field.label, ...values } }];
}

function checkValue(field: Field, value: unknown): readonly Refusal[] {
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'person':
    case 'file':
      return typeof value === 'string' ? [] : wrong('not-text', field);
    case 'people':
      return Array.isArray(value) && value.every((one) => typeof one === 'string') ? [] : wrong('not-text', field);
    case 'date':
      return typeof value === 'string' && isIsoDate(value) ? [] : wrong('not-a-date', field, { given: String(value) });
    case 'moment':
      return typeof value === 'string' && (isIsoDate(value) || isInstant(value))
        ? []
        : wrong('not-a-date', field, { given: String(value) });
    case 'number':
      return checkNumber(field, value);
    case 'money':
      return checkMoney(field, value);
    case 'yes-no':
      return typeof value === 'boolean' ? [] : wrong('not-yes-or-no', field);
    case 'choice':
      return checkChoices(field, [value], field.options);
    case 'choices':
      return checkChoices(field, Array.isArray(value) ? value : [value], field.options);
    case 'texts':
      return checkTexts(field, value);
    case 'per-point':
      return checkPerPoint(field, value);
    case 'list':
      return checkList(field, value);
    default:
      return field satisfies never;
  }
}

function checkNumber(field: Field & { kind: 'number' }, value: unknown): readonly Refusal[] {
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return isNumber && value <= (field.atMost ?? value) ? [] : wrong('not-a-number', field, { given: String(value) });
}

function checkMoney(field: Field, value: unknown): readonly Refusal[] {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    return wrong('money-not-a-number', field, { given: String(value) });
  return value < 0 ? wrong('money-below-zero', field, { given: value }) : [];
}

function checkChoices(
  field: Field,
  values: readonly unknown[],
  options: readonly { value: string }[],
): readonly Refusal[] {
  const allowed = options.map((option) => option.value);
  return values
    .filter((value) => typeof value !== 'string' || !allowed.includes(value))
    .flatMap((value) => wrong('not-an-option', field, { given: String(value), options: allowed.join(', ') }));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text, or one per point. */
const isWording = (value: unknown): boolean =>
  typeof value === 'string' || (isRecord(value) && Object.values(value).every((text) => typeof text === 'string'));

function checkTexts(field: Field & { kind: 'texts' }, value: unknown): readonly Refusal[] {
  if (!isRecord(value)) return wrong('not-texts', field);
  const known = field.parts.map((part) => part.value);
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  return [
    ...unknown.flatMap((name) => wrong('unknown-part', field, { part: name, parts: known.join(', ') })),
    ...(Object.values(value).every(isWording) ? [] : wrong('not-text', field)),
  ];
}

/** Per point: `{1: {…}, 2: {…}}`. */
function checkPerPoint(field: Field & { kind: 'per-point' }, value: unknown): readonly Refusal[] {
  if (!isRecord(value) || !Object.values(value).every(isRecord)) return wrong('not-per-point', field);
  return Object.entries(value).flatMap(([n, given]) =>
    field.points.some((point) => String(point.n) === n)
      ? readInput(field.fields, given as Record<string, unknown>).refusals
      : wrong('no-such-point', field, { point: n }),
  );
}

function checkList(field: Field & { kind: 'list' }, value: unknown): readonly Refusal[] {
  if (!Array.isArray(value)) return wrong('not-a-list', field);
  if (value.length < field.atLeast) return wrong('list-too-short', field, { atLeast: field.atLeast });
  return value.flatMap((item) =>
    isRecord(item) ? readInput(field.fields, item).refusals : wrong('not-a-list', field),
  );
}
