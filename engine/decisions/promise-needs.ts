import type { PromiseMade } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import type { Pack } from '../policy/schema.ts';
import type { PromiseNeed } from '../policy/vocabulary.ts';
import type { Field } from './field.ts';

/**
 * What must be known of each promise before a response that makes it goes, and before the case is closed: who keeps it
 * and by when, unless the pack says otherwise (Code 7.3).
 */
export const listPromiseNeeds = ({ remedies }: Pack): readonly PromiseNeed[] =>
  remedies?.['each-needs'] ?? ['owner', 'date'];

const HAS: Readonly<Record<PromiseNeed, (promise: PromiseMade) => boolean>> = {
  owner: ({ owner }) => owner !== undefined,
  date: ({ due }) => due !== undefined,
  contact: ({ contact }) => contact === true,
};

/** What is still to be known of a promise. */
export const listPromiseLacks = (pack: Pack, promise: PromiseMade): readonly PromiseNeed[] =>
  listPromiseNeeds(pack).filter((need) => !HAS[need](promise));

/** The field of a promise in which each is told. */
const FIELDS: Readonly<Record<string, PromiseNeed>> = { owner: 'owner', due: 'date', contact: 'contact' };

/**
 * The fields of a promise, each that the response will wait for marked as such; once the response has gone, it is the
 * closing of the case that waits.
 */
export function markPromiseNeeds({ policy, state }: Standing, fields: readonly Field[]): readonly Field[] {
  const { pack } = policy;
  const needs = listPromiseNeeds(pack);
  const neededBefore = state.status === 'answered' ? 'closing' : 'response';
  return fields.map((field) => {
    const need = FIELDS[field.name];
    if (need === undefined || !needs.includes(need)) return field;
    return { ...field, neededBefore };
  });
}
