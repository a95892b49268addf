import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { answerOf, textsOf } from '../input-values.ts';

/** What the landlord learns from a complaint, or that there is nothing to learn, with the reason. */
export const noteLearning: Command = {
  name: 'note-learning',
  word: 'learning-noted',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: () => [
    { name: 'nothing-to-learn', label: '', required: false, kind: 'yes-no' },
    { name: 'learning', label: '', required: true, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [
      {
        body: { type: 'learning-noted', none: answerOf(input, 'nothing-to-learn') ?? false },
        texts: textsOf(input, ['learning']),
      },
    ],
    refusals: [],
  }),
};
