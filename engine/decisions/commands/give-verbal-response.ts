import { findStepThat } from '../../policy/find-in-pack.ts';
import { CHANNELS, type Channel } from '../../policy/vocabulary.ts';
import { checkOpen } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { Command } from '../command.ts';
import { options } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/** The answer is first given in words. Only the written response that confirms it ends the stage. */
export const giveVerbalResponse: Command = {
  name: 'give-verbal-response',
  word: 'verbal-response-given',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    const respond = findStepThat(context.stage, 'respond');
    const answered = context.standing.state.responses.some((response) => response.visit === context.visit?.index);
    if (closed.length > 0) return closed;
    const late = answered ? [refuse('already-answered', respond, { step: respond?.name ?? '' })] : [];
    return [...late, ...checkWho(context, actor, respond?.who, respond)];
  },
  fields: () => [
    { name: 'channel', label: '', required: false, kind: 'choice', options: options(CHANNELS) },
    { name: 'conversation', label: '', required: true, kind: 'long-text' },
    { name: 'outcome-told', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => ({
    events: [
      {
        body: {
          type: 'verbal-response-given',
          stage: context.visit?.stage ?? '',
          channel: (textOf(input, 'channel') ?? 'telephone') as Channel,
        },
        texts: textsOf(input, ['conversation', 'outcome-told']),
      },
    ],
    refusals: [],
  }),
};
