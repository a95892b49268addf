import { findProcedure } from '../../policy/find-in-pack.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { answerOf, textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/**
 * A closed case is opened again with new clocks from that day: at the stage named, else the one whose opening was
 * refused, else the one it was in. It is on the ombudsman's instruction, or by the landlord with a reason. It keeps the version of the procedure it began under.
 */
export const reopen: Command = {
  name: 'reopen',
  word: 'reopened',
  adds: false,
  takenBy: 'ombudsman',
  guard: (context, actor) => {
    const none = checkReceived(context);
    if (none.length > 0) return none;
    return context.standing.state.status === 'closed' ? checkRestricted(context, actor) : [refuse('not-closed')];
  },
  fields: (context) => [
    { name: 'instructed', label: '', required: false, kind: 'yes-no' },
    { name: 'stage', label: '', required: false, kind: 'choice', options: stagesOf(context) },
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const opens = textOf(input, 'stage') ?? findStageToOpen(context) ?? '';
    const instructed = answerOf(input, 'instructed') ?? false;
    const unknown = opens === '' ? [refuse('no-stage')] : [];
    return {
      events: [{ body: { type: 'reopened', opens, instructed }, texts: textsOf(input, ['why']) }],
      refusals: unknown,
    };
  },
};

/** Where it goes on: at the stage whose opening was refused, else where it was, else at the first. */
function findStageToOpen(context: CaseContext): string | undefined {
  const asked = context.standing.state.escalations.at(-1);
  const refused = asked?.state === 'refused' && asked.visit === context.visit?.index;
  const next = refused ? context.stage?.escalation?.to : undefined;
  return next ?? context.visit?.stage ?? stagesOf(context)[0]?.value;
}

const stagesOf = (context: CaseContext): readonly { value: string; label: string }[] =>
  (findProcedure(context.standing.policy, context.standing.state.procedure)?.stages ?? []).map(({ id, name }) => ({
    value: id,
    label: name,
  }));
