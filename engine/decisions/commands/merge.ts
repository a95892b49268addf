import { checkJoining, checkUntouched } from '../check-sorting.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textOf, textsOf } from '../input-values.ts';

/**
 * It is part of another case, named by its reference, and is closed here; its words go there (`take-in`). Not once a
 * step of the procedure was taken on it: then the two are linked. Voided, it stands as it did before.
 */
export const merge: Command = {
  name: 'merge',
  word: 'merged',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    return [...checkRestricted(context, actor), ...checkJoining(context, actor), ...checkUntouched(context)];
  },
  fields: () => [
    { name: 'into', label: '', required: true, kind: 'text' },
    { name: 'why', label: '', required: false, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'merged', into: textOf(input, 'into') ?? '' }, texts: textsOf(input, ['why']) }],
    refusals: [],
  }),
};
