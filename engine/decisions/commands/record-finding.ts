import { findStepThat } from '../../policy/find-in-pack.ts';
import { FINDINGS, type Finding } from '../../policy/vocabulary.ts';
import { guardStep } from '../check-step.ts';
import type { CaseContext, Command, Input, NewEvent } from '../command.ts';
import { type Field, options } from '../field.ts';
import { pointOptions } from './define.ts';

/**
 * What was found on each point: upheld, partially upheld or not upheld, with the reasons. Each person who finds on a
 * point has taken part in the stage. A finding may be changed until the response goes.
 */
export const recordFinding: Command = {
  name: 'record-finding',
  word: 'finding-recorded',
  does: 'investigate',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => guardStep(context, actor, findStepThat(context.stage, 'investigate'), 'investigate'),
  fields: (context) => [findingsField(context, true)],
  decide: (context, _actor, input) => ({ events: findingEvents(context, input), refusals: [] }),
};

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

type GivenFinding = { readonly finding?: Finding; readonly reasons?: string };

/** An event for each finding given that differs from the one there, or brings reasons. */
export function findingEvents(context: CaseContext, input: Input): readonly NewEvent[] {
  const step = findStepThat(context.stage, 'investigate')?.id ?? 'investigate';
  const stage = context.visit?.stage ?? '';
  const given = (input.findings ?? {}) as Readonly<Record<string, GivenFinding>>;
  return Object.entries(given).flatMap(([point, { finding, reasons }]) => {
    if (!finding) return [];
    const texts = reasons ? { reasons } : {};
    return [{ body: { type: 'finding-recorded' as const, stage, step, point: Number(point), finding }, texts }];
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
