import { getUnansweredPoints } from '../case/state.ts';
import type { CaseContext, Command, Input } from './command.ts';
import type { Field } from './field.ts';

/** What stands for wording that a replay does not tell. */
export const AS_TOLD = 'As told.';

/**
 * Fills in, for a happening told without its wording, what only wording can be: texts of letters and notes count as
 * written, points not named as one point, a finding not named as not upheld. Nothing that decides something is filled:
 * answers to the pack's questions other than texts, agreement, grounds, reasons from a list, dates, money. What was
 * given, even blank, stays as given.
 */
export function fillWording(context: CaseContext, command: Command, fields: readonly Field[], input: Input): Input {
  const filled = fields.flatMap((field) => {
    const given = input[field.name];
    const value =
      given === undefined ? fillField(context, command, field) : completeField(context, command, field, given);
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return { ...input, ...Object.fromEntries(filled) };
}

function fillField(context: CaseContext, command: Command, field: Field): unknown {
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return field.required || isTold(command, field) ? AS_TOLD : undefined;
    case 'texts':
      return fillParts(field, {});
    case 'list':
      return [Object.fromEntries(field.fields.filter((part) => part.required).map((part) => [part.name, AS_TOLD]))];
    case 'per-point':
      return wantsFindings(command, field) ? fillFindings(context) : fillPointWording(field);
    case 'person':
      return field.required ? 'somebody entitled' : undefined;
    case 'people':
      return field.required ? ['somebody entitled'] : undefined;
    default:
      return undefined;
  }
}

/** Parts not named, and points not named, beside those that are. */
function completeField(context: CaseContext, command: Command, field: Field, given: unknown): unknown {
  if (field.kind === 'texts') return fillParts(field, given);
  const isByPoint = typeof given === 'object' && given !== null && !Array.isArray(given);
  return wantsFindings(command, field) && isByPoint ? { ...fillFindings(context), ...given } : undefined;
}

/** Findings are due when they are recorded or the response goes, not while it is drafted. */
const wantsFindings = (command: Command, field: Field): boolean =>
  field.name === 'findings' && command.name !== 'draft';

/** Told without words, a definition names an outcome sought, an extension has a reason, and a comment says something. */
const isTold = (command: Command, field: Field): boolean =>
  (command.name === 'define' && field.name === 'outcome-sought') ||
  (command.name === 'extend' && field.name === 'reason') ||
  (command.name === 'comment-on-draft' && field.name === 'comment');

function fillParts(field: Extract<Field, { kind: 'texts' }>, given: unknown): Readonly<Record<string, unknown>> {
  const texts = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  return { ...Object.fromEntries(field.parts.map((part) => [part.value, AS_TOLD])), ...texts };
}

/** Answers point by point count as written where all of them are wording, and nothing was told of any point. */
function fillPointWording(field: Extract<Field, { kind: 'per-point' }>): unknown {
  const isWording = field.fields.every(({ kind }) => kind === 'text' || kind === 'long-text');
  if (!field.required || !isWording) return undefined;
  const answers = Object.fromEntries(field.fields.map(({ name }) => [name, AS_TOLD]));
  return Object.fromEntries(field.points.map(({ n }) => [String(n), answers]));
}

function fillFindings(context: CaseContext): Readonly<Record<string, unknown>> {
  const { state } = context.standing;
  const open = context.visit ? getUnansweredPoints(state, context.visit.index) : [];
  return Object.fromEntries(open.map(({ n }) => [String(n), { finding: 'not-upheld', reasons: AS_TOLD }]));
}
