import { evaluateGuard, type GuardWorld } from './evaluate-guard.ts';
import type { Limit, Who } from './schema.ts';

/** Who is asked for on this case: of several answers the first whose condition holds. */
export function chooseWho(who: Who, world: GuardWorld): Who {
  const chosen = who['first-of']?.find((candidate) => evaluateGuard(candidate.when, world));
  if (!chosen) return who;
  const { when: _when, ...rest } = chosen;
  return rest;
}

/** The limit on this case: of several the first whose condition holds. */
export function chooseLimit(limit: Limit, world: GuardWorld): Limit {
  const chosen = limit['first-of']?.find((candidate) => evaluateGuard(candidate.when, world));
  if (!chosen) return limit;
  const { when: _when, ...rest } = chosen;
  return rest;
}
