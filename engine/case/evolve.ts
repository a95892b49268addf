import type { CaseEvent, EventBody, Lapsed } from './events.ts';
import { addEvidence, changeEvidence } from './evidence.ts';
import { noteAsked } from './evolve-definition.ts';
import { EVOLVE_DUTIES } from './evolve-duties.ts';
import { evolveEscalationRequested, isStanding, settleEscalation } from './evolve-escalations.ts';
import { addComplainant, changeComplainant, evolveDetails, evolveIntake } from './evolve-intake.ts';
import { addPoint, changePoint, evolveDefined, evolveFinding } from './evolve-points.ts';
import { evolvePromise } from './evolve-promises.ts';
import {
  evolveCommented,
  evolveDrafted,
  evolveExtended,
  evolveResponse,
  evolveTimeAgreed,
} from './evolve-responses.ts';
import { addOccurrence, close, endVisit, momentOf, openStage } from './evolve-stages.ts';
import { evolveAllocated, evolveContact, evolveStepDone, noteContact, takeStep, withFacts } from './evolve-steps.ts';
import { EVOLVE_PANELS } from './panels.ts';
import {
  evolveCaseRestricted,
  evolveContactRestricted,
  evolveIncident,
  evolveOpenedTo,
  evolveRestrictionLifted,
  evolveReviewed,
} from './restrictions.ts';
import { type CaseState, findCurrentVisit, type Occurrence } from './state.ts';

type Of<T extends EventBody['type']> = Extract<CaseEvent, { type: T }>;

type Evolve = { readonly [T in EventBody['type']]: (state: CaseState, event: Of<T>) => CaseState };

/** What each kind of event does to a case. A kind of event without an entry does not compile. */
const EVOLVE: Evolve = {
  received: evolveIntake,
  classified: evolveIntake,
  'facts-recorded': withFacts,
  defined: evolveDefined,
  'definition-confirmed': noteAsked,
  acknowledged: (state, event) => takeStep(state, event),
  drafted: evolveDrafted,
  'draft-commented': evolveCommented,
  allocated: evolveAllocated,
  'step-done': evolveStepDone,
  'finding-recorded': evolveFinding,
  'point-added': addPoint,
  'point-withdrawn': (state, event) =>
    changePoint({ ...state, lastDefined: event.n }, event.point, (point) => ({ ...point, withdrawn: true })),
  extended: evolveExtended,
  'time-agreed': evolveTimeAgreed,
  'response-issued': evolveResponse,
  'escalation-requested': evolveEscalationRequested,
  'escalation-accepted': (state, event) => openStage(settleEscalation(state, 'accepted'), event.opens, event),
  'escalation-refused': (state, event) =>
    close(settleEscalation(withFacts(state, event), 'refused'), 'escalation refused', event),
  'time-limit-decided': (state, event) => ({
    ...state,
    timeLimits: { ...state.timeLimits, [event.limit]: event.accepted },
  }),
  'complaint-refused': (state, event) => close(withFacts(state, event), 'refused', event),
  referred: (state, event) => close(state, 'referred', event),
  'promise-made': evolvePromise,
  'promise-updated': evolvePromise,
  'promise-kept': evolvePromise,
  'payment-made': evolvePromise,
  'learning-noted': (state, event) => ({ ...state, learning: event.none ? 'nothing-to-learn' : 'noted' }),
  withdrawn: (state, event) => close(state, 'withdrawn', event),
  closed: (state, event) => close(state, event.outcome ?? 'closed', event),
  reopened: (state, event) => openStage(state, event.opens, event),
  'procedure-changed': (state, event) =>
    openStage(
      { ...endVisit(state, event), procedure: event.procedure, kind: event.kind ?? state.kind },
      event.opens,
      event,
    ),
  linked: (state, event) => ({ ...state, links: [...state.links, { to: event.to, how: event.how }] }),
  contacted: evolveContact,
  'update-sent': noteContact,
  'verbal-response-given': noteContact,
  // permission is for one person: whoever is named now has none before it is recorded
  'representative-named': (state) => ({ ...state, represented: true, authority: false }),
  'authority-recorded': (state, event) => ({ ...state, authority: event.given }),
  'supporter-named': (state, event) => ({ ...state, supporters: [...state.supporters, event.n] }),
  'resident-joined': addComplainant,
  'resident-left': (state, event) =>
    changeComplainant(state, event.resident, (complainant) => ({ ...complainant, left: momentOf(event) })),
  'details-recorded': evolveDetails,
  'copy-sent': (state, { letter, to, n }) => ({ ...state, copies: [...state.copies, { letter, to, n }] }),
  merged: (state, event) => close({ ...state, mergedInto: event.into }, 'merged', event),
  'taken-in': noteContact,
  'not-ours': (state, event) => close(state, 'not-ours', event),
  'kept-apart': (state, event) => ({ ...state, keptApart: [...state.keptApart, event.from] }),
  ...EVOLVE_DUTIES,
  ...EVOLVE_PANELS,
  'incident-recorded': evolveIncident,
  'contact-restricted': evolveContactRestricted,
  'restriction-reviewed': evolveReviewed,
  'case-restricted': evolveCaseRestricted,
  'case-restriction-lifted': evolveRestrictionLifted,
  'case-opened-to': evolveOpenedTo,
  'restriction-reasoned': unchanged,
  forwarded: unchanged,
  'question-set': (state, { point, n }) => changePoint(state, point, (one) => ({ ...one, question: n })),
  'evidence-added': addEvidence,
  interviewed: addEvidence,
  visited: addEvidence,
  'evidence-withdrawn': (state, { evidence, n }) => changeEvidence(state, evidence, { withdrawn: n }),
  'evidence-shared': (state, { evidence, n }) => changeEvidence(state, evidence, { shared: n }),
  'colleague-contacted': unchanged,
  'outsider-contacted': unchanged,
  noted: unchanged,
  corrected: unchanged,
  voided: unchanged,
  'ombudsman-contacted': unchanged,
};

