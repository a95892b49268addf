import { checkRestricted } from './check-who.ts';
import type { Actor, CaseContext } from './command.ts';
import { checkReach } from './determine-reach.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * Why this person of the staff does no work at all on this case, whatever it is; empty where they may do some. What
 * each action asks for beyond it, its own guard says. Whoever the case is about or is kept from touches nothing of it,
 * whoever is outside its reach does not see it, and whoever holds no role, such as somebody who only administers,
 * works on no case: but anybody may log one. `isTheirs`: it is asked of this very person, who then does it whatever
 * they see or hold.
 */
export function checkActing(context: CaseContext, actor: Actor, isTheirs = false): readonly Refusal[] {
  const barred = checkRestricted(context, actor);
  return isTheirs ? barred : [...barred, ...checkReach(context.standing, actor), ...checkHoldsRole(context, actor)];
}

function checkHoldsRole({ standing }: CaseContext, actor: Actor): readonly Refusal[] {
  const needsOne = actor.kind === 'staff' && !actor.entitled && standing.state.status !== 'none';
  return needsOne && actor.roles.length === 0 ? [refuse('no-role')] : [];
}
