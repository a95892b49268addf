import { findStepThat } from '../../policy/find-in-pack.ts';
import { CHANNELS, type Channel } from '../../policy/vocabulary.ts';
import { checkReceived, guardStep } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Actor, CaseContext, Command } from '../command.ts';
import { options } from '../field.ts';
import { answerOf, textOf, textsOf } from '../input-values.ts';

/**
 * A contact with the complainant or somebody for them, or one tried without answer; also on a closed case. Where the
 * pack has a step for it that this person may take now, the contact is that step, and whoever made it took part.
 */
export const contact: Command = {
  name: 'contact',
  word: 'contacted',
  does: 'contact',
  adds: true,
  takenBy: 'anybody',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: () => [
    { name: 'channel', label: '', required: false, kind: 'choice', options: options(CHANNELS) },
    { name: 'reached', label: '', required: false, kind: 'yes-no' },
    { name: 'with', label: '', required: false, kind: 'text' },
    { name: 'what-was-said', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, actor, input) => ({
    events: [
      {
        body: {
          type: 'contacted',
          reached: answerOf(input, 'reached') ?? true,
          channel: (textOf(input, 'channel') ?? 'telephone') as Channel,
          ...findPlace(context, actor),
        },
        texts: textsOf(input, ['with', 'what-was-said']),
      },
    ],
    refusals: [],
  }),
};

/** The stage a contact belongs to, and the step it takes there. */
function findPlace(context: CaseContext, actor: Actor): { stage?: string } | { stage: string; step: string } {
  if (!context.visit) return {};
  const { stage } = context.visit;
  const step = findStepThat(context.stage, 'contact');
  const takes = step !== undefined && guardStep(context, actor, step, step.id).length === 0;
  return takes ? { stage, step: step.id } : { stage };
}
