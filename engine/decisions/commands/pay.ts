import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { numberOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';
import { checkAnyOpen, promiseField, promiseOf } from './update-promise.ts';

/** Money promised was paid, in whole or in part (pence); never more than was promised. Also after the case is closed. */
export const pay: Command = {
  name: 'pay',
  word: 'payment-made',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor), ...checkAnyOpen(context)],
  fields: (context) => [
    promiseField(context),
    { name: 'amount', label: '', required: true, kind: 'money' },
    { name: 'reference', label: '', required: false, kind: 'text' },
  ],
  decide: (context, _actor, input) => {
    const number = promiseOf(context, input);
    const pence = numberOf(input, 'amount') ?? 0;
    const promised = context.standing.state.promises.find(({ promise }) => promise === number);
    const left = (promised?.pence ?? 0) - (promised?.paid ?? 0);
    const against =
      pence > left
        ? [refuse('payment-above-promise', context.standing.policy.pack.remedies, { left, given: pence })]
        : [];
    return {
      events: [{ body: { type: 'payment-made', promise: number, pence }, texts: textsOf(input, ['reference']) }],
      refusals: against,
    };
  },
};
