import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { options } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** How two cases belong together, as seen from the one that says it. */
const HOWS = [
  ...['same-matter', 'same-person', 'split-off', 'split-from'],
  ...['new-issue', 'complaint-raised', 'merged', 'merged-into'],
];

const MIRRORED: Readonly<Record<string, string>> = {
  'split-off': 'split-from',
  'split-from': 'split-off',
  merged: 'merged-into',
  'merged-into': 'merged',
};

/** How two cases belong together as seen from the other one: what was `split-off` from this is that which it is `split-from`. */
export const mirrorLink = (how: string): string => MIRRORED[how] ?? how;

/** What is undone names another case that whoever asks cannot see, and both would change. */
export const refuseUnseenOther = (): Refusal => refuse('other-case-not-open');

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
      options: options(HOWS),
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
