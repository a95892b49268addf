import { isStepDone } from './check-step.ts';
import type { CaseContext } from './command.ts';
import { findApprovalSteps } from './list-approvals.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * Why a response cannot go with other words or findings than those that were approved: one refusal for each approval
 * that was given and that an edit undoes, with its clause. Whether anything differs, the caller tells. Where the step was
 * not done, the response is refused for that.
 */
export function refuseUnapproved(context: CaseContext): readonly Refusal[] {
  return findApprovalSteps(context)
    .filter((step) => isStepDone(context, step))
    .map((step) => refuse('changed-after-approval', step, { step: step.name }));
}
