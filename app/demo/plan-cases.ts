import {
  addCalendarDays,
  countWorkingDays,
  type IsoDate,
  isWaiting,
  localDateOf,
  type Pack,
  type Procedure,
  type Stage,
  type Standing,
  type Step,
  subtractWorkingDays,
} from '../../engine/index.ts';
import type { Person } from '../identity/person.ts';
import { goForward } from './forward.ts';
import type { Story } from './load-stories.ts';
import { makeRandom, type Random } from './random.ts';
import { NO_WISHES, satisfyGuard, type Wishes } from './satisfy-guard.ts';
import { type Doing, isStepOpen, Walk, type WalkWorld } from './walk.ts';

/** One case of the demo, thought out: what is done on it, in order, and whose it is. */
export type PlannedCase = {
  readonly goal: string;
  readonly story: Pick<Story, 'subject'>;
  readonly doings: readonly Doing[];
  readonly standing: Standing;
};

/** A place in a procedure where a case can stand: a step that waits to be taken. */
export type Position = { readonly procedure: Procedure; readonly stage: Stage; readonly step: Step };

/** Every stage and step of a pack; of steps of the same kind in a stage the first, as commands know them. */
export function listPositions(pack: Pack): readonly Position[] {
  return pack.procedures.flatMap((procedure) =>
    procedure.stages.flatMap((stage) =>
      stage.steps
        .filter((step) => step.does === 'record' || stage.steps.find(({ does }) => does === step.does) === step)
        .map((step) => ({ procedure, stage, step })),
    ),
  );
}

/** Whether a case stands at a position: it is in that stage, and somebody there could take the step, which waits. */
export function standsAt(people: readonly Person[], standing: Standing, { procedure, stage, step }: Position): boolean {
  const visit = standing.state.visits.at(-1);
  if (standing.state.status === 'closed' || visit?.stage !== stage.id || visit.procedure !== procedure.id) return false;
  return isStepOpen(people, step, standing);
}

type Goal = {
  readonly id: string;
  readonly wishes: Wishes;
  readonly stage: string | undefined;
  readonly leave?: string | undefined;
  /** Whether the walk has come far enough, at its own time. */
  readonly until: (walk: Walk, standing: Standing) => boolean;
  /** What is done at the end, and whether that worked. */
  readonly ending?: ((walk: Walk, random: Random, story: Story) => boolean) | undefined;
  /** Whether it still holds today. */
  readonly holds: (walk: Walk, standing: Standing) => boolean;
  /** Received so many working days ago: each is tried in turn. */
  readonly ago: readonly number[];
};

const RECENT = [2, 4, 6, 1, 8, 11, 14, 3, 17, 21, 26, 31, 38, 45, 55, 70] as const;
/** Of the recent ones those that are tried in any order: what waits is seldom older. */
const USUAL = 10;
const LONG_AGO = [60, 95, 130, 75, 160, 190, 110, 215, 230, 45, 240] as const;
const MOST_STEPS = 60;

/**
 * The plans of one landlord's cases: first so many that a case stands at every stage and step, then some of each
 * ending, some due today, late and at risk, then more until there are so many. The same for the same seed and day.
 */
export function planCases(world: WalkWorld, seed: string, atLeast: number): readonly PlannedCase[] {
  const { pack } = world.policy;
  const random = makeRandom(seed);
  const planned: PlannedCase[] = [];
  const plan = (goal: Goal): void => {
    const found = planCase(world, goal, random);
    if (found) planned.push(found);
  };
  const positions = listPositions(pack);
  const goals = positions.map((position) => positionGoal(world, position));
  for (const [index, position] of positions.entries()) {
    if (!planned.some(({ standing }) => standsAt(world.people, standing, position))) plan(goals[index]!);
  }
  for (const goal of listEndings(world).slice(0, Math.max(8, Math.ceil(atLeast * 0.7)))) plan(goal);
  planned.push(...planSituations(world, goals, planned, random));
  for (let index = 0; planned.length < atLeast && index < atLeast * 2; index++) plan(random.pick(goals));
  return planned;
}

