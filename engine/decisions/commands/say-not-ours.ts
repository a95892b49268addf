import { isUntriaged } from '../../case/state.ts';
import { checkSorting, checkUntouched } from '../check-sorting.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/**
 * What came in is about what somebody else does; whoever sent it is told where to turn, and it is closed. Only while it
 * waits to be sorted: a complaint about the landlord that cannot be taken is refused, on the grounds the pack has.
 */
export const sayNotOurs: Command = {
  name: 'say-not-ours',
  word: 'not-ours',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    const sorted = isUntriaged(context.standing.state) ? [] : [refuse('sorted-already')];
    return [...checkRestricted(context, actor), ...sorted, ...checkSorting(context, actor), ...checkUntouched(context)];
  },
  fields: () => [
    { name: 'why', label: '', required: true, kind: 'long-text' },
    { name: 'pointed-to', label: '', required: true, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'not-ours' }, texts: textsOf(input, ['why', 'pointed-to']) }],
    refusals: [],
  }),
};
