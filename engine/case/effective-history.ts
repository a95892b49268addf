import type { CaseEvent } from './events.ts';

/**
 * The history as it is now known to have happened: corrections of a date applied, voided events left out, in the
 * order of happening, then of recording. A correction of a correction counts as the last word; a voided correction
 * or a voided voiding is as if it had not been made. Corrections and voidings themselves move nothing and are left out.
 *
 * Example: received recorded on 9 April as of the 8th, corrected on the 10th to the 2nd: received on the 2nd.
 */
export function effectiveHistory(events: readonly CaseEvent[]): readonly CaseEvent[] {
  const voided = findVoided(events);
  const corrected = new Map<number, Correction>();
  for (const event of events) {
    if (event.type === 'corrected' && !voided.has(event.n)) corrected.set(event.event, event);
  }
  const counting = events
    .filter((event) => event.type !== 'corrected' && event.type !== 'voided' && !voided.has(event.n))
    .map((event) => applyCorrection(event, corrected.get(event.n)));
  return orderByHappening(counting);
}

/** The numbers of the recordings that count for nothing: voided, by a voiding that counts itself. */
export function findVoided(events: readonly CaseEvent[]): ReadonlySet<number> {
  const voided = new Set<number>();
  for (const event of [...events].sort((a, b) => b.n - a.n)) {
    if (event.type === 'voided' && !voided.has(event.n)) voided.add(event.event);
  }
  return voided;
}

type Correction = Extract<CaseEvent, { type: 'corrected' }>;

function applyCorrection(event: CaseEvent, correction: Correction | undefined): CaseEvent {
  return correction ? { ...event, on: correction.rightOn, at: correction.rightAt } : event;
}

/**
 * Events in the order they happened: by day, and within a day as they were recorded, for of one told without a time
 * nobody knows whether it came before another. Those with a time change places among themselves, so that they stand in
 * the order of their times. The outcome is the same in whatever order they come.
 *
 * Example: on one day 1 at 15:00, 2 without a time, 3 at 09:00: the order is 3, 2, 1.
 */
export function orderByHappening(events: readonly CaseEvent[]): readonly CaseEvent[] {
  const recorded = [...events].sort((a, b) => compare(a.on, b.on) || a.n - b.n);
  const timed = recorded.filter(({ at }) => at).sort((a, b) => compare(a.on, b.on) || compare(a.at, b.at) || a.n - b.n);
  let next = 0;
  return recorded.map((event) => (event.at ? (timed[next++] ?? event) : event));
}

const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);
