import type { RoleHeld } from '../case/events.ts';
import { findInterest } from '../case/panels.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { chooseWho } from '../policy/choose-first.ts';
import { describeSource, findSeatNamed, getRank } from '../policy/find-in-pack.ts';
import type { Policy, Source, Who } from '../policy/schema.ts';
import { checkTookPart, describeStep, findStepsTaken } from './check-part.ts';
import type { Actor, CaseContext } from './command.ts';
import { findBarred } from './determine-reach.ts';
import { isTrainedBy } from './find-missing-training.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * Why this person may not do what `who` asks; empty when they may. A person is judged by the roles they hold for the
 * service of the case, by their rank, and by what they themselves did on this case, never by job title alone. A `who`
 * without a source of its own has that of the step or rule it stands in (`within`).
 */
export function checkWho(
  context: CaseContext,
  actor: Actor,
  asked: Who | undefined,
  within?: Source,
): readonly Refusal[] {
  const restricted = [...checkRestricted(context, actor), ...checkInterest(context, actor, [asked, within])];
  if (restricted.length > 0) return restricted;
  const chosen = asked && chooseWho(asked, makeGuardWorld(context.standing, context.visit));
  if (!chosen || actor.kind === 'system') return [];
  const own = [chosen, asked].find((source) => describeSource(source) !== undefined);
  const who = { ...chosen, ...sourceOf(own ?? within) };
  const tookPart = checkTookPart(context, actor, who);
  return actor.entitled
    ? tookPart
    : [
        ...checkRole(context, actor, who),
        ...checkRank(context, actor, who),
        ...checkHandler(context, actor, who),
        ...checkNamedIn(context, actor, who),
        ...tookPart,
      ];
}

const sourceOf = ({ clause, clauses, regime, assumption }: Source = {}): Source => ({
  clause,
  clauses,
  regime,
  assumption,
});

/** The person a complaint is about touches nothing of it, nor does a colleague whose own it is. */
export function checkRestricted(context: CaseContext, actor: Actor): readonly Refusal[] {
  return findBarred(context.standing)
    .filter(({ person }) => person === actor.id)
    .map(({ fact, decided }) => refuse(decided ? 'kept-from-person' : 'person-complained-about', fact));
}

/** Whoever declared a conflict of interest decides nothing of the complaint, at whatever stage: no step, no seat. */
function checkInterest(
  { standing }: CaseContext,
  actor: Pick<Actor, 'id'>,
  source: readonly (Source | undefined)[],
): readonly Refusal[] {
  const interest = findInterest(standing.state, actor.id);
  return interest?.conflict ? [refuse('declared-conflict', source, { on: interest.on })] : [];
}

/** The roles a person holds that count for this case: those for all services, and those for the service of the case. */
export function getRolesThatCount(
  context: CaseContext,
  actor: Pick<Actor, 'roles'>,
  area: Who['area'],
): readonly string[] {
  return getHeldThatCount(context, actor, area).map((held) => held.role);
}

/** The same, as they are held. */
export function getHeldThatCount(
  context: CaseContext,
  actor: Pick<Actor, 'roles'>,
  area: Who['area'],
): readonly RoleHeld[] {
  const { policy, state, routes } = context.standing;
  const isOfService = (held: RoleHeld): boolean => held.area === undefined || held.area === state.service;
  const byRoute = routes.flatMap((route) => route.role ?? []);
  const added = (held: RoleHeld): boolean => state.addedRoles.includes(held.role) || byRoute.includes(held.role);
  return actor.roles.filter(
    (held) =>
      added(held) ||
      (area === 'other'
        ? !!held.area && !isOfService(held)
        : isRoleOfArea(policy, held, area)
          ? isOfService(held)
          : true),
  );
}

function isRoleOfArea(policy: Policy, held: RoleHeld, area: Who['area']): boolean {
  if (area === 'same') return true;
  return policy.pack.roles.find((role) => role.id === held.role)?.area === 'of-the-service';
}

function checkRole(context: CaseContext, actor: Actor, who: Who): readonly Refusal[] {
  const { policy } = context.standing;
  const held = getRolesThatCount(context, actor, who.area);
  const wanted = who['any-of'] ?? (who.role ? [who.role] : undefined);
  const isOutsider = policy.pack.roles.some((role) => role.outsider === true && held.includes(role.id));
  if (who.outsider && !isOutsider) return [refuse('wants-outsider', who, {})];
  if (wanted && !wanted.some((role) => held.includes(role))) {
    return [
      refuse(who.area === 'other' ? 'wants-role-of-other-area' : 'wants-role', who, {
        roles: describeRoles(policy, wanted) + describeService(context, actor, wanted, who.area),
      }),
    ];
  }
  return who.trained ? checkTraining(context, actor, who, wanted) : [];
}

/**
 * Whoever acts in a role whose training counts must have had it by the day they act: recorded for that role, on or
 * before it. A role held twice, for two services, counts with the training of either.
 */
