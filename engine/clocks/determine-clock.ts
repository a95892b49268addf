import { countWorkingDays, type IsoDate, type NotCounted, subtractWorkingDays } from '../calendar/index.ts';
import type { Moment } from '../case/events.ts';
import type { Occurrence } from '../case/state.ts';
import { chooseLimit } from '../policy/choose-first.ts';
import { evaluateGuard } from '../policy/evaluate-guard.ts';
import { describeSource, findStage } from '../policy/find-in-pack.ts';
import type { Clock, Extension, Period, Source } from '../policy/schema.ts';
import { type CaseWorld, findOccurrence } from './case-world.ts';
import { findStart, makeClockEnd } from './determine-clocks.ts';
import { type DueDate, determineDueDate } from './determine-due-date.ts';
import { makeGuardWorld } from './make-guard-world.ts';
import { findStop } from './resolve-trigger.ts';

export type ClockState = 'not-started' | 'running' | 'met' | 'late' | 'not-needed' | 'not-possible';

/** One clock of a case on the day we look, with its working. */
export type ClockStanding = {
  /** Unique on the case; a clock of a stage visited again, or repeated, has `#2`, `#3` … behind it. */
  readonly id: string;
  /** The id in the pack or regime. */
  readonly clock: string;
  readonly stage: string;
  readonly visit: number;
  readonly name: string;
  readonly owner: 'pack' | 'regime';
  readonly starts: IsoDate | undefined;
  readonly startsAt?: string | undefined;
  readonly startedBy: string;
  /** Day 0: the day after which counting begins, where the pack counts from another day than that of the event. */
  readonly countedFrom?: IsoDate | undefined;
  /** The start was not told: it is taken to be the last day on which it was due. */
  readonly startImplied: boolean;
  readonly due: IsoDate | undefined;
  readonly dueAt?: string | undefined;
  /** When it was due before any extension. */
  readonly firstDue: IsoDate | undefined;
  readonly approximate: boolean;
  readonly internalTarget: IsoDate | undefined;
  readonly state: ClockState;
  /** Still waits for its stop: running, or late with nothing done, on a stay that was not closed. */
  readonly waits: boolean;
  readonly lapsed: boolean;
  readonly window: boolean;
  readonly stopped: IsoDate | undefined;
  readonly stoppedAt?: string | undefined;
  readonly workingDaysTaken: number | undefined;
  readonly workingDaysLate: number | undefined;
  readonly clause: string | undefined;
  readonly source: Source;
  readonly skipped: readonly NotCounted[];
  readonly assumes: readonly string[];
  readonly limit: readonly Period[];
  readonly extensions: readonly ExtensionCounted[];
  /** The other clock that it is due together with. */
  readonly dueWith?: string | undefined;
  /** The source gives no limit, and none was agreed yet. */
  readonly limitUnknown?: boolean | undefined;
};

/** An extension as it counts: one told too late, or beyond its cap, counts for less than it says, or for nothing. */
export type ExtensionCounted = {
  readonly n: number;
  readonly rule: string;
  readonly counts: boolean;
  readonly why?: 'after-due' | 'beyond-cap' | 'no-such-rule';
  readonly due?: IsoDate | undefined;
};

/** What a clock of a pack and an outer limit of a regime have in common. */
export type ClockRule = {
  readonly clock: Clock;
  readonly id: string;
  readonly stage: string;
  readonly visit: number;
  readonly owner: 'pack' | 'regime';
  /** Extensions to look at: those recorded for this clock in this visit. */
  readonly extensionsOf: string;
};

/** A clock of the pack in a stage visit; `id` where it is not the clock's own. */
export function makeClockRule(clock: Clock, visit: { stage: string; index: number }, id: string = clock.id): ClockRule {
  return { clock, id, stage: visit.stage, visit: visit.index, owner: 'pack', extensionsOf: clock.id };
}

/**
 * How a clock stands: when it started and why, when it is due, whether and when it stopped, and by how much it is late.
 * A day is late only when it is over: on the due date itself nothing is late. Working days taken are counted from the
 * day after the start, up to and including the day of stopping, or the day we look.
 *
 * Example: started 2 April 2026, due 13 April, stopped 15 April: late, 2 working days late, 7 taken.
 */
