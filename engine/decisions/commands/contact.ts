import { CHANNELS, type Channel } from '../../policy/vocabulary.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { options } from '../field.ts';
import { answerOf, textOf, textsOf } from '../input-values.ts';

/** A contact with the complainant or somebody for them, or one tried without answer; also on a closed case. */
export const contact: Command = {
  name: 'contact',
  word: 'contacted',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: () => [
    { name: 'channel', label: '', required: false, kind: 'choice', options: options(CHANNELS) },
    { name: 'reached', label: '', required: false, kind: 'yes-no' },
    { name: 'with', label: '', required: false, kind: 'text' },
    { name: 'what-was-said', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => ({
    events: [
      {
        body: {
          type: 'contacted',
          reached: answerOf(input, 'reached') ?? true,
          channel: (textOf(input, 'channel') ?? 'telephone') as Channel,
          ...(context.visit && { stage: context.visit.stage }),
        },
        texts: textsOf(input, ['with', 'what-was-said']),
      },
    ],
    refusals: [],
  }),
};
