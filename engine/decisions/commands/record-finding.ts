import { findStepThat } from '../../policy/find-in-pack.ts';
import { FINDINGS, type Finding } from '../../policy/vocabulary.ts';
import { guardStep } from '../check-step.ts';
import type { CaseContext, Command, Input, NewEvent } from '../command.ts';
import { type Field, options } from '../field.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { pointOptions } from './define.ts';

/**
 * What was found on each point: upheld, partially upheld or not upheld, with the reasons, and what they rest on: a
 * policy, the tenancy, a law, and where it fits a clause of the landlord's own text. Each person who finds on a point
 * has taken part in the stage. A finding may be changed until the response goes. A clause that the text does not have is
 * refused.
 */
export const recordFinding: Command = {
  name: 'record-finding',
  word: 'finding-recorded',
  does: 'investigate',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => guardStep(context, actor, findStepThat(context.stage, 'investigate'), 'investigate'),
  fields: (context) => [withBasis(findingsField(context, true))],
  decide: (context, _actor, input) => {
    const events = findingEvents(context, input);
    return { events, refusals: checkClauses(context, events) };
  },
};

/** The findings with what each rests on; a draft and a response bring only the finding and its reasons. */
const withBasis = (field: Field): Field =>
  field.kind !== 'per-point'
    ? field
    : {
        ...field,
        fields: [
          ...field.fields,
          { name: 'rests-on', label: '', required: false, kind: 'long-text' },
          { name: 'clause', label: '', required: false, kind: 'text' },
        ],
      };

function checkClauses({ standing }: CaseContext, events: readonly NewEvent[]): readonly Refusal[] {
  return events.flatMap(({ body }) =>
    body.type === 'finding-recorded' && body.clause !== undefined && !standing.policy.anchors.has(body.clause)
      ? [refuse('no-such-clause', undefined, { point: body.point, given: body.clause })]
      : [],
  );
}

/** One finding and its reasons for each open point. */
export function findingsField(context: CaseContext, required: boolean): Field {
  return {
    name: 'findings',
    label: '',
    required,
    kind: 'per-point',
    points: pointOptions(context),
    fields: [
      { name: 'finding', label: '', required: true, kind: 'choice', options: options(FINDINGS) },
      { name: 'reasons', label: '', required: false, kind: 'long-text' },
    ],
  };
}

type GivenFinding = {
  readonly finding?: Finding;
  readonly reasons?: string;
  readonly 'rests-on'?: string;
  readonly clause?: string;
};

/** An event for each finding given that differs from the one there, or brings reasons. */
export function findingEvents(context: CaseContext, input: Input): readonly NewEvent[] {
  const step = findStepThat(context.stage, 'investigate')?.id ?? 'investigate';
  const stage = context.visit?.stage ?? '';
  const given = (input.findings ?? {}) as Readonly<Record<string, GivenFinding>>;
  return Object.entries(given).flatMap(([point, { finding, reasons, 'rests-on': basis, clause }]) => {
    if (!finding) return [];
    const texts = { ...(reasons && { reasons }), ...(basis && { 'rests-on': basis }) };
    const filled = Object.keys(texts);
    const more = { ...(filled.length > 0 && { filled }), ...(clause && { clause }) };
    return [
      { body: { type: 'finding-recorded' as const, stage, step, point: Number(point), finding, ...more }, texts },
    ];
  });
}

/**
 * The findings that a draft or a response brings along, as far as they are news: a form that shows what was found before
 * sends it back, and whoever drafts or sends has not found it a second time.
 */
export function newFindingEvents(context: CaseContext, input: Input): readonly NewEvent[] {
  const { points } = context.standing.state;
  return findingEvents(context, input).filter(({ body }) => {
    const known = body.type === 'finding-recorded' && points.find((point) => point.n === body.point);
    return !known || known.findings[context.visit?.index ?? -1] !== body.finding;
  });
}
