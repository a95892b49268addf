import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { findContactRule } from '../determine-next-contact.ts';
import { factFields, factTexts, factValues, getFacts } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/**
 * Whether the complainant was happy with the solution, where the pack asks it: from the response on, also after the
 * case is closed. What they said last counts.
 */
export const recordSatisfaction: Command = {
  name: 'record-satisfaction',
  word: 'satisfaction-recorded',
  adds: true,
  takenBy: 'landlord',
  appliesTo: (context) => factsAsked(context).length > 0,
  guard: (context, actor) => {
    const none = checkReceived(context);
    if (none.length > 0) return none;
    const { policy, state } = context.standing;
    const rule = policy.pack['contact-plan'];
    if (factsAsked(context).length === 0) return [refuse('satisfaction-not-asked', [rule, context.stage])];
    const early = state.responses.length === 0 ? [refuse('nothing-to-be-happy-with', rule)] : [];
    return [...early, ...checkRestricted(context, actor)];
  },
  fields: (context) => factFields(factsAsked(context)).map((field) => ({ ...field, required: true })),
  decide: (context, _actor, input) => {
    const facts = factsAsked(context);
    const body = { type: 'facts-recorded' as const, facts: factValues(facts, input) };
    return { events: [{ body, texts: factTexts(facts, input) }], refusals: [] };
  },
};

function factsAsked(context: CaseContext): ReturnType<typeof getFacts> {
  const fact = findContactRule(context.standing)?.satisfied;
  return fact === undefined ? [] : getFacts(context, [fact]);
}
