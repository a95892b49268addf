// Walks, breadth first, through everything that a case under a pack can come to.
import {
  type Action,
  type Actor,
  addCalendarDays,
  type CaseContext,
  type CaseEvent,
  decideCommand,
  determineOverallFinding,
  determineSignposting,
  determineStanding,
  evaluateGuard,
  type Field,
  fillWording,
  findCommand,
  findCurrentVisit,
  findProcedure,
  getSteps,
  getStepsThatCount,
  type IsoDate,
  listActions,
  makeContext,
  makeGuardWorld,
  numberEvents,
  type Policy,
  type Standing,
} from '../../engine/index.ts';
import { calendarOf } from './replay-files.ts';

type Input = Readonly<Record<string, unknown>>;
type Step = ReturnType<typeof getSteps>[number];

/** A position: what matters for what can happen next. Cases that agree in it are walked on from once. */
export type Node = {
  readonly key: string;
  readonly events: readonly CaseEvent[];
  readonly day: IsoDate;
  readonly standing: Standing;
  readonly next: Set<string>;
  /** Walked on with time running out and with faults found as well: the first receipt that opens a stage. */
  readonly isThorough: boolean;
  /** Ended by the landlord: closed, or answered for the last time with an ombudsman named. */
  readonly isEnd: boolean;
};

export type Walk = {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly stages: ReadonlySet<string>;
  /** `STAGE.STEP`, or `.STEP` for those open at any time. */
  readonly steps: ReadonlySet<string>;
  readonly finalAnswers: number;
  /** False where there were more positions than were to be walked: then nothing below can be relied on. */
  readonly isWhole: boolean;
  /** Positions from which no end can be reached. */
  readonly deadEnds: readonly string[];
};

const MOVING = [
  'defined',
  'acknowledged',
  'allocated',
  'finding-recorded',
  'step-done',
  'drafted',
  'response-issued',
  'escalation-requested',
  'escalation-accepted',
  'escalation-refused',
  'time-limit-decided',
  'complaint-refused',
  'referred',
  'promise-made',
  'point-added',
  'contacted',
  'closed',
];
const FIRST_DAY = '2026-03-02' as IsoDate;
/** Long enough for every clock and window to run out. */
const LONG = 400;

/** Walks from every way a case can be received under a pack. */
export function walkCases(policy: Policy, atMost = 5000): Walk {
  const walk = new Walker(policy);
  for (const input of listReceipts(policy)) walk.receive(input);
  walk.run(atMost);
  return walk.finish();
}

/** Plain; so that each condition of the pack holds; with each time limit passed, a little and by far; for each service and kind. */
function listReceipts({ pack }: Policy): readonly Input[] {
  const ofGuards = findGuards([pack.procedures, pack.intake, pack.letters]).map((guard) => satisfy(guard));
  const old = pack.intake['time-limits'].flatMap(({ from }) => [{ [from]: '2025-08-01' }, { [from]: '2020-01-01' }]);
  const services = pack.services.map(({ id }) => ({ service: id }));
  const receipts = [...services, ...ofGuards, ...old].map((input) => ({ service: pack.services[0]?.id, ...input }));
  return [...new Map(receipts.map((input) => [JSON.stringify(input), input])).values()];
}

/** Answers for which a condition holds, as far as they can be given on receipt. */
function satisfy(guard: Guard): Input {
  if (guard === undefined || 'none-of' in guard || 'finding' in guard) return {};
  if ('all-of' in guard) return Object.assign({}, ...guard['all-of'].map(satisfy)) as Input;
  if ('any-of' in guard) return satisfy(guard['any-of'][0]);
  if ('condition' in guard)
    return ['represented', 'anonymous'].includes(guard.condition) ? { [guard.condition]: true } : {};
  if (!('fact' in guard))
    return Object.fromEntries(Object.entries(guard).map(([key, value]) => [key, [value].flat()[0]]));
  const value = guard.is ?? guard['one-of']?.[0];
  return value === undefined ? {} : { [guard.fact]: value === 'yes' ? true : value === 'no' ? false : value };
}

type Guard = Parameters<typeof evaluateGuard>[0];

/** Every condition of the pack that something of its procedures, intake or letters hangs on. */
function findGuards(value: unknown): readonly Guard[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === 'when' || key === 'unless' ? [inner as Guard] : []),
    ...findGuards(inner),
  ]);
}

