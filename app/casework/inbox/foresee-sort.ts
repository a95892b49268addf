import {
  decideCommand,
  determineReach,
  determineStanding,
  findCommand,
  isWaiting,
  type NewEvent,
  numberEvents,
  type Refusal,
  type Standing,
} from '../../../engine/index.ts';
import type { OpenCase } from '../open-case.ts';
import type { SortWish } from './read-sort.ts';

/** How a case would stand once it was sorted so, and every reason against it. */
export type Foreseen = {
  readonly after: Standing;
  readonly refusals: readonly (Refusal & { readonly command: string })[];
};

/** Plays what sorting would record, one after the other, and records nothing. */
export function foreseeSort({ standing, actor }: OpenCase, wishes: readonly SortWish[]): Foreseen {
  let after = standing;
  const refusals: (Refusal & { command: string })[] = [];
  for (const { command: name, input } of wishes) {
    const command = findCommand(name);
    if (!command) continue;
    const decision = decideCommand(after, { command, actor, moment: after.asOf, input });
    refusals.push(...decision.refusals.map((refusal) => ({ ...refusal, command: name })));
    after = record(after, decision.events, actor);
  }
  return { after, refusals };
}

function record(standing: Standing, events: readonly NewEvent[], actor: OpenCase['actor']): Standing {
  const { policy, calendar, history, asOf } = standing;
  const bodies = events.map(({ body }) => body);
  const recorded = numberEvents(standing, bodies, { moment: asOf }, actor);
  return determineStanding(policy, calendar, [...history, ...recorded], asOf);
}

/** What sorting would change, for whoever confirms it. */
export type Changes = {
  readonly kind: { readonly before: Standing['state']['kind']; readonly after: Standing['state']['kind'] };
  readonly procedure: { readonly before: string | undefined; readonly after: string | undefined };
  readonly stage: { readonly before: string | undefined; readonly after: string | undefined };
  /** Clocks that would run, the earliest due first, with the day each would be due; and those that would no longer. */
  readonly running: readonly Standing['clocks'][number][];
  readonly ended: readonly Standing['clocks'][number][];
  readonly routes: Standing['routes'];
  /** It would be seen by few, and was not. */
  readonly restricts: boolean;
  /** People who would no longer see it, by id. */
  readonly barred: readonly string[];
  readonly limits: Standing['timeLimits'];
};

/** Compares how a case stands with how it would stand. */
export function listChanges(before: Standing, after: Standing): Changes {
  const runningIn = ({ clocks }: Standing) => clocks.filter((clock) => clock.owner === 'pack' && isWaiting(clock));
  const running = runningIn(after).toSorted((a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1));
  const [reachBefore, reachAfter] = [determineReach(before), determineReach(after)];
  const known = new Set(before.routes.map(({ route }) => route));
  return {
    kind: { before: before.state.kind, after: after.state.kind },
    procedure: { before: before.state.procedure, after: after.state.procedure },
    stage: { before: before.state.visits.at(-1)?.stage, after: after.state.visits.at(-1)?.stage },
    running,
    ended: runningIn(before).filter(({ id }) => !running.some((clock) => clock.id === id)),
    routes: after.routes.filter(({ route }) => !known.has(route)),
    restricts: reachAfter.only !== undefined && reachBefore.only === undefined,
    barred: reachAfter.barred.filter((person) => !reachBefore.barred.includes(person)),
    limits: after.timeLimits.filter(({ outside }) => outside),
  };
}