/** Cases that are due today, late and at risk: at least some of each. */
function planSituations(
  world: WalkWorld,
  goals: readonly Goal[],
  planned: readonly PlannedCase[],
  random: Random,
): readonly PlannedCase[] {
  const more: PlannedCase[] = [];
  for (const [situation, { least, daysLeft }] of Object.entries(SITUATIONS)) {
    let have = planned.filter(({ standing }) => describeSituation(standing) === situation).length;
    for (const goal of random.shuffle(goals)) {
      if (have >= least) break;
      const found = planWithDaysLeft(world, goal, random, random.pick(daysLeft));
      if (!found || describeSituation(found.standing) !== situation) continue;
      more.push(found);
      have += 1;
    }
  }
  return more;
}

/** A case walked once to see when it is due, and once more from another day, so that so many working days are left. */
function planWithDaysLeft(world: WalkWorld, goal: Goal, random: Random, daysLeft: number): PlannedCase | undefined {
  const story = random.pick(world.stories.complaints);
  const seed = `${goal.id}/${random.next()}`;
  for (const ago of [3, 7, 20]) {
    const due = tryPlan(world, goal, makeRandom(seed), story, ago)?.standing.nextDue?.due;
    if (due === undefined) continue;
    const today = localDateOf(world.until) as IsoDate;
    const count = (from: IsoDate, to: IsoDate): number => countWorkingDays(world.calendar, from, to).workingDays;
    const left = due >= today ? count(today, due) : -count(due, today);
    return tryPlan(world, goal, makeRandom(seed), story, Math.max(0, ago + left - daysLeft));
  }
  return undefined;
}

export type Situation = 'due-today' | 'late' | 'at-risk';
const SITUATIONS: Readonly<Record<Situation, { least: number; daysLeft: readonly number[] }>> = {
  'due-today': { least: 2, daysLeft: [0] },
  late: { least: 4, daysLeft: [-1, -2, -4, -9] },
  'at-risk': { least: 3, daysLeft: [1, 2] },
};

/** What stands out about the clock that is due next, on the day we look. */
export function describeSituation({ nextDue, asOf, calendar, state }: Standing): Situation | 'on-time' {
  if (!nextDue?.due || !isWaiting(nextDue) || state.status === 'closed') return 'on-time';
  if (nextDue.due === asOf.on) return 'due-today';
  if (nextDue.due < asOf.on) return 'late';
  return countWorkingDays(calendar, asOf.on, nextDue.due).workingDays <= 2 ? 'at-risk' : 'on-time';
}

function planCase(world: WalkWorld, goal: Goal, random: Random): PlannedCase | undefined {
  const story = random.pick(world.stories.complaints);
  const ago = random.chance(0.3) ? goal.ago : [...random.shuffle(goal.ago.slice(0, USUAL)), ...goal.ago.slice(USUAL)];
  for (const days of ago) {
    const found = tryPlan(world, goal, random, story, days);
    if (found) return found;
  }
  return undefined;
}

function tryPlan(world: WalkWorld, goal: Goal, random: Random, complaint: Story, ago: number): PlannedCase | undefined {
  const today = localDateOf(world.until) as IsoDate;
  const startsOn = subtractWorkingDays(world.calendar, today, ago).date;
  // A case keeps the version in force when it came in: this walk is under one version only.
  if (startsOn < world.policy.pack['in-force'].from) return undefined;
  const story = chooseStory(world, goal, complaint, random);
  const wishes = describeWishes(world, goal.wishes, random, startsOn);
  const walk = new Walk(world, { story, random, wishes, startsOn, pace: random.between(0, 2) });
  if (!walk.do('received')) return undefined;
  const route = { stage: goal.stage, leave: goal.leave, story, stories: world.stories, random };
  for (let steps = 0; !goal.until(walk, walk.standing()); steps++) {
    if (steps > MOST_STEPS || walk.at > world.until || !goForward(walk, route)) return undefined;
  }
  if (goal.ending && !goal.ending(walk, random, story)) return undefined;
  if (random.chance(0.4)) walk.do('noted', { wait: 0 });
  const standing = walk.standing(world.until);
  if (!goal.holds(walk, standing)) return undefined;
  return { goal: goal.id, story, doings: walk.doings, standing };
}

