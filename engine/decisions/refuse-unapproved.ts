import { findStepThat } from '../policy/find-in-pack.ts';
import { isStepDone, isStepNeeded } from './check-step.ts';
import type { CaseContext } from './command.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * Why a response cannot go with other words or findings than those that were approved: one refusal for each step of the
 * stage that the response waits for, that counts only after the last edit and that was done, with its clause. Whether
 * anything differs, the caller tells. Where the step was not done, the response is refused for that.
 */
export function refuseUnapproved(context: CaseContext): readonly Refusal[] {
  const respond = findStepThat(context.stage, 'respond');
  return (context.stage?.steps ?? [])
    .filter((step) => step['after-last-edit'] && respond && (step.before ?? []).includes(respond.id))
    .filter((step) => isStepNeeded(context, step) && isStepDone(context, step))
    .map((step) => refuse('changed-after-approval', step, { step: step.name }));
}
