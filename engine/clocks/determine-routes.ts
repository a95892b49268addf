import type { IsoDate } from '../calendar/index.ts';
import type { CaseEvent } from '../case/events.ts';
import { evaluateGuard } from '../policy/evaluate-guard.ts';
import { describeSource } from '../policy/find-in-pack.ts';
import type { Route } from '../policy/schema.ts';
import type { CaseWorld } from './case-world.ts';
import { makeGuardWorld } from './make-guard-world.ts';

/** A route of the pack that this case takes, beside its procedure or instead of it. */
export type RouteStanding = {
  readonly route: string;
  readonly rule: Route;
  /** The role that is told of the case at once and may act on it. */
  readonly role: string | undefined;
  /** The day on which the case began to take it: whom to tell, and since when they could know. */
  readonly since: IsoDate | undefined;
  /** The matter goes there instead: its own steps here are refused until it is referred, or sorted anew. */
  readonly instead: boolean;
  readonly clause: string | undefined;
};

/**
 * The routes that the facts of a case open. `history` is told so that each says since when: the day of the event that
 * last changed the facts it asks about.
 *
 * Example: received on 2 March with a fact that opens a route: since 2 March; sorted so on the 4th: since the 4th.
 */
export function determineRoutes(world: CaseWorld, history: readonly CaseEvent[]): readonly RouteStanding[] {
  const guards = makeGuardWorld(world);
  return world.policy.pack.intake.routes
    .filter((rule) => evaluateGuard(rule.when, guards))
    .map((rule) => ({
      route: rule.id,
      rule,
      role: rule['adds-role'],
      since: findSince(world, rule, history),
      instead: rule.sends !== undefined && !rule.beside,
      clause: describeSource(rule),
    }));
}

/** The day from which the facts told so far opened the route without a break. */
function findSince(world: CaseWorld, rule: Route, history: readonly CaseEvent[]): IsoDate | undefined {
  let since: IsoDate | undefined;
  let facts = {};
  const guards = makeGuardWorld(world);
  for (const event of history) {
    if (!('facts' in event)) continue;
    facts = { ...facts, ...event.facts };
    since = evaluateGuard(rule.when, { ...guards, facts }) ? (since ?? event.on) : undefined;
  }
  return since ?? world.state.received?.on;
}
