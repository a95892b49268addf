import type { CaseEvent, EventBody, Lapsed, Moment } from './events.ts';
import {
  type CaseState,
  findCurrentVisit,
  findVisit,
  getUnansweredPoints,
  type Occurrence,
  type StepTaken,
} from './state.ts';

type Of<T extends EventBody['type']> = Extract<CaseEvent, { type: T }>;

type Evolve = { readonly [T in EventBody['type']]: (state: CaseState, event: Of<T>) => CaseState };

/** What each kind of event does to a case. A kind of event without an entry does not compile. */
const EVOLVE: Evolve = {
  received: evolveIntake,
  classified: evolveIntake,
  'facts-recorded': withFacts,
  defined: evolveDefined,
  acknowledged: (state, event) => takeStep(state, event),
  drafted: (state, event) => takeStep({ ...state, lastEdit: event.n }, event),
  allocated: (state, event) => ({ ...takeStep(state, event), handler: { person: event.to, stage: event.stage } }),
  'step-done': evolveStepDone,
  'finding-recorded': evolveFinding,
  'point-added': addPoint,
  'point-withdrawn': (state, event) => changePoint(state, event.point, (point) => ({ ...point, withdrawn: true })),
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
  'representative-named': (state) => ({ ...state, represented: true }),
  'authority-recorded': (state, event) => ({ ...state, authority: event.given }),
  forwarded: unchanged,
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
  const named = addOccurrence(state, event, nameOccurrence(event));
  // the table pairs each kind of event with its own handler, which the type of a lookup cannot say
  const handler = EVOLVE[event.type] as (state: CaseState, event: CaseEvent) => CaseState;
  return handler(named, event);
}

/** What clocks know an event as: a message from outside is no contact that the landlord made. */
function nameOccurrence(event: CaseEvent): string {
  return event.type === 'contacted' && event.by.kind !== 'staff' ? 'contact-received' : event.type;
}

function unchanged(state: CaseState): CaseState {
  return state;
}

function noteContact(state: CaseState, event: Moment): CaseState {
  return { ...state, lastContact: momentOf(event) };
}

function evolveContact(state: CaseState, event: Of<'contacted'>): CaseState {
  const noted = noteContact(state, event);
  if (!('step' in event)) return noted;
  const taken = takeStep(noted, event, { tried: !event.reached });
  return event.reached ? taken : addOccurrence(taken, event, `${event.step}.tried`);
}

function momentOf(event: Moment): Moment {
  return { on: event.on, at: event.at };
}

function withFacts(state: CaseState, event: { facts: CaseState['facts'] }): CaseState {
  return { ...state, facts: { ...state.facts, ...event.facts } };
}

/** The visit an event belongs to: the latest of the stage it names, else the current one. */
function visitOf(state: CaseState, event: CaseEvent): number {
  const stage = 'stage' in event ? event.stage : undefined;
  const visit = stage === undefined ? findCurrentVisit(state) : findVisit(state, stage);
  return visit?.index ?? -1;
}

function addOccurrence(state: CaseState, event: CaseEvent, name: string, implied = false): CaseState {
  const visit = event.type === 'received' ? -1 : visitOf(state, event);
  const occurrence: Occurrence = { name, visit, n: event.n, on: event.on, at: event.at, ...(implied && { implied }) };
  return { ...state, occurrences: [...state.occurrences, occurrence] };
}

function openStage(state: CaseState, stage: string, event: CaseEvent | Lapsed): CaseState {
  if (state.procedure === undefined) return state;
  const index = state.visits.length;
  const opening = event.type === 'lapsed' ? 0 : event.n;
  const opened = momentOf(event);
  return {
    ...state,
    status: 'open',
    outcome: undefined,
    ended: undefined,
    visits: [
      ...state.visits,
      { index, stage, procedure: state.procedure ?? '', opened, openedBy: event.type, opening },
    ],
    occurrences: [...state.occurrences, { ...opened, name: 'stage-opened', visit: index, n: opening }],
  };
}

function close(state: CaseState, outcome: string, event: Moment): CaseState {
  return { ...endVisit(state, event), status: 'closed', outcome, ended: momentOf(event) };
}

