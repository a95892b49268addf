import { checkWho } from './check-who.ts';
import type { Actor, CaseContext } from './command.ts';
import { seesNoCases } from './determine-reach.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Why this person may not say what a contact that waits in the inbox is: the pack's `intake.sorting` names who may. */
export function checkSorting(context: CaseContext, actor: Actor): readonly Refusal[] {
  return context.standing.state.untriaged ? checkJoining(context, actor) : [];
}

/**
 * Why this person may not put a case together with another, or say that two are none of each other's: it is sorting,
 * for those who sort, also once both are sorted. Linking two changes neither, and is for everybody who works on cases.
 */
export function checkJoining(context: CaseContext, actor: Actor): readonly Refusal[] {
  const { sorting } = context.standing.policy.pack.intake;
  return checkWho(context, actor, sorting?.who, sorting);
}

/**
 * Whether what this person logs waits in the inbox until somebody sorts it: they see no cases, or are none of those
 * whom the pack lets sort. `context`: the case as it would stand once it was logged.
 */
export function waitsForSorting(context: CaseContext, actor: Actor): boolean {
  const { pack } = context.standing.policy;
  if (actor.kind !== 'staff' || actor.entitled) return false;
  if (seesNoCases(pack, actor.roles)) return true;
  const { sorting } = pack.intake;
  return sorting !== undefined && checkWho(context, actor, sorting.who, sorting).length > 0;
}

/** Nothing was done on it yet that joining it to another case, or sending it away, would undo. */
export function checkUntouched({ standing: { state, history } }: CaseContext): readonly Refusal[] {
  const spoken = new Set(history.filter(({ type }) => type === 'contacted').map(({ n }) => n));
  const worked = state.steps.some(({ n }) => !spoken.has(n)) || state.responses.length > 0 || state.visits.length > 1;
  return worked ? [refuse('worked-on-already')] : [];
}
