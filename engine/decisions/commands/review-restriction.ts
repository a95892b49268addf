import { REVIEW_OUTCOMES, type ReviewOutcome } from '../../case/events.ts';
import { type ContactRestriction, listRestrictions } from '../../case/restrictions.ts';
import type { CaseContext, Command, Input, NewEvent } from '../command.ts';
import { type Field, options } from '../field.ts';
import { dateOf, numberOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';
import {
  behaviourOf,
  channelsOf,
  checkWayLeft,
  citeBehaviour,
  guardBehaviour,
  scopeFields,
} from './restrict-contact.ts';

/**
 * A restriction of contact is looked at again: kept or changed, with the day of the next review, or lifted. Why, and
 * what the Equality Act asks, is written each time. A changed one says anew what is limited and what stays open.
 */
export const reviewRestriction: Command = {
  name: 'review-restriction',
  word: 'restriction-reviewed',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const refused = guardBehaviour(context, actor);
    const none = listRestrictions(context.standing.state).length === 0;
    return none ? [refuse('nothing-restricted', behaviourOf(context)), ...refused] : refused;
  },
  fields: (context) =>
    citeBehaviour(context, [
      restrictionField(context),
      { name: 'review-outcome', label: '', required: true, kind: 'choice', options: options(REVIEW_OUTCOMES) },
      { name: 'restriction-reason', label: '', required: true, kind: 'long-text' },
      { name: 'equality-note', label: '', required: true, kind: 'long-text' },
      { name: 'review-on', label: '', required: false, kind: 'date' },
      ...scopeFields(false),
    ]),
  decide: (context, _actor, input) => {
    const outcome = (textOf(input, 'review-outcome') ?? 'kept') as ReviewOutcome;
    const found = findRestriction(context, input);
    if (!found) return { events: [], refusals: [] };
    const review = outcome === 'lifted' ? undefined : dateOf(input, 'review-on');
    const reviewed: NewEvent = {
      body: { type: 'restriction-reviewed', restriction: found.restriction, outcome, review },
      texts: textsOf(input, ['restriction-reason', 'equality-note']),
    };
    return {
      events: [reviewed, ...(outcome === 'changed' ? [changeScope(found, input)] : [])],
      refusals: checkReview(context, outcome, input),
    };
  },
};

function changeScope(found: ContactRestriction, input: Input): NewEvent {
  const { restriction, whom, starts, review: told } = found;
  const review = dateOf(input, 'review-on') ?? told;
  return {
    body: { type: 'contact-restricted', restriction, whom, channels: channelsOf(input), starts, review },
    texts: textsOf(input, ['limits', 'stays-open']),
  };
}

function checkReview(context: CaseContext, outcome: ReviewOutcome, input: Input): readonly Refusal[] {
  if (outcome === 'lifted') return [];
  const rule = behaviourOf(context);
  const next = dateOf(input, 'review-on');
  const { on } = context.moment;
  const day = next === undefined || next <= on ? [refuse('next-review-later', rule, { on })] : [];
  if (outcome !== 'changed') return day;
  const said = textOf(input, 'limits') && textOf(input, 'stays-open');
  return [...day, ...(said ? [] : [refuse('change-says-what', rule)]), ...checkWayLeft(context, channelsOf(input))];
}

/** The one named, else the one whose review is due first. */
function findRestriction(context: CaseContext, input: Input): ContactRestriction | undefined {
  const all = listRestrictions(context.standing.state).toSorted((a, b) => (a.review < b.review ? -1 : 1));
  const named = Number(textOf(input, 'restriction') ?? numberOf(input, 'restriction') ?? 0);
  return all.find(({ restriction }) => restriction === named) ?? all[0];
}

function restrictionField({ standing }: CaseContext): Field {
  const values = listRestrictions(standing.state).map(({ restriction }) => ({ value: String(restriction), label: '' }));
  return { name: 'restriction', label: '', required: false, kind: 'choice', options: values };
}
