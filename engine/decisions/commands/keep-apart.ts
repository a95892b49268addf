import { checkJoining } from '../check-sorting.ts';
import { checkReceived } from '../check-step.ts';
import type { Command } from '../command.ts';
import { textOf, textsOf } from '../input-values.ts';

/** Another case looks like this one and is something else. It is not suggested again; voided, it is. */
export const keepApart: Command = {
  name: 'keep-apart',
  word: 'kept-apart',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkJoining(context, actor)],
  fields: () => [
    { name: 'from', label: '', required: true, kind: 'text' },
    { name: 'why', label: '', required: false, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'kept-apart', from: textOf(input, 'from') ?? '' }, texts: textsOf(input, ['why']) }],
    refusals: [],
  }),
};
