import type { PromiseMade } from '../../case/state.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import type { Field } from '../field.ts';
import { dateOf, numberOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** News of a promise: a new date, owner or contact, with the reason; also after the case is closed. */
export const updatePromise: Command = {
  name: 'update-promise',
  word: 'promise-updated',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor), ...checkAnyOpen(context)],
  fields: (context) => [
    promiseField(context),
    { name: 'due', label: '', required: false, kind: 'date' },
    { name: 'owner', label: '', required: false, kind: 'person' },
    { name: 'contact', label: '', required: false, kind: 'text' },
    { name: 'news', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const body = {
      type: 'promise-updated' as const,
      promise: promiseOf(context, input),
      due: dateOf(input, 'due'),
      owner: textOf(input, 'owner'),
      ...(textOf(input, 'contact') !== undefined && { contact: true }),
    };
    return { events: [{ body, texts: textsOf(input, ['news', 'contact']) }], refusals: [] };
  },
};

export const openPromises = (context: CaseContext): readonly PromiseMade[] =>
  context.standing.state.promises.filter((promise) => !promise.kept);

export const checkAnyOpen = (context: CaseContext): readonly Refusal[] =>
  openPromises(context).length === 0 ? [refuse('no-open-promise', context.standing.policy.pack.remedies)] : [];

export const promiseField = (context: CaseContext): Field => ({
  name: 'promise',
  label: '',
  required: false,
  kind: 'choice',
  options: openPromises(context).map(({ promise }) => ({ value: String(promise), label: '' })),
});

/** The promise meant: the one named, else the oldest still open. */
export const promiseOf = (context: CaseContext, input: Readonly<Record<string, unknown>>): number =>
  Number(textOf(input, 'promise') ?? numberOf(input, 'promise') ?? openPromises(context)[0]?.promise ?? 0);
