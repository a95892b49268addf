import {
  addCalendarDays,
  addWorkingDays,
  type CaseContext,
  evaluateGuard,
  type Field,
  type Input,
  makeGuardWorld,
} from '../../engine/index.ts';
import type { Stories, Story } from './load-stories.ts';
import type { Random } from './random.ts';

/** What a form of the demo is filled from. */
export type Filling = {
  readonly context: CaseContext;
  readonly stories: Stories;
  readonly story: Story;
  readonly random: Random;
  /** Answers that the plan of the case asks for, by field. */
  readonly wishes: Input;
  /** Facts of the pack that decide something: answered plainly unless the plan asks otherwise. */
  readonly deciding: ReadonlySet<string>;
  /** Facts that say why somebody unusual does it: answered only where that is wanted. */
  readonly reasons: { readonly facts: ReadonlySet<string>; readonly isWanted: boolean };
  readonly people: readonly string[];
};

/**
 * Fills the fields of a command as a careful officer would: every required one, letters whole, questions that decide
 * the way of the case answered as the plan says and else with no, or the first choice. Optional questions that decide
 * nothing are answered about half the time.
 */
export function fillFields(fields: readonly Field[], filling: Filling): Input {
  const filled: Record<string, unknown> = {};
  for (const field of fields) {
    const isReason = filling.reasons.facts.has(field.name);
    if (isReason && !filling.reasons.isWanted) continue;
    const wished = filling.wishes[field.name];
    if (wished === undefined && isBesideThePoint(field, filling, filled)) continue;
    const required = field.required || isReason || isNeeded(field, filling, filled);
    const value = wished ?? fillField({ ...field, required }, filling);
    if (value !== undefined) filled[field.name] = value;
  }
  return filled;
}

/** At receipt every question is offered: one whose condition does not hold, as the others are answered, stays open. */
function isBesideThePoint({ name }: Field, { context }: Filling, filled: Readonly<Record<string, unknown>>): boolean {
  const { policy, state } = context.standing;
  const fact = policy.pack.facts[name];
  if (fact?.when === undefined || state.status !== 'none') return false;
  const told = (field: string): string | undefined => (typeof filled[field] === 'string' ? filled[field] : undefined);
  const world = { service: told('service'), channel: told('channel'), kind: told('kind'), finding: undefined };
  const condition = (name: string): boolean => filled[name] === true;
  return !evaluateGuard(fact.when, { ...world, facts: filled as typeof state.facts, condition });
}

/** A question of a step that must be answered as the others are now, or unless they could not be reached. */
function isNeeded({ name }: Field, { context }: Filling, filled: Readonly<Record<string, unknown>>): boolean {
  const { policy, state } = context.standing;
  const fact = policy.pack.facts[name];
  if (!fact?.required || !context.stage?.steps.some(({ id }) => id === fact.at)) return false;
  const facts = { ...state.facts, ...(filled as typeof state.facts) };
  return evaluateGuard(fact.when, { ...makeGuardWorld(context.standing, context.visit), facts });
}

function fillField(field: Field, filling: Filling): unknown {
  const { random, deciding } = filling;
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return fillText(field, filling);
    case 'yes-no':
      return fillAnswer(field, filling);
    case 'date':
    case 'moment':
      return field.required ? chooseDate(field, filling) : undefined;
    case 'number':
    case 'money':
      return field.required ? random.between(1, 4) * 2500 : undefined;
    case 'person':
      return field.required ? random.pick(filling.people) : undefined;
    case 'people':
      return field.required ? [random.pick(filling.people)] : undefined;
    case 'choice':
      return field.required || deciding.has(field.name) ? chooseOption(field, filling) : undefined;
    case 'choices':
      return field.required ? field.options.slice(0, 1).map(({ value }) => value) : undefined;
    case 'texts':
      return Object.fromEntries(
        field.parts.map((part) => [part.value, findWording({ ...part, name: part.value }, filling)]),
      );
    case 'per-point':
      return fillPoints(field, filling);
    case 'list':
      return [Object.fromEntries(Object.entries(fillFields(field.fields, filling)))];
    case 'file':
      return undefined;
    default:
      return field satisfies never;
  }
}

