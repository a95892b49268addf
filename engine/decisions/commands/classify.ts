import { CONCERNS, type Concern, KINDS, type Kind } from '../../policy/vocabulary.ts';
import { checkPersonsChoice } from '../check-persons-choice.ts';
import { checkSorting } from '../check-sorting.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command, Input } from '../command.ts';
import { type Field, options } from '../field.ts';
import { factFields, factTexts, factValues, textOf, textsOf } from '../input-values.ts';
import { determineStart, getTriageFacts } from './receive.ts';

/**
 * What a contact is, and the facts that decide its way: a complaint, a service request, a comment or a compliment; the
 * service; what the pack asks at triage. The date of first contact stays. Before anything was done it may start the
 * case at another stage, or take it out of the procedure that what it was received as follows; after the first step it
 * only records.
 */
export const classify: Command = {
  name: 'classify',
  word: 'classified',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    return closed.length > 0 ? closed : [...checkRestricted(context, actor), ...checkSorting(context, actor)];
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
    ...choiceField(context),
    ...factFields(getTriageFacts(context)).map((field) => ({ ...field, required: false })),
    ...concernField(context),
    { name: 'subject', label: '', required: false, kind: 'text' },
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
    const told = factValues(getTriageFacts(context), input);
    const body = { type: 'classified' as const, kind, service, facts: told, ...concernsOf(input) };
    return {
      events: [
        {
          body: moves ? { ...body, ...start, ...(start.procedure === undefined && { leaves: true }) } : body,
          texts: { ...textsOf(input, ['subject', 'why']), ...factTexts(getTriageFacts(context), input) },
        },
      ],
      refusals: checkPersonsChoice(context, kind, facts, textOf(input, 'persons-choice')),
    };
  },
};

/** What may change the route and no question of the pack asks about at triage. */
function concernField({ standing }: CaseContext): readonly Field[] {
  const facts = Object.values(standing.policy.pack.facts).filter(({ at }) => at === 'triage' || at === 'logging');
  const open = CONCERNS.filter((concern) => !facts.some((fact) => fact.concern === concern));
  if (open.length === 0) return [];
  return [{ name: 'concerns', label: '', required: false, kind: 'choices', options: options(open) }];
}

function concernsOf(input: Input): { concerns?: readonly Concern[] } {
  const given = input['concerns'];
  return Array.isArray(given) ? { concerns: given as readonly Concern[] } : {};
}

/** What the person chose, asked by us where the pack has no question of its own for it. */
function choiceField(context: CaseContext): readonly Field[] {
  if (context.standing.policy.pack.intake['service-request']?.unless) return [];
  const choices = options(['complaint', 'service-request']);
  return [{ name: 'persons-choice', label: '', required: false, kind: 'choice', options: choices }];
}
