import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textsOf } from '../input-values.ts';

/** An internal note. No resident sees it; it is an event of its own kind, not a message with a flag. */
export const note: Command = {
  name: 'note',
  word: 'noted',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: () => [{ name: 'text', label: '', required: true, kind: 'long-text' }],
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'noted' }, texts: textsOf(input, ['text']) }],
    refusals: [],
  }),
};
