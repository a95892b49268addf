import type { RoleHeld } from '../case/events.ts';
import type { StepTaken } from '../case/state.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { chooseWho } from '../policy/choose-first.ts';
import { describeSource, findStage, findStep, getRank } from '../policy/find-in-pack.ts';
import type { Policy, Source, Who } from '../policy/schema.ts';
import type { Actor, CaseContext } from './command.ts';
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
  const restricted = checkRestricted(context, actor);
  if (restricted.length > 0) return restricted;
  const chosen = asked && chooseWho(asked, makeGuardWorld(context.standing, context.visit));
  if (!chosen || actor.kind === 'system') return [];
  const who = describeSource(chosen) === undefined ? { ...chosen, ...sourceOf(asked), ...sourceOf(within) } : chosen;
  const tookPart = checkTookPart(context, actor, who);
  return actor.entitled
    ? tookPart
    : [...checkRole(context, actor, who), ...checkRank(context, actor, who), ...tookPart];
}

const sourceOf = ({ clause, clauses, regime, assumption }: Source = {}): Source => ({
  clause,
  clauses,
  regime,
  assumption,
});

/** The person a complaint is about touches nothing of it. */
export function checkRestricted(context: CaseContext, actor: Actor): readonly Refusal[] {
  const { policy, state } = context.standing;
  return Object.entries(policy.pack.facts)
    .filter(([id, fact]) => fact['person-restricted'] === true && state.facts[id] === actor.id)
    .map(([, fact]) => refuse('person-complained-about', fact));
}

/** The roles a person holds that count for this case: those for all services, and those for the service of the case. */
export function getRolesThatCount(
  context: CaseContext,
  actor: Pick<Actor, 'roles'>,
  area: Who['area'],
): readonly string[] {
  const { policy, state, routes } = context.standing;
  const isOfService = (held: RoleHeld): boolean => held.area === undefined || held.area === state.service;
  const byRoute = routes.flatMap((route) => route.role ?? []);
  const added = (held: RoleHeld): boolean => state.addedRoles.includes(held.role) || byRoute.includes(held.role);
  return actor.roles
    .filter(
      (held) =>
        added(held) ||
        (area === 'other'
          ? !!held.area && !isOfService(held)
          : isRoleOfArea(policy, held, area)
            ? isOfService(held)
            : true),
    )
    .map((held) => held.role);
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
        roles: describeRoles(policy, wanted),
      }),
    ];
  }
  return [];
}

function describeRoles(policy: Policy, roles: readonly string[]): string {
  return roles.map((id) => policy.pack.roles.find((role) => role.id === id)?.title ?? id).join(', ');
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
    const highest = Math.max(
      Number.NEGATIVE_INFINITY,
      ...taken.map((step) =>
        rankOf(
          policy,
          step.roles.map((held) => held.role),
        ),
      ),
    );
    if (own <= highest) refusals.push(refuse('wants-more-senior', who, { step: describeStep(context, below) }));
  }
  return refusals;
}

function checkTookPart(context: CaseContext, actor: Actor, who: Who): readonly Refusal[] {
  return (who['not-who'] ?? [])
    .filter((ref) => findStepsTaken(context, ref).some((taken) => taken.person === actor.id))
    .map((ref) => refuse('took-part', who, { step: describeStep(context, ref) }));
}

/** Steps taken that a reference names: `investigate` in the current stage, `stage-1.investigate` in any visit of it. */
export function findStepsTaken(context: CaseContext, ref: string): readonly StepTaken[] {
  const [stage, step] = splitRef(context, ref);
  return context.standing.state.steps.filter(
    (taken) => taken.step === step && (stage === undefined || taken.stage === stage),
  );
}

function splitRef(context: CaseContext, ref: string): readonly [string | undefined, string] {
  const [first, second] = ref.split('.');
  return second === undefined ? [context.stage?.id, first ?? ''] : [first, second];
}

function describeStep(context: CaseContext, ref: string): string {
  const { policy, state } = context.standing;
  const [stage, step] = splitRef(context, ref);
  const procedure = context.visit?.procedure ?? state.procedure;
  const stageName = findStage(policy, procedure, stage)?.name ?? stage ?? '';
  return `${stageName}: ${findStep(policy, procedure, stage, step)?.name ?? step}`;
}
