import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { findContactRule } from '../determine-next-contact.ts';
import { textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/**
 * The complainant no longer wants to be kept informed as was agreed. From then on what the pack says counts, where it
 * says anything, and a day they were told with the last update.
 */
export const endContactPlan: Command = {
  name: 'end-contact-plan',
  word: 'contact-plan-ended',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    const { standing } = context;
    const none = standing.state.contactPlan ? [] : [refuse('no-contact-plan', findContactRule(standing))];
    return [...none, ...checkRestricted(context, actor)];
  },
  fields: () => [{ name: 'plan-ended-why', label: '', required: false, kind: 'long-text' }],
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'contact-plan-ended' as const }, texts: textsOf(input, ['plan-ended-why']) }],
    refusals: [],
  }),
};