/** For what is no complaint the words of another kind; everything else of the story stays. */
function chooseStory({ stories }: WalkWorld, { wishes }: Goal, story: Story, random: Random): Story {
  const others = { 'service-request': 'service-requests', comment: 'comments', compliment: 'compliments' } as const;
  const list = others[wishes.kind as keyof typeof others];
  return list === undefined ? story : { ...story, ...random.pick(stories[list]), 'outcome-sought': '' };
}

function describeWishes(
  { policy, people }: WalkWorld,
  wishes: Wishes,
  random: Random,
  startsOn: IsoDate,
): Record<string, unknown> {
  const { pack } = policy;
  const restricted = Object.entries(pack.facts).find(([id, fact]) => fact['person-restricted'] && wishes.facts[id]);
  const limits = pack.intake['time-limits'].map(({ from }) => [
    from,
    addCalendarDays(startsOn, -random.between(2, 30)),
  ]);
  const asked = limits.filter(([fact]) => pack.facts[String(fact)]?.when === undefined);
  return {
    kind: wishes.kind ?? 'complaint',
    channel: wishes.channel ?? random.pick(pack.intake.channels.are),
    service: wishes.service ?? pack.services[0]?.id,
    ...Object.fromEntries(asked),
    ...wishes.facts,
    ...(restricted && { [restricted[0]]: random.pick(people).id }),
    ...(wishes.represented && { represented: true }),
    ...(wishes.anonymous && { anonymous: true }),
  };
}

function positionGoal({ policy: { pack }, people }: WalkWorld, position: Position): Goal {
  const { procedure, stage, step } = position;
  const way = findWayTo(pack, procedure, stage);
  const wishes = satisfyGuard(pack, step.when, way) ?? way;
  const isThere = (_walk: Walk, standing: Standing): boolean => standsAt(people, standing, position);
  // Somebody has been given the case by the time its turn for a later step comes.
  const allocate = stage.steps.slice(0, stage.steps.indexOf(step)).find(({ does }) => does === 'allocate');
  return {
    id: `${procedure.id}/${stage.id}/${step.id}`,
    wishes,
    stage: stage.id,
    leave: step.id,
    until: (walk, standing) => isThere(walk, standing) && !(allocate && walk.isOpen(allocate, standing)),
    holds: isThere,
    ago: RECENT,
  };
}

/** What brings a case into a procedure and, where cases can start at the stage, straight to it. */
function findWayTo(pack: Pack, procedure: Procedure, stage: Stage): Wishes {
  const into = satisfyGuard(pack, procedure.when, NO_WISHES) ?? NO_WISHES;
  for (const entry of procedure['opens-at'] ?? []) {
    if (!('otherwise' in entry) && entry.stage === stage.id) return satisfyGuard(pack, entry.when, into) ?? into;
  }
  return into;
}

const firstStage = (pack: Pack): { procedure: Procedure; stage: Stage } | undefined => {
  const procedure = pack.procedures.find(({ when }) => when === undefined) ?? pack.procedures[0];
  const stages = procedure?.stages ?? [];
  const stage = stages.find(({ steps }) => steps.some(({ does }) => does === 'respond')) ?? stages[0];
  return procedure && stage && { procedure, stage };
};

