import type { AddresseeKey, CaseEvent } from '../case/events.ts';

/**
 * The recording with which the person who has a key among the addressees came into the case, by the history as it
 * counts: the receipt for who complained first, a joining, the naming of a representative. Undefined for nobody's key.
 * A key outlives its holder: where a representative is named in another's place, or a joining is voided and the number
 * given again, it is somebody else's from then on, and what one had is not the other's.
 */
export function findEntry(history: readonly CaseEvent[], key: AddresseeKey): number | undefined {
  const received = history.find(({ type }) => type === 'received')?.n;
  if (key === 'resident-1') return received;
  if (key === 'representative') return history.findLast(({ type }) => type === 'representative-named')?.n ?? received;
  return history.findLast((event) => event.type === 'resident-joined' && `resident-${event.resident}` === key)?.n;
}
