import type { RoleHeld, SeenFrom } from '../case/events.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import type { Pack, Source } from '../policy/schema.ts';
import { isPart } from './check-part.ts';
import type { Actor } from './command.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Who sees a case. People by id, roles as the pack calls them. */
export type Reach = {
  /** The people the complaint is about: they see nothing of it, whatever else holds. */
  readonly barred: readonly string[];
  /** Present while a route, or a decision, restricts the case: then nobody else of the staff sees it. */
  readonly only: { readonly roles: readonly string[]; readonly people: readonly string[] } | undefined;
  /** Where it is written that the case is restricted. */
  readonly source: Source | undefined;
  /** The service complained about: a role held for another service only does not count. */
  readonly service: string | undefined;
};

/** Work on a case that makes somebody one of those who act on it, beside the parts of a stage. */
const ACTS: readonly string[] = [
  ...['classified', 'merged', 'not-ours'],
  ...['facts-recorded', 'complaint-refused', 'referred', 'time-limit-decided'],
  ...['contact-restricted', 'restriction-reviewed', 'case-restricted'],
];

/**
 * Who sees a case on the day we look. While a route with `restricts` holds, or somebody decided so, only people who act
 * on it (who took a step or a seat, decided or sorted something, or have the case given to them), whoever was named to
 * work on it, the route's added role, and the roles of `intake.restricted-to`. The people it is about never do, nor
 * does a colleague whose own complaint it is. Logging a case or noting something on it is no act. A case opened out of a
 * restricted one keeps who saw that one.
 */
export function determineReach(standing: Standing): Reach {
  const { policy, state, routes } = standing;
  const restricting = routes.filter(({ rule }) => rule.restricts);
  const roles = [
    ...restricting.flatMap(({ role }) => role ?? []),
    ...(policy.pack.intake['restricted-to']?.roles ?? []),
    ...state.addedRoles,
    ...(state.restricted?.roles ?? []),
  ];
  const people = [...new Set([...findPeopleActing(standing), ...(state.restricted?.people ?? []), ...state.openTo])];
  const only = { roles: [...new Set(roles)], people };
  return {
    barred: [...new Set(findBarred(standing).map(({ person }) => person))],
    only: restricting.length > 0 || state.restricted ? only : undefined,
    source: restricting[0]?.rule ?? (state.restricted ? policy.pack.intake['restricted-to'] : undefined),
    service: state.service,
  };
}

/** Somebody kept from a case: where that is written, and whether somebody decided it; else an answer says so. */
type Barred = {
  readonly person: string;
  readonly fact: Source | undefined;
  readonly decided: boolean;
};

/**
 * The people who see nothing of a case, by id, each with where it is written: the complaint is about them, as an answer
 * or a decision says, or it is their own.
 */
export function findBarred({ policy, state }: Standing): readonly Barred[] {
  const byAnswer = Object.entries(policy.pack.facts).flatMap(([id, fact]): readonly Barred[] => {
    const person = state.facts[id];
    return fact['person-restricted'] === true && typeof person === 'string' ? [{ person, fact, decided: false }] : [];
  });
  const rule = policy.pack.intake['restricted-to'];
  const decided = [...(state.restricted?.barred ?? []), ...state.keptFrom].map(
    (person): Barred => ({ person, fact: rule, decided: true }),
  );
  return [...byAnswer, ...decided];
}

function findPeopleActing({ state, history }: Standing): readonly string[] {
  const acted = history.filter((event) => isPart(event) || (event.by.kind === 'staff' && ACTS.includes(event.type)));
  const seated = state.steps.flatMap(({ seats = [] }) => seats.map(({ person }) => person));
  const given = state.givenTo.map(({ person }) => person);
  return [...new Set([...acted.map(({ by }) => by.id), ...seated, ...given])];
}

/** How a case is to be seen that is opened out of this one; undefined where everybody sees this one. */
export function passOnReach({ barred, only }: Reach): SeenFrom | undefined {
  return barred.length > 0 || only ? { barred, ...(only && { only }) } : undefined;
}

/**
 * Why two cases are not put together: only few see the one and more the other, or somebody is kept from one of them
 * alone, who would then read there what is kept from them here. Empty where the same people may come to both.
 */
export function checkReachAlike(one: Standing, other: Standing): readonly Refusal[] {
  const [here, there] = [determineReach(one), determineReach(other)];
  const isKeptAlike = [...here.barred, ...there.barred].every(
    (id) => here.barred.includes(id) && there.barred.includes(id),
  );
  const isAlike = isKeptAlike && (here.only === undefined) === (there.only === undefined);
  return isAlike ? [] : [refuse('reach-differs', here.source ?? there.source)];
}

/** Whether a person of the staff sees a case of this reach. `pack`: whose roles they hold. */
export function isInReach(reach: Reach, person: Pick<Actor, 'id' | 'roles'>, pack: Pack): boolean {
  if (reach.barred.includes(person.id) || seesNoCases(pack, person.roles)) return false;
  const { only, service } = reach;
  if (!only || only.people.includes(person.id)) return true;
  return person.roles.some(({ role, area }) => only.roles.includes(role) && (area === undefined || area === service));
}

/** Whether somebody may log a complaint and sees no case afterwards: all the roles they hold say so. */
export function seesNoCases(pack: Pack, roles: readonly RoleHeld[]): boolean {
  const reachOf = (id: string) => pack.roles.find((role) => role.id === id)?.reach;
  return roles.length > 0 && roles.every(({ role }) => reachOf(role) === 'logs-only');
}

/** A restricted case is not acted on by anybody of the staff outside its reach, nor any case by who only logs them. */
export function checkReach(standing: Standing, actor: Actor): readonly Refusal[] {
  const { pack } = standing.policy;
  if (standing.state.status === 'none' || actor.kind !== 'staff' || actor.entitled) return [];
  if (seesNoCases(pack, actor.roles)) return [refuse('logs-only', findLogging(pack, actor.roles))];
  const reach = determineReach(standing);
  if (reach.barred.includes(actor.id)) return [];
  return isInReach(reach, actor, pack) ? [] : [refuse('case-restricted', reach.source)];
}

const findLogging = (pack: Pack, roles: readonly RoleHeld[]): Source | undefined =>
  pack.roles.find(({ id }) => roles.some(({ role }) => role === id));
