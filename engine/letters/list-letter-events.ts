import type { CaseEvent } from '../case/events.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import type { Letter } from '../policy/schema.ts';
import { findLetterOfEvent } from './find-letter-of-event.ts';

/** A recording that a letter to the complainant went out with. */
export type LetterEvent = { readonly event: CaseEvent; readonly letter: Letter };

/** Events that a letter goes out with. Where a pack has none for an acceptance, the next stage's acknowledgement tells it. */
const SENDS: readonly CaseEvent['type'][] = [
  'acknowledged',
  'extended',
  'step-done',
  'response-issued',
  'complaint-refused',
  'referred',
  'escalation-accepted',
  'escalation-refused',
];

/** Whether a letter goes out with an event: a draft does so only when it is one for the complainant's comments. */
export const sendsLetter = (event: CaseEvent): boolean =>
  SENDS.includes(event.type) || (event.type === 'drafted' && event.forComment === true);

/** The recordings that a letter to the complainant went out with, in the order they happened; what was voided is left out. */
export function listLetterEvents(standing: Standing): readonly LetterEvent[] {
  return standing.history.filter(sendsLetter).flatMap((event): readonly LetterEvent[] => {
    const letter = findLetterOfEvent(standing, event)?.letter;
    return letter?.to === 'complainant' ? [{ event, letter }] : [];
  });
}
