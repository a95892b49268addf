// What a first contact, its sorting, and who complains do to a case.
import type { CaseEvent, EventBody } from './events.ts';
import { momentOf, openStage } from './evolve-stages.ts';
import { withFacts } from './evolve-steps.ts';
import { seeFromStart } from './restrictions.ts';
import { type CaseState, findCurrentVisit } from './state.ts';

type Of<T extends EventBody['type']> = Extract<CaseEvent, { type: T }>;

/** A first contact is received or sorted, and a stage opens where it leads to one. */
export function evolveIntake(state: CaseState, event: Of<'received'> | Of<'classified'>): CaseState {
  // a case is received once; what is told as a second receipt starts nothing again
  if (event.type === 'received' && state.received !== undefined) return state;
  const taken: CaseState = {
    ...withFacts(state, event),
    kind: event.kind,
    service: event.service,
    serviceUntold: event.type === 'received' && event.serviceUntold === true,
    procedure: event.procedure ?? state.procedure,
    status: state.status === 'none' ? 'open' : state.status,
    concerns: (event.type === 'classified' && event.concerns) || state.concerns,
  };
  const first = event.type === 'received' ? receiveFirst(taken, event) : taken;
  if (event.type === 'classified' && event.leaves) return { ...dropUntouchedVisit(first), procedure: undefined };
  if (event.opens === undefined) return first;
  const received = first.received ?? momentOf(event);
  const fresh = event.type === 'classified' ? dropUntouchedVisit(first) : first;
  return openStage(fresh, event.opens, { ...event, ...received });
}

function receiveFirst(state: CaseState, event: Of<'received'>): CaseState {
  return {
    ...state,
    channel: event.channel,
    received: state.received ?? momentOf(event),
    anonymous: event.anonymous ?? false,
    represented: event.represented ?? false,
    residents: event.residents ?? 1,
    ...seeFromStart(event),
    untriaged: event.untriaged ?? false,
    complainants: [{ resident: 1, joined: momentOf(event), n: event.n, reachable: event.reachable ?? true }],
  };
}

/** One more person complains. */
export function addComplainant(state: CaseState, event: Of<'resident-joined'>): CaseState {
  const joined = { resident: event.resident, joined: momentOf(event), n: event.n, reachable: true };
  const complainants = [...state.complainants.filter(({ resident }) => resident !== event.resident), joined];
  return { ...state, complainants, residents: Math.max(state.residents, complainants.length) };
}

/** One of the complainants, changed. */
export function changeComplainant(
  state: CaseState,
  resident: number,
  change: (complainant: CaseState['complainants'][number]) => CaseState['complainants'][number],
): CaseState {
  const complainants = state.complainants.map((one) => (one.resident === resident ? change(one) : one));
  return { ...state, complainants };
}

/** How somebody can be reached is known, or is known no more. */
export function evolveDetails(state: CaseState, { resident, named, reachable }: Of<'details-recorded'>): CaseState {
  const changed = changeComplainant(state, resident, (one) => ({ ...one, reachable: reachable ?? one.reachable }));
  return named && resident === 1 ? { ...changed, anonymous: false } : changed;
}

/** Classifying anew before anything was done starts the case where it should have started. */
function dropUntouchedVisit(state: CaseState): CaseState {
  const visit = findCurrentVisit(state);
  if (!visit || state.visits.length > 1 || state.steps.length > 0) return state;
  return { ...state, visits: [], occurrences: state.occurrences.filter((occurrence) => occurrence.visit === -1) };
}
