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
  return events
    .filter((event) => event.type !== 'corrected' && event.type !== 'voided' && !voided.has(event.n))
    .map((event) => applyCorrection(event, corrected.get(event.n)))
    .sort(compareByHappening);
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

/** Orders by day, then by instant where both have one, then by recording. */
export function compareByHappening(a: CaseEvent, b: CaseEvent): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  if (a.at && b.at && a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.n - b.n;
}
