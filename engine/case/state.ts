import type { IsoDate } from '../calendar/index.ts';
import type { DayPeriod, Period } from '../policy/schema.ts';
import type {
  Channel,
  Concern,
  Confirmation,
  Finding,
  Kind,
  PutOffReason,
  Responsibility,
} from '../policy/vocabulary.ts';
import type { AddresseeKey, Facts, Moment, RoleHeld, SeatTaken } from './events.ts';
import type { Evidence } from './evidence.ts';
import type { CommentAnswer, Interest, Panel } from './panels.ts';
import type { CaseRestriction, ContactRestriction, IncidentNoted } from './restrictions.ts';

/** Something that a clock can start or stop on. `visit` is the stage visit it belongs to, -1 for the whole case. */
export type Occurrence = Moment & {
  readonly name: string;
  readonly visit: number;
  /** The recording it comes from, 0 where it was derived. */
  readonly n: number;
  /** Not told, but taken as done because a later happening presupposes it. */
  readonly implied?: boolean;
};

/** One stay of a case in a stage. A case re-opened into a stage visits it again, with new clocks. */
export type Visit = {
  readonly index: number;
  readonly stage: string;
  readonly procedure: string;
  readonly opened: Moment;
  readonly openedBy: string;
  readonly opening: number;
  /** Opened by a change of procedure that counts from the first contact all the same. */
  readonly datedFrom?: 'first-contact' | undefined;
  /** When the case was closed, or went on elsewhere, while in this stay; what had not been done by then is not waited for. */
  readonly ended?: Moment | undefined;
};

export type StepTaken = Moment & {
  readonly step: string;
  readonly stage: string;
  readonly visit: number;
  readonly person: string;
  readonly roles: readonly RoleHeld[];
  readonly outcome?: string | undefined;
  readonly tried?: boolean | undefined;
  readonly n: number;
  readonly implied?: boolean | undefined;
  /** Sent back to this step, which and after which everything is to be done afresh. */
  readonly back?: string | undefined;
  /** Who sat in it: each counts as having taken the step. */
  readonly seats?: readonly SeatTaken[] | undefined;
};

export type Point = {
  readonly n: number;
  readonly addedIn: string;
  readonly withdrawn: boolean;
  /** Whose it is to answer, as last said. */
  readonly responsibility?: Responsibility | undefined;
  /** The finding per stage visit. */
  readonly findings: Readonly<Record<number, Finding>>;
  /** The recording that holds the last finding of each visit, with what was written with it. */
  readonly found?: Readonly<Record<number, FindingMade>> | undefined;
  /** The recording that holds the question to be answered on it. */
  readonly question?: number | undefined;
};

export type FindingMade = {
  readonly n: number;
  readonly filled: readonly string[];
  readonly clause?: string | undefined;
};

export type ExtensionMade = Moment & {
  readonly clock: string;
  readonly visit: number;
  readonly rule: string;
  readonly extra?: Period | undefined;
  readonly to?: IsoDate | undefined;
  readonly reason?: string | undefined;
  readonly agreed?: boolean | undefined;
  /** There was a good reason to go beyond the cap, where the pack lets one count. */
  readonly goodReason?: boolean | undefined;
  readonly n: number;
};

export type PromiseMade = Moment & {
  readonly promise: number;
  readonly head: string;
  readonly due?: IsoDate | undefined;
  readonly owner?: string | undefined;
  readonly pence?: number | undefined;
  readonly paid: number;
  readonly point?: number | undefined;
  readonly kept?: Moment | undefined;
  /** Whom to ask about it is known. */
  readonly contact?: boolean | undefined;
  readonly visit: number;
};

/** Approval of an amount in pence, so much in all, that was asked of somebody; `n`: the recording. */
export type AwardAsked = Moment & {
  readonly pence: number;
  readonly of: string;
  readonly by: string;
  readonly n: number;
};

/** A draft that went to the complainant for comment. */
export type DraftSent = Moment & {
  readonly stage: string;
  readonly visit: number;
  readonly step: string;
  readonly channel?: Channel | undefined;
  readonly n: number;
};

/** What the complainant said on a draft, by its number in the stay in the stage. */
export type DraftComment = Moment & {
  readonly comment: number;
  readonly visit: number;
  readonly n: number;
  /** What became of it, and the recording that says so. */
  readonly answered?: { readonly answer: CommentAnswer; readonly n: number } | undefined;
};

export type EscalationAsked = Moment & {
  readonly from: string;
  readonly visit: number;
  readonly state: 'waiting' | 'kept' | 'accepted' | 'refused';
  readonly instructed: boolean;
  readonly n: number;
};

export type ResponseIssued = Moment & {
  readonly stage: string;
  readonly visit: number;
  readonly channel: Channel;
  readonly final: boolean;
  readonly n: number;
  readonly lastDayToEscalate?: IsoDate | undefined;
};

/** One of the residents who complain, by number: 1 is who complained first. Names and addresses are kept apart. */
export type Complainant = {
  readonly resident: number;
  readonly joined: Moment;
  /** The recording they joined with. */
  readonly n: number;
  readonly left?: Moment | undefined;
  readonly reachable: boolean;
};

