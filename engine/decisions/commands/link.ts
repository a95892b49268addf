import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { options } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';

/** Another case belongs with this one: the same matter, the same person, what it was split from, or merged into it. */
export const link: Command = {
  name: 'link',
  word: 'linked',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: () => [
    { name: 'to', label: '', required: true, kind: 'text' },
    {
      name: 'how',
      label: '',
      required: false,
      kind: 'choice',
      options: options(['same-matter', 'same-person', 'split-off', 'new-issue', 'complaint-raised', 'merged']),
    },
    { name: 'why', label: '', required: false, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [
      {
        body: { type: 'linked', to: textOf(input, 'to') ?? '', how: textOf(input, 'how') ?? 'same-matter' },
        texts: textsOf(input, ['why']),
      },
    ],
    refusals: [],
  }),
};
