// What a request for the next stage, and what is decided on it, do to a case.
import type { CaseEvent, EventBody } from './events.ts';
import { momentOf, openStage, visitOf } from './evolve-stages.ts';
import { withFacts } from './evolve-steps.ts';
import type { CaseState } from './state.ts';

type Of<T extends EventBody['type']> = Extract<CaseEvent, { type: T }>;

/** Asked after a response, or where none is needed, or with an ombudsman's word; any other request is only kept. */
export function isStanding(state: CaseState, event: Of<'escalation-requested'>): boolean {
  const visit = visitOf(state, event);
  const answered = state.responses.some((response) => response.visit === visit);
  return answered || event.implied === true || event.instructed === true || event.stands === true;
}

/** The next stage was asked for. */
export function evolveEscalationRequested(state: CaseState, event: Of<'escalation-requested'>): CaseState {
  const waiting = isStanding(state, event) ? 'waiting' : 'kept';
  const asked = {
    ...momentOf(event),
    from: event.stage,
    visit: visitOf(state, event),
    state: event.opens ? ('accepted' as const) : (waiting as 'waiting' | 'kept'),
    instructed: event.instructed ?? false,
    n: event.n,
  };
  const noted = { ...withFacts(state, event), escalations: [...state.escalations, asked] };
  return event.opens ? openStage(noted, event.opens, event) : noted;
}

/** The last request for the next stage is decided. */
export function settleEscalation(state: CaseState, outcome: 'accepted' | 'refused'): CaseState {
  const index = state.escalations.length - 1;
  return {
    ...state,
    escalations: state.escalations.map((asked, i) => (i === index ? { ...asked, state: outcome } : asked)),
  };
}
