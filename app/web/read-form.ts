import type { FieldError } from './errors.ts';
import {
  allOf,
  type Field,
  type FieldOf,
  type FormBody,
  type FormContext,
  firstOf,
  inputNames,
  isOnePerLine,
  type Option,
  type Upload,
} from './form-fields.ts';
import {
  LONGEST_LONG_TEXT,
  LONGEST_TEXT,
  named,
  type Reading,
  readDateParts,
  readDateText,
  readMailAddress,
  readMoney,
  readNumber,
  readText,
  readTime,
  sentence,
} from './read-values.ts';

/**
 * What a sent form says. `values`: by field name, only what was answered and is right. `errors`: in the order of the
 * fields, `field` being the name of the input. `typed`: everything that stood in the form, for showing it again,
 * also when all was right.
 */
export type ReadForm = {
  values: Record<string, unknown>;
  errors: FieldError[];
  typed: Record<string, string | readonly string[]>;
};

type Source = { body: FormBody; uploads: readonly Upload[]; context: FormContext };

/**
 * Reads a form by its fields. Shapes of the values: text, long text, person, choice: text; `yes-no`: boolean; `date`: `2026-03-27`;
 * `moment`: `2026-03-27` or `2026-03-27T14:30` (local time); `number`: number; `money`: whole pence; `choices`: list of values;
 * `texts`: `{ part: text }`; `per-point`: `[{ n, …values }]`; `file`: an `Upload`; with `multiple`: a list of them.
 * A NUL character is taken out and reported, so that the text can be sent again.
 */
export function readForm(
  fields: readonly Field[],
  body: FormBody,
  uploads: readonly Upload[] = [],
  context: FormContext = {},
): ReadForm {
  const { clean, spoilt } = withoutNul(body);
  const source = { body: clean, uploads, context };
  const result: ReadForm = { values: {}, errors: [], typed: clean };
  for (const field of fields) readInto(result.values, result.errors, field, field.name, source);
  const known = new Set(result.errors.map((error) => error.field));
  for (const name of spoilt) {
    if (!known.has(name)) result.errors.push({ field: name, message: nulMessage(fields, name) });
  }
  return result;
}

function readInto(
  values: Record<string, unknown>,
  errors: FieldError[],
  field: Field,
  name: string,
  source: Source,
): void {
  const read = readField(field, name, source);
  errors.push(...read.errors);
  if (read.value !== undefined) values[field.name] = read.value;
}

type Read = { value?: unknown; errors: FieldError[] };

function readField(field: Field, name: string, source: Source): Read {
  switch (field.kind) {
    case 'texts':
      return readTexts(field, name, source);
    case 'per-point':
      return readPoints(field, name, source);
    case 'choices':
      return readChoices(field, name, source);
    case 'file':
      return readFiles(field, name, source);
    case 'date':
    case 'moment':
      return isOnePerLine(field) ? readLines(field, name, source) : readDated(field, name, source);
    default:
      return isOnePerLine(field) ? readLines(field, name, source) : readOne(field, name, source);
  }
}

function readOne(field: Field, name: string, source: Source): Read {
  const typed = firstOf(source.body, name);
  if (typed.trim() === '') return missing(field, name);
  return settled(readSimple(field, typed, source), name);
}

function readSimple(field: Field, typed: string, source: Source): Reading<unknown> {
  switch (field.kind) {
    case 'number':
      return readNumber(typed, field.label);
    case 'money':
      return readMoney(typed, field.label);
    case 'yes-no':
      return typed === 'yes' || typed === 'no' ? { value: typed === 'yes' } : { fault: pick(field.label) };
    case 'choice':
      return readOption(field.options, typed, field.label);
    case 'person':
      return source.context.people
        ? readOption(source.context.people, typed, field.label)
        : readText(typed, field.label, LONGEST_TEXT, false);
    case 'date':
      return readDateText(typed, field.label);
    case 'moment':
      return readMomentText(typed, field.label);
    case 'long-text':
      return readText(typed, field.label, LONGEST_LONG_TEXT, true);
    default:
      return MAIL.test(field.name)
        ? readMailAddress(typed, field.label)
        : readText(typed, field.label, LONGEST_TEXT, false);
  }
}

/** Every input that is named for an e-mail address holds one: a letter would else go nowhere, and nobody be told. */
const MAIL = /(^|-)email$/;

function readMomentText(typed: string, label: string): Reading<string> {
  const [, date, time] = /^\s*(.*?)(?:(?:T|\s+)(\d{1,2}[:.]\d{2}))?\s*$/s.exec(typed) ?? [];
  return withTime(readDateText(date ?? typed, label), time ?? '', label);
}

function withTime(date: Reading<string>, typed: string, label: string): Reading<string> {
  if ('fault' in date || typed.trim() === '') return date;
  const time = readTime(typed, label);
  return 'fault' in time ? time : { value: `${date.value}T${time.value}` };
}

function readDated(field: Field, name: string, source: Source): Read {
  const names = inputNames.date(name);
  const parts = {
    day: firstOf(source.body, names.day),
    month: firstOf(source.body, names.month),
    year: firstOf(source.body, names.year),
  };
  const time = field.kind === 'moment' ? firstOf(source.body, inputNames.time(name)) : '';
  const whole = firstOf(source.body, name);
  const inParts = Object.values(parts).some((part) => part.trim() !== '');
  if (!inParts && whole.trim() !== '') return settled(readSimple(field, whole, source), names.day);
  if (!inParts && time.trim() === '') return missing(field, names.day);
  const read = withTime(readDateParts(parts, field.label), time, field.label);
  return settled(read, 'fault' in read ? `${name}-${read.at ?? 'day'}` : name);
}