function endVisit(state: CaseState, event: Moment): CaseState {
  const current = findCurrentVisit(state)?.index;
  const visits = state.visits.map((visit) => (visit.index === current ? { ...visit, ended: momentOf(event) } : visit));
  return { ...state, visits };
}

function evolveLapse(state: CaseState, lapse: Lapsed): CaseState {
  const visit = findCurrentVisit(state)?.index ?? -1;
  const occurrence: Occurrence = { name: `${lapse.clock}.lapsed`, visit, n: 0, on: lapse.on, at: lapse.at };
  const noted = { ...state, occurrences: [...state.occurrences, occurrence] };
  if (lapse.opens) return openStage(noted, lapse.opens, lapse);
  return lapse.closes ? close(noted, lapse.closes, lapse) : noted;
}

function evolveIntake(state: CaseState, event: Of<'received'> | Of<'classified'>): CaseState {
  // a case is received once; what is told as a second receipt starts nothing again
  if (event.type === 'received' && state.received !== undefined) return state;
  const taken: CaseState = {
    ...withFacts(state, event),
    kind: event.kind,
    service: event.service,
    procedure: event.procedure ?? state.procedure,
    status: state.status === 'none' ? 'open' : state.status,
  };
  const first = event.type === 'received' ? receiveFirst(taken, event) : taken;
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
  };
}

/** Classifying anew before anything was done starts the case where it should have started. */
function dropUntouchedVisit(state: CaseState): CaseState {
  const visit = findCurrentVisit(state);
  if (!visit || state.visits.length > 1 || state.steps.length > 0) return state;
  return { ...state, visits: [], occurrences: state.occurrences.filter((occurrence) => occurrence.visit === -1) };
}

type StepEvent = CaseEvent & { readonly stage: string; readonly step: string };

function takeStep(state: CaseState, event: StepEvent, change: Partial<StepTaken> = {}): CaseState {
  const taken: StepTaken = {
    ...momentOf(event),
    step: event.step,
    stage: event.stage,
    visit: visitOf(state, event),
    person: event.by.id,
    roles: event.by.roles,
    n: event.n,
    ...change,
  };
  return addOccurrence({ ...state, steps: [...state.steps, taken] }, event, `${event.step}.done`);
}

function implyStep(state: CaseState, event: CaseEvent & { stage: string }, step: string): CaseState {
  const implied = { ...momentOf(event), step, stage: event.stage, visit: visitOf(state, event), n: event.n };
  const taken: StepTaken = { ...implied, person: '', roles: [], implied: true };
  return addOccurrence({ ...state, steps: [...state.steps, taken] }, event, `${step}.done`, true);
}

function evolveStepDone(state: CaseState, event: Of<'step-done'>): CaseState {
  const known = (event.implies ?? []).reduce((so, step) => implyStep(so, event, step), withFacts(state, event));
  const taken = takeStep(known, event, { outcome: event.outcome, tried: event.tried, back: event.leadsTo?.back });
  const roles = event.addsRole ? { ...taken, addedRoles: [...taken.addedRoles, event.addsRole] } : taken;
  const named = event.outcome ? addOccurrence(roles, event, `${event.step}.${event.outcome}`) : roles;
  const tried = event.tried ? addOccurrence(named, event, `${event.step}.tried`) : named;
  return followOutcome(tried, event);
}

function followOutcome(state: CaseState, event: Of<'step-done'>): CaseState {
  const leadsTo = event.leadsTo ?? {};
  if (leadsTo.closes) return close(state, event.statusThen ?? 'closed', event);
  if (leadsTo.stage) return openStage(state, leadsTo.stage, event);
  return state;
}

function evolveDefined(state: CaseState, event: Of<'defined'>): CaseState {
  const known = new Set(state.points.map((point) => point.n));
  const added = event.points.filter((n) => !known.has(n));
  const withPoints = added.reduce(
    (so, point) => addPoint(so, { ...event, type: 'point-added', point, related: true }),
    state,
  );
  return takeStep(
    { ...withPoints, outcomeSought: state.outcomeSought || event.outcomeSought, lastEdit: event.n },
    event,
  );
}

