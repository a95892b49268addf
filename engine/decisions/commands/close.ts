import { getUnansweredPoints } from '../../case/state.ts';
import { makeGuardWorld } from '../../clocks/make-guard-world.ts';
import { evaluateGuard } from '../../policy/evaluate-guard.ts';
import { findStepThat } from '../../policy/find-in-pack.ts';
import { checkPersonsChoice } from '../check-persons-choice.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command, NewEvent } from '../command.ts';
import { answerOf, factFields, factTexts, factValues, getFacts, textOf, textsOf } from '../input-values.ts';
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
    if (closed.length > 0) return closed;
    const { kind, facts } = context.standing.state;
    return [
      ...checkRestricted(context, actor),
      ...checkPersonsChoice(context, kind, facts),
      ...checkAnswered(context),
      ...checkPromises(context),
    ];
  },
  fields: (context) => {
    const rule = context.standing.policy.pack.closing;
    const { kind, learning: known } = context.standing.state;
    const needs = rule?.['needs-learning'] === true && kind === 'complaint' && known === 'none-yet';
    const learning = [
      { name: 'learning', label: '', required: needs, clause: rule?.clause, kind: 'long-text' as const },
      { name: 'nothing-to-learn', label: '', required: false, kind: 'yes-no' as const },
    ];
    const facts = factFields(getFactsToClose(context)).map((field) => ({ ...field, required: true }));
    return [...(needs ? learning : []), ...facts, { name: 'why', label: '', required: false, kind: 'long-text' }];
  },
  decide: (context, _actor, input) => {
    const learning = textOf(input, 'learning');
    const none = answerOf(input, 'nothing-to-learn') ?? false;
    const noted: readonly NewEvent[] =
      learning === undefined ? [] : [{ body: { type: 'learning-noted', none }, texts: textsOf(input, ['learning']) }];
    const facts = getFactsToClose(context);
    const answers: readonly NewEvent[] =
      facts.length === 0
        ? []
        : [{ body: { type: 'facts-recorded', facts: factValues(facts, input) }, texts: factTexts(facts, input) }];
    const outcome = context.standing.state.kind === 'complaint' ? 'answered' : 'done';
    return {
      events: [...noted, ...answers, { body: { type: 'closed', outcome }, texts: textsOf(input, ['why']) }],
      refusals: [],
    };
  },
};

/** The facts that the pack wants known before closing, whose own condition holds and that nobody has told yet. */
function getFactsToClose(context: CaseContext): ReturnType<typeof getFacts> {
  const { policy, state } = context.standing;
  const world = makeGuardWorld(context.standing, context.visit);
  return getFacts(context, policy.pack.closing?.needs ?? []).filter(
    (fact) => state.facts[fact.id] === undefined && evaluateGuard(fact.when, world),
  );
}

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
