import type { AddresseeKey } from '../../case/events.ts';
import { determineAddressees } from '../../letters/determine-addressees.ts';
import { describeSource } from '../../policy/find-in-pack.ts';
import { CHANNELS, type Channel } from '../../policy/vocabulary.ts';
import { checkReceived } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { Actor, CaseContext, Command, Input } from '../command.ts';
import { type Field, options } from '../field.ts';
import { dateOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/**
 * Contact is limited because of how somebody behaved: what is limited and what stays open, which they read; why, and
 * what the Equality Act asks, which stays inside; from when, and when it is reviewed, a later day than the first. At
 * least one way must stay open. The complaint and its clocks go on, and nothing that comes in is turned away (Code
 * 5.14 and 5.15). Who may decide it, the pack says.
 *
 * Example: from Monday 2 March 2026 calls are limited, to be reviewed on 1 June: refused with a review on 2 March.
 */
export const restrictContact: Command = {
  name: 'restrict-contact',
  word: 'contact-restricted',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => guardBehaviour(context, actor),
  fields: (context) =>
    citeBehaviour(context, [
      whomField(context),
      ...scopeFields(true),
      { name: 'restriction-reason', label: '', required: true, kind: 'long-text' },
      { name: 'equality-note', label: '', required: true, kind: 'long-text' },
      { name: 'starts', label: '', required: true, kind: 'date' },
      { name: 'review-on', label: '', required: true, kind: 'date' },
    ]),
  decide: (context, _actor, input) => {
    const restriction = Math.max(0, ...context.standing.state.restrictions.map((one) => one.restriction)) + 1;
    const starts = dateOf(input, 'starts') ?? context.moment.on;
    const review = dateOf(input, 'review-on') ?? starts;
    const whom = (textOf(input, 'whom') ?? 'resident-1') as AddresseeKey;
    const channels = channelsOf(input);
    return {
      events: [
        {
          body: { type: 'contact-restricted', restriction, whom, channels, starts, review },
          texts: textsOf(input, ['limits', 'stays-open']),
        },
        {
          body: { type: 'restriction-reasoned', restriction },
          texts: textsOf(input, ['restriction-reason', 'equality-note']),
        },
      ],
      refusals: [
        ...checkWayLeft(context, channels),
        ...(review > starts ? [] : [refuse('review-not-after-start', behaviourOf(context), { starts, review })]),
      ],
    };
  },
};

/** Something was received, and the pack lets this person decide on contact. */
export function guardBehaviour(context: CaseContext, actor: Actor): readonly Refusal[] {
  const none = checkReceived(context);
  const rule = behaviourOf(context);
  return none.length > 0 ? none : checkWho(context, actor, rule?.who, rule);
}

export const behaviourOf = ({ standing }: CaseContext) => standing.policy.pack.behaviour;

/** Fields that rest on what the pack says of behaviour. */
export function citeBehaviour(context: CaseContext, fields: readonly Field[]): readonly Field[] {
  const clause = describeSource(behaviourOf(context));
  return fields.map((field) => ({ ...field, ...(clause !== undefined && { clause }) }));
}

/** What is limited and what stays open, in words for them and as ways that can be checked. */
export const scopeFields = (required: boolean): readonly Field[] => [
  { name: 'channels', label: '', required: false, kind: 'choices', options: options(CHANNELS) },
  { name: 'limits', label: '', required, kind: 'long-text' },
  { name: 'stays-open', label: '', required, kind: 'long-text' },
];

export const channelsOf = (input: Input): readonly Channel[] => {
  const given = input['channels'];
  return (Array.isArray(given) ? given : given === undefined ? [] : [given]) as readonly Channel[];
};

/** Somebody who could no longer reach the landlord at all could not go on with their complaint. */
export const checkWayLeft = (context: CaseContext, channels: readonly Channel[]): readonly Refusal[] =>
  CHANNELS.every((channel) => channel === 'other' || channels.includes(channel))
    ? [refuse('no-way-left-open', behaviourOf(context))]
    : [];

function whomField({ standing }: CaseContext): Field {
  const keys = determineAddressees(standing).map(({ key }) => ({ value: key, label: '' }));
  return { name: 'whom', label: '', required: false, kind: 'choice', options: keys };
}
