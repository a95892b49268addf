import { getOpenPoints, getUnansweredPoints, isAnybodyToWriteTo, type StepTaken } from '../case/state.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { evaluateGuard } from '../policy/evaluate-guard.ts';
import { findProcedure, findStepThat, onlySendsLetter } from '../policy/find-in-pack.ts';
import type { Step } from '../policy/schema.ts';
import { checkWho } from './check-who.ts';
import type { Actor, CaseContext } from './command.ts';
import { findWaits } from './find-waits.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Whether a step is asked for on this case: its condition holds, and there is somebody to send its letter to. */
export function isStepNeeded(context: CaseContext, step: Step): boolean {
  return !isNotPossible(context, step) && evaluateGuard(step.when, makeGuardWorld(context.standing, context.visit));
}

/** A step that only sends a letter, where nobody can be written to. */
const isNotPossible = ({ standing }: CaseContext, step: Step): boolean =>
  !isAnybodyToWriteTo(standing.state) && onlySendsLetter(standing.policy, step);

/** The times a step was taken in this visit that still count: not sent back since, and after the last edit where asked. */
export function getStepsThatCount(context: CaseContext, step: Step): readonly StepTaken[] {
  const { state } = context.standing;
  const taken = state.steps.filter((one) => one.visit === context.visit?.index && one.step === step.id);
  return taken.filter(
    (one) =>
      !isSentBack(context, step, one) &&
      (!step['after-last-edit'] || one.n > state.lastEdit) &&
      (!one.tried || step['tried-counts']),
  );
}

function isSentBack(context: CaseContext, step: Step, taken: StepTaken): boolean {
  const order = (id: string | undefined): number =>
    context.stage?.steps.findIndex((candidate) => candidate.id === id) ?? -1;
  return context.standing.state.steps.some(
    (later) =>
      later.visit === taken.visit &&
      later.back !== undefined &&
      later.n >= taken.n &&
      order(later.back) <= order(step.id),
  );
}

/** Whether a step is done: by as many different people as the pack asks, and an investigation only with all points found on. */
export function isStepDone(context: CaseContext, step: Step): boolean {
  const taken = getStepsThatCount(context, step);
  if (step.does === 'investigate' && taken.every((one) => !one.implied))
    return taken.length > 0 && areAllPointsFoundOn(context);
  const people = new Set(taken.map((one) => one.person));
  return taken.some((one) => one.implied) || people.size >= (step.who?.['how-many'] ?? 1);
}

function areAllPointsFoundOn(context: CaseContext): boolean {
  const { state } = context.standing;
  if (!context.visit || getOpenPoints(state).length === 0) return false;
  return getUnansweredPoints(state, context.visit.index).length === 0;
}

/**
 * The step of the stage that does what is asked and comes next: the first one needed and not done, else the last one
 * needed. Where a pack acknowledges twice, the same command takes the one and then the other.
 */
export function findNextStepThat(context: CaseContext, does: Step['does']): Step | undefined {
  const all = (context.stage?.steps ?? []).filter((step) => step.does === does);
  const needed = all.filter((step) => isStepNeeded(context, step));
  return needed.find((step) => !isStepDone(context, step)) ?? needed.at(-1) ?? all[0];
}

/** Steps that something must wait for and that are not done: `what` is a step id, `escalation`, or `STAGE.opens`. */
export function findStepsBefore(context: CaseContext, what: string, needs: readonly string[] = []): readonly Step[] {
  const anyTime = findProcedure(context.standing.policy, context.visit?.procedure)?.['any-time'] ?? [];
  return [...(context.stage?.steps ?? []), ...anyTime].filter((step) => {
    const waitsForIt = (step.before ?? []).includes(what) || needs.includes(step.id);
    return waitsForIt && step.id !== what && isStepNeeded(context, step) && !isStepDone(context, step);
  });
}

/** Refusals for steps that must come first, each with the clause of the step that is missing. */
export function refuseUntilDone(steps: readonly Step[]): readonly Refusal[] {
  return steps.map((step) => refuse('step-first', step, { step: step.name, id: step.id }));
}

/** Nothing was received yet, or the case is closed. */
export function checkOpen(context: CaseContext): readonly Refusal[] {
  const { status, outcome } = context.standing.state;
  if (status === 'none') return [refuse('nothing-received')];
  return status === 'closed' ? [refuse('case-closed', undefined, { outcome: outcome ?? '' })] : [];
}

