import type { EventBody } from '../../case/events.ts';
import { getOpenPoints } from '../../case/state.ts';
import { makeGuardWorld } from '../../clocks/make-guard-world.ts';
import { isBlank } from '../../letters/find-placeholders.ts';
import { evaluateGuard } from '../../policy/evaluate-guard.ts';
import type { Outcome, Step } from '../../policy/schema.ts';
import { findStepsBefore, guardStep } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { Actor, CaseContext, Command, Input } from '../command.ts';
import type { Field } from '../field.ts';
import { foreseeLetter, partTexts, readPartTexts, refuseMissingParts } from '../foresee.ts';
import { answerOf, checkMust, factFields, factTexts, factValues, getFacts, textOf, textsOf } from '../input-values.ts';
import { checkPanelSeats } from '../panels.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { checkSeats, readSeats, SEAT_ROLES, seatFields } from '../seats.ts';
import { letterFields } from './acknowledge.ts';
import { describeChange } from './change-procedure.ts';
import { pointOptions } from './define.ts';

/**
 * A step of the landlord's own: a panel, a consultation, a conversation, a check, a sign-off. What it asks, who may
 * take it, what waits for it and where its outcomes lead all stand in the pack; no step of this kind has code.
 */
export const doStep: Command = {
  name: 'do-step',
  word: 'step-done',
  does: 'record',
  supplied: [SEAT_ROLES],
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor, step) => [
    ...guardStep(context, actor, step, ''),
    ...(step ? checkPanelSeats(context, step) : []),
  ],
  fields: (context, step) => (step ? stepFields(context, step) : []),
  decide: (context, actor, input, step) => {
    if (!step)
      return {
        events: [],
        refusals: [
          refuse('no-such-step', context.stage, {
            step: textOf(input, 'step') ?? '',
            stage: context.stage?.name ?? '',
          }),
        ],
      };
    return decideStep(context, actor, input, step);
  },
};

