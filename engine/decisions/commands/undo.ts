import { canBeUndone } from '../can-be-undone.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { numberOf, textsOf } from '../input-values.ts';

/**
 * Takes back an entry that has not left the house: it stays readable, and counts for nothing. Undoing what undid or
 * corrected an entry puts that one back. What has left is refused with the reason, and corrected instead.
 */
export const undo: Command = {
  name: 'undo',
  word: 'undone',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: () => [
    { name: 'recording', label: '', required: true, kind: 'number' },
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const event = numberOf(input, 'recording') ?? 0;
    return {
      events: [{ body: { type: 'voided', event }, texts: textsOf(input, ['why']) }],
      refusals: canBeUndone(context.standing, event),
    };
  },
};
