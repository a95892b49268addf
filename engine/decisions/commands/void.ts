import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { numberOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';
import { checkRecording } from './correct.ts';

/** Something was recorded that did not happen. It stays readable, and counts for nothing. The receipt itself cannot be voided. */
export const voidRecording: Command = {
  name: 'void',
  word: 'voided',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: () => [
    { name: 'recording', label: '', required: true, kind: 'number' },
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const event = numberOf(input, 'recording') ?? 0;
    const isReceipt = context.standing.history.some((one) => one.n === event && one.type === 'received');
    const refusals = [...checkRecording(context, event), ...(isReceipt ? [refuse('receipt-stays')] : [])];
    return { events: [{ body: { type: 'voided', event }, texts: textsOf(input, ['why']) }], refusals };
  },
};
