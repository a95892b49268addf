import type { z } from 'zod';
import { didYouMean, type Fault, findNearest, getAt, listWords, type Path } from './fault.ts';
import type { packSchema } from './schema.ts';
import { UNITS } from './vocabulary.ts';
import { findKnownKeys, getKind } from './walk-pack.ts';

type Issue = z.core.$ZodIssue;
/** Any of the schemas of this folder; the pack's where none is named. */
export type AnySchema = typeof packSchema | z.ZodType;

const SHAPES: Readonly<Record<string, string>> = {
  limit:
    '`10 working-days`, `none`, `{ is: 10 working-days }`, `{ as-agreed: true, at-most: … }`, `{ with: CLOCK }`, or `{ unknown: true, assumption: … }`',
  starts: 'an event such as `received`, `STEP.done`, or `{ earliest-of: […] }`, `{ latest-of: […] }`',
  stops: 'an event such as `response-issued`, `STEP.done`, or `{ earliest-of: […] }`, `{ latest-of: […] }`',
  who: 'the id of a role, or `{ role: … }`, `{ any-of: […] }`, `{ at-or-above: … }` with its conditions',
  'overdue-who': 'the id of a role, or `{ role: … }`, `{ any-of: […] }`, `{ at-or-above: … }`',
  decides: 'the id of a role, or `{ role: … }`, `{ any-of: […] }`, `{ at-or-above: … }`',
  'leads-to': '`closes`, `goes-on`, `{ stage: … }`, `{ back: STEP }` or `{ procedure: … }`',
  'on-lapse': '`breach`, `{ opens: STAGE }` or `{ closes: OUTCOME }`',
  when: 'one of `fact`, `finding`, `service`, `channel`, `kind`, `condition`, `all-of`, `any-of`, `none-of`',
  unless: 'one of `fact`, `finding`, `service`, `channel`, `kind`, `condition`, `all-of`, `any-of`, `none-of`',
  within: '`20 working-days` or `none`',
  grounds: '`as-not-accepted`, or a list of ids of grounds',
  'opens-at': 'entries `{ when: …, stage: … }`, and last `{ otherwise: STAGE }`',
  'letters-to': 'entries `{ when: …, to: [complainant, representative] }`, and last `{ otherwise: […] }`',
  signposting: 'entries `{ when: …, ombudsman: … }`, and last `{ otherwise: OMBUDSMAN }`',
};
const KINDS_OF_VALUE: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};
const WHY_SHAPE = 'The engine reads only what the pack language knows; anything else would be a rule that is not run.';

/** What the schema finds wrong with a value, in plain words. `raw` is what was read, before anything was spelled out. */
export function describeShapeFaults(issues: readonly Issue[], raw: unknown, schema?: AnySchema): Fault[] {
  return issues.flatMap((issue) => describeIssue(issue, [], raw, schema));
}

function describeIssue(issue: Issue, base: Path, raw: unknown, schema?: AnySchema): Fault[] {
  const path = [...base, ...issue.path.filter((key) => typeof key !== 'symbol')];
  const value = getAt(raw, path);
  if (issue.code === 'invalid_union') return describeUnion(issue, path, raw, schema);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, schema));
  if (value === undefined) return [missing(path, issue)];
  if (issue.code === 'invalid_format' && issue.message.startsWith('a number and a unit'))
    return [badPeriod(path, value)];
  if (issue.code === 'invalid_format') return [wrongForm(path, value, issue.message)];
  if (issue.code === 'invalid_value') return [notAChoice(path, value, issue.values.map(String))];
  if (issue.code === 'invalid_key') return [wrongForm(path, path.at(-1), 'lower-case letters, digits and hyphens')];
  if (issue.code === 'invalid_type') return [wrongType(path, value, issue.expected)];
  if (issue.code === 'too_small') return [tooSmall(path)];
  return [
    { path, what: `\`${getKind(path)}\` is not as it must be: ${issue.message}.`, why: WHY_SHAPE, mend: 'Correct it.' },
  ];
}

