import type { Moment } from '../case/events.ts';
import { findCurrentVisit, findVisit } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { describeSource, findStage, findStep, findStepThat } from '../policy/find-in-pack.ts';
import type { Source, Step } from '../policy/schema.ts';
import { checkActing } from './check-acting.ts';
import type { Actor, CaseContext, Command, Decision, Input } from './command.ts';
import { readInput } from './read-input.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What somebody wants to do on a case. `stage` names an earlier stage for what is recorded late; `step` a pack's own step. */
export type Wish = {
  readonly command: Command;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly input: Input;
  readonly stage?: string | undefined;
  readonly step?: string | undefined;
};

/** The context a wish is decided in: the visit of the stage it names, or the current one. */
export function makeContext(standing: Standing, moment: Moment, stage?: string): CaseContext {
  const visit =
    (stage !== undefined ? findVisit(standing.state, stage) : undefined) ?? findCurrentVisit(standing.state);
  return { standing, moment, visit, stage: visit && findStage(standing.policy, visit.procedure, visit.stage) };
}

/** The step of the pack that a wish is about, for steps without code of their own. */
export function findWishedStep(context: CaseContext, step: string | undefined): Step | undefined {
  return step === undefined
    ? undefined
    : findStep(context.standing.policy, context.visit?.procedure, context.visit?.stage, step);
}

/**
 * Decides a wish on the standing of its moment: the events it would record and every reason against it, from the
 * moment itself, the command's guard, what was filled in, and the decision. What was filled in wrongly still yields
 * the events it can, as far as it has the form asked for, so that a history told afterwards loses nothing.
 */
export function decideCommand(standing: Standing, wish: Wish): Decision {
  const context = makeContext(standing, wish.moment, wish.stage);
  const step = findWishedStep(context, wish.step);
  const { command, actor, input } = wish;
  const fields = command.fields(context, step);
  const told = Object.entries(input).filter(([name]) => !command.supplied?.includes(name));
  const read = readInput(fields, Object.fromEntries(told));
  const usable = Object.entries(input).filter(([name]) => !read.misshapen.includes(name));
  const decision = command.decide(context, actor, { ...Object.fromEntries(usable), ...read.values }, step);
  const impossible = checkMoment(context, command);
  const against = [...guardCommand(context, actor, command, step), ...read.refusals, ...decision.refusals];
  const refusals = impossible.length > 0 ? impossible : dropRepeated(against);
  return { ...decision, refusals: nameClauses(refusals, context, command, step) };
}

/**
 * The refusals, each with a clause: where one rests on no clause of its own, such as a day that has not come, it names
 * the clause of the procedure that what was wished stands under.
 */
export function nameClauses(
  refusals: readonly Refusal[],
  context: CaseContext,
  command: Command,
  step?: Step,
): readonly Refusal[] {
  const clause = describeSource(...findSourcesOf(context, command, step));
  return refusals.map((refusal) => ({ ...refusal, clause: refusal.clause ?? clause }));
}

function findSourcesOf(
  { standing, stage }: CaseContext,
  command: Command,
  step?: Step,
): readonly (Source | undefined)[] {
  const { pack } = standing.policy;
  return [
    step,
    command.does && findStepThat(stage, command.does),
    command.word.startsWith('escalation-') ? stage?.escalation : undefined,
    ['promise-made', 'payment-made', 'award-asked', 'award-decided'].includes(command.word) ? pack.remedies : undefined,
    stage,
    pack.intake.definition,
  ];
}

/**
 * Why a command cannot be taken now by this person: some take none at all (`checkActing`), somebody outside the landlord
 * none of the landlord's; for the others the command's own guard answers.
 */
export function guardCommand(context: CaseContext, actor: Actor, command: Command, step?: Step): readonly Refusal[] {
  const barred = [...checkActing(context, actor, command.isTheirs?.(context, actor)), ...checkOutsider(actor, command)];
  return barred.length > 0 ? barred : command.guard(context, actor, step);
}

/** What the landlord does, nobody outside it does: a resident, their representative, an ombudsman, another body. */
function checkOutsider(actor: Actor, command: Command): readonly Refusal[] {
  const isOutside = actor.kind !== 'staff' && actor.kind !== 'system';
  return isOutside && command.takenBy === 'landlord' ? [refuse('for-the-landlord')] : [];
}

/** The same reason is given once, however many rules it breaks in the same words. */
function dropRepeated(refusals: readonly Refusal[]): readonly Refusal[] {
  const seen = new Set<string>();
  return refusals.filter((refusal) => {
    const key = JSON.stringify([refusal.code, refusal.values]);
    return seen.has(key) ? false : seen.add(key);
  });
}

function checkMoment(context: CaseContext, command: Command): readonly Refusal[] {
  const { on } = context.moment;
  const { asOf, state } = context.standing;
  if (on > asOf.on) return [refuse('in-the-future', undefined, { on, asOf: asOf.on })];
  const before = state.received !== undefined && on < state.received.on && command.word !== 'received';
  return before ? [refuse('before-receipt', undefined, { on, received: state.received?.on ?? '' })] : [];
}