/** Cases that are over, or rest: answered, closed with promises open and kept, withdrawn, refused, referred. */
function listEndings(world: WalkWorld): readonly Goal[] {
  const { pack } = world.policy;
  const start = firstStage(pack);
  if (!start) return [];
  const { procedure, stage } = start;
  const final = procedure.stages.findLast((one) => one.final) ?? procedure.stages.at(-1)!;
  const isAnswered =
    (at: Stage) =>
    (_walk: Walk, { state }: Standing) =>
      state.responses.some((response) => response.stage === at.id);
  const isIn = (_walk: Walk, { state }: Standing) => state.visits.at(-1)?.stage === stage.id;
  const isClosed = (_walk: Walk, { state }: Standing) => state.status === 'closed';
  const base = { wishes: NO_WISHES, stage: stage.id, ago: LONG_AGO };
  const close = (walk: Walk) => walk.do('closed');
  return [
    { ...base, id: 'answered', until: isAnswered(stage), holds: isAnswered(stage), ago: [18, 22, 27, 33] },
    ...[1, 2].map((n) => ({
      ...base,
      id: `closed-promise-open-${n}`,
      until: isAnswered(stage),
      ending: close,
      holds: hasOpenPromise,
      ago: [26, 32, 24, 40, 50],
    })),
    ...[1, 2].map((n) => ({
      ...base,
      id: `closed-kept-${n}`,
      until: isAnswered(stage),
      ending: closeAndKeep,
      holds: isClosed,
    })),
    { ...base, id: 'withdrawn', until: isIn, ending: withdraw(world.stories.withdrawn), holds: isClosed },
    ...listRefusals(pack, base, isIn, isClosed),
    {
      ...base,
      id: 'escalation-refused',
      until: isAnswered(stage),
      ending: refuseEscalation,
      holds: () => true,
      ago: [30, 40, 50, 70, 100],
    },
    {
      ...base,
      id: 'final-answered',
      stage: final.id,
      until: isAnswered(final),
      holds: isAnswered(final),
      ago: [50, 60, 70, 80, 100],
    },
    { ...base, id: 'final-closed', stage: final.id, until: isAnswered(final), ending: close, holds: isClosed },
    ...listExtended(base, stage),
    ...listRouted(pack, base, isIn),
    ...listOtherKinds(base),
  ];
}

type Base = Pick<Goal, 'wishes' | 'stage' | 'ago'>;

const hasOpenPromise = (_walk: Walk, { state }: Standing): boolean =>
  state.status === 'closed' && state.promises.some(({ kept }) => !kept);

function closeAndKeep(walk: Walk, random: Random): boolean {
  if (!walk.do('closed')) return false;
  for (const { promise, pence } of walk.standing().state.promises) {
    const which = { promise: String(promise) };
    if (pence !== undefined)
      walk.do('payment-made', { wait: random.between(1, 4), input: { ...which, amount: pence } });
    if (!walk.do('promise-kept', { wait: random.between(2, 6), input: which })) return false;
  }
  return true;
}

const withdraw = (why: string) => (walk: Walk, random: Random) =>
  walk.do('withdrawn', { wait: random.between(1, 5), input: { why } });

function refuseEscalation(walk: Walk, random: Random): boolean {
  if (!walk.do('escalation-requested', { wait: random.between(2, 10) })) return false;
  const { pack } = walk.standing().policy;
  return (pack.intake['not-accepted']?.grounds ?? []).some(({ id, needs }) =>
    walk.do('escalation-refused', { input: { ground: id, ...answerNeeds(pack, needs, walk) } }),
  );
}

/** Answers to what a ground rests on: dates a while ago, words as the stories have them. */
function answerNeeds(pack: Pack, needs: readonly string[], walk: Walk): Record<string, unknown> {
  const answers = needs.map((id) => {
    const kind = pack.facts[id]?.kind;
    if (kind === 'date') return [id, addCalendarDays(walk.standing().asOf.on, -20)];
    if (kind === 'yes-no') return [id, true];
    if (kind === 'choice') return [id, pack.facts[id]?.options?.[0]?.id];
    return [id, 'The same matter was answered in the spring, and nothing new has been raised since.'];
  });
  return Object.fromEntries(answers);
}

