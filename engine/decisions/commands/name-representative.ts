import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textsOf } from '../input-values.ts';

/**
 * Somebody acts for the complainant. Clocks run meanwhile; until their authority is recorded nothing goes to them, nor
 * to anybody named in their place.
 */
export const nameRepresentative: Command = {
  name: 'name-representative',
  word: 'representative-named',
  adds: true,
  takenBy: 'resident',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: () => [
    { name: 'name', label: '', required: true, kind: 'text' },
    { name: 'relation', label: '', required: false, kind: 'text' },
    { name: 'contact', label: '', required: false, kind: 'text' },
    { name: 'email', label: '', required: false, kind: 'text' },
    { name: 'address', label: '', required: false, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [
      {
        body: { type: 'representative-named' },
        texts: textsOf(input, ['name', 'relation', 'contact', 'email', 'address']),
      },
    ],
    refusals: [],
  }),
};
