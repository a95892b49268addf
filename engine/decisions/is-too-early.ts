import { findCurrentVisit } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { findStepThat } from '../policy/find-in-pack.ts';
import { findNextStepThat, isStepDone, isStepNeeded } from './check-step.ts';
import type { Actor } from './command.ts';
import { makeContext } from './decide-command.ts';
import { type Action, listActions } from './list-actions.ts';

/** What comes after the looking into, such as an approval, could be taken before; but nobody waits for it until then. */
export function isTooEarly(standing: Standing, { command, step }: Action): boolean {
  const context = makeContext(standing, standing.asOf);
  const own = step ?? (command.does === undefined ? undefined : findNextStepThat(context, command.does));
  const investigate = findStepThat(context.stage, 'investigate');
  if (!own || !investigate || !isStepNeeded(context, investigate) || isStepDone(context, investigate)) return false;
  const order = (id: string): number => context.stage?.steps.findIndex((one) => one.id === id) ?? -1;
  return order(own.id) > order(investigate.id);
}

/**
 * The draft of the response, where the procedure asks next for an approval of it, it has been looked into, and nothing
 * was drafted in this stay in the stage: what is approved has to be written first. Empty where this person may not.
 */
export function findDraftToWrite(standing: Standing, actor: Actor, next: readonly Action[]): readonly Action[] {
  const approval = next.find(({ step }) => step?.['after-last-edit']);
  const from = findCurrentVisit(standing.state)?.opening ?? 0;
  const isWritten = standing.history.some(({ type, n }) => type === 'drafted' && n > from);
  if (!approval || isWritten || isTooEarly(standing, approval)) return [];
  return listActions(standing, actor).filter(
    ({ command, step, refusals }) => command.does === 'draft' && step === undefined && refusals.length === 0,
  );
}
