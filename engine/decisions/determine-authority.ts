import type { IsoDate } from '../calendar/index.ts';
import type { RoleHeld } from '../case/events.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import type { Policy, Source } from '../policy/schema.ts';
import type { Actor, CaseContext } from './command.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * What an organisation set: how much money the holders of a role, or one person, may offer on one complaint, in pence,
 * from a day on. Without `pence` no limit is set from that day on.
 */
export type AuthorityLimit = {
  readonly role?: string | undefined;
  readonly person?: string | undefined;
  readonly pence?: number | undefined;
  readonly from: IsoDate;
};

/** How much somebody may offer on one complaint, and where that is said: in the pack, for a role of theirs, for them. */
export type Authority = {
  readonly pence: number;
  readonly by: 'pack' | 'role' | 'person';
  readonly role?: string | undefined;
  readonly source?: Source | undefined;
};

type Holder = { readonly id: string; readonly roles: readonly RoleHeld[] };

/**
 * How much money a person may offer on one complaint on a day; undefined where nothing limits it. The pack's limit of a
 * role (`remedies: authority-limits`) comes before what the organisation set for it. Of several roles the highest limit
 * counts, and a role without one is not limited. A limit for the person comes in place of those of their roles, but
 * never above what the pack allows them. Of what was set for the same role or person, the latest day up to this one
 * counts. Whoever holds no role may offer nothing once anybody is limited.
 *
 * Example: set for a role £100 from 1 April 2026 and £250 from 1 July: £100 on 30 June, £250 on 1 July.
 */
export function determineAuthority(
  policy: Policy,
  { id, roles }: Holder,
  limits: readonly AuthorityLimit[],
  on: IsoDate,
): Authority | undefined {
  if (!hasAuthorityLimits(policy, limits, on)) return undefined;
  const ofRoles = [...new Set(roles.map(({ role }) => role))].map((role) => findLimitOfRole(policy, limits, role, on));
  const byRole = ofRoles.length === 0 ? { pence: 0, by: 'role' as const } : chooseHighest(ofRoles);
  const own = findInForce(limits, on, ({ person }) => person === id)?.pence;
  if (own === undefined) return byRole;
  return byRole?.by === 'pack' && byRole.pence < own ? byRole : { pence: own, by: 'person' };
}

/** Whether the pack or the organisation limits anybody on a day. */
export function hasAuthorityLimits(policy: Policy, limits: readonly AuthorityLimit[], on: IsoDate): boolean {
  return listPackLimits(policy).length > 0 || limits.some(({ pence, from }) => pence !== undefined && from <= on);
}

const listPackLimits = ({ pack }: Policy) => pack.remedies?.['authority-limits'] ?? [];

/** The limit of a role on a day: that of the pack, else what the organisation set; undefined where there is none. */
export function findLimitOfRole(
  policy: Policy,
  limits: readonly AuthorityLimit[],
  role: string,
  on: IsoDate,
): Authority | undefined {
  const source = listPackLimits(policy).find((one) => one.role === role);
  if (source) return { pence: Math.round(source['up-to-pounds'] * 100), by: 'pack', role, source };
  const pence = findInForce(limits, on, (one) => one.role === role)?.pence;
  return pence === undefined ? undefined : { pence, by: 'role', role };
}

/** Of those that fit, the one with the latest day up to this one; of two for the same day the one set last. */
function findInForce(
  limits: readonly AuthorityLimit[],
  on: IsoDate,
  fits: (limit: AuthorityLimit) => boolean,
): AuthorityLimit | undefined {
  return limits
    .filter((limit) => fits(limit) && limit.from <= on)
    .reduce<AuthorityLimit | undefined>((last, one) => (last && last.from > one.from ? last : one), undefined);
}

/** A role that is not limited is above every limit. */
function chooseHighest(authorities: readonly (Authority | undefined)[]): Authority | undefined {
  if (authorities.includes(undefined)) return undefined;
  return authorities.reduce((highest, one) => ((one?.pence ?? 0) > (highest?.pence ?? 0) ? one : highest));
}

/** Money promised on a case so far, in pence, without what the law sets (`statutory`): nobody decides on that. */
export function countOffered({ state, policy }: Standing): number {
  const heads = policy.pack.remedies?.heads ?? [];
  const isStatutory = (id: string): boolean => heads.find((head) => head.id === id)?.statutory === true;
  return state.promises.reduce((sum, { pence = 0, head }) => (isStatutory(head) ? sum : sum + pence), 0);
}

/** What limits whoever acts; undefined for the system, for somebody entitled to all, and where nothing does. */
export function findAuthorityOf({ standing, moment }: CaseContext, actor: Actor): Authority | undefined {
  if (actor.kind !== 'staff' || actor.entitled) return undefined;
  return determineAuthority(standing.policy, actor, actor.limits ?? [], moment.on);
}

/**
 * Why this person may not offer so much: with what was offered before it comes to more than their limit for one
 * complaint, and to more than was approved on it. What the law sets is not counted.
 *
 * Example: a limit of £100 and £60 offered before: £40 more can be offered, £41 is refused with a total of £101.
 */
export function checkOffer(context: CaseContext, actor: Actor, head: string, pence: number): readonly Refusal[] {
  const { policy, state } = context.standing;
  const rule = policy.pack.remedies?.heads.find(({ id }) => id === head);
  const authority = findAuthorityOf(context, actor);
  if (!authority || rule?.statutory || pence === 0) return [];
  const total = countOffered(context.standing) + pence;
  const most = Math.max(authority.pence, state.awardApproved ?? 0);
  return total > most ? [refuseAbove(policy, authority, most, total)] : [];
}

/** Why this person may not approve so much in all on one complaint. */
export function checkApproval(context: CaseContext, actor: Actor, pence: number): readonly Refusal[] {
  const { policy } = context.standing;
  const authority = findAuthorityOf(context, actor);
  if (!authority || pence <= authority.pence) return [];
  return [refuseAbove(policy, authority, authority.pence, pence)];
}

const refuseAbove = ({ pack }: Policy, { source }: Authority, limit: number, total: number): Refusal =>
  refuse('above-authority', [source, pack.remedies], { limit, total });
