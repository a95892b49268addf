import type { ActorKind, EventBody, Facts, Moment, RoleHeld } from '../case/events.ts';
import type { Visit } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import type { Stage, Step } from '../policy/schema.ts';
import type { AuthorityLimit } from './determine-authority.ts';
import type { Field } from './field.ts';
import type { Refusal } from './refusal.ts';

/** Who acts. `entitled` stands for a person who holds whatever role is asked and had no part in the case before. */
export type Actor = {
  readonly id: string;
  readonly kind: ActorKind;
  readonly roles: readonly RoleHeld[];
  readonly entitled?: boolean | undefined;
  /** People who are away on the day of acting, and for whom they act. Their roles are not lent by it. */
  readonly standsInFor?: readonly string[] | undefined;
  /** What the organisation set of how much money people may offer, the earliest recorded first. */
  readonly limits?: readonly AuthorityLimit[] | undefined;
};

/** What a decision is made on: the standing of its moment, the moment, and the stage visit it is about. */
export type CaseContext = {
  readonly standing: Standing;
  readonly moment: Moment;
  readonly visit: Visit | undefined;
  readonly stage: Stage | undefined;
};

/** The values of a command's fields, by name, after `readInput`: dates as ISO text, money in pence, choices as ids. */
export type Input = Readonly<Record<string, unknown>>;

/** An event to record, with the wording that goes with it, which is stored apart. */
export type NewEvent = { readonly body: EventBody; readonly texts?: Readonly<Record<string, string>> | undefined };

/** A new case that a decision opens beside this one. */
export type LinkedCase = {
  readonly how: string;
  readonly receivedOn: Moment;
  readonly texts: Readonly<Record<string, string>>;
  /** Answers that it is received with. */
  readonly facts?: Facts | undefined;
};

/**
 * What follows from a command: the events it would record and, beside them, every reason against it. Live, a reason
 * against it stops it, unless it is `kept`: what a resident or an ombudsman does is recorded whether or not it can
 * move the case. In a history told afterwards the events are recorded and the reasons listed as departures.
 */
export type Decision = {
  readonly events: readonly NewEvent[];
  readonly refusals: readonly Refusal[];
  readonly kept?: readonly NewEvent[] | undefined;
  readonly linked?: LinkedCase | undefined;
};

/** One thing that can be done on a case. */
export type Command = {
  /** As staff read it: `acknowledge`. */
  readonly name: string;
  /** As a replay file tells it: `acknowledged`. */
  readonly word: string;
  /** What of a pack's steps it takes; absent: it is no step. */
  readonly does?: Step['does'] | undefined;
  /** Inputs that no form asks for and whoever calls looks up, such as the roles of a person chosen. */
  readonly supplied?: readonly string[] | undefined;
  /** Only adds to the record: a newer version of the case cannot make it wrong. */
  readonly adds: boolean;
  /** Who does it: the landlord, somebody the landlord records it for, or any of them. */
  readonly takenBy: 'landlord' | 'resident' | 'ombudsman' | 'other-body' | 'anybody';
  /** Whether it is asked of this very person, who then does it whatever else they see of the case. */
  readonly isTheirs?: ((context: CaseContext, actor: Actor) => boolean) | undefined;
  /** Whether it has a place in the stage at all; absent: everywhere. */
  readonly appliesTo?: ((context: CaseContext, actor: Actor) => boolean) | undefined;
  /** Empty when it is allowed now. */
  readonly guard: (context: CaseContext, actor: Actor, step?: Step) => readonly Refusal[];
  readonly fields: (context: CaseContext, step?: Step) => readonly Field[];
  readonly decide: (context: CaseContext, actor: Actor, input: Input, step?: Step) => Decision;
};
