import { KINDS, type Kind } from '../../policy/vocabulary.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { options } from '../field.ts';
import { factFields, factTexts, factValues, textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';
import { determineStart, getTriageFacts } from './receive.ts';

/**
 * What a contact is, and the facts that decide its way: a complaint, a service request, a comment or a compliment; the
 * service; what the pack asks at triage. The date of first contact stays. Before anything was done it may start the
 * case at another stage; after the first step it only records.
 */
export const classify: Command = {
  name: 'classify',
  word: 'classified',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    return closed.length > 0 ? closed : checkRestricted(context, actor);
  },
  fields: (context) => [
    { name: 'kind', label: '', required: false, kind: 'choice', options: options(KINDS) },
    {
      name: 'service',
      label: '',
      required: false,
      kind: 'choice',
      options: context.standing.policy.pack.services.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: 'persons-choice',
      label: '',
      required: false,
      kind: 'choice',
      options: options(['complaint', 'service-request']),
    },
    ...factFields(getTriageFacts(context)).map((field) => ({ ...field, required: false })),
    { name: 'why', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const { policy, state } = context.standing;
    const kind = (textOf(input, 'kind') ?? state.kind ?? 'complaint') as Kind;
    const service = textOf(input, 'service') ?? state.service ?? '';
    const facts = { ...state.facts, ...factValues(getTriageFacts(context), input) };
    const start = determineStart(policy, { kind, service, facts, channel: state.channel ?? 'other' });
    const untouched = state.steps.length === 0 && state.visits.length <= 1;
    const moves = untouched && (start.opens !== context.visit?.stage || start.procedure !== state.procedure);
    const against =
      kind === 'service-request' && textOf(input, 'persons-choice') === 'complaint'
        ? [refuse('person-chose-complaint', policy.pack.intake['service-request'])]
        : [];
    const body = { type: 'classified' as const, kind, service, facts: factValues(getTriageFacts(context), input) };
    return {
      events: [
        {
          body: moves ? { ...body, ...start } : body,
          texts: { ...textsOf(input, ['why']), ...factTexts(getTriageFacts(context), input) },
        },
      ],
      refusals: against,
    };
  },
};
