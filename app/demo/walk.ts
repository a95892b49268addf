import {
  type Action,
  type Actor,
  addWorkingDays,
  type Calendar,
  type CaseContext,
  type CaseEvent,
  checkUsually,
  checkWho,
  decideCommand,
  determineStanding,
  findCommand,
  findStep,
  findStepThat,
  findWhoToGive,
  firstWorkingDayOnOrAfter,
  type Input,
  type IsoDate,
  isStepDone,
  listActions,
  localDateOf,
  type Moment,
  makeContext,
  numberEvents,
  type Policy,
  SEAT_ROLES,
  type Standing,
  type Step,
  seatField,
  seesNoCases,
  type Who,
} from '../../engine/index.ts';
import type { Person } from '../identity/person.ts';
import type { Resident } from './describe-resident.ts';
import { fillFields } from './fill-fields.ts';
import type { Stories, Story } from './load-stories.ts';
import type { Random } from './random.ts';

/** Something done on a case of the demo, to be done again on the store. */
export type Doing = {
  readonly word: string;
  readonly step?: string | undefined;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly input: Input;
};

/** What a walk is made in: one landlord, its people, one invented complaint. */
export type WalkWorld = {
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly people: readonly Person[];
  readonly stories: Stories;
  readonly deciding: ReadonlySet<string>;
  /** Facts that say only why somebody unusual does it. */
  readonly reasons: ReadonlySet<string>;
  /** How often each story was told on another case; the least told comes next. */
  readonly told?: ReadonlyMap<string, number> | undefined;
  /** Nothing happens after this instant. */
  readonly until: string;
};

export type WalkOptions = {
  readonly story: Story;
  readonly random: Random;
  /** Answers by field name, wherever they are asked. */
  readonly wishes: Input;
  readonly startsOn: IsoDate;
  readonly resident: Resident;
  /** Working days that pass before each thing done, at most. */
  readonly pace: number;
};

type More = {
  readonly step?: string;
  readonly input?: Input;
  readonly wait?: number;
  readonly who?: Who | undefined;
  readonly by?: Actor | undefined;
};

/** Who sits where, and in what roles. */
type Seated = { readonly filled: Input; readonly roles: Input };
const NOBODY_SEATED: Seated = { filled: {}, roles: {} };

/** Stands for anybody entitled: shows what could be done by the right person. */
const ANYBODY: Actor = { id: 'anybody', kind: 'staff', roles: [], entitled: true };
export const actorOf = ({ id, roles }: Person): Actor => ({ id, kind: 'staff', roles });

/** Walks one case through its procedure in memory, each step decided by the engine on its day as the store will decide it. */
export class Walk {
  readonly #world: WalkWorld;
  readonly #options: WalkOptions;
  readonly #people: readonly Person[];
  readonly doings: Doing[] = [];
  #events: readonly CaseEvent[] = [];
  #at: string;
  #standings = new Map<string, Standing>();

  constructor(world: WalkWorld, options: WalkOptions) {
    this.#world = world;
    this.#options = options;
    this.#people = shuffleWithinRanks(world, options.random);
    const first = firstWorkingDayOnOrAfter(world.calendar, options.startsOn).date;
    this.#at = `${first}T${this.#hour(8, 15)}Z`;
  }

  get at(): string {
    return this.#at;
  }

  /** The instant after which nothing has happened yet. */
  get until(): string {
    return this.#world.until;
  }

  get resident(): Resident {
    return this.#options.resident;
  }

  get stories(): Stories {
    return this.#world.stories;
  }

  get people(): readonly Person[] {
    return this.#people;
  }

  /** What the case was last defined as, as it was filled in. */
  lastDefinition(): { readonly points: readonly Input[]; readonly outcomeSought: unknown } | undefined {
    const input = this.doings.findLast(({ input }) => Array.isArray(input['points']) && input['points'][0])?.input;
    return input && { points: input['points'] as readonly Input[], outcomeSought: input['outcome-sought'] };
  }

  /** What a form offers in one of its fields now. */
  listChoices(word: string, field: string): readonly string[] {
    const found = findCommand(word)
      ?.fields(this.context())
      .find(({ name }) => name === field);
    return found?.kind === 'choice' ? found.options.map(({ value }) => value) : [];
  }

  /** Whether a step is an action by itself in the present stage. */
  isOwnAction(step: Step): boolean {
    return isOwnAction(this.context(), step);
  }

