import { addPeriod, type IsoDate, isIsoDate } from '../calendar/index.ts';
import { evaluateGuard } from '../policy/evaluate-guard.ts';
import { describeSource } from '../policy/find-in-pack.ts';
import type { TimeLimit } from '../policy/schema.ts';
import type { CaseWorld } from './case-world.ts';

export type TimeLimitStanding = {
  readonly limit: string;
  /** The last day on which the complaint would have been in time; undefined while the date it counts from is unknown. */
  readonly lastDay: IsoDate | undefined;
  readonly outside: boolean;
  /** Lifted by a condition of the pack, such as health and safety. */
  readonly lifted: boolean;
  readonly force: TimeLimit['force'];
  /** What a person decided: true, look into it all the same. */
  readonly decided: boolean | undefined;
  readonly clause: string | undefined;
  readonly rule: TimeLimit;
};

/**
 * How the complaint stands against the pack's limits on how long ago a matter may have happened. The day counted to is
 * the day the complaint was first received; the last day itself is in time.
 *
 * Example: happened on 31 August 2025, six calendar months: in time until 28 February 2026.
 */
export function determineTimeLimits(world: CaseWorld): readonly TimeLimitStanding[] {
  return world.policy.pack.intake['time-limits'].map((rule) => determineTimeLimit(world, rule));
}

function determineTimeLimit(world: CaseWorld, rule: TimeLimit): TimeLimitStanding {
  const { state } = world;
  const from = state.facts[rule.from];
  const base = {
    limit: rule.id,
    force: rule.force,
    decided: state.timeLimits[rule.id],
    clause: describeSource(rule),
    rule,
  };
  if (typeof from !== 'string' || !isIsoDate(from) || !state.received || rule.within.unit === 'hour') {
    return { ...base, lastDay: undefined, outside: false, lifted: false };
  }
  const { n, unit } = rule.within;
  const lastDay = addPeriod(world.calendar, from, { n, unit }).date;
  const late = state.received.on > lastDay;
  const facts = {
    facts: state.facts,
    service: state.service,
    channel: state.channel,
    kind: state.kind,
    finding: undefined,
  };
  const lifted = late && rule.unless !== undefined && evaluateGuard(rule.unless, { ...facts, condition: () => false });
  return { ...base, lastDay, outside: late && !lifted, lifted };
}
