import { findMissingAuthority } from '../../letters/determine-addressees.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { answerOf, factFields, factTexts, factValues, getFacts, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/**
 * The complainant's permission for somebody to act for them is recorded, or withdrawn, which stops all sharing from
 * that moment. Given, it needs every fact the pack asks for.
 */
export const recordAuthority: Command = {
  name: 'record-authority',
  word: 'authority-recorded',
  adds: false,
  takenBy: 'resident',
  guard: (context, actor) => {
    const none = checkReceived(context);
    if (none.length > 0) return none;
    const { state, policy } = context.standing;
    return [
      ...(state.represented ? [] : [refuse('no-representative', policy.pack.intake.representative)]),
      ...checkRestricted(context, actor),
    ];
  },
  fields: (context) => [
    { name: 'given', label: '', required: true, kind: 'yes-no' },
    ...factFields(getFacts(context, context.standing.policy.pack.intake.representative?.needs ?? [])).map((field) => ({
      ...field,
      required: false,
    })),
    { name: 'basis', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const rule = context.standing.policy.pack.intake.representative;
    const facts = getFacts(context, rule?.needs ?? []);
    const values = factValues(facts, input);
    const given = answerOf(input, 'given') ?? true;
    const lacking = findMissingAuthority(context.standing, values);
    return {
      events: [
        { body: { type: 'facts-recorded', facts: values }, texts: factTexts(facts, input) },
        { body: { type: 'authority-recorded', given }, texts: textsOf(input, ['basis']) },
      ],
      refusals: given
        ? lacking.map((fact) => refuse('authority-incomplete', [fact, rule], { question: fact.ask, fact: fact.id }))
        : [],
    };
  },
};
