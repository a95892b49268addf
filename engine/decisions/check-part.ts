import type { CaseEvent, EventType } from '../case/events.ts';
import type { StepTaken } from '../case/state.ts';
import { findStage, findStep } from '../policy/find-in-pack.ts';
import type { Who } from '../policy/schema.ts';
import type { Actor, CaseContext } from './command.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What a person does of a stage's own work; taking in, notes and updates are no part of it. */
const PARTS: readonly EventType[] = [
  'defined',
  'acknowledged',
  'allocated',
  'step-done',
  'finding-recorded',
  'drafted',
  'response-issued',
  'verbal-response-given',
  'extended',
  'time-agreed',
  'escalation-accepted',
  'escalation-refused',
];
const ESCALATION: readonly EventType[] = ['escalation-accepted', 'escalation-refused'];

/** Whether an event is a part that somebody of the landlord took in the work on a case. */
export function isPart(event: CaseEvent): boolean {
  return event.by.kind === 'staff' && (PARTS.includes(event.type) || (event.type === 'contacted' && 'step' in event));
}

/**
 * What of `not-who` this person did on the case, by person and not by title: a step or a seat in it, an extension
 * (`stage-1.extension`), the decision on the escalation (`stage-1.escalation`), or any part at all (`stage-1.any-part`).
 */
export function checkTookPart(context: CaseContext, actor: Pick<Actor, 'id'>, who: Who): readonly Refusal[] {
  return (who['not-who'] ?? []).flatMap((ref) => checkRef(context, actor, who, ref));
}

function checkRef(context: CaseContext, { id }: Pick<Actor, 'id'>, who: Who, ref: string): readonly Refusal[] {
  const [stage, what] = splitRef(context, ref);
  const { history } = context.standing;
  const did = (test: (event: CaseEvent) => boolean): boolean =>
    history.some((event) => 'stage' in event && event.stage === stage && event.by.id === id && test(event));
  const values = { stage: describeStage(context, stage) };
  if (what === 'any-part')
    return did(isPart) || wasSeated(context, stage, id) ? [refuse('took-any-part', who, values)] : [];
  if (what === 'escalation' && !isStep(context, stage, what))
    return did(({ type }) => ESCALATION.includes(type)) ? [refuse('took-escalation-decision', who, values)] : [];
  if (did((event) => event.type === 'extended' && event.rule === what)) return [refuse('took-extension', who, values)];
  return findStepsTaken(context, ref).some((taken) => isBy(taken, id))
    ? [refuse('took-part', who, { step: describeStep(context, ref) })]
    : [];
}

/** Whether a person took a step, or sat in it. */
function isBy({ person, seats = [] }: StepTaken, id: string): boolean {
  return person === id || seats.some((seat) => seat.person === id);
}

function wasSeated({ standing }: CaseContext, stage: string | undefined, id: string): boolean {
  return standing.state.steps.some((taken) => taken.stage === stage && isBy(taken, id));
}

/** Steps taken that a reference names: `investigate` in the current stage, `stage-1.investigate` in any visit of it. */
export function findStepsTaken(context: CaseContext, ref: string): readonly StepTaken[] {
  const [stage, step] = splitRef(context, ref);
  return context.standing.state.steps.filter(
    (taken) => taken.step === step && (stage === undefined || taken.stage === stage),
  );
}

function splitRef(context: CaseContext, ref: string): readonly [string | undefined, string] {
  const [first, second] = ref.split('.');
  return second === undefined ? [context.stage?.id, first ?? ''] : [first, second];
}

const procedureOf = ({ standing, visit }: CaseContext): string | undefined =>
  visit?.procedure ?? standing.state.procedure;

function isStep(context: CaseContext, stage: string | undefined, step: string): boolean {
  return findStep(context.standing.policy, procedureOf(context), stage, step) !== undefined;
}

function describeStage(context: CaseContext, stage: string | undefined): string {
  return findStage(context.standing.policy, procedureOf(context), stage)?.name ?? stage ?? '';
}

/** A step by its stage and name, for reasons that speak of it. */
export function describeStep(context: CaseContext, ref: string): string {
  const [stage, step] = splitRef(context, ref);
  const name = findStep(context.standing.policy, procedureOf(context), stage, step)?.name ?? step;
  return `${describeStage(context, stage)}: ${name}`;
}
