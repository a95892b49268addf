import { findStepThat } from '../../policy/find-in-pack.ts';
import { CHANNELS, type Channel, CONFIRMATIONS, type Confirmation } from '../../policy/vocabulary.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { options } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/**
 * The complainant is asked whether the definition is right (Code 5.6): they agree, correct it, or could not be reached.
 * What they correct is written down here in their words and goes into the definition by defining it anew. Whoever asks
 * is recorded as one who was in touch, and takes no step by it.
 */
export const confirmDefinition: Command = {
  name: 'confirm-definition',
  word: 'definition-confirmed',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    const defines = findStepThat(context.stage, 'define');
    const nothing = context.standing.state.lastDefined === 0 ? [refuse('not-defined', defines)] : [];
    return [...nothing, ...checkRestricted(context, actor)];
  },
  fields: () => [
    { name: 'result', label: '', required: true, kind: 'choice', options: options(CONFIRMATIONS) },
    { name: 'channel', label: '', required: true, kind: 'choice', options: options(CHANNELS) },
    { name: 'with', label: '', required: false, kind: 'text' },
    { name: 'what-was-said', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const result = (textOf(input, 'result') ?? 'agreed') as Confirmation;
    const channel = (textOf(input, 'channel') ?? 'telephone') as Channel;
    const texts = textsOf(input, ['with', 'what-was-said']);
    const unsaid = result === 'corrected' && texts['what-was-said'] === undefined;
    return {
      events: [{ body: { type: 'definition-confirmed', stage: context.visit?.stage ?? '', result, channel }, texts }],
      refusals: unsaid ? [refuse('field-missing', undefined, { field: 'what-was-said', label: '' })] : [],
    };
  },
};