export function determineClock(
  world: CaseWorld,
  told: ClockRule,
  start: Occurrence | undefined,
  stop: Occurrence | undefined,
): ClockStanding {
  const rule = { ...told, clock: { ...told.clock, limit: findLimit(world, told) } };
  const base = describeClock(rule);
  if (!start) return { ...base, state: isOver(world, rule) ? 'not-needed' : 'not-started' };
  const { due, firstDue, extensions, limit } = determineDue(world, rule, start);
  const { with: dueWith, unknown } = rule.clock.limit;
  const stopped = stop && { on: stop.on, at: stop.at };
  const started = {
    ...base,
    starts: start.on,
    startsAt: start.at,
    startedBy: start.name,
    startImplied: start.implied ?? false,
  };
  const internal = rule.clock['internal-target'];
  const target =
    due && internal?.unit === 'working-day' ? subtractWorkingDays(world.calendar, due.on, internal.n).date : undefined;
  return {
    ...started,
    countedFrom: due?.countedFrom,
    due: due?.on,
    dueAt: due?.at,
    firstDue: firstDue?.on,
    approximate: due?.approximate ?? false,
    internalTarget: target,
    stoppedAt: stopped?.at,
    skipped: due?.skipped ?? [],
    assumes: due?.assumes ?? [],
    extensions,
    limit,
    ...(dueWith !== undefined && { dueWith }),
    ...(unknown && due === undefined && { limitUnknown: true }),
    ...determineState(world, rule, start, due, stopped),
  };
}

/** The limit on this case, where the pack gives several by condition. */
export function findLimit(world: CaseWorld, { clock, visit }: Pick<ClockRule, 'clock' | 'visit'>): Clock['limit'] {
  return clock.limit['first-of']
    ? chooseLimit(clock.limit, makeGuardWorld(world, world.state.visits[visit]))
    : clock.limit;
}

function describeClock({ clock, id, stage, visit, owner }: ClockRule): ClockStanding {
  const source =
    'clause' in clock.limit || 'regime' in clock.limit || 'assumption' in clock.limit ? clock.limit : clock;
  return {
    id,
    clock: clock.id,
    stage,
    visit,
    name: clock.name,
    owner,
    starts: undefined,
    startedBy: describeTrigger(clock),
    startImplied: false,
    due: undefined,
    firstDue: undefined,
    approximate: false,
    internalTarget: undefined,
    state: 'not-started',
    waits: false,
    lapsed: false,
    window: clock.window,
    stopped: undefined,
    workingDaysTaken: undefined,
    workingDaysLate: undefined,
    clause: describeSource(clock.limit, clock),
    source,
    skipped: [],
    assumes: [],
    limit: clock.limit.is ? [clock.limit.is] : [],
    extensions: [],
  };
}

function describeTrigger(clock: Clock): string {
  const { starts } = clock;
  if (starts.event !== undefined) return starts.event;
  const [word, names] = starts['earliest-of']
    ? ['earliest of', starts['earliest-of']]
    : ['latest of', starts['latest-of']];
  return `${word} ${names?.join(', ')}`;
}

/** A case that is closed waits for nothing more, nor does a stay in a stage that was closed and re-opened since. */
function isOver({ state }: CaseWorld, { visit }: ClockRule): boolean {
  return state.status === 'closed' || state.visits[visit]?.ended !== undefined;
}

type DueWithExtensions = {
  due: DueDate | undefined;
  firstDue: DueDate | undefined;
  extensions: readonly ExtensionCounted[];
  limit: readonly Period[];
};

function determineDue(world: CaseWorld, rule: ClockRule, start: Occurrence): DueWithExtensions {
  const { limit } = rule.clock;
  const agreed = world.state.agreedTimes.findLast((time) => time.clock === rule.clock.id && time.visit === rule.visit);
  if (agreed) {
    const due = fixedDue(start, agreed.to);
    return { due, firstDue: due, extensions: [], limit: [] };
  }
  if (limit.with !== undefined) return dueTogether(world, rule, limit.with);
  const first = limit.is ?? limit['at-most'];
  if (!first) return { due: undefined, firstDue: undefined, extensions: [], limit: [] };
  const compute = (limits: readonly Period[]): DueDate =>
    determineDueDate(world.calendar, start, limits, rule.clock, world.policy.pack.calendar['cut-off']);
  return addExtensions(world, rule, start, compute, [first]);
}

/** Due when another clock of the same stay is, with the days that one left out and the time it was given. */
function dueTogether(world: CaseWorld, rule: ClockRule, other: string): DueWithExtensions {
  const standing = determineOther(world, rule, other);
  const none = { due: undefined, firstDue: undefined, extensions: [], limit: [] };
  if (standing?.due === undefined) return none;
  const { due: on, dueAt: at, countedFrom = on, skipped, assumes, firstDue } = standing;
  const due = { on, at, countedFrom, skipped, assumes, approximate: standing.approximate };
  return { ...none, due, firstDue: firstDue === undefined ? due : { ...due, on: firstDue } };
}

