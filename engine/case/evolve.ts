import type { CaseEvent, EventBody, Lapsed, Moment } from './events.ts';
import { addEvidence, changeEvidence } from './evidence.ts';
import { noteAsked, withResponsibility } from './evolve-definition.ts';
import { EVOLVE_DUTIES } from './evolve-duties.ts';
import { EVOLVE_PANELS } from './panels.ts';
import {
  evolveCaseRestricted,
  evolveContactRestricted,
  evolveIncident,
  evolveOpenedTo,
  evolveRestrictionLifted,
  evolveReviewed,
  seeFromStart,
} from './restrictions.ts';
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
  const datedFrom = event.type === 'procedure-changed' ? event.datedFrom : undefined;
  return {
    ...state,
    status: 'open',
    outcome: undefined,
    ended: undefined,
    visits: [
      ...state.visits,
      {
        index,
        stage,
        procedure: state.procedure ?? '',
        opened,
        openedBy: event.type,
        opening,
        ...(datedFrom && { datedFrom }),
      },
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

function addComplainant(state: CaseState, event: Of<'resident-joined'>): CaseState {
  const joined = { resident: event.resident, joined: momentOf(event), n: event.n, reachable: true };
  const complainants = [...state.complainants.filter(({ resident }) => resident !== event.resident), joined];
  return { ...state, complainants, residents: Math.max(state.residents, complainants.length) };
}

function changeComplainant(
  state: CaseState,
  resident: number,
  change: (complainant: CaseState['complainants'][number]) => CaseState['complainants'][number],
): CaseState {
  const complainants = state.complainants.map((one) => (one.resident === resident ? change(one) : one));
  return { ...state, complainants };
}

function evolveDetails(state: CaseState, { resident, named, reachable }: Of<'details-recorded'>): CaseState {
  const changed = changeComplainant(state, resident, (one) => ({ ...one, reachable: reachable ?? one.reachable }));
  return named && resident === 1 ? { ...changed, anonymous: false } : changed;
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
  const { outcome, leadsTo, seats } = event;
  const taken = takeStep(known, event, { outcome, tried: event.tried, back: leadsTo?.back, seats });
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

function evolveAllocated(state: CaseState, event: Of<'allocated'>): CaseState {
  const given = { person: event.to, step: event.step, visit: visitOf(state, event) };
  const others = state.givenTo.filter(({ step, visit }) => step !== given.step || visit !== given.visit);
  const handler = { person: event.to, stage: event.stage };
  return { ...takeStep(state, event), handler, givenTo: [...others, given] };
}

function evolveDefined(state: CaseState, event: Of<'defined'>): CaseState {
  const known = new Set(state.points.map((point) => point.n));
  const added = event.points.filter((n) => !known.has(n));
  const withPoints = added.reduce(
    (so, point) => addPoint(so, { ...event, type: 'point-added', point, related: true }),
    state,
  );
  return takeStep(
    {
      ...withResponsibility(withPoints, event),
      outcomeSought: state.outcomeSought || event.outcomeSought,
      lastEdit: event.n,
      lastDefined: event.n,
    },
    event,
  );
}

function addPoint(state: CaseState, event: Of<'point-added'>): CaseState {
  const point = { n: event.point, addedIn: event.stage, withdrawn: false, findings: {} };
  return { ...state, points: [...state.points, point], lastEdit: event.n, lastDefined: event.n };
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
    found: { ...point.found, [visit]: { n: event.n, filled: event.filled ?? [], clause: event.clause } },
  }));
  const edited = { ...found, lastEdit: event.n };
  return getUnansweredPoints(edited, visit).length === 0 ? takeStep(edited, event) : noteInvestigator(edited, event);
}

/** Who found on a point has taken part in the step, even while other points are open. */
function noteInvestigator(state: CaseState, event: Of<'finding-recorded'>): CaseState {
  const taken = takeStep(state, event);
  return { ...taken, occurrences: state.occurrences };
}

/** A draft that goes to the complainant is sent, beside being drafted. */
function evolveDrafted(state: CaseState, event: Of<'drafted'>): CaseState {
  const drafted = takeStep({ ...state, lastEdit: event.n }, event);
  if (!event.forComment) return drafted;
  const { stage, step, channel, n } = event;
  const sent = { ...momentOf(event), stage, step, channel, n, visit: visitOf(state, event) };
  const noted = noteContact({ ...drafted, drafts: [...drafted.drafts, sent] }, event);
  return addOccurrence(noted, event, 'draft-issued');
}

function evolveCommented(state: CaseState, event: Of<'draft-commented'>): CaseState {
  const { comment, finished, n } = event;
  if (comment === undefined) return state;
  const said = { ...momentOf(event), comment, n, visit: visitOf(state, event) };
  const noted = { ...state, comments: [...state.comments, said] };
  return finished ? addOccurrence(noted, event, 'comments-finished') : noted;
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
  const standing = letRequestStand(taken, event);
  return isCurrent && state.status === 'open' ? { ...standing, status: 'answered' } : standing;
}

/** A request that came before the response counts as asked from the day of the response. */
function letRequestStand(state: CaseState, event: Of<'response-issued'>): CaseState {
  const kept = state.escalations.findLast((asked) => asked.visit === visitOf(state, event) && asked.state === 'kept');
  if (!kept) return state;
  const escalations = state.escalations.map((asked) =>
    asked === kept ? { ...asked, state: 'waiting' as const } : asked,
  );
  return addOccurrence({ ...state, escalations }, event, 'escalation-requested');
}

/** Asked after a response, or where none is needed, or with an ombudsman's word; any other request is only kept. */
function isStanding(state: CaseState, event: Of<'escalation-requested'>): boolean {
  const visit = visitOf(state, event);
  const answered = state.responses.some((response) => response.visit === visit);
  return answered || event.implied === true || event.instructed === true || event.stands === true;
}

function evolveEscalationRequested(state: CaseState, event: Of<'escalation-requested'>): CaseState {
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
    const { promise, head, due, owner, pence, point, contact } = event;
    const told = { promise, head, due, owner, pence, point, ...(contact && { contact }) };
    const made = { ...momentOf(event), ...told, paid: 0, visit: visitOf(state, event) };
    return { ...state, promises: [...state.promises, made], lastEdit: event.n };
  }
  const promises = state.promises.map((made) => {
    if (made.promise !== event.promise) return made;
    if (event.type === 'promise-kept') return { ...made, kept: momentOf(event) };
    if (event.type === 'payment-made') return { ...made, paid: made.paid + event.pence };
    const contact = event.contact ?? made.contact;
    return { ...made, due: event.due ?? made.due, owner: event.owner ?? made.owner, ...(contact && { contact }) };
  });
  return { ...state, promises };
}
