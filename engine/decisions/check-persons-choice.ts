import type { Facts } from '../case/events.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { evaluateGuard } from '../policy/evaluate-guard.ts';
import type { Kind } from '../policy/vocabulary.ts';
import type { CaseContext } from './command.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * A contact is not kept, nor closed, as a service request once the person has asked for a complaint: the pack's
 * `intake.service-request.unless` says by which answer, and the person's own choice counts where it asks nothing.
 */
export function checkPersonsChoice(
  context: CaseContext,
  kind: Kind | undefined,
  facts: Facts,
  choice?: string,
): readonly Refusal[] {
  const rule = context.standing.policy.pack.intake['service-request'];
  if (kind !== 'service-request' || !rule) return [];
  const world = { ...makeGuardWorld(context.standing, context.visit), facts, kind };
  const asked = choice === 'complaint' || (rule.unless !== undefined && evaluateGuard(rule.unless, world));
  return asked ? [refuse('person-chose-complaint', rule)] : [];
}
