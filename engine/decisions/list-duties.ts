import type { IsoDate } from '../calendar/index.ts';
import { listRestrictions } from '../case/restrictions.ts';
import { findWaitingRequest } from '../case/state.ts';
import { isWaiting, type Standing } from '../clocks/determine-standing.ts';
import { describeSource } from '../policy/find-in-pack.ts';
import { determineNextContact } from './determine-next-contact.ts';
import { listPanelDuties } from './panels.ts';
import { listOpenRequests, waitsForAnswer } from './requests.ts';

/**
 * What a duty is: a time limit, something promised, a request that waits for a decision, an answer asked of somebody, the
 * next word to the complainant, what a body outside requires, a restriction to review, what a panel needs,
 * an amount to approve.
 */
export const DUTY_KINDS = [
  ...(['clock', 'promise', 'escalation', 'information-request', 'contact', 'requirement'] as const),
  ...(['behaviour-review', 'panel', 'award'] as const),
] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** Something to be done on a case, most often by a day: by somebody of the landlord, or by somebody it waits for. */
export type Duty = {
  /** Unique on the case and the same from day to day: `clock:stage-1-response`, `promise:2`. */
  readonly id: string;
  readonly kind: DutyKind;
  /** The last day on which it is in time; undefined: as soon as can be. */
  readonly due: IsoDate | undefined;
  /** Earlier than `due`: the day from which the landlord wants to be told that it comes close. */
  readonly target?: IsoDate | undefined;
  /** Whose it is, by id; undefined: of whoever has the case. */
  readonly owner?: string | undefined;
  /** Somebody outside the landlord has to act first. */
  readonly waitsForOthers?: boolean | undefined;
  /** What words of it need: names of the pack's own, never what a person typed. */
  readonly values: Readonly<Record<string, string | number>>;
};

/**
 * Everything dated that is open on a case on the day we look, the earliest first, what has no day in front. Lists of
 * what to do are made of these and of nothing else: who adds a kind of duty adds it here.
 *
 * Example: acknowledged on 2 March 2026 with ten working days to respond: `clock:stage-1-response`, due 16 March.
 */
export function listDuties(standing: Standing): readonly Duty[] {
  if (standing.state.status === 'none') return [];
  const duties = [
    ...listClocks(standing),
    ...listPromises(standing),
    ...listEscalations(standing),
    ...listRequests(standing),
    ...listContacts(standing),
    ...listRequirements(standing),
    ...listReviews(standing),
    ...listPanelDuties(standing),
    ...listAwards(standing),
  ];
  return duties.toSorted((a, b) => compareDays(a.due, b.due) || compareDays(a.id, b.id));
}

const compareDays = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);

function listClocks({ clocks }: Standing): readonly Duty[] {
  return clocks
    .filter((clock) => clock.owner === 'pack' && clock.due !== undefined && isWaiting(clock))
    .map(({ id, due, internalTarget, name }) => ({
      id: `clock:${id}`,
      kind: 'clock',
      due,
      target: internalTarget,
      values: { name, clock: id },
    }));
}

function listPromises({ state }: Standing): readonly Duty[] {
  return state.promises
    .filter(({ kept }) => kept === undefined)
    .map(({ promise, due, owner, head }) => ({
      id: `promise:${promise}`,
      kind: 'promise',
      due,
      owner,
      values: { promise, head },
    }));
}

/** A request for the next stage has no clock of its own; by the day it was made it stands in its place among what is due. */
function listEscalations({ state }: Standing): readonly Duty[] {
  const asked = findWaitingRequest(state);
  return asked
    ? [{ id: `escalation:${asked.n}`, kind: 'escalation', due: asked.on, values: { from: asked.from } }]
    : [];
}

/**
 * An answer that is waited for, and, where a colleague was asked, the answering itself, which is theirs. Once they have
 * answered, or said that they cannot yet, whoever has the case looks at it as soon as can be.
 */
function listRequests(standing: Standing): readonly Duty[] {
  return listOpenRequests(standing).flatMap((made): readonly Duty[] => {
    const { request, state, due, to } = made;
    const asked = { id: `information-request:${request}`, kind: 'information-request' as const };
    const values = { request, state, ...(to !== undefined && { to }) };
    if (!waitsForAnswer(made)) return [{ ...asked, due: undefined, values }];
    const waiting = { ...asked, due, waitsForOthers: true, values };
    return to === undefined
      ? [waiting]
      : [waiting, { ...asked, id: `${asked.id}:answer`, due, owner: to, values: { ...values, state: 'to-answer' } }];
  });
}

function listContacts(standing: Standing): readonly Duty[] {
  const next = determineNextContact(standing);
  if (!next) return [];
  const { due, rests, channel, source } = next;
  const clause = describeSource(source) ?? '';
  return [{ id: 'contact', kind: 'contact', due, values: { rests, channel: channel ?? '', clause } }];
}

/** Also of a closed case: an order stands until it is met. */
function listRequirements({ state, policy }: Standing): readonly Duty[] {
  const clause = describeSource(policy.pack.requirements) ?? '';
  return state.requirements
    .filter(({ met }) => met === undefined)
    .map(({ requirement, source, due }) => ({
      id: `requirement:${requirement}`,
      kind: 'requirement',
      due,
      values: { requirement, source, clause },
    }));
}

/** A restriction of contact is reviewed by its day, also on a closed case, by who last decided on it. */
function listReviews({ state }: Standing): readonly Duty[] {
  return listRestrictions(state).map(({ restriction, review, by }) => ({
    id: `behaviour-review:${restriction}`,
    kind: 'behaviour-review',
    due: review,
    owner: by,
    values: { restriction },
  }));
}

/** An amount that waits for whoever was asked to approve it: as soon as can be, for the complainant waits with it. */
function listAwards({ state }: Standing): readonly Duty[] {
  if (!state.awardAsked) return [];
  const { n, of, pence } = state.awardAsked;
  return [{ id: `award:${n}`, kind: 'award', due: undefined, owner: of, values: { pence } }];
}