/** One value per line; an error names its line. */
function readLines(field: Field, name: string, source: Source): Read {
  const lines = allOf(source.body, name).flatMap((text) => text.split(/\r\n?|\n/));
  const filled = lines.map((text, index) => ({ text, number: index + 1 })).filter(({ text }) => text.trim() !== '');
  if (filled.length === 0) return missing(field, name);
  const values: unknown[] = [];
  const errors: FieldError[] = [];
  for (const { text, number } of filled) {
    const read = readSimple(field, text, source);
    if ('fault' in read) errors.push({ field: name, message: `Line ${number}: ${read.fault}` });
    else values.push(read.value);
  }
  return errors.length > 0 ? { errors: errors.slice(0, 1) } : { value: values, errors };
}

function readChoices(field: FieldOf<'choices'>, name: string, source: Source): Read {
  const chosen = [...new Set(allOf(source.body, name).filter((value) => value !== ''))];
  if (chosen.length === 0) return missing(field, name);
  const strange = chosen.some((value) => !field.options.some((option) => option.value === value));
  return strange ? { errors: [{ field: name, message: pick(field.label) }] } : { value: chosen, errors: [] };
}

function readFiles(field: Field, name: string, source: Source): Read {
  const files = source.uploads.filter((upload) => upload.field === name);
  if (files.length === 0) return missing(field, name);
  const empty = files.find((file) => file.bytes.length === 0);
  if (empty) {
    return {
      errors: [{ field: name, message: `The file “${empty.filename}” is empty. Choose one with something in it.` }],
    };
  }
  return { value: field.multiple ? files : files[0], errors: [] };
}

function readTexts(field: FieldOf<'texts'>, name: string, source: Source): Read {
  const value: Record<string, string> = {};
  const errors: FieldError[] = [];
  for (const part of field.parts) {
    const input = inputNames.part(name, part.value);
    const asked: Field = { ...part, name: part.value, kind: 'long-text' };
    const read = readOne(asked, input, source);
    errors.push(...read.errors);
    if (typeof read.value === 'string') value[part.value] = read.value;
  }
  return Object.keys(value).length === 0 ? { errors } : { value, errors };
}

function readPoints(field: FieldOf<'per-point'>, name: string, source: Source): Read {
  const errors: FieldError[] = [];
  const value = field.points.map((point) => {
    const own: Record<string, unknown> = {};
    const faults: FieldError[] = [];
    for (const inner of field.fields) readInto(own, faults, inner, inputNames.point(name, point.n, inner.name), source);
    errors.push(...faults.map((fault) => ({ ...fault, message: `Point ${point.n}: ${fault.message}` })));
    return { n: point.n, ...own };
  });
  const answered = value.filter((own) => Object.keys(own).length > 1);
  return answered.length === 0 ? { errors } : { value: answered, errors };
}

function readOption(options: readonly Option[], typed: string, label: string): Reading<string> {
  return options.some((option) => option.value === typed) ? { value: typed } : { fault: pick(label) };
}

function settled(read: Reading<unknown>, input: string): Read {
  return 'fault' in read ? { errors: [{ field: input, message: read.fault }] } : { value: read.value, errors: [] };
}

function missing(field: Field, input: string): Read {
  return { errors: field.required ? [{ field: input, message: missingMessage(field) }] : [] };
}

function pick(label: string): string {
  return `Select ${named(label)} from the list`;
}

/** What an answer to a question is called. */
const NOUNS: Partial<Record<Field['kind'], string>> = {
  date: 'date',
  moment: 'date',
  money: 'amount',
  number: 'number',
};

/** What to do about an answer that is not there. */
function missingMessage(field: Field): string {
  const name = named(field.label, NOUNS[field.kind]);
  switch (field.kind) {
    case 'yes-no':
      return field.label.trim().endsWith('?')
        ? `Select yes or no for “${field.label.trim()}”`
        : `Select yes or no for ${name}`;
    case 'choice':
    case 'choices':
      return `Select ${name}`;
    case 'file':
      return `Choose a file for ${name}`;
    case 'date':
    case 'moment':
      return `Enter ${name}, like 27 3 2026`;
    case 'money':
      return `Enter ${name} in pounds, like 150 or 150.50`;
    case 'number':
      return `Enter ${name} as a number, like 12`;
    default:
      return `Enter ${name}`;
  }
}

const NUL = '\u0000';

/** Everything typed without NUL characters, and the names of the inputs that held one. */
function withoutNul(body: FormBody): { clean: Record<string, string | readonly string[]>; spoilt: string[] } {
  const clean: Record<string, string | readonly string[]> = Object.create(null);
  const spoilt: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue;
    if (allOf(body, name).some((text) => text.includes(NUL))) spoilt.push(name);
    clean[name] = typeof value === 'string' ? value.replaceAll(NUL, '') : value.map((text) => text.replaceAll(NUL, ''));
  }
  return { clean, spoilt };
}

function nulMessage(fields: readonly Field[], name: string): string {
  const field = fields.find(
    (one) => name === one.name || name.startsWith(`${one.name}-`) || name.startsWith(`${one.name}.`),
  );
  const subject = sentence(named(field?.label ?? 'text'));
  return `${subject} held a character that cannot be kept (NUL). We have taken it out: check the text and send it again.`;
}
