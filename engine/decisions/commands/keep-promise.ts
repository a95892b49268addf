import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textsOf } from '../input-values.ts';
import { checkAnyOpen, promiseField, promiseOf } from './update-promise.ts';

/** A promise has been kept; how it is known is recorded. Also after the case is closed. */
export const keepPromise: Command = {
  name: 'keep-promise',
  word: 'promise-kept',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor), ...checkAnyOpen(context)],
  fields: (context) => [promiseField(context), { name: 'evidence', label: '', required: true, kind: 'long-text' }],
  decide: (context, _actor, input) => ({
    events: [
      { body: { type: 'promise-kept', promise: promiseOf(context, input) }, texts: textsOf(input, ['evidence']) },
    ],
    refusals: [],
  }),
};
