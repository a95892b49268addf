import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textsOf } from '../input-values.ts';

/** The complainant withdraws; promises already made are still kept. */
export const withdraw: Command = {
  name: 'withdraw',
  word: 'withdrawn',
  adds: false,
  takenBy: 'resident',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    return closed.length > 0 ? closed : checkRestricted(context, actor);
  },
  fields: () => [{ name: 'why', label: '', required: false, kind: 'long-text' }],
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'withdrawn' }, texts: textsOf(input, ['why']) }],
    refusals: [],
  }),
};