/**
 * The state of a case after one more event. Total and without judgement: whether a happening was allowed was decided
 * when it was recorded. The history must be in effective order.
 */
export function evolve(state: CaseState, event: CaseEvent | Lapsed): CaseState {
  if (event.type === 'lapsed') return evolveLapse(state, event);
  const named = addOccurrence(state, event, nameOccurrence(state, event));
  // the table pairs each kind of event with its own handler, which the type of a lookup cannot say
  const handler = EVOLVE[event.type] as (state: CaseState, event: CaseEvent) => CaseState;
  const moved = handler(named, event);
  return SORTS.has(event.type) ? { ...moved, untriaged: false } : moved;
}

/** What says, or shows, that somebody has looked at what was received: sorted by name, or worked on as what it is. */
const SORTS: ReadonlySet<EventBody['type']> = new Set([
  ...(['classified', 'defined', 'acknowledged', 'allocated', 'step-done'] as const),
  ...(['finding-recorded', 'drafted', 'response-issued'] as const),
]);

/** What clocks know an event as: a message from outside is no contact that the landlord made. */
function nameOccurrence(state: CaseState, event: CaseEvent): string {
  if (event.type === 'escalation-requested' && !isStanding(state, event)) return 'escalation-request-kept';
  if (event.type === 'draft-commented' && event.comment === undefined) return 'comments-finished';
  if (event.type === 'taken-in') return 'contact-received';
  return event.type === 'contacted' && event.by.kind !== 'staff' ? 'contact-received' : event.type;
}

function unchanged(state: CaseState): CaseState {
  return state;
}

function evolveLapse(state: CaseState, lapse: Lapsed): CaseState {
  const visit = findCurrentVisit(state)?.index ?? -1;
  const occurrence: Occurrence = { name: `${lapse.clock}.lapsed`, visit, n: 0, on: lapse.on, at: lapse.at };
  const noted = { ...state, occurrences: [...state.occurrences, occurrence] };
  if (lapse.opens) return openStage(noted, lapse.opens, lapse);
  return lapse.closes ? close(noted, lapse.closes, lapse) : noted;
}