/** What came of asking the complainant whether the definition is right; `of`: the recording that last changed it before. */
export type DefinitionAsked = Moment & {
  readonly result: Confirmation;
  readonly channel: Channel;
  readonly person: string;
  readonly n: number;
  readonly of: number;
};

/** Something asked of a colleague or of somebody outside, so that the landlord can answer. */
export type RequestMade = Moment & {
  readonly request: number;
  /** The colleague asked, by id; undefined: somebody outside, whose name is kept apart. */
  readonly to?: string | undefined;
  readonly point?: number | undefined;
  readonly due: IsoDate;
  /** The day first asked for. A later one that was agreed does not make the wait shorter. */
  readonly firstDue: IsoDate;
  /** `put-off`: they said that they cannot answer yet, and whoever has the case has not decided what then. */
  readonly state: 'open' | 'put-off' | 'answered' | 'settled' | 'withdrawn';
  readonly putOff?: { readonly why: PutOffReason; readonly proposed?: IsoDate | undefined } | undefined;
  /** When the first answer came. */
  readonly answered?: Moment | undefined;
  /** When it was settled or withdrawn. */
  readonly ended?: Moment | undefined;
  readonly chased: readonly (Moment & { readonly bySystem: boolean })[];
  readonly visit: number;
  readonly n: number;
  /** They are consulted: for this step of the pack, or, as `view`, for what they think of the complaint. */
  readonly consults?: string | undefined;
  /** The recording that says that the answer is enough, with what came of it. */
  readonly settledBy?: number | undefined;
};

/** How, and how often, the complainant is kept informed, as last agreed. */
export type ContactPlan = {
  readonly channel?: Channel | undefined;
  readonly every: DayPeriod;
  /** Counted from then, or from the last word after it. */
  readonly from: IsoDate;
  readonly n: number;
};

/** Something that a body outside requires by a day. */
export type Requirement = Moment & {
  readonly requirement: number;
  readonly source: string;
  readonly due: IsoDate;
  readonly met?: Moment | undefined;
  readonly n: number;
};

/** What a case amounts to at a moment, folded from its effective history. */
export type CaseState = {
  readonly kind: Kind | undefined;
  readonly channel: Channel | undefined;
  readonly service: string | undefined;
  readonly procedure: string | undefined;
  /** `none` before anything was received; `answered` from a response until something follows. */
  readonly status: 'none' | 'open' | 'answered' | 'closed';
  /** How a closed case ended: resolved, withdrawn, refused, referred … */
  readonly outcome: string | undefined;
  /** When the case was closed, while it is. */
  readonly ended: Moment | undefined;
  readonly received: Moment | undefined;
  readonly visits: readonly Visit[];
  readonly facts: Facts;
  readonly anonymous: boolean;
  readonly represented: boolean;
  readonly authority: boolean;
  /** How many complain together, as told or as have joined. */
  readonly residents: number;
  readonly complainants: readonly Complainant[];
  /** The recordings that named somebody who helps, and acts for nobody. */
  readonly supporters: readonly number[];
  readonly copies: readonly { readonly letter: number; readonly to: AddresseeKey; readonly n: number }[];
  readonly points: readonly Point[];
  readonly evidence: readonly Evidence[];
  readonly outcomeSought: boolean;
  /** The recording that last changed the definition; 0 where there is none. */
  readonly lastDefined: number;
  /** Each time the complainant was asked about the definition, or it was tried, in order. */
  readonly definitionAsked: readonly DefinitionAsked[];
  readonly occurrences: readonly Occurrence[];
  readonly steps: readonly StepTaken[];
  readonly extensions: readonly ExtensionMade[];
  readonly agreedTimes: readonly { clock: string; visit: number; to: IsoDate; n: number }[];
  readonly escalations: readonly EscalationAsked[];
  readonly responses: readonly ResponseIssued[];
  readonly promises: readonly PromiseMade[];
  /** So much in all may be offered on it, in pence, as was approved last. */
  readonly awardApproved: number | undefined;
  /** An amount that somebody was asked to approve and has not decided on. */
  readonly awardAsked: AwardAsked | undefined;
  readonly drafts: readonly DraftSent[];
  readonly comments: readonly DraftComment[];
  readonly timeLimits: Readonly<Record<string, boolean>>;
  readonly learning: 'none-yet' | 'noted' | 'nothing-to-learn';
  readonly handler: { readonly person: string; readonly stage: string } | undefined;
  /** Whom the case was given to, the last person for each step that gives it, in each visit. */
  readonly givenTo: readonly { readonly person: string; readonly step: string; readonly visit: number }[];
  /** The recording that last changed what a response says, for checks that count only after the last edit. */
  readonly lastEdit: number;
  readonly addedRoles: readonly string[];
  readonly links: readonly { readonly to: string; readonly how: string }[];
  /** References of cases that were looked at beside this one and are something else. */
  readonly keptApart: readonly string[];
  /** Received, and nobody has said what it is, nor taken a step of the procedure on it. See `isUntriaged`. */
  readonly untriaged: boolean;
  /** Nobody has said yet which of several services it is about. */
  readonly serviceUntold: boolean;
  readonly concerns: readonly Concern[];
  /** The reference of the case that this one is part of. */
  readonly mergedInto: string | undefined;
  readonly lastContact: Moment | undefined;
  readonly requests: readonly RequestMade[];
  readonly contactPlan: ContactPlan | undefined;
  readonly requirements: readonly Requirement[];
  readonly incidents: readonly IncidentNoted[];
  readonly restrictions: readonly ContactRestriction[];
  /** A decision, while it holds, that only few see the case. */
  readonly restricted: CaseRestriction | undefined;
  /** Who is named, by id, to work on it while only few see it. */
  readonly openTo: readonly string[];
  /** Who sees nothing of it though it is open to the others again. */
  readonly keptFrom: readonly string[];
  /** What was arranged for the panel of each stay that has one. */
  readonly panels: readonly Panel[];
  /** What each person last declared of their own interest in the complaint. */
  readonly interests: readonly Interest[];
};

