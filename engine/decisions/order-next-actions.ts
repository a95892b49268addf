import { findWaitingRequest } from '../case/state.ts';
import type { ClockStanding } from '../clocks/determine-clock.ts';
import { isWaiting, type Standing } from '../clocks/determine-standing.ts';
import type { Action } from './list-actions.ts';
import { isDecision, stopsClock } from './list-next-actions.ts';

/** What asks for something to be done next: a clock, or a request of the complainant that waits for a decision. */
export type AsksNext = { readonly clock?: ClockStanding | undefined; readonly decision?: boolean | undefined };

/**
 * Of what a person can do now, what this asks for first: what decides the request; what stops the clock, or comes before
 * that, and not what only another clock waits for; else the first there is. What is approved is written before it is
 * approved, so a draft that is still to be written comes in the place of its approval. Every list and page that names
 * one next action asks here.
 */
export function chooseNextAction(standing: Standing, now: readonly Action[], asks: AsksNext): Action | undefined {
  const { clock, decision } = asks;
  const asked = decision ? now.find(isDecision) : clock && now.find((action) => leadsTo(standing, clock, action));
  const chosen = asked ?? now[0];
  const draft = chosen?.step?.['after-last-edit'] && now.find(({ command, step }) => command.does === 'draft' && !step);
  return draft || chosen;
}

/** The same in order: in front what is asked for first on the case, by a request that waits, else by what is due first. */
export function orderNextActions(standing: Standing, now: readonly Action[]): readonly Action[] {
  const decision = findWaitingRequest(standing.state) !== undefined;
  const first = chooseNextAction(standing, now, { decision, clock: findDueFirst(standing) });
  return first ? [first, ...now.filter((action) => action !== first)] : now;
}

function findDueFirst({ clocks }: Standing): ClockStanding | undefined {
  const waiting = clocks.filter((clock) => clock.owner === 'pack' && clock.due !== undefined && isWaiting(clock));
  return waiting.toSorted((a, b) => (a.due ?? '').localeCompare(b.due ?? '') || a.id.localeCompare(b.id))[0];
}

/** What stops a clock, or comes before that; not what only another clock waits for. */
function leadsTo(standing: Standing, clock: ClockStanding, action: Action): boolean {
  const others = standing.clocks.filter((one) => one.id !== clock.id && one.owner === 'pack' && one.waits);
  return stopsClock(standing, clock, action) || !others.some((one) => stopsClock(standing, one, action));
}
