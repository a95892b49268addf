import { findCurrentVisit } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { describeSource, findCommentSteps, findStage } from '../policy/find-in-pack.ts';
import type { Warning } from './list-warnings.ts';

/**
 * Comments on the draft of this stay that nobody has answered, while the response has not gone. Whether it can go
 * without, the pack says by its letter: this warns before, whatever it says.
 */
export function warnOfComments({ state, policy }: Standing): readonly Warning[] {
  const visit = findCurrentVisit(state);
  if (state.status !== 'open' || state.responses.some((response) => response.visit === visit?.index)) return [];
  const open = state.comments.filter((one) => one.visit === visit?.index && one.answered === undefined);
  if (open.length === 0) return [];
  const [step] = findCommentSteps(findStage(policy, visit?.procedure, visit?.stage));
  return [{ code: 'comments-unanswered', clause: describeSource(step), values: { count: open.length } }];
}
