import { getRank } from '../../policy/find-in-pack.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted, getRolesThatCount } from '../check-who.ts';
import type { Actor, CaseContext, Command } from '../command.ts';
import { options } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';
import { checkNamed, OPEN_TO_ROLES, openToField, readNamed } from '../name-people.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** Why a case is restricted by decision. */
export const RESTRICT_REASONS = [
  'about-staff',
  'own-complaint',
  'safeguarding',
  'known-to-staff',
  'other-reason',
] as const;
/** Those that name a person, who then sees nothing of it: whom it is about, or the colleague who complains. */
const NAMES_A_PERSON: readonly string[] = ['about-staff', 'own-complaint'];

/**
 * From now on only few see the case: those who act on it, whoever is named to work on it, and the pack's roles for
 * restricted cases. It is decided by one of these roles or somebody who ranks as high, with the reason. The person it
 * is about, or the colleague whose own complaint it is, sees nothing of it as staff, and stays outside when it is
 * opened to the others again.
 */
export const restrictCase: Command = {
  name: 'restrict-case',
  word: 'case-restricted',
  adds: false,
  supplied: [OPEN_TO_ROLES],
  takenBy: 'landlord',
  guard: guardRestricting,
  fields: () => [
    { name: 'restrict-reason', label: '', required: true, kind: 'choice', options: options(RESTRICT_REASONS) },
    { name: 'person', label: '', required: false, kind: 'person' },
    openToField(false),
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, actor, input) => {
    const reason = textOf(input, 'restrict-reason') ?? 'other-reason';
    const person = textOf(input, 'person');
    const rule = context.standing.policy.pack.intake['restricted-to'];
    const named = readNamed(input);
    const openTo = named.length > 0 ? named : undefined;
    return {
      events: [{ body: { type: 'case-restricted', reason, person, openTo }, texts: textsOf(input, ['why']) }],
      refusals: [
        ...checkNamed(context, input, person),
        ...(NAMES_A_PERSON.includes(reason) && person === undefined ? [refuse('restriction-names-nobody', rule)] : []),
        ...(person !== undefined && person === actor.id ? [refuse('restricts-themselves', rule)] : []),
      ],
    };
  },
};

/** The case is open to everybody again who sees cases, but for whom it is about or whose own complaint it is. */
export const liftCaseRestriction: Command = {
  name: 'lift-case-restriction',
  word: 'case-restriction-lifted',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const none = context.standing.state.restricted === undefined;
    return none ? [refuse('case-not-restricted')] : guardRestricting(context, actor);
  },
  fields: () => [{ name: 'why', label: '', required: true, kind: 'long-text' }],
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'case-restriction-lifted' }, texts: textsOf(input, ['why']) }],
    refusals: [],
  }),
};

/**
 * Why this person may not decide who sees a case: the pack names nobody for it, or they hold none of its roles and
 * rank below all of them. Also who may see who opened a restricted case and why.
 */
export function guardRestricting(context: CaseContext, actor: Actor): readonly Refusal[] {
  const none = [...checkReceived(context), ...checkRestricted(context, actor)];
  if (none.length > 0 || actor.entitled) return none;
  const { policy } = context.standing;
  const rule = policy.pack.intake['restricted-to'];
  if (!rule) return [refuse('nobody-restricts')];
  const rank = Math.min(...rule.roles.map((role) => getRank(policy, role)));
  const held = getRolesThatCount(context, actor, undefined);
  if (held.some((role) => rule.roles.includes(role) || getRank(policy, role) >= rank)) return [];
  const titles = policy.pack.roles.filter(({ id }) => rule.roles.includes(id)).map(({ title }) => title);
  return [refuse('wants-role', rule, { roles: titles.join(', ') })];
}
