import { listLetterEvents } from '../../letters/list-letter-events.ts';
import { findStepThat } from '../../policy/find-in-pack.ts';
import { RESPONSIBILITIES, type Responsibility } from '../../policy/vocabulary.ts';
import { guardStep } from '../check-step.ts';
import type { CaseContext, Command, Input, NewEvent } from '../command.ts';
import { type Field, options } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

type GivenPoint = {
  readonly text?: string;
  readonly 'outcome-sought'?: string;
  readonly responsibility?: Responsibility;
  readonly whose?: string;
};

/**
 * The complaint definition: the numbered points as the landlord understands them, the outcome sought, and what is and
 * is not its responsibility (Code 5.6, 5.7), for the whole and point by point. Defining again, before the response,
 * changes the wording and may add points; the earlier wording stays in the history. It says anew all there is to say of
 * the points it names and of the whole: what it leaves out, such as an outcome, no longer counts. Once a letter has told
 * the definition to the complainant, a change in the same stage needs a reason.
 */
export const define: Command = {
  name: 'define',
  word: 'defined',
  does: 'define',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => guardStep(context, actor, withRepeat(findStepThat(context.stage, 'define')), 'define'),
  fields: (context) => [...definitionFields(true), ...reasonField(context)],
  decide: (context, _actor, input) => {
    const none = readPoints(input).length === 0;
    const refusals = none ? [refuse('no-points', findStepThat(context.stage, 'define'))] : [];
    return { events: [definitionEvent(context, input)], refusals };
  },
};

/** What a definition consists of; `required` where the command is about nothing else. */
export function definitionFields(required: boolean): readonly Field[] {
  return [
    {
      name: 'points',
      label: '',
      required,
      kind: 'list',
      atLeast: 1,
      fields: [
        { name: 'text', label: '', required: true, kind: 'long-text' },
        { name: 'outcome-sought', label: '', required: false, kind: 'long-text' },
        { name: 'responsibility', label: '', required: false, kind: 'choice', options: options(RESPONSIBILITIES) },
        { name: 'whose', label: '', required: false, kind: 'text' },
      ],
    },
    { name: 'outcome-sought', label: '', required: false, kind: 'long-text' },
    { name: 'not-responsible-for', label: '', required: false, kind: 'long-text' },
  ];
}

/**
 * Why it changes: asked where there is a definition already, and needed once a letter of this stage has told it. What is
 * unresolved when a new stage opens is a definition of its own, and no change of the earlier one.
 */
function reasonField({ standing, visit }: CaseContext): readonly Field[] {
  const { lastDefined } = standing.state;
  if (lastDefined === 0) return [];
  const isOfThisStage = lastDefined > (visit?.opening ?? 0);
  const isTold = isOfThisStage && listLetterEvents(standing).some(({ event }) => event.n > lastDefined);
  return [{ name: 'why', label: '', required: isTold, kind: 'long-text' }];
}

/** The definition as an event. Points already there and not named again stay, for a point once made is answered or withdrawn. */
export function definitionEvent(context: CaseContext, input: Input): NewEvent {
  const given = readPoints(input);
  const numbers = given.map((_, index) => index + 1);
  const others = context.standing.state.points.map((point) => point.n).filter((n) => !numbers.includes(n));
  const step = findStepThat(context.stage, 'define')?.id ?? 'define';
  const points = [...numbers, ...others].sort((a, b) => a - b);
  const responsibility = Object.fromEntries(
    given.flatMap((point, index) => (point.responsibility ? [[String(index + 1), point.responsibility]] : [])),
  );
  const said = Object.keys(responsibility).length > 0 ? { responsibility } : {};
  const body = { type: 'defined' as const, stage: context.visit?.stage ?? '', step, points, ...said };
  const isAgain = context.standing.state.lastDefined > 0;
  return { body: { ...body, outcomeSought: isSought(input, given) }, texts: definitionTexts(input, given, isAgain) };
}

const withRepeat = <S extends { repeatable: boolean } | undefined>(step: S): S =>
  step ? { ...step, repeatable: true } : step;

function readPoints(input: Input): readonly GivenPoint[] {
  return Array.isArray(input.points) ? (input.points as readonly GivenPoint[]) : [{ text: '' }];
}

function isSought(input: Input, points: readonly GivenPoint[]): boolean {
  return textOf(input, 'outcome-sought') !== undefined || points.some((point) => point['outcome-sought'] !== undefined);
}

/** The wording of a definition. Defined again, what is left out is recorded as empty, so that earlier words end. */
function definitionTexts(input: Input, points: readonly GivenPoint[], isAgain: boolean): Record<string, string> {
  const told: [string, string | undefined][] = [
    ...points.flatMap((point, index): [string, string | undefined][] => [
      [`point.${index + 1}.outcome-sought`, point['outcome-sought'] || undefined],
      [`point.${index + 1}.whose`, point.whose || undefined],
    ]),
    ['outcome-sought', textOf(input, 'outcome-sought')],
    ['not-responsible-for', textOf(input, 'not-responsible-for')],
  ];
  return {
    ...Object.fromEntries(points.flatMap(({ text }, index) => (text ? [[`point.${index + 1}`, text]] : []))),
    ...Object.fromEntries(told.flatMap(([name, text]) => (text === undefined && !isAgain ? [] : [[name, text ?? '']]))),
    ...textsOf(input, ['why']),
  };
}

/** The points a case has, as options for forms. */
export const pointOptions = (context: CaseContext): readonly { n: number; label: string }[] =>
  context.standing.state.points.filter((point) => !point.withdrawn).map(({ n }) => ({ n, label: '' }));
