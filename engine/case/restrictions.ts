import type { IsoDate } from '../calendar/index.ts';
import type { Channel } from '../policy/vocabulary.ts';
import type { AddresseeKey, CaseEvent, Moment, PersonNamed } from './events.ts';
import type { CaseState } from './state.ts';

/** How somebody behaved, by kind; what they did is kept apart. */
export type IncidentNoted = Moment & {
  readonly kind: string;
  /** The member of staff it was done to, where it was done to one. */
  readonly against?: string | undefined;
  readonly n: number;
};

/**
 * A limit on how somebody may be in touch. It never runs out by itself: it holds until a review lifts it, and stands
 * out from the day on which that review was due.
 */
export type ContactRestriction = Moment & {
  /** Counted from 1 on the case. */
  readonly restriction: number;
  /** Whose contact is limited. */
  readonly whom: AddresseeKey;
  /** The ways that are limited; what is said of people and hours stands in its words. */
  readonly channels: readonly Channel[];
  readonly starts: IsoDate;
  readonly review: IsoDate;
  /** Who last decided on it. */
  readonly by: string;
  readonly lifted?: Moment | undefined;
  /** The recording whose words say what is limited and what stays open. */
  readonly n: number;
  readonly reviews: readonly (Moment & { readonly outcome: string; readonly n: number })[];
};

/** A decision that only few see a case, beside what the procedure restricts by itself. */
export type CaseRestriction = Moment & {
  /** A code; `linked` where it was opened out of a restricted case. */
  readonly reason: string;
  readonly barred: readonly string[];
  readonly people: readonly string[];
  readonly roles: readonly string[];
  readonly by: string;
  readonly n: number;
};

type Of<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

const momentOf = ({ on, at }: Moment): Moment => ({ on, at });

/** Restrictions of contact that are not lifted, those that begin later among them. */
export function listRestrictions(state: CaseState): readonly ContactRestriction[] {
  return state.restrictions.filter(({ lifted }) => lifted === undefined);
}

/** Restrictions of contact that hold on a day. */
export function listRestrictionsInForce(state: CaseState, on: IsoDate): readonly ContactRestriction[] {
  return listRestrictions(state).filter(({ starts }) => starts <= on);
}

export function evolveIncident(state: CaseState, event: Of<'incident-recorded'>): CaseState {
  const { kind, against, n } = event;
  return { ...state, incidents: [...state.incidents, { ...momentOf(event), kind, against, n }] };
}

/** A number that is known already is the same restriction with a new scope. */
export function evolveContactRestricted(state: CaseState, event: Of<'contact-restricted'>): CaseState {
  const { restriction, whom, channels, starts, review, n } = event;
  const known = state.restrictions.find((one) => one.restriction === restriction);
  const told = { restriction, whom, channels, starts, review, n, by: event.by.id };
  const now = { ...momentOf(event), reviews: known?.reviews ?? [], ...told };
  return { ...state, restrictions: [...state.restrictions.filter((one) => one !== known), now] };
}

export function evolveReviewed(state: CaseState, event: Of<'restriction-reviewed'>): CaseState {
  const { restriction, outcome, review, n } = event;
  const restrictions = state.restrictions.map((one) => {
    if (one.restriction !== restriction) return one;
    const reviews = [...one.reviews, { ...momentOf(event), outcome, n }];
    const lifted = outcome === 'lifted' ? momentOf(event) : undefined;
    return { ...one, reviews, lifted, review: review ?? one.review, by: event.by.id };
  });
  return { ...state, restrictions };
}

export function evolveCaseRestricted(state: CaseState, event: Of<'case-restricted'>): CaseState {
  const { reason, person, openTo, n } = event;
  const barred = [...new Set([...(state.restricted?.barred ?? []), ...(person === undefined ? [] : [person])])];
  const { people = [], roles = [] } = state.restricted ?? {};
  const restricted = { ...momentOf(event), reason, barred, people, roles, by: event.by.id, n };
  return { ...state, restricted, openTo: openTo ? idsOf(openTo) : state.openTo };
}

export function evolveOpenedTo(state: CaseState, { people }: Of<'case-opened-to'>): CaseState {
  return { ...state, openTo: idsOf(people) };
}

const idsOf = (people: readonly PersonNamed[]): readonly string[] => people.map(({ person }) => person);

/** Open to the others again; whom it is about, or whose own it is, stays outside. */
export function evolveRestrictionLifted(state: CaseState): CaseState {
  const barred = state.restricted?.barred ?? [];
  return { ...state, restricted: undefined, keptFrom: [...new Set([...state.keptFrom, ...barred])] };
}

/** A case opened out of another that not everybody sees starts as that one stands. */
export function seeFromStart(event: Of<'received'>): Pick<CaseState, 'restricted' | 'keptFrom'> {
  const { barred = [], only } = event.seen ?? {};
  const restricted = only && { ...momentOf(event), ...only, reason: 'linked', barred, by: event.by.id, n: event.n };
  return { restricted, keptFrom: barred };
}