class Walker {
  readonly #policy: Policy;
  readonly #guards: readonly Guard[];
  /** The same as one text, to look up what they ask about. */
  readonly #asked: string;
  readonly #nodes = new Map<string, Node>();
  readonly #queue: Node[] = [];
  readonly #openings = new Set<string>();
  readonly #stages = new Set<string>();
  readonly #steps = new Set<string>();
  #people = 0;

  constructor(policy: Policy) {
    this.#policy = policy;
    const { procedures, intake, letters } = policy.pack;
    const inside = procedures.map(({ stages, 'any-time': anyTime }) => [stages, anyTime]);
    this.#guards = findGuards([inside, intake, letters]);
    this.#asked = JSON.stringify(this.#guards);
  }

  receive(input: Input): void {
    const standing = this.#stand([], FIRST_DAY);
    const received = findCommand('received');
    if (!received) return;
    const asked = received.fields(makeContext(standing, standing.asOf)).map(({ name }) => name);
    const known = Object.fromEntries(Object.entries(input).filter(([name]) => asked.includes(name)));
    const found = this.#decide(standing, FIRST_DAY, { command: received, step: undefined }, known);
    if (!found) return;
    const opened = JSON.stringify(this.#stand(found, FIRST_DAY).state.visits.map(({ stage }) => stage));
    this.#arrive(found, FIRST_DAY, !this.#openings.has(opened));
    this.#openings.add(opened);
  }

  run(atMost: number): void {
    for (let node = this.#queue.shift(); node && this.#nodes.size < atMost; node = this.#queue.shift())
      this.#leave(node);
  }

  finish(): Walk {
    const ends = [...this.#nodes.values()].filter(({ isEnd }) => isEnd).map(({ key }) => key);
    const saved = new Set(ends);
    for (let grown = true; grown; ) {
      grown = false;
      for (const { key, next } of this.#nodes.values()) {
        if (saved.has(key) || ![...next].some((to) => saved.has(to))) continue;
        saved.add(key);
        grown = true;
      }
    }
    const deadEnds = [...this.#nodes.keys()].filter((key) => !saved.has(key));
    const finalAnswers = [...this.#nodes.values()].filter(({ standing }) => isFinallyAnswered(standing)).length;
    return {
      nodes: this.#nodes,
      stages: this.#stages,
      steps: this.#steps,
      finalAnswers,
      deadEnds,
      isWhole: this.#queue.length === 0,
    };
  }

  #stand(events: readonly CaseEvent[], day: IsoDate): Standing {
    return determineStanding(this.#policy, calendarOf(this.#policy), events, { on: day });
  }

  /** Somebody entitled, who had no part in the case. */
  #somebody(takenBy: string): Actor {
    this.#people += 1;
    const kind = takenBy === 'resident' ? 'resident' : 'staff';
    return { id: `somebody-${this.#people}`, kind, roles: [], entitled: true };
  }

  #leave(node: Node): void {
    if (node.standing.state.status === 'closed') return;
    const day = addCalendarDays(node.day, 1);
    const standing = this.#stand(node.events, day);
    const context = makeContext(standing, standing.asOf);
    const actions = listActions(standing, this.#somebody('landlord')).filter(isOpenMove);
    let madeWay = false;
    for (const action of actions) {
      const onlyMakesWay = this.#onlyMakesWay(context, action);
      if (onlyMakesWay && madeWay) continue;
      if (action.command.word === 'promise-made' && !wantsPromise(context)) continue;
      if (this.#isKnown(context, action)) continue;
      if (action.command.word === 'point-added' && standing.state.points.length > 0) continue;
      for (const input of listInputs(context, action, node.isThorough)) {
        const events = this.#decide(standing, day, action, input);
        const to = events && this.#arrive(events, day, node.isThorough);
        if (to !== undefined) node.next.add(to);
        if (onlyMakesWay && to !== undefined && to !== node.key) madeWay = true;
      }
    }
    const isLate = day >= addCalendarDays(FIRST_DAY, LONG);
    if (node.isThorough && !isLate) node.next.add(this.#arrive(node.events, addCalendarDays(day, LONG), true));
  }

  /**
   * A step that only makes way for others. Such steps can be taken in any order and come to the same: of those that still
   * wait, the first that leads on is walked, and not every order of them all.
   */
  #onlyMakesWay(context: CaseContext, { command, step }: Action): boolean {
    const taken = step ?? context.stage?.steps.find(({ does }) => command.does !== undefined && does === command.does);
    if (!taken || taken.does === 'respond' || (taken.outcomes ?? []).length > 0) return false;
    const isAsked = (id: string): boolean => this.#asked.includes(`"fact":"${id}"`);
    if ([...(taken.records ?? []), ...(taken['records-per-point'] ?? [])].some(isAsked)) return false;
    return doesMatter(context.standing, taken) && getStepsThatCount(context, taken).length === 0;
  }

  /** The events after what was decided; undefined where it is refused. */
  #decide(
    standing: Standing,
    on: IsoDate,
    { command, step }: Pick<Action, 'command' | 'step'>,
    given: Input,
  ): readonly CaseEvent[] | undefined {
    const actor = this.#somebody(command.takenBy);
    const moment = { on };
    const context = makeContext(standing, moment);
    const input = fillWording(context, command, command.fields(context, step), given);
    const { events, refusals } = decideCommand(standing, { command, actor, moment, input, step: step?.id });
    if (refusals.length > 0) return undefined;
    return [
      ...standing.history,
      ...numberEvents(
        standing,
        events.map(({ body }) => body),
        { moment },
        actor,
      ),
    ];
  }

  #arrive(events: readonly CaseEvent[], day: IsoDate, isThorough: boolean): string {
    for (const event of events) this.#note(event);
    const standing = this.#stand(events, day);
    for (const { stage } of standing.state.visits) this.#stages.add(stage);
    const key = describePosition(standing, this.#guards, day);
    if (!this.#nodes.has(key)) {
      const node = { key, events, day, standing, next: new Set<string>(), isThorough, isEnd: isEnd(standing) };
      this.#nodes.set(key, node);
      this.#queue.push(node);
    }
    return key;
  }

  /** Once reached, a step that changes nothing need not be tried again. */
  #isKnown(context: CaseContext, { command, step }: Action): boolean {
    const taken = step ?? context.stage?.steps.find(({ does }) => command.does !== undefined && does === command.does);
    if (!taken || doesMatter(context.standing, taken)) return false;
    return this.#steps.has(`.${taken.id}`) || this.#steps.has(`${context.stage?.id}.${taken.id}`);
  }

  #note(event: CaseEvent): void {
    if (!('step' in event)) return;
    const anyTime = this.#policy.pack.procedures.some((one) => one['any-time'].some(({ id }) => id === event.step));
    this.#steps.add(anyTime ? `.${event.step}` : `${event.stage}.${event.step}`);
  }
}

const isOpenMove = ({ command, refusals }: Action): boolean => MOVING.includes(command.word) && refusals.length === 0;

/** A fault was found, and nothing is promised yet. */
const wantsPromise = ({ standing: { state }, visit }: CaseContext): boolean =>
  state.promises.length === 0 && visit !== undefined && determineOverallFinding(state, visit.index) === 'upheld';

function isFinallyAnswered(standing: Standing): boolean {
  const answered = standing.state.responses.some(({ final }) => final);
  return answered && determineSignposting(standing).length > 0;
}

const isEnd = (standing: Standing): boolean => standing.state.status === 'closed' || isFinallyAnswered(standing);

/** Which conditions of the pack hold, the stage, its steps done that others wait for, its gates, and whether time ran out. */
function describePosition(standing: Standing, guards: readonly Guard[], day: IsoDate): string {
  const { state, policy } = standing;
  const visit = findCurrentVisit(state);
  // nothing is walked on from a closed case, so what it was closed with makes no other position of it
  if (state.status === 'closed')
    return JSON.stringify({ at: `${visit?.procedure}/${visit?.stage}`, status: `closed ${state.outcome ?? ''}` });
  const context = makeContext(standing, standing.asOf);
  const steps = getSteps(policy, visit?.procedure, visit?.stage).filter((step) => doesMatter(standing, step));
  const world = makeGuardWorld(standing, visit);
  const done = steps.map((step) => `${step.id}×${countPeople(context, step)}`);
  return JSON.stringify({
    kind: state.kind,
    holds: guards.map((guard) => (evaluateGuard(guard, world) ? 1 : 0)).join(''),
    at: `${visit?.procedure}/${visit?.stage}`,
    status: `${state.status} ${state.outcome ?? ''}`,
    done,
    told: listFactsTold(policy).filter((id) => state.facts[id] !== undefined && isAskedInPassing(policy, id)),
    points: state.points.length > 0,
    finding: visit && determineOverallFinding(state, visit.index),
    answered: state.responses.some((response) => response.visit === visit?.index),
    asked: state.escalations.at(-1)?.state,
    limits: standing.timeLimits.map(({ outside, decided }) => `${outside} ${decided}`),
    promised: state.promises.length > 0,
    late: day >= addCalendarDays(FIRST_DAY, LONG),
  });
}

/** How many different people took a step, up to as many as the pack asks for. */
function countPeople(context: CaseContext, step: Step): number {
  const people = new Set(getStepsThatCount(context, step).map(({ person }) => person));
  return Math.min(people.size, step.who?.['how-many'] ?? 1);
}

/** Facts without which a letter does not go: it tells them, or goes the way that one of them names. */
function listFactsTold({ pack }: Policy): readonly string[] {
  const told = pack.letters.flatMap(({ parts }) =>
    parts.flatMap(({ from }) => (from?.startsWith('fact:') ? [from.slice('fact:'.length)] : [])),
  );
  const steps = pack.procedures.flatMap(({ stages }) => stages.flatMap((stage) => stage.steps));
  return [...new Set([...told, ...steps.flatMap((step) => step['goes-by'] ?? [])])];
}

/** Whether only a step that may be left out asks for it, so that no other mark of the position shows it. */
const isAskedInPassing = ({ pack }: Policy, fact: string): boolean =>
  pack.procedures
    .flatMap(({ stages }) => stages.flatMap(({ steps }) => steps))
    .filter(({ records }) => records?.includes(fact))
    .every(({ optional, before }) => optional && !before);

/** Steps that are asked for, lead somewhere, or are waited for; the others change nothing. */
function doesMatter({ policy, state }: Standing, step: Step): boolean {
  const stages = findProcedure(policy, state.procedure)?.stages ?? [];
  const isNeeded = stages.some(({ steps }) => steps.some(({ needs }) => needs?.includes(step.id)));
  if (step.records?.some((id) => listFactsTold(policy).includes(id))) return true;
  return !step.optional || (step.outcomes ?? []).length > 0 || (step.before ?? []).length > 0 || isNeeded;
}

/** What may be filled in: everything once, then each other choice, and each yes or no, by itself. */
function listInputs(context: CaseContext, { command, step }: Action, isThorough: boolean): readonly Input[] {
  const fields = command.fields(context, step);
  const base = Object.fromEntries(
    fields.flatMap((field) => {
      const value = fillIn(context, field);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
  if (command.word === 'promise-made') return [base];
  const varied = fields.filter((field) => isThorough || field.kind !== 'per-point');
  const variants = varied.flatMap((field) =>
    listVariants(context, field).map((value) => ({ ...base, ...giveWords(field, fields), [field.name]: value })),
  );
  const plain = Object.fromEntries(fields.filter(({ required }) => required).map(({ name }) => [name, base[name]]));
  return [plain, base, ...variants];
}

/** Another choice may want words that the first did not. */
const giveWords = (chosen: Field, fields: readonly Field[]): Input =>
  chosen.kind !== 'choice'
    ? {}
    : Object.fromEntries(
        fields.flatMap(({ name, kind }) => (kind === 'text' || kind === 'long-text' ? [[name, 'In their words']] : [])),
      );

function fillIn(context: CaseContext, field: Field): unknown {
  if (field.kind === 'choice') return field.options[0]?.value;
  if (field.kind === 'yes-no') return field.name !== 'tried';
  if (field.kind === 'date' || field.kind === 'moment') return context.moment.on;
  if (field.kind === 'person') return `somebody-for-${field.name}`;
  return undefined;
}

function listVariants(context: CaseContext, field: Field): readonly unknown[] {
  if (field.name === 'channel') return [];
  if (field.kind === 'choice') return field.options.slice(1).map(({ value }) => value);
  if (field.kind === 'yes-no') return [field.name === 'tried'];
  if (field.kind !== 'per-point' || field.name !== 'findings') return [];
  const upheld = field.points.map(({ n }) => [String(n), { finding: 'upheld' }]);
  return context.stage && upheld.length > 0 ? [Object.fromEntries(upheld)] : [];
}
