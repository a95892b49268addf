import type { Standing } from '../clocks/determine-standing.ts';
import { findStepThat, getSteps } from '../policy/find-in-pack.ts';
import type { Step } from '../policy/schema.ts';
import { COMMANDS } from './all-commands.ts';
import { findNextStepThat, isStepDone, isStepNeeded } from './check-step.ts';
import type { Actor, CaseContext, Command } from './command.ts';
import { guardCommand, makeContext } from './decide-command.ts';
import type { Refusal } from './refusal.ts';

/** Something that can be done, or why it cannot be done now by this person. */
export type Action = {
  /** The command's word, and for a step of the pack's own `step-done:STEP`. */
  readonly id: string;
  readonly command: Command;
  readonly step: Step | undefined;
  readonly refusals: readonly Refusal[];
  /** What the pack asks for next: a step of this stage that is needed and not done, while the case is open. */
  readonly next: boolean;
};

/** Every action on a case, allowed or not, for one person on the day we look. */
export function listActions(standing: Standing, actor: Actor): readonly Action[] {
  const context = makeContext(standing, standing.asOf);
  return COMMANDS.flatMap((command) => {
    const own = findOwnSteps(context, command);
    const isPlain = command.does !== 'record' && own.length < 2 && !own[0]?.['for-comment'];
    if (isPlain) {
      return isOfStage(context, actor, command) ? [describeAction(context, actor, command, undefined)] : [];
    }
    return own
      .filter((step) => isStepNeeded(context, step))
      .map((step) => describeAction(context, actor, command, step));
  });
}

/** Steps that are actions of their own: the pack's own, a draft that is sent, and of several those that allocate or draft. */
function findOwnSteps({ standing, visit }: CaseContext, { does }: Command): readonly Step[] {
  if (does !== 'record' && does !== 'allocate' && does !== 'draft') return [];
  return getSteps(standing.policy, visit?.procedure, visit?.stage).filter((step) => step.does === does);
}

/** A command that takes a step is no action in a stage that has no such step; a contact can be made in any. */
function isOfStage(context: CaseContext, actor: Actor, command: Command): boolean {
  if (command.appliesTo && context.stage && !command.appliesTo(context, actor)) return false;
  if (command.does === undefined || command.does === 'contact' || !context.stage) return true;
  return findStepThat(context.stage, command.does) !== undefined;
}

function describeAction(context: CaseContext, actor: Actor, command: Command, step: Step | undefined): Action {
  const ofStage = step ?? (command.does === undefined ? undefined : findNextStepThat(context, command.does));
  const isOpen = context.standing.state.status !== 'closed';
  const next =
    isOpen &&
    ofStage !== undefined &&
    !ofStage.optional &&
    isStepNeeded(context, ofStage) &&
    !isStepDone(context, ofStage);
  const refusals = guardCommand(context, actor, command, step);
  return { id: step ? `${command.word}:${step.id}` : command.word, command, step, refusals, next };
}

/** The words of what this person may do now. */
export function listAllowed(standing: Standing, actor: Actor): readonly string[] {
  return listActions(standing, actor)
    .filter((action) => action.refusals.length === 0)
    .map((action) => action.id);
}
