import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Actor, CaseContext, Command } from '../command.ts';
import { checkApproval, hasAuthorityLimits } from '../determine-authority.ts';
import { options } from '../field.ts';
import { numberOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What somebody asked for approval of an amount is told. */
export const AWARD_DECISIONS = ['approved', 'declined'] as const;

/** Only where the pack or the organisation limits what anybody may offer. */
const appliesTo = (context: CaseContext, actor: Actor): boolean =>
  hasAuthorityLimits(context.standing.policy, actor.limits ?? [], context.moment.on);

function guard(context: CaseContext, actor: Actor): readonly Refusal[] {
  const against = [...checkReceived(context), ...checkRestricted(context, actor)];
  if (against.length > 0 || appliesTo(context, actor)) return against;
  return [refuse('no-authority-limits', context.standing.policy.pack.remedies)];
}

/**
 * Somebody whose limit is too low asks somebody else to approve an amount for the complaint: so much in all, in pence.
 * It waits for the person asked until they approve as much, or decline.
 */
export const askAward: Command = {
  name: 'ask-award',
  word: 'award-asked',
  adds: true,
  takenBy: 'landlord',
  appliesTo,
  guard,
  fields: () => [
    { name: 'amount', label: '', required: true, kind: 'money' },
    { name: 'of', label: '', required: true, kind: 'person' },
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (_context, actor, input) => {
    const of = textOf(input, 'of') ?? '';
    const body = { type: 'award-asked' as const, pence: numberOf(input, 'amount') ?? 0, of };
    const refusals = of !== '' && of === actor.id ? [refuse('asks-themselves')] : [];
    return { events: [{ body, texts: textsOf(input, ['why']) }], refusals };
  },
};

/**
 * An amount for the complaint is approved, so much in all, or declined, with the reason. Up to what was approved last
 * anybody who works on it may then offer it. Nobody approves more than their own limit.
 */
export const decideAward: Command = {
  name: 'decide-award',
  word: 'award-decided',
  adds: false,
  takenBy: 'landlord',
  appliesTo,
  guard,
  fields: () => [
    { name: 'award-decision', label: '', required: true, kind: 'choice', options: options(AWARD_DECISIONS) },
    { name: 'amount', label: '', required: false, kind: 'money' },
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, actor, input) => {
    const approved = (textOf(input, 'award-decision') ?? 'approved') === 'approved';
    const pence = numberOf(input, 'amount') ?? context.standing.state.awardAsked?.pence;
    const body = { type: 'award-decided' as const, approved, ...(approved && { pence: pence ?? 0 }) };
    return {
      events: [{ body, texts: textsOf(input, ['why']) }],
      refusals: checkAmount(context, actor, approved, pence),
    };
  },
};

function checkAmount(
  context: CaseContext,
  actor: Actor,
  approved: boolean,
  pence: number | undefined,
): readonly Refusal[] {
  if (!approved) return [];
  if (pence === undefined) return [refuse('field-missing', undefined, { field: 'amount', label: '' })];
  return checkApproval(context, actor, pence);
}