/** Nothing was received yet. */
export function checkReceived(context: CaseContext): readonly Refusal[] {
  return context.standing.state.status === 'none' ? [refuse('nothing-received')] : [];
}

/**
 * Why a step cannot be taken now: no case, closed, not of this stage, not asked for here, already done, other steps
 * first, after the response, a limit not yet decided, or the wrong person.
 */
export function guardStep(
  context: CaseContext,
  actor: Actor,
  step: Step | undefined,
  missing: string,
): readonly Refusal[] {
  const closed = checkOpen(context);
  if (closed.length > 0) return [...closed, ...checkWho(context, actor, undefined)];
  if (!step) return [refuse('no-such-step', context.stage, { step: missing, stage: context.stage?.name ?? '' })];
  if (isNotPossible(context, step))
    return [refuse('nobody-to-write-to', [context.standing.policy.pack.intake.anonymous, step], { step: step.name })];
  if (!isStepNeeded(context, step)) return [refuse('step-not-needed', step, { step: step.name })];
  return [
    ...checkDone(context, actor, step),
    ...checkAnswered(context, step),
    ...checkElsewhere(context, step),
    ...refuseUntilDone(findStepsBefore(context, step.id, step.needs).filter((before) => !isBroughtAlong(step, before))),
    ...checkWaits(context, step),
    ...checkTimeLimits(context, step),
    ...checkWho(context, actor, step.who, step),
  ];
}

/**
 * A time that must be over first, such as that for comments on a draft: while it runs, the step waits until the day
 * after its last, or until it was ended before. A time that never began holds nothing up.
 *
 * Example: comments until Friday 13 March 2026, none came: from Saturday the 14th.
 */
function checkWaits(context: CaseContext, step: Step): readonly Refusal[] {
  return findWaits(context.standing, context.visit, step, context.moment.on).map(({ name, due, clause }) => ({
    code: 'time-not-over',
    clause,
    values: { step: step.name, clock: name },
    until: due,
  }));
}

/** Done already, or done by this very person where the pack asks for several. */
function checkDone(context: CaseContext, actor: Actor, step: Step): readonly Refusal[] {
  const isDraft = step.does === 'draft' && !step['for-comment'];
  if (step.repeatable || step.does === 'investigate' || isDraft) return [];
  const byThem = getStepsThatCount(context, step).some((taken) => taken.person === actor.id);
  if (!byThem && !isStepDone(context, step)) return [];
  return [refuse(step.does === 'acknowledge' ? 'already-acknowledged' : 'already-done', step, { step: step.name })];
}

/** Findings may come with the response itself: whether each point has one is judged there, point by point. */
const isBroughtAlong = (step: Step, before: Step): boolean => step.does === 'respond' && before.does === 'investigate';

const isOfStage = (context: CaseContext, step: Step): boolean =>
  context.stage?.steps.some((own) => own.id === step.id) === true;

/** After the response of a stage its steps are over; those that follow it, and those open at any time, are not. */
function checkAnswered(context: CaseContext, step: Step): readonly Refusal[] {
  const answered = context.standing.state.responses.some((response) => response.visit === context.visit?.index);
  const ofStage = isOfStage(context, step);
  const respond = findStepThat(context.stage, 'respond')?.id ?? '';
  const afterwards =
    step.needs?.includes(respond) || step.before?.some((what) => what === 'escalation' || what.endsWith('.opens'));
  return answered && ofStage && !afterwards && step.does !== 'respond'
    ? [refuse('already-answered', step, { step: step.name })]
    : [];
}

/** A matter that goes by another route instead is not worked on here; what is open at any time stays so. */
function checkElsewhere(context: CaseContext, step: Step): readonly Refusal[] {
  if (!isOfStage(context, step)) return [];
  return context.standing.routes
    .filter((route) => route.instead)
    .map(({ rule }) => refuse('goes-elsewhere', rule, { route: rule.name, sends: rule.sends ?? '' }));
}

function checkTimeLimits(context: CaseContext, step: Step): readonly Refusal[] {
  return context.standing.timeLimits.flatMap((limit) => {
    if (!limit.outside || limit.decided === true || limit.force === 'advise') return [];
    const values = { lastDay: limit.lastDay ?? '', step: step.name };
    if (limit.force === 'refuse') return [refuse('outside-time-limit', limit.rule, values)];
    return limit.rule.before.includes(step.id) ? [refuse('time-limit-not-decided', limit.rule, values)] : [];
  });
}
