import type { CaseEvent, EventBody, Moment } from './events.ts';
import { type CaseState, findCurrentVisit, type RequestMade, type Requirement } from './state.ts';

type Of<T extends EventBody['type']> = Extract<CaseEvent, { type: T }>;

const momentOf = ({ on, at }: Moment): Moment => ({ on, at });

/** What a request for information or for approval of an amount, a contact plan and a requirement do to a case. */
export const EVOLVE_DUTIES = {
  'information-requested': evolveRequested,
  'information-chased': (state: CaseState, event: Of<'information-chased'>) =>
    changeRequest(state, event.request, (made) => ({
      ...made,
      chased: [...made.chased, { ...momentOf(event), bySystem: event.by.kind === 'system' }],
    })),
  'information-received': (state: CaseState, event: Of<'information-received'>) =>
    changeRequest(state, event.request, (made) => ({
      ...made,
      state: isOver(made) ? made.state : 'answered',
      answered: made.answered ?? momentOf(event),
    })),
  'information-put-off': (state: CaseState, { request, why, proposed }: Of<'information-put-off'>) =>
    changeRequest(state, request, (made) =>
      made.state === 'open' || made.state === 'put-off'
        ? { ...made, state: 'put-off', putOff: { why, ...(proposed && { proposed }) } }
        : made,
    ),
  'information-due-moved': (state: CaseState, { request, due }: Of<'information-due-moved'>) =>
    changeRequest(state, request, (made) => ({ ...made, due, ...(made.state === 'put-off' && { state: 'open' }) })),
  'information-settled': (state: CaseState, event: Of<'information-settled'>) =>
    changeRequest(state, event.request, (made) => ({
      ...made,
      state: 'settled',
      ended: momentOf(event),
      settledBy: event.n,
    })),
  'information-withdrawn': (state: CaseState, event: Of<'information-withdrawn'>) =>
    changeRequest(state, event.request, (made) => ({ ...made, state: 'withdrawn', ended: momentOf(event) })),
  'contact-plan-set': (state: CaseState, { channel, every, from, n }: Of<'contact-plan-set'>): CaseState => ({
    ...state,
    contactPlan: { channel, every, from, n },
  }),
  'contact-plan-ended': (state: CaseState): CaseState => ({ ...state, contactPlan: undefined }),
  'requirement-recorded': (state: CaseState, event: Of<'requirement-recorded'>): CaseState => {
    const { requirement, source, due, n } = event;
    return { ...state, requirements: [...state.requirements, { ...momentOf(event), requirement, source, due, n }] };
  },
  'requirement-updated': (state: CaseState, { requirement, due }: Of<'requirement-updated'>) =>
    changeRequirement(state, requirement, (one) => ({ ...one, due: due ?? one.due })),
  'requirement-met': (state: CaseState, event: Of<'requirement-met'>) =>
    changeRequirement(state, event.requirement, (one) => ({ ...one, met: one.met ?? momentOf(event) })),
  'award-asked': (state: CaseState, event: Of<'award-asked'>): CaseState => {
    const { pence, of, by, n } = event;
    return { ...state, awardAsked: { ...momentOf(event), pence, of, by: by.id, n } };
  },
  'award-decided': evolveAwardDecided,
} as const;

/** What was asked for is settled by a refusal, or by as much; less leaves the question open. */
function evolveAwardDecided(state: CaseState, { approved, pence = 0 }: Of<'award-decided'>): CaseState {
  const settled = !approved || pence >= (state.awardAsked?.pence ?? 0);
  return {
    ...state,
    awardApproved: approved ? pence : state.awardApproved,
    awardAsked: settled ? undefined : state.awardAsked,
  };
}

const isOver = ({ state }: RequestMade): boolean => state === 'settled' || state === 'withdrawn';

function evolveRequested(state: CaseState, event: Of<'information-requested'>): CaseState {
  const { request, to, point, due, n, consults } = event;
  const made: RequestMade = {
    ...momentOf(event),
    request,
    to,
    point,
    due,
    firstDue: due,
    state: 'open',
    chased: [],
    visit: findCurrentVisit(state)?.index ?? -1,
    n,
    ...(consults !== undefined && { consults }),
  };
  return { ...state, requests: [...state.requests, made] };
}

function changeRequest(state: CaseState, request: number, change: (made: RequestMade) => RequestMade): CaseState {
  return { ...state, requests: state.requests.map((made) => (made.request === request ? change(made) : made)) };
}

function changeRequirement(
  state: CaseState,
  requirement: number,
  change: (one: Requirement) => Requirement,
): CaseState {
  const requirements = state.requirements.map((one) => (one.requirement === requirement ? change(one) : one));
  return { ...state, requirements };
}