function listRefusals(pack: Pack, base: Base, until: Goal['until'], holds: Goal['holds']): readonly Goal[] {
  const grounds = (pack.intake['not-accepted']?.grounds ?? []).filter(({ when }) => when === undefined).slice(0, 2);
  return grounds.map(({ id, needs }) => ({
    ...base,
    id: `refused-${id}`,
    until,
    holds,
    ending: (walk, random) =>
      walk.do('complaint-refused', {
        wait: random.between(1, 4),
        input: { ground: id, ...answerNeeds(pack, needs, walk) },
      }),
  }));
}

/** More time taken, where the stage allows it. */
function listExtended(base: Base, stage: Stage): readonly Goal[] {
  if (!stage.clocks.some(({ extensions }) => extensions.length > 0)) return [];
  const isExtended = (_walk: Walk, { state }: Standing): boolean => state.extensions.length > 0;
  const isRunning = (_walk: Walk, { clocks }: Standing): boolean =>
    clocks.some((clock) => clock.stage === stage.id && clock.state === 'running' && clock.owner === 'pack');
  const extend = (walk: Walk, random: Random): boolean => {
    for (let tries = 0; tries < 5; tries++) {
      if (walk.do('extended', { wait: random.between(0, 3) })) return true;
    }
    return false;
  };
  const acknowledged = (walk: Walk, standing: Standing): boolean =>
    isRunning(walk, standing) && standing.state.occurrences.some(({ name }) => name === 'acknowledged');
  return [{ ...base, id: 'extended', until: acknowledged, ending: extend, holds: isExtended, ago: [12, 9, 15, 18] }];
}

/** For each route of the pack one case that takes it: sent elsewhere, or beside the procedure. */
function listRouted(pack: Pack, base: Base, until: Goal['until']): readonly Goal[] {
  return pack.intake.routes.flatMap((route): readonly Goal[] => {
    const wishes = satisfyGuard(pack, route.when, NO_WISHES);
    if (!wishes) return [];
    const person = Object.entries(pack.facts).find(
      ([, { when, 'person-restricted': restricted }]) =>
        restricted && JSON.stringify(when) === JSON.stringify(route.when),
    );
    const facts = person ? { ...wishes.facts, [person[0]]: true } : wishes.facts;
    const refer = (walk: Walk, random: Random): boolean =>
      walk.do('referred', { wait: random.between(0, 2), input: { route: route.id } });
    const goal = { ...base, id: `route-${route.id}`, wishes: { ...wishes, facts }, until, ago: [3, 6, 9, 12] };
    return [{ ...goal, ...(route.sends && !route.beside && { ending: refer }), holds: () => true }];
  });
}

/** What is no complaint: one waiting, one done with, and thanks. */
function listOtherKinds(base: Base): readonly Goal[] {
  const at = (): boolean => true;
  const goal = (id: string, kind: string): Goal => ({
    ...base,
    id,
    wishes: { facts: {}, kind },
    until: at,
    holds: at,
    ago: [2, 5, 9, 15],
  });
  const close = (walk: Walk): boolean => walk.do('closed', { wait: 1 });
  return [
    goal('service-request', 'service-request'),
    { ...goal('service-request-done', 'service-request'), ending: close },
    goal('comment', 'comment'),
    { ...goal('compliment', 'compliment'), ending: close },
  ];
}

/** The plans in the order in which their cases came in. */
export const byReceipt = (planned: readonly PlannedCase[]): readonly PlannedCase[] =>
  [...planned].sort((a, b) => ((a.doings[0]?.moment.at ?? '') < (b.doings[0]?.moment.at ?? '') ? -1 : 1));
