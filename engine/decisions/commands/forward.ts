import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textOf, textsOf } from '../input-values.ts';

/** What was told to somebody outside the team is passed on to it; the resident need not say it again. */
export const forward: Command = {
  name: 'forward',
  word: 'forwarded',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: (context) => [
    {
      name: 'to',
      label: '',
      required: false,
      kind: 'choice',
      options: context.standing.policy.pack.roles.map(({ id, title }) => ({ value: id, label: title })),
    },
    { name: 'text', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => ({
    events: [
      {
        body: { type: 'forwarded', to: textOf(input, 'to') ?? context.standing.policy.pack.roles[0]?.id ?? '' },
        texts: textsOf(input, ['text']),
      },
    ],
    refusals: [],
  }),
};
