import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textsOf } from '../input-values.ts';

/** A holding update: the complainant is told how far it has come and when to expect what. It moves no clock but its own. */
export const sendUpdate: Command = {
  name: 'send-update',
  word: 'update-sent',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    return closed.length > 0 ? closed : checkRestricted(context, actor);
  },
  fields: () => [{ name: 'text', label: '', required: true, kind: 'long-text' }],
  decide: (context, _actor, input) => ({
    events: [{ body: { type: 'update-sent', stage: context.visit?.stage ?? '' }, texts: textsOf(input, ['text']) }],
    refusals: [],
  }),
};
