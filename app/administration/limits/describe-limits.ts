import { type AuthorityLimit, findLimitOfRole, type IsoDate, type Policy } from '../../../engine/index.ts';
import type { LimitSet } from '../../identity/authority-limits.ts';
import type { Person } from '../../identity/person.ts';
import { describeMoney, describeShortDate } from '../../texts/index.ts';

/** “£250”, or that there is no limit. */
export const describePence = (pence: number | undefined): string =>
  pence === undefined ? 'No limit' : describeMoney(pence);

/** Whose a limit is: a role by its title, or a person by their name. */
export function describeSubject(policy: Policy, people: readonly Person[], limit: AuthorityLimit): string {
  if (limit.person !== undefined)
    return people.find(({ id }) => id === limit.person)?.name ?? 'Somebody who is not here any more';
  return policy.pack.roles.find(({ id }) => id === limit.role)?.title ?? (limit.role || 'A role that is gone');
}

/** What was set for a role or person and holds, or will: “£250 from 1 July 2026”, for each day to come. */
export const describeComing = (limits: readonly LimitSet[], today: IsoDate): readonly string[] =>
  limits
    .filter(({ from }) => from > today)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ pence, from }) => `${describePence(pence)} from ${describeShortDate(from)}`);

/**
 * Roles that may offer any amount although one that ranks above them is limited: nearly always one that was forgotten.
 * By rank alone, so that it holds for any procedure.
 */
export function findForgotten(policy: Policy, limits: readonly AuthorityLimit[], on: IsoDate): readonly string[] {
  const roles = policy.pack.roles.filter(({ reach, outsider }) => reach !== 'logs-only' && outsider !== true);
  const limited = roles.filter(({ id }) => findLimitOfRole(policy, limits, id, on) !== undefined);
  const highest = Math.max(Number.NEGATIVE_INFINITY, ...limited.map(({ rank }) => rank));
  return roles.filter((role) => !limited.includes(role) && role.rank < highest).map(({ title }) => title);
}
