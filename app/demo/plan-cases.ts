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
import { describeResident, type Resident } from './describe-resident.ts';
import { doEverydayWork } from './everyday-work.ts';
import { goForward } from './forward.ts';
import type { Goal } from './goal.ts';
import { listEndings } from './list-endings.ts';
import type { Story } from './load-stories.ts';
import { makeRandom, type Random } from './random.ts';
import { NO_WISHES, satisfyGuard, type Wishes } from './satisfy-guard.ts';
import { SPECIAL_CASES } from './special-cases.ts';
import { type Doing, isStepOpen, Walk, type WalkWorld } from './walk.ts';

/** One case of the demo, thought out: what is done on it, in order, and whose it is. */
export type PlannedCase = {
  readonly goal: string;
  readonly story: Pick<Story, 'subject'>;
  readonly doings: readonly Doing[];
  readonly resident: Resident;
  readonly standing: Standing;
};

/** A place in a procedure where a case can stand: a step that waits to be taken. */
export type Position = { readonly procedure: Procedure; readonly stage: Stage; readonly step: Step };

/** Of these a stage may have several, each an action by itself. */
const MANY: readonly Step['does'][] = ['record', 'allocate', 'draft'];

/** Every stage and step of a pack; of steps of the same kind in a stage the first, where commands know no other. */
export function listPositions(pack: Pack): readonly Position[] {
  return pack.procedures.flatMap((procedure) =>
    procedure.stages.flatMap((stage) =>
      stage.steps
        .filter((step) => MANY.includes(step.does) || stage.steps.find(({ does }) => does === step.does) === step)
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

/** Whether a case stands at a position and nobody has still to be given it before. */
function isLookedAfterAt(people: readonly Person[], standing: Standing, position: Position): boolean {
  const { stage, step } = position;
  const before = stage.steps.slice(0, stage.steps.indexOf(step)).filter(({ does }) => does === 'allocate');
  return standsAt(people, standing, position) && !before.some((one) => isStepOpen(people, one, standing));
}

/** A case that is to stand somewhere today came there so many working days ago, and in turn these. */
const RECENT = [1, 0, 2, 3, 5, 4, 7, 10, 14] as const;
/** Where that leads nowhere: received so many working days ago. */
const ANY_TIME = [2, 4, 6, 9, 13, 18, 24, 31, 40, 55, 70] as const;
/** Long enough ago for any walk to be measured. */
const TO_MEASURE = 110;
const MOST_STEPS = 60;
/** Most cases are in time: one that would be late is thought out from so many other days first. */
const MOST_LATE = 3;

/** Of each service at least so many cases. */
const OF_EACH_SERVICE = 2;

/**
 * The plans of one landlord's cases: first so many that a case stands at every stage and step, each special sort that
 * the pack can have, some of each service and of each ending, some due today, late and at risk, then more until there
 * are so many. The same for the same seed and day.
 */
export function planCases(world: WalkWorld, seed: string, atLeast: number): readonly PlannedCase[] {
  const { pack } = world.policy;
  const random = makeRandom(seed);
  const planned: PlannedCase[] = [];
  const told = new Map<string, number>();
  const telling = { ...world, told };
  const add = (found: PlannedCase): void => {
    planned.push(found);
    told.set(found.story.subject, (told.get(found.story.subject) ?? 0) + 1);
  };
  const plan = (goal: Goal): boolean => {
    const found = planCase(telling, goal, random);
    if (found) add(found);
    return found !== undefined;
  };
  for (const { canHold, listGoals } of SPECIAL_CASES) if (canHold(pack)) listGoals(world).some(plan);
  const positions = listPositions(pack);
  const goals = positions.map((position) => positionGoal(world, position));
  const order = random.shuffle(positions.map((position, index) => ({ position, goal: goals[index]! })));
  for (const { position, goal } of order) {
    if (planned.some(({ standing }) => isLookedAfterAt(world.people, standing, position))) continue;
    if (!plan(goal)) plan(positionGoal(world, position, false));
  }
  for (const { id } of pack.services) planService(id, goals, planned, plan, random);
  const endings = listEndings(world);
  for (const goal of endings.slice(0, Math.max(LEAST_ENDINGS, atLeast - planned.length))) plan(goal);
  planSituations(telling, goals, planned, add, random);
  for (let index = 0; planned.length < atLeast && index < atLeast * 2; index++) plan(random.pick(goals));
  return planned;
}

/** Of the endings the first so many are always tried. */
const LEAST_ENDINGS = 9;

function planService(
  service: string,
  goals: readonly Goal[],
  planned: readonly PlannedCase[],
  plan: (goal: Goal) => boolean,
  random: Random,
): void {
  const count = (): number => planned.filter(({ standing }) => standing.state.service === service).length;
  for (const goal of random.shuffle(goals)) {
    if (count() >= OF_EACH_SERVICE) return;
    const asked = goal.wishes.service;
    if (asked === undefined || asked === service) plan({ ...goal, wishes: { ...goal.wishes, service } });
  }
}

/** Cases that are due today, late and at risk: at least some of each. */
function planSituations(
  world: WalkWorld,
  goals: readonly Goal[],
  planned: readonly PlannedCase[],
  add: (found: PlannedCase) => void,
  random: Random,
): void {
  for (const [situation, { least, daysLeft }] of Object.entries(SITUATIONS)) {
    let have = planned.filter(({ standing }) => describeSituation(standing) === situation).length;
    for (const goal of random.shuffle(goals)) {
      if (have >= least) break;
      const found = planWithDaysLeft(world, goal, random, random.pick(daysLeft));
      if (!found || describeSituation(found.standing) !== situation) continue;
      add(found);
      have += 1;
    }
  }
}

/** A case walked once to see when it is due, and once more from another day, so that so many working days are left. */
function planWithDaysLeft(world: WalkWorld, goal: Goal, random: Random, daysLeft: number): PlannedCase | undefined {
  const seed = `${goal.id}/${random.next()}`;
  for (const ago of [3, 7, 20]) {
    const due = tryPlan(world, goal, makeRandom(seed), ago)?.standing.nextDue?.due;
    if (due === undefined) continue;
    const today = localDateOf(world.until) as IsoDate;
    const count = (from: IsoDate, to: IsoDate): number => countWorkingDays(world.calendar, from, to).workingDays;
    const left = due >= today ? count(today, due) : -count(due, today);
    return tryPlan(world, goal, makeRandom(seed), Math.max(0, ago + left - daysLeft));
  }
  return undefined;
}

export type Situation = 'due-today' | 'late' | 'at-risk';
const SITUATIONS: Readonly<Record<Situation, { least: number; daysLeft: readonly number[] }>> = {
  'due-today': { least: 2, daysLeft: [0] },
  late: { least: 3, daysLeft: [-1, -2, -4, -9] },
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
  const late: PlannedCase[] = [];
  for (const { ago, chance } of listStarts(world, goal, random)) {
    const found = tryPlan(world, goal, chance(), ago);
    if (found && (describeSituation(found.standing) !== 'late' || late.length >= MOST_LATE)) return found;
    if (found) late.push(found);
  }
  return late[0];
}

type Start = { readonly ago: number; readonly chance: () => Random };

/** The days to try, in turn: so that the case came where it stands a short while ago, by what a walk there takes. */
function listStarts(world: WalkWorld, goal: Goal, random: Random): readonly Start[] {
  const own = (days: readonly number[]) => days.map((ago) => ({ ago, chance: () => random }));
  if (goal.ago) return own(random.chance(0.3) ? goal.ago : random.shuffle(goal.ago));
  const seed = `${goal.id}/${random.next()}`;
  const takes = measureWalk(world, goal, makeRandom(seed));
  const since = random.chance(0.5) ? RECENT : random.shuffle(RECENT);
  const soon = takes === undefined ? [] : since.map((days) => ({ ago: takes + days, chance: () => makeRandom(seed) }));
  return [...soon, ...own(random.shuffle(ANY_TIME))];
}

/** In working days how long a walk takes until it has come far enough; undefined where it does not come so far. */
function measureWalk(world: WalkWorld, goal: Goal, random: Random): number | undefined {
  const today = localDateOf(world.until) as IsoDate;
  const count = (to: IsoDate) => countWorkingDays(world.calendar, world.policy.pack['in-force'].from as IsoDate, to);
  const startsOn = subtractWorkingDays(world.calendar, today, TO_MEASURE).date;
  const begun = walkThere(world, goal, random, startsOn);
  if (!begun) return undefined;
  return count(localDateOf(begun.walk.at) as IsoDate).workingDays - count(startsOn).workingDays;
}

function tryPlan(world: WalkWorld, goal: Goal, random: Random, ago: number): PlannedCase | undefined {
  const today = localDateOf(world.until) as IsoDate;
  const startsOn = subtractWorkingDays(world.calendar, today, ago).date;
  const begun = walkThere(world, goal, random, startsOn);
  if (!begun) return undefined;
  const { walk, story } = begun;
  if (goal.ending && !goal.ending(walk, random, story)) return undefined;
  doEverydayWork(walk, random);
  const standing = walk.standing(world.until);
  if (!goal.holds(walk, standing)) return undefined;
  return { goal: goal.id, story, doings: walk.doings, resident: walk.resident, standing };
}

type Begun = { readonly walk: Walk; readonly story: Story };

/** A case from its receipt on until it has come far enough. */
function walkThere(world: WalkWorld, goal: Goal, random: Random, startsOn: IsoDate): Begun | undefined {
  // A case keeps the version in force when it came in: this walk is under one version only.
  if (startsOn < world.policy.pack['in-force'].from) return undefined;
  const begun = receive(world, goal, random, startsOn);
  if (!begun) return undefined;
  const { walk, story } = begun;
  if (goal.opening && !goal.opening(walk, random, story)) return undefined;
  const route = { stage: goal.stage, leave: goal.leave, story, stories: world.stories, random };
  for (let steps = 0; !goal.until(walk, walk.standing()); steps++) {
    if (steps > MOST_STEPS || walk.at > world.until || !goForward(walk, route)) return undefined;
  }
  return begun;
}

/** The case comes in, about the first service under which it follows the procedure that it is to follow. */
function receive(world: WalkWorld, goal: Goal, random: Random, startsOn: IsoDate): Begun | undefined {
  const resident = goal.complainant?.(world, random) ?? describeResident(world.stories, random);
  for (const service of orderServices(world, goal, random)) {
    const story = chooseStory(world, goal, service, random);
    const wishes = describeWishes(world, goal.wishes, service, random, startsOn);
    const walk = new Walk(world, { story, random, wishes, startsOn, resident, pace: random.between(1, 2) });
    if (!walk.do('received')) continue;
    const follows = walk.standing().state.visits.at(-1)?.procedure;
    if (goal.procedure === undefined || follows === goal.procedure) return { walk, story };
  }
  return undefined;
}

/** Most cases are about what the landlord names first; each of the others has its share. */
function orderServices({ policy: { pack } }: WalkWorld, { wishes }: Goal, random: Random): readonly string[] {
  if (wishes.service !== undefined) return [wishes.service];
  const [first = '', ...others] = pack.services.map(({ id }) => id);
  return random.chance(0.5) ? [first, ...random.shuffle(others)] : random.shuffle([first, ...others]);
}

/** A story about what the case is about, one told least so far; for what is no complaint the words of another kind. */
function chooseStory(world: WalkWorld, goal: Goal, service: string, random: Random): Story {
  const { stories, told } = world;
  const fitting = listFitting(world, goal, service);
  const count = ({ subject }: Story): number => told?.get(subject) ?? 0;
  const least = Math.min(...fitting.map(count));
  const story = random.pick(fitting.filter((one) => count(one) === least));
  const others = { 'service-request': 'service-requests', comment: 'comments', compliment: 'compliments' } as const;
  const list = others[goal.wishes.kind as keyof typeof others];
  return list === undefined ? story : { ...story, ...random.pick(stories[list]), 'outcome-sought': '' };
}

/** The stories for such a case: about its service where there are any, else about no service in particular. */
function listFitting({ stories, policy: { pack } }: WalkWorld, { fits }: Goal, service: string): readonly Story[] {
  const { name = '', regime = '' } = pack.services.find(({ id }) => id === service) ?? {};
  const isAbout = ({ about }: Story): boolean =>
    about !== undefined && new RegExp(about, 'i').test(`${name} ${regime}`);
  const ordinary = (story: Story): boolean => story.fits === undefined || story.fits === 'group';
  const wanted = stories.complaints.filter((story) => (fits === undefined ? ordinary(story) : story.fits === fits));
  const own = wanted.filter(isAbout);
  const general = wanted.filter(({ about }) => about === undefined);
  return own.length > 0 ? own : general;
}

function describeWishes(
  { policy, people }: WalkWorld,
  wishes: Wishes,
  service: string,
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
    service,
    ...Object.fromEntries(asked),
    ...wishes.facts,
    ...(restricted && { [restricted[0]]: random.pick(people.filter(({ roles }) => roles.length > 0)).id }),
    ...(wishes.represented && { represented: true }),
    ...(wishes.anonymous && { anonymous: true }),
  };
}

/** A case that waits for a step; `isNext`: where what comes before it in the stage is done. */
function positionGoal({ policy: { pack }, people }: WalkWorld, position: Position, isNext = true): Goal {
  const { procedure, stage, step } = position;
  const way = findWayTo(pack, procedure, stage);
  const wishes = satisfyGuard(pack, step.when, way) ?? way;
  const isThere = (_walk: Walk, standing: Standing): boolean => standsAt(people, standing, position);
  // Somebody has been given the case by the time its turn for a later step comes.
  const isEarlier = ({ does, optional, outcomes }: Step): boolean =>
    does === 'allocate' || (isNext && !optional && outcomes === undefined);
  const earlier = stage.steps.slice(0, stage.steps.indexOf(step)).filter(isEarlier);
  return {
    id: `${procedure.id}/${stage.id}/${step.id}`,
    wishes,
    procedure: procedure.id,
    stage: stage.id,
    leave: step.id,
    until: (walk, standing) => isThere(walk, standing) && !earlier.some((one) => walk.isOpen(one, standing)),
    holds: isThere,
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

/** The plans in the order in which their cases came in. */
export const byReceipt = (planned: readonly PlannedCase[]): readonly PlannedCase[] =>
  [...planned].sort((a, b) => ((a.doings[0]?.moment.at ?? '') < (b.doings[0]?.moment.at ?? '') ? -1 : 1));
