import type { Moment } from '../case/events.ts';
import { findStepThat } from '../policy/find-in-pack.ts';
import type { Step } from '../policy/schema.ts';
import { getStepsThatCount, isStepDone, isStepNeeded } from './check-step.ts';
import type { CaseContext } from './command.ts';

/** A step that the response waits for and that counts only for the words and findings as they were then. */
export type Approval = {
  readonly step: Step;
  readonly done: boolean;
  /** Who did it in this stay in the stage, the latest last, and whether it still counts. */
  readonly given: readonly ApprovalGiven[];
};

export type ApprovalGiven = Moment & { readonly person: string; readonly n: number; readonly counts: boolean };

/** The steps of the stage, in order, that the response waits for, that this case needs, and that an edit undoes. */
export function findApprovalSteps(context: CaseContext): readonly Step[] {
  const respond = findStepThat(context.stage, 'respond');
  return (context.stage?.steps ?? [])
    .filter((step) => step['after-last-edit'] && respond && (step.before ?? []).includes(respond.id))
    .filter((step) => isStepNeeded(context, step));
}

/**
 * How the approvals of the response stand: who gave which and when, and which of them an edit has undone since. Empty
 * where the procedure of the stage asks for none.
 */
export function listApprovals(context: CaseContext): readonly Approval[] {
  const { steps } = context.standing.state;
  return findApprovalSteps(context).map((step) => {
    const counted = new Set(getStepsThatCount(context, step).map(({ n }) => n));
    const given = steps
      .filter((taken) => taken.visit === context.visit?.index && taken.step === step.id)
      .map(({ person, n, on, at }) => ({ person, n, on, at, counts: counted.has(n) }));
    return { step, done: isStepDone(context, step), given };
  });
}