/** Of the ways a value may be written, tells what is wrong with the one that was most likely meant. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, raw: unknown, schema?: AnySchema): Fault[] {
  const value = getAt(raw, path);
  if (value === undefined) return [missing(path, issue)];
  const failsAtOnce = (branch: readonly Issue[]) =>
    branch.some((inner) => inner.path.length === 0 && inner.code !== 'unrecognized_keys');
  const meant = issue.errors.filter((branch) => !failsAtOnce(branch)).toSorted((a, b) => weigh(a) - weigh(b))[0];
  if (meant) return meant.flatMap((inner) => describeIssue(inner, path, raw, schema));
  const period = issue.errors.flat().find((inner) => inner.message.startsWith('a number and a unit'));
  if (period && typeof value === 'string') return [badPeriod(path, value)];
  const form = issue.errors.flat().find((inner) => inner.code === 'invalid_format' && inner.path.length === 0);
  if (form && typeof value === 'string') return [wrongForm(path, value, form.message)];
  const shape = SHAPES[getKind(path)] ?? 'one of the forms that the reference of packs lists';
  return [{ path, what: `\`${getKind(path)}\` cannot be ${show(value)}.`, why: WHY_SHAPE, mend: `Write ${shape}.` }];
}

/** A form that lacks a key is further from what was meant than one with a key too many. */
const weigh = (branch: readonly Issue[]): number =>
  branch.reduce((sum, inner) => sum + (inner.code === 'unrecognized_keys' ? inner.keys.length * 2 : 1), 0);

function unknownKey(path: Path, key: string, schema?: AnySchema): Fault {
  const known = findKnownKeys(path, schema);
  const near = findNearest(key, known);
  return {
    path: [...path, key],
    what: `\`${key}\` is not a key that is known here.`,
    why: WHY_SHAPE,
    mend: near ? `Did you mean \`${near}\`?` : `Known here: ${listWords(known, 40)}. Correct the key or take it out.`,
  };
}

function missing(path: Path, issue: Issue): Fault {
  const key = String(path.at(-1) ?? '');
  const expected = issue.code === 'invalid_type' ? (KINDS_OF_VALUE[issue.expected] ?? issue.expected) : 'a value';
  return {
    path,
    what: `\`${key}\` is missing.`,
    why: `Nothing stands in for it: ${describeParent(path)} needs it.`,
    mend: `Add \`${key}:\` with ${SHAPES[key] ?? expected}.`,
  };
}

const describeParent = (path: Path): string => {
  const parent = getKind(path.slice(0, -1));
  return parent === '' ? 'the file' : `each entry of \`${parent}\``;
};

function badPeriod(path: Path, value: unknown): Fault {
  const unit = typeof value === 'string' ? value.replace(/^\s*\d+\s*/, '').replace(/s$/, '') : '';
  const plain = unit === 'day' ? 'Say which days: `working-days` or `calendar-days`. ' : didYouMean(unit, UNITS);
  return {
    path,
    what: `${show(value)} is not a length of time.`,
    why: 'A due date can only be counted from a number and a unit that says which days are counted.',
    mend: `${plain}Write a number and a unit, like \`10 working-days\`; the units are ${listWords(UNITS)}.`,
  };
}

function wrongForm(path: Path, value: unknown, form: string): Fault {
  return {
    path,
    what: `${show(value)} does not have the form of \`${getKind(path)}\`.`,
    why: 'Ids, dates and times are compared letter by letter.',
    mend: `Write ${form}.`,
  };
}

function notAChoice(path: Path, value: unknown, choices: readonly string[]): Fault {
  return {
    path,
    what: `${show(value)} is not one of the choices for \`${getKind(path)}\`.`,
    why: WHY_SHAPE,
    mend: `${didYouMean(String(value), choices)}The choices are ${listWords(choices, 40)}.`,
  };
}

function wrongType(path: Path, value: unknown, expected: string): Fault {
  const number = expected === 'string' && typeof value === 'number';
  const mend = number
    ? `Put it in quotes: \`"${value}"\`. Check the end: without quotes 6.10 is read as 6.1.`
    : `Write ${SHAPES[getKind(path)] ?? KINDS_OF_VALUE[expected] ?? expected}.`;
  const is = KINDS_OF_VALUE[expected] ?? expected;
  return { path, what: `\`${getKind(path)}\` must be ${is}, and is ${show(value)}.`, why: WHY_SHAPE, mend };
}

function tooSmall(path: Path): Fault {
  return {
    path,
    what: `\`${getKind(path)}\` is empty or too small.`,
    why: 'An empty value says nothing that could be run.',
    mend: 'Fill it in, or take the whole key out where the language lets it be absent.',
  };
}

/** A value in a sentence: short, never a whole block. */
function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'empty';
  if (typeof value === 'object') return 'a group of keys';
  const words = String(value);
  return typeof value === 'string' ? `“${words.slice(0, 60)}”` : words;
}