/** Told by whoever complains, wherever there is room for it. */
const TOLD = ['subject', 'outcome-sought', 'what-is-unresolved', 'what-was-said'];

function fillText(field: Field, filling: Filling): string | undefined {
  const isWanted = field.required || TOLD.includes(field.name);
  if (!isWanted && (filling.deciding.has(field.name) || !isAsked(field, filling))) return undefined;
  return findWording(field, filling) || undefined;
}

// Fields of ours without a label (why, note …) stay empty: what stands there belongs to what was done.
const isAsked = (field: Field, { random }: Filling): boolean => field.label !== '' && random.chance(0.5);

function fillAnswer(field: Field, { context, deciding }: Filling): boolean | undefined {
  const fact = context.standing.policy.pack.facts[field.name];
  if (fact?.must !== undefined) return fact.must === true || fact.must === 'yes';
  if (field.name === 'agreed' || field.name === 'accepted' || field.name === 'related') return true;
  return field.required || deciding.has(field.name) ? false : undefined;
}

function chooseDate({ name, label }: Field, { context, random }: Filling): string {
  const { calendar, state } = context.standing;
  const today = context.moment.on;
  if (/next|review|until|agree|by when|\bto\b/i.test(`${name} ${label}`))
    return addWorkingDays(calendar, today, random.between(4, 8)).date;
  return addCalendarDays(state.received?.on ?? today, -random.between(0, 20));
}

type Choice = { readonly name: string; readonly options: readonly { readonly value: string }[] };

function chooseOption(field: Choice, { random, deciding }: Filling): string | undefined {
  if (field.options.length === 0) return undefined;
  // What a pack names first is what usually happens.
  const isUsual = deciding.has(field.name) || random.chance(0.7);
  return isUsual ? field.options[0]?.value : random.pick(field.options).value;
}

function fillPoints(field: Extract<Field, { kind: 'per-point' }>, filling: Filling): unknown {
  if (!field.required) return undefined;
  return Object.fromEntries(
    field.points.map(({ n }) => [String(n), fillFields(field.fields, { ...filling, deciding: new Set() })]),
  );
}

/** The wording of the stories for a question, by its name and label. */
export function findWording(
  field: { name: string; label: string; hint?: string | undefined },
  filling: Filling,
): string {
  const { stories, story, context, random } = filling;
  const own = findOwnWording(field.name, stories, story, random);
  if (own !== undefined) return own;
  const asked = `${field.name} ${field.label}`;
  const found = stories.wording.find(({ match }) => new RegExp(match, 'i').test(asked));
  if (field.name === 'reasons') return describeReasons(story, context);
  if (found === undefined) return stories.otherwise;
  if ('text' in found) return found.text;
  return found.told === 'reasons' ? describeReasons(story, context) : story[found.told] || stories.otherwise;
}

function findOwnWording(name: string, stories: Stories, story: Story, random: Random): string | undefined {
  const own: Readonly<Record<string, string>> = {
    subject: story.subject,
    'what-happened': story['what-happened'],
    'outcome-sought': story['outcome-sought'],
    'what-is-unresolved': story.unresolved,
    'what-is-wrong': story.unresolved,
    'how-to-resolve': story['outcome-sought'],
    what: story.promise,
    learning: story.learning,
    evidence: 'The tenant rang to say that it was done, and there are photographs on the file.',
    news: 'The work has been put off by a week because a part is late. The tenant was told by telephone.',
    reference: 'BACS run of the week',
    conversation: stories.reached,
    'what-was-said': stories.reached,
  };
  if (name === 'text') return random.pick(stories.notes);
  return own[name];
}

/** One text for the reasons of a letter, from the findings there are on each point. */
function describeReasons(story: Story, { standing, visit }: CaseContext): string {
  const found = standing.state.points.map((point, index) => {
    const finding = (visit && point.findings[visit.index]) ?? 'not-upheld';
    return story.points[index % story.points.length]?.[finding] ?? '';
  });
  return found.join(' ') || 'We read the records and found that they agree with what you told us.';
}