function stepFields(context: CaseContext, step: Step): readonly Field[] {
  const outcomes = openOutcomes(context, step);
  const choice: readonly Field[] =
    outcomes.length > 0
      ? [
          {
            name: 'outcome',
            label: '',
            required: true,
            clause: step.clause,
            kind: 'choice',
            options: outcomes.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]
      : [];
  const tried: readonly Field[] = step['tried-counts']
    ? [{ name: 'tried', label: '', required: false, kind: 'yes-no' }]
    : [];
  const perPoint = factFields(getFacts(context, step['records-per-point'] ?? []));
  const points: readonly Field[] =
    perPoint.length > 0
      ? [
          {
            name: 'points',
            label: '',
            required: true,
            kind: 'per-point',
            points: pointOptions(context),
            fields: perPoint,
          },
        ]
      : [];
  return [
    ...tried,
    ...seatFields(step),
    ...factFields(getFacts(context, factsOf(step))).map((field) => ({
      ...field,
      required: field.required && isAlwaysAsked(context, step, field.name),
    })),
    ...points,
    ...choice,
    ...letterFields(context, step.letter),
    { name: 'note', label: '', required: false, kind: 'long-text' },
  ];
}

/** Asked whatever the other answers are; the rest is judged when they are known. */
const isAlwaysAsked = (context: CaseContext, step: Step, fact: string): boolean =>
  !step['tried-counts'] && context.standing.policy.pack.facts[fact]?.when === undefined;

/** Answers that the others, or its not being a mere try, make necessary. */
function checkAnswers(context: CaseContext, step: Step, input: Input): readonly Refusal[] {
  if (step['tried-counts'] && answerOf(input, 'tried') === true) return [];
  const facts = getFacts(context, factsOf(step));
  const known = { ...context.standing.state.facts, ...factValues(facts, input) };
  const world = { ...makeGuardWorld(context.standing, context.visit), facts: known };
  return facts
    .filter((fact) => fact.required && !isAlwaysAsked(context, step, fact.id) && isUnanswered(input[fact.id]))
    .filter((fact) => evaluateGuard(fact.when, world))
    .map((fact) => refuse('field-missing', fact, { field: fact.id, label: fact.ask }));
}

/** The facts a step records, and those its outcomes ask. */
const factsOf = (step: Step): readonly string[] => [
  ...new Set([...(step.records ?? []), ...(step.outcomes ?? []).flatMap((outcome) => outcome.asks ?? [])]),
];

const openOutcomes = (context: CaseContext, step: Step): readonly Outcome[] =>
  (step.outcomes ?? []).filter((outcome) =>
    evaluateGuard(outcome.when, makeGuardWorld(context.standing, context.visit)),
  );

function decideStep(context: CaseContext, actor: Actor, input: Input, step: Step): ReturnType<Command['decide']> {
  const facts = getFacts(context, factsOf(step));
  const outcome = (step.outcomes ?? []).find((candidate) => candidate.id === textOf(input, 'outcome'));
  const texts = readPartTexts(input.parts);
  const body: Extract<EventBody, { type: 'step-done' }> = {
    type: 'step-done',
    stage: context.visit?.stage ?? '',
    step: step.id,
    outcome: outcome?.id,
    leadsTo: outcome?.['leads-to'],
    statusThen: outcome?.['status-then'],
    tried: answerOf(input, 'tried'),
    facts: { ...factValues(facts, input), ...pointFacts(context, step, input) },
    addsRole: step['adds-role'],
    seats: readSeats(step, input),
  };
  const letter = outcome?.letter ?? step.letter;
  const { procedure, 'dated-from': datedFrom } = outcome?.['leads-to'] ?? {};
  const changed = describeChange(context, procedure, undefined, datedFrom);
  return {
    events: [
      {
        body,
        texts: {
          ...textsOf(input, ['note']),
          ...factTexts(facts, input),
          ...pointTexts(context, step, input),
          ...partTexts(texts),
        },
      },
      ...(changed ? [{ body: changed }] : []),
    ],
    refusals: [
      ...checkMust(facts, input),
      ...checkAnswers(context, step, input),
      ...checkPerPoint(context, step, input),
      ...checkSeats(context, step, input),
      ...checkWho(context, actor, outcome?.who, outcome),
      ...checkOpening(context, outcome),
      ...refuseMissingParts(foreseeLetter(context, actor, letter, [{ body }], texts)),
    ],
  };
}

type PointAnswers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const pointsOf = (input: Input): PointAnswers => (input.points ?? {}) as PointAnswers;

/** Answers told point by point become facts named `fact.1`, `fact.2` …; a text is kept apart, as for any other fact. */
function pointFacts(context: CaseContext, step: Step, input: Input): Record<string, string | number | boolean> {
  const facts = getFacts(context, step['records-per-point'] ?? []);
  const given = Object.entries(pointsOf(input)).flatMap(([n, answers]) =>
    Object.entries(factValues(facts, answers)).map(([id, value]) => [`${id}.${n}`, value] as const),
  );
  return Object.fromEntries(given);
}

function pointTexts(context: CaseContext, step: Step, input: Input): Record<string, string> {
  const facts = getFacts(context, step['records-per-point'] ?? []);
  const texts = Object.entries(pointsOf(input)).flatMap(([n, answers]) =>
    Object.entries(factTexts(facts, answers)).map(([id, text]) => [`${id}.${n}`, text] as const),
  );
  return Object.fromEntries(texts);
}

function checkPerPoint(context: CaseContext, step: Step, input: Input): readonly Refusal[] {
  const ids = step['records-per-point'] ?? [];
  if (ids.length === 0) return [];
  const given = pointsOf(input);
  return getOpenPoints(context.standing.state)
    .filter(({ n }) => ids.some((id) => isUnanswered(given[String(n)]?.[id])))
    .map(({ n }) => refuse('step-lacks-point', step, { step: step.name, point: n }));
}

/** Nothing was said: no answer, or wording that holds no word. */
const isUnanswered = (answer: unknown): boolean => answer === undefined || isBlank(String(answer));

function checkOpening(context: CaseContext, outcome: Outcome | undefined): readonly Refusal[] {
  const stage = outcome?.['leads-to'].stage;
  if (stage === undefined) return [];
  return findStepsBefore(context, `${stage}.opens`).map((step) =>
    refuse('step-first', step, { step: step.name, id: step.id }),
  );
}