function checkTraining(
  context: CaseContext,
  actor: Actor,
  who: Who,
  wanted: readonly string[] | undefined,
): readonly Refusal[] {
  const { roles } = context.standing.policy.pack;
  const training = (id: string): string | undefined => roles.find((role) => role.id === id)?.training;
  const held = getHeldThatCount(context, actor, who.area).filter(({ role }) => wanted?.includes(role) ?? true);
  const isTrained = held.some(({ role, trainedOn }) =>
    training(role) ? isTrainedBy({ trainedOn }, context.moment.on) : false,
  );
  if (isTrained) return [];
  const names = [...new Set(held.flatMap(({ role }) => training(role) ?? []))];
  const asked = names.length > 0 ? names : roles.flatMap((role) => role.training ?? []);
  return [
    refuse('wants-training', who, {
      roles: describeRoles(context.standing.policy, [...new Set(held.map(({ role }) => role))]),
      training: [...new Set(asked)].join(', '),
    }),
  ];
}

/** For the person the case was given to in this stage, who stands in for them, and nobody else. */
function checkHandler(context: CaseContext, actor: Actor, who: Who): readonly Refusal[] {
  if (!who.handler) return [];
  const { givenTo } = context.standing.state;
  const isTheirs = givenTo.some(
    ({ person, visit }) =>
      (person === actor.id || actor.standsInFor?.includes(person)) && visit === context.visit?.index,
  );
  return isTheirs ? [] : [refuse('wants-handler', who, {})];
}

/**
 * For whoever was last named for a seat in this stay, who stands in for them, and nobody else of their role. Somebody
 * else is named by taking that step again.
 */
function checkNamedIn(context: CaseContext, actor: Actor, who: Who): readonly Refusal[] {
  const reference = who['named-in'];
  if (reference === undefined) return [];
  const found = findSeatNamed(context.stage?.steps ?? [], reference);
  const place = { seat: found?.seat.name ?? reference, step: found?.step.name ?? reference };
  const named = found && findPersonIn(context, found);
  if (named === undefined) return [refuse('nobody-named-yet', who, place)];
  const isThey = named === actor.id || actor.standsInFor?.includes(named) === true;
  return isThey ? [] : [refuse('wants-named', who, place)];
}

type SeatNamed = NonNullable<ReturnType<typeof findSeatNamed>>;

function findPersonIn({ standing, visit }: CaseContext, { step, seat }: SeatNamed): string | undefined {
  const taken = standing.state.steps.filter((one) => one.visit === visit?.index && one.step === step.id);
  return taken.at(-1)?.seats?.find((one) => one.seat === seat.id)?.person;
}

/**
 * Whether somebody allowed by `who` is none of those it is usually: then the answer to `else-needs` must say why.
 * `answered` tells whether it was given. The usual people need none.
 */
export function checkUsually(
  context: CaseContext,
  person: Pick<Actor, 'roles' | 'kind' | 'entitled'>,
  asked: Who | undefined,
  answered: boolean,
  within?: Source,
): readonly Refusal[] {
  const who = asked && chooseWho(asked, makeGuardWorld(context.standing, context.visit));
  const question = who?.['else-needs'];
  const fact = question === undefined ? undefined : context.standing.policy.pack.facts[question];
  if (!who?.usually || !question || !fact || answered || person.entitled || person.kind === 'system') return [];
  const held = getRolesThatCount(context, person, who.area);
  if (who.usually.some((role) => held.includes(role))) return [];
  const values = { roles: describeRoles(context.standing.policy, who.usually), question: fact.ask, fact: question };
  return [refuse('wants-reason', [who, asked, within], values)];
}

function describeRoles(policy: Policy, roles: readonly string[]): string {
  return roles.map((id) => policy.pack.roles.find((role) => role.id === id)?.title ?? id).join(', ');
}

/** The service of the case, where somebody holds the role and holds it for another: ` (Homes)`. */
function describeService(
  { standing: { policy, state } }: CaseContext,
  actor: Actor,
  wanted: readonly string[],
  area: Who['area'],
): string {
  const name = policy.pack.services.find((service) => service.id === state.service)?.name;
  const isElsewhere = area !== 'other' && actor.roles.some((held) => wanted.includes(held.role));
  return isElsewhere && name !== undefined ? ` (${name})` : '';
}

function rankOf(policy: Policy, roles: readonly string[]): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...roles.map((role) => getRank(policy, role)));
}

function checkRank(context: CaseContext, actor: Actor, who: Who): readonly Refusal[] {
  const { policy } = context.standing;
  const own = rankOf(policy, getRolesThatCount(context, actor, who.area));
  const refusals: Refusal[] = [];
  const floor = who['at-or-above'];
  if (floor && own < getRank(policy, floor))
    refusals.push(refuse('wants-rank', who, { role: describeRoles(policy, [floor]) }));
  const below = who['senior-to'];
  if (below) {
    const taken = findStepsTaken(context, below);
    const roles = taken.flatMap((step) => [step.roles, ...(step.seats ?? []).map((seat) => seat.roles)]);
    const highest = rankOf(
      policy,
      roles.flat().map((held) => held.role),
    );
    if (own <= highest) refusals.push(refuse('wants-more-senior', who, { step: describeStep(context, below) }));
  }
  return refusals;
}