  /** The standing at an instant, or now in the walk. */
  standing(at: string = this.#at): Standing {
    const known = this.#standings.get(at);
    if (known) return known;
    const { policy, calendar } = this.#world;
    const standing = determineStanding(policy, calendar, this.#events, { on: localDateOf(at) as IsoDate, at });
    this.#standings.set(at, standing);
    return standing;
  }

  context(standing: Standing = this.standing()): CaseContext {
    return makeContext(standing, standing.asOf);
  }

  /** The day so many working days from now in the walk. */
  dayAfter(days: number): IsoDate {
    return addWorkingDays(this.#world.calendar, localDateOf(this.#at) as IsoDate, days).date;
  }

  /** Actions that somebody entitled could take now. */
  listOpen(standing: Standing = this.standing()): readonly Action[] {
    return listActions(standing, ANYBODY).filter((action) => action.refusals.length === 0);
  }

  /** The last day of a time that is all that keeps somebody entitled from an action; undefined where there is none. */
  findWait(standing: Standing = this.standing()): IsoDate | undefined {
    const waiting = listActions(standing, ANYBODY).filter(
      ({ refusals }) => refusals.length > 0 && refusals.every(({ code }) => code === 'time-not-over'),
    );
    return waiting.flatMap(({ refusals }) => refusals.flatMap(({ until }) => until ?? []))[0];
  }

  /** Lets working days pass. */
  wait(days: number): void {
    const { calendar } = this.#world;
    const on = localDateOf(this.#at) as IsoDate;
    if (days === 0) {
      const later = new Date(Date.parse(this.#at) + this.#options.random.between(12, 70) * 60_000).toISOString();
      const isSameDay = localDateOf(later) === on && later.slice(11, 13) < '18';
      if (isSameDay) this.#at = later;
      else this.wait(1);
      return;
    }
    this.#at = `${addWorkingDays(calendar, on, days).date}T${this.#hour(8, 12)}Z`;
  }

  /**
   * Does something after a while: `by` whoever is named, else by the first person who may and, where told, is one of
   * `who`; people of low rank first. False when nobody may.
   */
  do(word: string, more: More = {}): boolean {
    const { random, pace } = this.#options;
    if (word !== 'received') this.wait(more.wait ?? random.between(0, pace));
    if (this.#at > this.#world.until) return false;
    const standing = this.standing();
    const command = findCommand(word);
    if (!command) return false;
    const context = this.context(standing);
    const step = more.step === undefined ? undefined : this.#findStep(context, more.step);
    const actors = more.by ? [more.by] : this.#listActorsFor(word, standing);
    // Whoever is usual needs no reason; only where none of them can is somebody else taken, who gives one.
    for (const isUnusual of this.#world.reasons.size > 0 ? [false, true] : [false]) {
      for (const actor of actors) {
        if (command.guard(context, actor, step).length > 0) continue;
        if (more.who && checkWho(context, actor, more.who).length > 0) continue;
        const input = this.#fill(context, command, step, isUnusual, more.input);
        if (this.#record(standing, { word, step: more.step, actor, moment: standing.asOf, input })) return true;
      }
    }
    return false;
  }

  /** A complaint is taken down by whoever is there; the rest is done by whoever has the case, or may. */
  #listActorsFor(word: string, standing: Standing): readonly Actor[] {
    if (word !== 'received') return listActors(this.#people, standing);
    const { policy } = this.#world;
    const staff = this.#people.filter(({ roles }) => roles.length > 0 && !areOutsiders(policy, roles));
    return this.#options.random.shuffle(staff.slice(0, Math.max(2, Math.ceil(staff.length / 2)))).map(actorOf);
  }

  /** Whether a step of the stage the case is in waits, and somebody there could take it now. */
  isOpen(step: Step, standing: Standing): boolean {
    return isStepOpen(this.#people, step, standing);
  }

  #findStep(context: CaseContext, id: string): Step | undefined {
    return findStep(this.#world.policy, context.visit?.procedure, context.visit?.stage, id);
  }

  #fill(
    context: CaseContext,
    command: NonNullable<ReturnType<typeof findCommand>>,
    step: Step | undefined,
    isUnusual: boolean,
    own: Input = {},
  ): Input {
    const { people, stories, deciding, reasons } = this.#world;
    const { story, random, wishes } = this.#options;
    const fields = command.fields(context, step);
    const known = new Set(fields.map(({ name }) => name));
    // How it came in says nothing of how an answer goes out.
    const isMeant = (name: string): boolean => known.has(name) && (name !== 'channel' || command.name === 'receive');
    const wanted = Object.fromEntries(Object.entries(wishes).filter(([name]) => isMeant(name)));
    const ids = people.map(({ id }) => id);
    const { filled: seats, roles } = step ? this.#fillSeats(context, step) : NOBODY_SEATED;
    const filled = fillFields(fields, {
      context,
      stories,
      story,
      random,
      deciding,
      reasons: { facts: reasons, isWanted: isUnusual },
      people: ids,
      wishes: { ...wanted, ...seats, ...own },
    });
    // what no form asks for, such as files, goes along as it is
    const supplied = Object.entries(own).filter(([name]) => command.supplied?.includes(name));
    return { ...filled, ...roles, ...this.#tellRoles(own), ...Object.fromEntries(supplied) };
  }

  /** Whoever is given a case is recorded with the roles they held then. */
  #tellRoles(own: Input): Input {
    const given = this.#world.people.find(({ id }) => id === own['to']);
    return given ? { 'to-roles': given.roles } : {};
  }

  #record(standing: Standing, doing: Doing): boolean {
    const command = findCommand(doing.word)!;
    const { actor, moment, input, step } = doing;
    const decision = decideCommand(standing, { command, actor, moment, input, step });
    if (decision.refusals.length > 0) return false;
    const bodies = decision.events.map(({ body }) => body);
    const recordedOn = standing.asOf.on;
    const numbered = numberEvents(standing, bodies, { moment }, actor);
    this.#events = [...this.#events, ...numbered.map((event) => ({ ...event, recordedOn }))];
    this.#standings.clear();
    this.doings.push(doing);
    return true;
  }

  /** Somebody who may take a step of the present stage, or be given the case by it. */
  findPersonFor(step: Step | undefined): string | undefined {
    const context = this.context();
    const who = step?.does === 'allocate' ? findWhoToGive(context, step).who : step?.who;
    const { pack } = this.#world.policy;
    const allowed = this.#findAllowed(context, who).filter(({ roles }) => !seesNoCases(pack, roles));
    const usual = allowed.filter((person) => checkUsually(context, actorOf(person), who, false).length === 0);
    const able = usual.length > 0 ? usual : allowed;
    return able.length === 0 ? undefined : this.#options.random.pick(able.slice(0, 4)).id;
  }

  #findAllowed(context: CaseContext, who: Who | undefined): readonly Person[] {
    return this.#people.filter(
      (person) => person.roles.length > 0 && checkWho(context, actorOf(person), who).length === 0,
    );
  }

  /** For each seat of a step that must be filled somebody who may have it, and nobody twice. */
  #fillSeats(context: CaseContext, { seats = [] }: Pick<Step, 'seats'>): Seated {
    const taken = new Map<string, Person>();
    for (const { id, who, optional } of seats) {
      const free = this.#findAllowed(context, who).filter((person) => ![...taken.values()].includes(person));
      const person = optional ? undefined : free[0];
      if (person) taken.set(id, person);
    }
    const sitting = [...taken];
    if (sitting.length === 0) return NOBODY_SEATED;
    return {
      filled: Object.fromEntries(sitting.map(([seat, { id }]) => [seatField(seat), id])),
      roles: { [SEAT_ROLES]: Object.fromEntries(sitting.map(([seat, { roles }]) => [seat, roles])) },
    };
  }

  #hour(from: number, to: number): string {
    const { random } = this.#options;
    const two = (value: number) => String(value).padStart(2, '0');
    return `${two(random.between(from, to))}:${two(random.between(0, 59))}:00`;
  }
}

/** How senior somebody is: the highest rank of the roles they hold. */
export const findRank = ({ pack }: Policy, { roles }: Pick<Person, 'roles'>): number =>
  Math.max(0, ...roles.map(({ role }) => pack.roles.find(({ id }) => id === role)?.rank ?? 0));

const areOutsiders = ({ pack }: Policy, roles: Person['roles']): boolean =>
  roles.every(({ role }) => pack.roles.find(({ id }) => id === role)?.outsider);

/** The people from the lowest rank up, those of equal rank in any order: the work is then spread over them. */
const shuffleWithinRanks = ({ people, policy }: WalkWorld, random: Random): readonly Person[] =>
  random.shuffle(people).sort((a, b) => findRank(policy, a) - findRank(policy, b));

/** Whether a step is an action by itself: the pack's own, a draft that is sent, and of several those of the same kind. */
export function isOwnAction({ stage }: CaseContext, { does, 'for-comment': isSent }: Step): boolean {
  if (does === 'record' || isSent) return true;
  const isOneOfSeveral = (stage?.steps.filter((one) => one.does === does).length ?? 0) > 1;
  return isOneOfSeveral && (does === 'allocate' || does === 'draft');
}

/** Whether a step of the stage the case is in waits, and one of these people could take it. */
export function isStepOpen(people: readonly Person[], step: Step, standing: Standing): boolean {
  const context = makeContext(standing, standing.asOf);
  const isOwn = isOwnAction(context, step);
  if (!isOwn && findStepThat(context.stage, step.does)?.id !== step.id) return false;
  const command = findCommandOf(step);
  if (!command || isStepDone(context, step)) return false;
  return listActors(people, standing).some(
    (actor) => command.guard(context, actor, isOwn ? step : undefined).length === 0,
  );
}

/** Whoever has the case first, then the others from the lowest rank up: a review then finds somebody more senior. */
function listActors(people: readonly Person[], { state }: Standing): readonly Actor[] {
  const handler = state.handler?.person;
  const actors = people.filter(({ roles }) => roles.length > 0).map(actorOf);
  return [...actors.filter(({ id }) => id === handler), ...actors.filter(({ id }) => id !== handler)];
}

const WORDS: Readonly<Record<Step['does'], string>> = {
  define: 'defined',
  acknowledge: 'acknowledged',
  allocate: 'allocated',
  investigate: 'finding-recorded',
  draft: 'drafted',
  respond: 'response-issued',
  contact: 'contacted',
  record: 'step-done',
};

export const findCommandOf = ({ does }: Step): ReturnType<typeof findCommand> => findCommand(WORDS[does]);