export const emptyCase: CaseState = {
  kind: undefined,
  channel: undefined,
  service: undefined,
  procedure: undefined,
  status: 'none',
  outcome: undefined,
  ended: undefined,
  received: undefined,
  visits: [],
  facts: {},
  anonymous: false,
  represented: false,
  authority: false,
  residents: 1,
  complainants: [],
  supporters: [],
  copies: [],
  points: [],
  evidence: [],
  outcomeSought: false,
  lastDefined: 0,
  definitionAsked: [],
  occurrences: [],
  steps: [],
  extensions: [],
  agreedTimes: [],
  escalations: [],
  responses: [],
  promises: [],
  awardApproved: undefined,
  awardAsked: undefined,
  drafts: [],
  comments: [],
  timeLimits: {},
  learning: 'none-yet',
  handler: undefined,
  givenTo: [],
  lastEdit: 0,
  addedRoles: [],
  links: [],
  keptApart: [],
  untriaged: false,
  serviceUntold: false,
  concerns: [],
  mergedInto: undefined,
  lastContact: undefined,
  requests: [],
  contactPlan: undefined,
  requirements: [],
  incidents: [],
  restrictions: [],
  restricted: undefined,
  openTo: [],
  keptFrom: [],
  panels: [],
  interests: [],
};

/** Whether a case waits in the inbox: open, and nobody has sorted it. Its clocks run as for what it was received as. */
export function isUntriaged(state: CaseState): boolean {
  return state.untriaged && state.status === 'open';
}

/** The stage visit a case is in; undefined before the first. */
export function findCurrentVisit(state: CaseState): Visit | undefined {
  return state.visits.at(-1);
}

/** The latest visit of a stage, or undefined. */
export function findVisit(state: CaseState, stage: string): Visit | undefined {
  return state.visits.findLast((visit) => visit.stage === stage);
}

/** The points that still want an answer: not withdrawn. */
export function getOpenPoints(state: CaseState): readonly Point[] {
  return state.points.filter((point) => !point.withdrawn);
}

/** Open points without a finding in a stage visit. */
export function getUnansweredPoints(state: CaseState, visit: number): readonly Point[] {
  return getOpenPoints(state).filter((point) => point.findings[visit] === undefined);
}

/** Upheld when all open points are, not upheld when none is at all, partially upheld otherwise; undefined while one is open. */
export function determineOverallFinding(state: CaseState, visit: number): Finding | undefined {
  const findings = getOpenPoints(state).map((point) => point.findings[visit]);
  if (findings.length === 0 || findings.includes(undefined)) return undefined;
  if (findings.every((finding) => finding === 'upheld')) return 'upheld';
  return findings.every((finding) => finding === 'not-upheld') ? 'not-upheld' : 'partially-upheld';
}

/** The residents who complain now: those who have not left. */
export function getComplainants(state: CaseState): readonly Complainant[] {
  return state.complainants.filter((complainant) => complainant.left === undefined);
}

/**
 * Whether a letter can reach anybody: a complainant who gave a way to be written to, or who acts for them with
 * permission. Where somebody stays unnamed and gave none, what is only a letter is not possible.
 */
export function isAnybodyToWriteTo(state: CaseState): boolean {
  const reachable = getComplainants(state).some((complainant) => complainant.reachable);
  return state.status === 'none' || reachable || (state.represented && state.authority);
}

/** A request for the next stage that nobody has decided on yet. */
export function findWaitingRequest(state: CaseState): EscalationAsked | undefined {
  const last = state.status === 'closed' ? undefined : state.escalations.at(-1);
  return last?.state === 'waiting' ? last : undefined;
}

/** Who has the case at its present stage, by id; nobody once it has moved on from the stage they were chosen for. */
export function findHandler({ handler, visits }: CaseState): string | undefined {
  return handler && handler.stage === visits.at(-1)?.stage ? handler.person : undefined;
}