function addPoint(state: CaseState, event: Of<'point-added'>): CaseState {
  const point = { n: event.point, addedIn: event.stage, withdrawn: false, findings: {} };
  return { ...state, points: [...state.points, point], lastEdit: event.n };
}

function changePoint(
  state: CaseState,
  n: number,
  change: (point: CaseState['points'][number]) => CaseState['points'][number],
): CaseState {
  return { ...state, points: state.points.map((point) => (point.n === n ? change(point) : point)) };
}

function evolveFinding(state: CaseState, event: Of<'finding-recorded'>): CaseState {
  const visit = visitOf(state, event);
  const found = changePoint(state, event.point, (point) => ({
    ...point,
    findings: { ...point.findings, [visit]: event.finding },
  }));
  const edited = { ...found, lastEdit: event.n };
  return getUnansweredPoints(edited, visit).length === 0 ? takeStep(edited, event) : noteInvestigator(edited, event);
}

/** Who found on a point has taken part in the step, even while other points are open. */
function noteInvestigator(state: CaseState, event: Of<'finding-recorded'>): CaseState {
  const taken = takeStep(state, event);
  return { ...taken, occurrences: state.occurrences };
}

function evolveExtended(state: CaseState, event: Of<'extended'>): CaseState {
  const { clock, rule, extra, to, reason, agreed, goodReason, n } = event;
  const made = {
    ...momentOf(event),
    clock,
    rule,
    extra,
    to,
    reason,
    agreed,
    goodReason,
    n,
    visit: visitOf(state, event),
  };
  return { ...withFacts(state, event), extensions: [...state.extensions, made] };
}

function evolveTimeAgreed(state: CaseState, event: Of<'time-agreed'>): CaseState {
  const agreed = { clock: event.clock, visit: visitOf(state, event), to: event.to, n: event.n };
  return { ...state, agreedTimes: [...state.agreedTimes, agreed] };
}

function evolveResponse(state: CaseState, event: Of<'response-issued'>): CaseState {
  const known = (event.implies ?? []).reduce((so, step) => implyStep(so, event, step), state);
  const visit = visitOf(state, event);
  const { stage, channel, final, n, lastDayToEscalate } = event;
  const response = { ...momentOf(event), stage, visit, channel, final, n, lastDayToEscalate };
  const isCurrent = visit === findCurrentVisit(state)?.index;
  const taken = takeStep({ ...known, responses: [...known.responses, response], lastContact: momentOf(event) }, event);
  return isCurrent && state.status === 'open' ? { ...taken, status: 'answered' } : taken;
}

function evolveEscalationRequested(state: CaseState, event: Of<'escalation-requested'>): CaseState {
  const answered = state.responses.some((response) => response.stage === event.stage) || event.implied === true;
  const waiting = answered || event.instructed === true ? 'waiting' : 'kept';
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

function settleEscalation(state: CaseState, outcome: 'accepted' | 'refused'): CaseState {
  const index = state.escalations.length - 1;
  return {
    ...state,
    escalations: state.escalations.map((asked, i) => (i === index ? { ...asked, state: outcome } : asked)),
  };
}

function evolvePromise(
  state: CaseState,
  event: Of<'promise-made' | 'promise-updated' | 'promise-kept' | 'payment-made'>,
): CaseState {
  if (event.type === 'promise-made') {
    const { promise, head, due, owner, pence, point } = event;
    const made = { ...momentOf(event), promise, head, due, owner, pence, point, paid: 0, visit: visitOf(state, event) };
    return { ...state, promises: [...state.promises, made], lastEdit: event.n };
  }
  const promises = state.promises.map((made) => {
    if (made.promise !== event.promise) return made;
    if (event.type === 'promise-kept') return { ...made, kept: momentOf(event) };
    if (event.type === 'payment-made') return { ...made, paid: made.paid + event.pence };
    return { ...made, due: event.due ?? made.due, owner: event.owner ?? made.owner };
  });
  return { ...state, promises };
}