/** Another clock of the stay, where it is asked for; one that is due with this one in turn is never loaded. */
function determineOther(world: CaseWorld, { clock: asking, stage, visit: index }: ClockRule, id: string) {
  const visit = world.state.visits[index];
  const owner = visit && findStage(world.policy, visit.procedure, stage);
  const clock = owner?.clocks.find((candidate) => candidate.id === id);
  if (!visit || !owner || !clock || !evaluateGuard(clock.when, makeGuardWorld(world, visit))) return undefined;
  const clockEnd = makeClockEnd(world, visit, owner);
  // what asks is left out, or the one would wait for the other where it starts on what stops this one
  const others = { ...owner, clocks: owner.clocks.filter((one) => one.id !== asking.id) };
  const start = findStart(world, visit, others, clock, clockEnd);
  const stop = findStop(world, visit, clock.stops, start, clockEnd);
  return determineClock(world, makeClockRule(clock, visit), start, stop);
}

const fixedDue = (start: Moment, on: IsoDate): DueDate => ({ on, countedFrom: start.on, skipped: [], assumes: [] });

function addExtensions(
  world: CaseWorld,
  rule: ClockRule,
  start: Occurrence,
  compute: (limits: readonly Period[]) => DueDate,
  first: readonly Period[],
): DueWithExtensions {
  let limit = first;
  const firstDue = compute(limit);
  let due = firstDue;
  const counted: ExtensionCounted[] = [];
  for (const made of world.state.extensions) {
    if (made.clock !== rule.extensionsOf || made.visit !== rule.visit) continue;
    const extension = rule.clock.extensions.find((candidate) => candidate.id === made.rule);
    if (!extension) {
      counted.push({ n: made.n, rule: made.rule, counts: false, why: 'no-such-rule' });
      continue;
    }
    if (extension['before-due'] && made.on > due.on) {
      counted.push({ n: made.n, rule: made.rule, counts: false, why: 'after-due' });
      continue;
    }
    const cap = capOf(extension, compute, limit);
    const by = made.extra ?? (made.to === undefined ? extension.extra : undefined);
    const asked = by ? compute([...limit, by]) : fixedDue(start, made.to ?? cap?.on ?? due.on);
    const beyond = cap !== undefined && asked.on > cap.on && made.goodReason !== true;
    due = beyond ? cap : { ...asked, skipped: asked.skipped.length > 0 ? asked.skipped : due.skipped };
    limit = beyond && extension.extra ? [...limit, extension.extra] : by ? [...limit, by] : limit;
    counted.push({
      n: made.n,
      rule: made.rule,
      counts: true,
      due: due.on,
      ...(beyond && { why: 'beyond-cap' as const }),
    });
  }
  return { due, firstDue, extensions: counted, limit };
}

/** The latest day an extension may reach: its extra on top of what was allowed, or its total from the start. */
function capOf(
  extension: Extension,
  compute: (limits: readonly Period[]) => DueDate,
  limit: readonly Period[],
): DueDate | undefined {
  if (extension.total) return compute([extension.total]);
  return extension.extra ? compute([...limit, extension.extra]) : undefined;
}

type StateOfClock = Pick<
  ClockStanding,
  'state' | 'waits' | 'lapsed' | 'stopped' | 'workingDaysTaken' | 'workingDaysLate'
>;

function determineState(
  world: CaseWorld,
  rule: ClockRule,
  start: Moment,
  due: DueDate | undefined,
  stopped: Moment | undefined,
): StateOfClock {
  const { calendar, asOf, state } = world;
  const end = stopped ?? state.visits[rule.visit]?.ended ?? state.ended ?? asOf;
  const over = due !== undefined && isAfterDue(end, due);
  const countUntil = (day: IsoDate) => (day >= start.on ? countWorkingDays(calendar, start.on, day).workingDays : 0);
  const waits = !stopped && !isOver(world, rule);
  const base = {
    waits: false,
    lapsed: false,
    stopped: stopped?.on,
    workingDaysTaken: countUntil(end.on),
    workingDaysLate: 0,
  };
  const opensElse = rule.clock['on-lapse'].opens ?? rule.clock['on-lapse'].closes;
  const hasLapsed = findOccurrence(state, rule.visit, `${rule.clock.id}.lapsed`) !== undefined;
  if (due && (hasLapsed || (over && opensElse))) {
    const untilDue = { stopped: due.on, workingDaysTaken: countUntil(due.on) };
    return { ...base, ...untilDue, state: 'not-needed', lapsed: true };
  }
  if (over && rule.clock.window && !stopped) return { ...base, state: 'not-needed' };
  if (over)
    return { ...base, waits, state: 'late', workingDaysLate: countWorkingDays(calendar, due.on, end.on).workingDays };
  if (stopped) return { ...base, state: 'met' };
  return { ...base, waits, state: waits ? 'running' : 'not-needed' };
}

/** Late means after the close of the due day, or after the instant where the limit is in hours and the instant is known. */
export function isAfterDue(moment: Moment, due: { on: IsoDate; at?: string | undefined }): boolean {
  if (due.at !== undefined && moment.at !== undefined) return moment.at > due.at;
  return moment.on > due.on;
}
