import { getUnansweredPoints } from '../../case/state.ts';
import { findStepThat } from '../../policy/find-in-pack.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command, NewEvent } from '../command.ts';
import { answerOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { checkPromises } from './respond.ts';

/**
 * The case is closed: not without a response that answers every point, not with a promise that has no owner or date,
 * and not without what was learnt where the pack asks for it. Promises still to be kept stay open after it.
 */
export const close: Command = {
  name: 'close',
  word: 'closed',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    return closed.length > 0
      ? closed
      : [...checkRestricted(context, actor), ...checkAnswered(context), ...checkPromises(context)];
  },
  fields: (context) => {
    const rule = context.standing.policy.pack.closing;
    const needs = rule?.['needs-learning'] === true && context.standing.state.learning === 'none-yet';
    const learning = [
      { name: 'learning', label: '', required: needs, clause: rule?.clause, kind: 'long-text' as const },
      { name: 'nothing-to-learn', label: '', required: false, kind: 'yes-no' as const },
    ];
    return [...(needs ? learning : []), { name: 'why', label: '', required: false, kind: 'long-text' }];
  },
  decide: (context, _actor, input) => {
    const learning = textOf(input, 'learning');
    const none = answerOf(input, 'nothing-to-learn') ?? false;
    const noted: readonly NewEvent[] =
      learning === undefined ? [] : [{ body: { type: 'learning-noted', none }, texts: textsOf(input, ['learning']) }];
    const outcome = context.standing.state.kind === 'complaint' ? 'answered' : 'done';
    return { events: [...noted, { body: { type: 'closed', outcome }, texts: textsOf(input, ['why']) }], refusals: [] };
  },
};

function checkAnswered(context: CaseContext): readonly Refusal[] {
  const { state } = context.standing;
  if (state.kind !== 'complaint' || !context.visit) return [];
  const respond = findStepThat(context.stage, 'respond');
  const answered = state.responses.some((response) => response.visit === context.visit?.index);
  const unanswered = getUnansweredPoints(state, context.visit.index).map(({ n }) =>
    refuse('point-unanswered', respond, { point: n }),
  );
  return answered ? unanswered : [refuse('no-response-to-close-on', [respond, context.stage]), ...unanswered];
}
