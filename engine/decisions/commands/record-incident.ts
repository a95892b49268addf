import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { type Field, options } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';
import { citeBehaviour } from './restrict-contact.ts';

/** Kinds of behaviour where the pack names none of its own. */
export const INCIDENT_KINDS = ['abuse', 'threat', 'unreasonable-demands', 'persistence', 'other-behaviour'] as const;

/**
 * How somebody behaved towards the landlord: the day, the kind, what they did, and to whom. It stays inside and moves
 * nothing: the complaint and its clocks go on, and a restriction of contact is decided apart (Code 5.14).
 */
export const recordIncident: Command = {
  name: 'record-incident',
  word: 'incident-recorded',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: (context) =>
    citeBehaviour(context, [
      kindField(context),
      { name: 'what-they-did', label: '', required: true, kind: 'long-text' },
      { name: 'against', label: '', required: false, kind: 'person' },
    ]),
  decide: (context, _actor, input) => ({
    events: [
      {
        body: {
          type: 'incident-recorded',
          kind: textOf(input, 'incident-kind') ?? kindField(context).options[0]?.value ?? 'other-behaviour',
          against: textOf(input, 'against'),
        },
        texts: textsOf(input, ['what-they-did']),
      },
    ],
    refusals: [],
  }),
};

function kindField({ standing }: CaseContext): Field & { readonly kind: 'choice' } {
  const { behaviour } = standing.policy.pack;
  const kinds = behaviour?.incidents?.map(({ id, name }) => ({ value: id, label: name }));
  return {
    name: 'incident-kind',
    label: '',
    required: true,
    kind: 'choice',
    options: kinds ?? options(INCIDENT_KINDS),
  };
}
