import type { IsoDate } from '../calendar/index.ts';
import type { FactValue } from '../policy/evaluate-guard.ts';
import type { DayPeriod, LeadsTo, Period } from '../policy/schema.ts';
import type {
  Channel,
  Concern,
  Confirmation,
  Finding,
  Kind,
  PutOffReason,
  Responsibility,
} from '../policy/vocabulary.ts';
import type { EvidenceKind, FileOnEvent, Outsider } from './evidence.ts';
import type { CommentAnswer, PanelReply, PaperKey } from './panels.ts';

/** When something happened: the day in London, and the instant where it is known. */
export type Moment = { readonly on: IsoDate; readonly at?: string | undefined };

/** What a review of a restriction comes to. */
export const REVIEW_OUTCOMES = ['kept', 'changed', 'lifted'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

export type ActorKind = 'staff' | 'resident' | 'representative' | 'ombudsman' | 'other-body' | 'system';

/** A role held by a person, for one service only where `area` is set; `trainedOn`: the day of its recorded training. */
export type RoleHeld = {
  readonly role: string;
  readonly area?: string | undefined;
  readonly trainedOn?: IsoDate | undefined;
};

/** A seat of a step, such as a panel's, with the person in it and the roles they held then. */
export type SeatTaken = { readonly seat: string; readonly person: string; readonly roles: readonly RoleHeld[] };

/** Who did something, as it stays on the event: an id, never a name. */
export type ActorOnEvent = {
  readonly id: string;
  readonly kind: ActorKind;
  readonly roles: readonly RoleHeld[];
  /** On whose behalf: somebody who was away, and whose case or promise it is. */
  readonly for?: string | undefined;
};

/** Who a letter goes to: a complainant by their number, the first being 1, or who acts for them. */
export type AddresseeKey = `resident-${number}` | 'representative';

export type Facts = Readonly<Record<string, FactValue>>;

type InStage = { readonly stage: string };
/** A contact, or one tried; as a step where the pack has one for it and the person may take it. */
type Contacted = { readonly type: 'contacted'; readonly reached: boolean; readonly channel: Channel };
type ByStep = InStage & { readonly step: string };
/** A piece of evidence: its number, and the points it bears on, none being the whole complaint. */
type AsEvidence = { readonly evidence: number; readonly points: readonly number[] };
/** A conversation about some of the points, or none in particular. */
type Conversation = { readonly channel: Channel; readonly points: readonly number[] };
/** A step left out that this event shows must have been taken, in a history told afterwards. */
export type Implied = { readonly implies?: readonly string[] | undefined };

/** Somebody named, with the roles they held then. */
export type PersonNamed = { readonly person: string; readonly roles: readonly RoleHeld[] };

/**
 * How a case is seen that was opened out of another: who sees nothing of it, and, where that one was restricted, who
 * alone sees it.
 */
export type SeenFrom = {
  readonly barred: readonly string[];
  readonly only?: { readonly people: readonly string[]; readonly roles: readonly string[] } | undefined;
};

/**
 * What has happened on a case. Ids, codes and dates only: free text and names are kept apart by the store. Texts
 * that a rule must know of appear by name, as `filled`.
 */
export type EventBody =
  | {
      readonly type: 'received';
      readonly kind: Kind;
      readonly channel: Channel;
      readonly service: string;
      readonly procedure?: string | undefined;
      readonly opens?: string | undefined;
      readonly facts: Facts;
      readonly anonymous?: boolean | undefined;
      /** There is a way to write to them. Absent in older recordings, and then taken as yes. */
      readonly reachable?: boolean | undefined;
      readonly represented?: boolean | undefined;
      readonly residents?: number | undefined;
      /** It was opened out of a case that not everybody sees, and is seen as that one was. */
      readonly seen?: SeenFrom | undefined;
      /** It waits in the inbox: nobody has said yet what it is. */
      readonly untriaged?: boolean | undefined;
      /** Nobody said which of several services it is about: the first of the pack stands until it is sorted. */
      readonly serviceUntold?: boolean | undefined;
      /** Digests of what came with it, in order; the names of the files are wording, kept apart as `file.1`, `file.2`. */
      readonly attachments?: readonly string[] | undefined;
    }
  | { readonly type: 'forwarded'; readonly to: string }
  | {
      readonly type: 'classified';
      readonly kind: Kind;
      readonly service: string;
      readonly facts: Facts;
      readonly procedure?: string | undefined;
      readonly opens?: string | undefined;
      /** Before anything was done it turned out to be what no procedure of the pack is for. */
      readonly leaves?: boolean | undefined;
      /** What was found in it that no question of the pack asks about. */
      readonly concerns?: readonly Concern[] | undefined;
    }
  /** It belongs to another case, by reference, and is closed: its words stand there as `taken-in`. */
  | { readonly type: 'merged'; readonly into: string }
  /** What reached the landlord as another case, by reference, and belongs to this one. */
  | { readonly type: 'taken-in'; readonly from: string; readonly channel: Channel }
  /** It is about what somebody else does, and who it came from was told where to turn. */
  | { readonly type: 'not-ours' }
  /** Looked at beside another case, by reference, and found to be something else. */
  | { readonly type: 'kept-apart'; readonly from: string }
  | { readonly type: 'facts-recorded'; readonly facts: Facts }
  | ({
      readonly type: 'defined';
      readonly points: readonly number[];
      readonly outcomeSought: boolean;
      /** Whose each point is, by its number, where it was said. Absent in older recordings. */
      readonly responsibility?: Readonly<Record<string, Responsibility>> | undefined;
    } & ByStep)
  /** The complainant was asked whether the definition is right, or it was tried. */
  | ({
      readonly type: 'definition-confirmed';
      readonly result: Confirmation;
      readonly channel: Channel;
    } & InStage)
  | ({
      readonly type: 'acknowledged';
      readonly filled: readonly string[];
      readonly told?: IsoDate | undefined;
    } & ByStep)
  | ({ readonly type: 'allocated'; readonly to: string; readonly toRoles: readonly RoleHeld[] } & ByStep)
  | (Contacted & Partial<InStage>)
  | (Contacted & ByStep)
  | ({
      readonly type: 'step-done';
      readonly outcome?: string | undefined;
      readonly leadsTo?: LeadsTo | undefined;
      readonly statusThen?: string | undefined;
      readonly tried?: boolean | undefined;
      readonly facts: Facts;
      readonly addsRole?: string | undefined;
      readonly seats?: readonly SeatTaken[] | undefined;
    } & ByStep &
      Implied)
  | ({
      readonly type: 'finding-recorded';
      readonly point: number;
      readonly finding: Finding;
      /** What was written with it: the reasons, what it rests on. Absent in older recordings. */
      readonly filled?: readonly string[] | undefined;
      /** The clause of the landlord's own text it rests on. */
      readonly clause?: string | undefined;
    } & ByStep)
  | ({ readonly type: 'point-added'; readonly point: number; readonly related: boolean } & InStage)
  | ({ readonly type: 'point-withdrawn'; readonly point: number } & InStage)
  | ({
      readonly type: 'drafted';
      readonly filled: readonly string[];
      /** It went to the complainant, who may comment on it. */
      readonly forComment?: boolean | undefined;
      readonly channel?: Channel | undefined;
    } & ByStep)
  | ({
      readonly type: 'draft-commented';
      /** Counted from 1 in this stay in the stage; absent where nothing was said on the draft itself. */
      readonly comment?: number | undefined;
      /** They have nothing more to say on it. */
      readonly finished?: boolean | undefined;
      readonly channel?: Channel | undefined;
    } & InStage)
  | ({
      readonly type: 'extended';
      readonly clock: string;
      readonly rule: string;
      readonly extra?: Period | undefined;
      readonly to?: IsoDate | undefined;
      readonly reason?: string | undefined;
      readonly agreed?: boolean | undefined;
      readonly goodReason?: boolean | undefined;
      readonly facts: Facts;
    } & InStage)
  | ({ readonly type: 'time-agreed'; readonly clock: string; readonly to: IsoDate } & InStage)
  | ({ readonly type: 'update-sent' } & InStage)
  | ({ readonly type: 'verbal-response-given'; readonly channel: Channel } & InStage)
  | ({
      readonly type: 'response-issued';
      readonly channel: Channel;
      readonly filled: readonly string[];
      readonly final: boolean;
      readonly lastDayToEscalate?: IsoDate | undefined;
      /** Recorded and not sent: there was nobody to write to. */
      readonly unsent?: boolean | undefined;
    } & ByStep &
      Implied)
  | ({
      readonly type: 'escalation-requested';
      readonly opens?: string | undefined;
      readonly instructed?: boolean | undefined;
      readonly facts: Facts;
      readonly implied?: boolean | undefined;
      /** Without a response it counts as asked all the same: none is needed, or it should have gone already. */
      readonly stands?: boolean | undefined;
    } & InStage)
  | ({ readonly type: 'escalation-accepted'; readonly opens: string } & InStage)
  | ({ readonly type: 'escalation-refused'; readonly ground?: string | undefined; readonly facts: Facts } & InStage)
  | { readonly type: 'time-limit-decided'; readonly limit: string; readonly accepted: boolean }
  | { readonly type: 'complaint-refused'; readonly ground?: string | undefined; readonly facts: Facts }
  | { readonly type: 'referred'; readonly route: string }
  | {
      readonly type: 'promise-made';
      readonly promise: number;
      readonly head: string;
      readonly due?: IsoDate | undefined;
      readonly owner?: string | undefined;
      readonly pence?: number | undefined;
      readonly point?: number | undefined;
      readonly agreedDate?: boolean | undefined;
      /** Whom to ask about it is known; how to reach them is wording, kept apart. */
      readonly contact?: boolean | undefined;
    }
  | {
      readonly type: 'promise-updated';
      readonly promise: number;
      readonly due?: IsoDate | undefined;
      readonly owner?: string | undefined;
      readonly contact?: boolean | undefined;
    }
  | { readonly type: 'promise-kept'; readonly promise: number }
  | { readonly type: 'payment-made'; readonly promise: number; readonly pence: number }
  /** Approval of an amount is asked of somebody: so much in all on the complaint. */
  | { readonly type: 'award-asked'; readonly pence: number; readonly of: string }
  | { readonly type: 'award-decided'; readonly approved: boolean; readonly pence?: number | undefined }
  | { readonly type: 'learning-noted'; readonly none: boolean }
  | { readonly type: 'withdrawn' }
  | { readonly type: 'closed'; readonly outcome?: string | undefined }
  | { readonly type: 'reopened'; readonly opens: string; readonly instructed: boolean }
  | { readonly type: 'noted' }
  /** What is to be found out about a point. */
  | { readonly type: 'question-set'; readonly point: number }
  | ({
      readonly type: 'evidence-added';
      readonly kind: EvidenceKind;
      readonly file?: FileOnEvent | undefined;
      /** The day a photograph was taken. */
      readonly takenOn?: IsoDate | undefined;
      /** The interview or visit it came with. */
      readonly partOf?: number | undefined;
    } & AsEvidence)
  | ({ readonly type: 'interviewed' } & AsEvidence)
  | ({ readonly type: 'visited' } & AsEvidence)
  | { readonly type: 'evidence-withdrawn'; readonly evidence: number }
  /** The complainant may see a piece of evidence, under words written for them. */
  | { readonly type: 'evidence-shared'; readonly evidence: number }
  /** A conversation inside the landlord. One with the complainant is `contacted`. */
  | ({ readonly type: 'colleague-contacted' } & Conversation)
  /** One with somebody outside who is not the complainant. */
  | ({ readonly type: 'outsider-contacted'; readonly who: Outsider } & Conversation)
  | {
      readonly type: 'corrected';
      readonly event: number;
      readonly rightOn: IsoDate;
      readonly rightAt?: string | undefined;
    }
  | { readonly type: 'voided'; readonly event: number }
  | {
      readonly type: 'procedure-changed';
      readonly procedure: string;
      readonly opens: string;
      /** What it is from then on, where the new procedure is for something else. */
      readonly kind?: Kind | undefined;
      /** The new procedure counts from the first contact, and not from the change. */
      readonly datedFrom?: 'first-contact' | undefined;
    }
  | { readonly type: 'linked'; readonly to: string; readonly how: string }
  | { readonly type: 'ombudsman-contacted'; readonly what: string }
  | { readonly type: 'representative-named' }
  | { readonly type: 'authority-recorded'; readonly given: boolean }
  | { readonly type: 'supporter-named' }
  | { readonly type: 'resident-joined'; readonly resident: number }
  | { readonly type: 'resident-left'; readonly resident: number }
  | {
      readonly type: 'details-recorded';
      readonly resident: number;
      /** A name was given, by somebody who had given none. */
      readonly named?: boolean | undefined;
      readonly reachable?: boolean | undefined;
    }
  /**
   * Somebody was asked for something that the landlord needs to know: a colleague by id, or somebody outside, whose name
   * and address are wording, kept apart. `due`: the day by which they are asked to answer.
   */
  | {
      readonly type: 'information-requested';
      readonly request: number;
      readonly to?: string | undefined;
      readonly point?: number | undefined;
      readonly due: IsoDate;
      /** They are consulted: for this step of the pack, or, as `view`, for what they think of the complaint. */
      readonly consults?: string | undefined;
    }
  | { readonly type: 'information-chased'; readonly request: number }
  /** An answer, or one more part of it: what came first says whether it was in time. */
  | { readonly type: 'information-received'; readonly request: number }
  /** They cannot answer yet. The day they propose moves nothing by itself. */
  | {
      readonly type: 'information-put-off';
      readonly request: number;
      readonly why: PutOffReason;
      readonly proposed?: IsoDate | undefined;
    }
  | { readonly type: 'information-due-moved'; readonly request: number; readonly due: IsoDate }
  /** The answer is enough: nothing more is taken on this request. */
  | { readonly type: 'information-settled'; readonly request: number }
  | { readonly type: 'information-withdrawn'; readonly request: number }
  /** How, and how often, the complainant wants to be kept informed. */
  | {
      readonly type: 'contact-plan-set';
      readonly channel?: Channel | undefined;
      readonly every: DayPeriod;
      readonly from: IsoDate;
    }
  | { readonly type: 'contact-plan-ended' }
  /** A body outside requires something by a day; `source`: an ombudsman of the pack, or what kind of body it is. */
  | {
      readonly type: 'requirement-recorded';
      readonly requirement: number;
      readonly source: string;
      readonly due: IsoDate;
    }
  | { readonly type: 'requirement-updated'; readonly requirement: number; readonly due?: IsoDate | undefined }
  | { readonly type: 'requirement-met'; readonly requirement: number }
  /** A letter that went with recording `letter`, sent once more to somebody who had not had it. */
  | { readonly type: 'copy-sent'; readonly letter: number; readonly to: AddresseeKey }
  /** How somebody behaved towards the landlord. What they did is wording, and stays inside. */
  | { readonly type: 'incident-recorded'; readonly kind: string; readonly against?: string | undefined }
  /** How somebody may be in touch from now on. Its wording is for them to read; the grounds are an event of their own. */
  | {
      readonly type: 'contact-restricted';
      readonly restriction: number;
      readonly whom: AddresseeKey;
      readonly channels: readonly Channel[];
      readonly starts: IsoDate;
      readonly review: IsoDate;
    }
  /** Why contact was restricted, and what the Equality Act asks. Its wording stays inside. */
  | { readonly type: 'restriction-reasoned'; readonly restriction: number }
  | {
      readonly type: 'restriction-reviewed';
      readonly restriction: number;
      readonly outcome: ReviewOutcome;
      /** The day of the next review; absent where it was lifted. */
      readonly review?: IsoDate | undefined;
    }
  /**
   * Few see the case from now on. `person`: whom it is about, or the colleague whose own complaint it is. `openTo`: who
   * is named to work on it.
   */
  | {
      readonly type: 'case-restricted';
      readonly reason: string;
      readonly person?: string | undefined;
      readonly openTo?: readonly PersonNamed[] | undefined;
    }
  /** Who is named to work on a restricted case, in place of those named before. */
  | { readonly type: 'case-opened-to'; readonly people: readonly PersonNamed[] }
  | { readonly type: 'case-restriction-lifted' }
  /** Days on which a panel could meet, and who is asked to say by `due` whether they can. */
  | ({
      readonly type: 'panel-days-proposed';
      readonly days: readonly IsoDate[];
      readonly people: readonly string[];
      readonly due: IsoDate;
    } & InStage)
  /** On which of the days somebody can; on the others they cannot. */
  | ({ readonly type: 'panel-availability-given'; readonly person: string; readonly can: readonly IsoDate[] } & InStage)
  /** Whether somebody has an interest that keeps them from judging the complaint. What it is is wording, kept apart. */
  | ({ readonly type: 'interest-declared'; readonly person: string; readonly conflict: boolean } & InStage)
  | ({ readonly type: 'panel-reply-recorded'; readonly coming: PanelReply } & InStage)
  /** What the members are to read, in order. */
  | ({ readonly type: 'panel-papers-chosen'; readonly papers: readonly PaperKey[] } & InStage)
  | ({
      readonly type: 'panel-papers-sent';
      readonly papers: readonly PaperKey[];
      readonly to: readonly string[];
      readonly toComplainant: boolean;
    } & InStage)
  | ({ readonly type: 'panel-minutes-kept'; readonly attended: readonly string[] } & InStage)
  | ({ readonly type: 'comment-answered'; readonly comment: number; readonly answer: CommentAnswer } & InStage);

export type EventType = EventBody['type'];

/** An event as it stands in the history of one case. `n` counts recordings from 1. */
export type CaseEvent = EventBody & {
  readonly n: number;
  readonly on: IsoDate;
  readonly at?: string | undefined;
  readonly recordedOn: IsoDate;
  readonly by: ActorOnEvent;
};

/** Not stored: a lapse that the standing of a case derives from its clocks. */
export type Lapsed = {
  readonly type: 'lapsed';
  readonly clock: string;
  readonly on: IsoDate;
  readonly at?: string | undefined;
  readonly opens?: string | undefined;
  readonly closes?: string | undefined;
};
