import {
  type Action,
  type Actor,
  addWorkingDays,
  type Calendar,
  type CaseContext,
  type CaseEvent,
  checkWho,
  decideCommand,
  determineStanding,
  findCommand,
  findStep,
  findStepThat,
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
  type Standing,
  type Step,
} from '../../engine/index.ts';
import type { Person } from '../identity/person.ts';
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
  /** Nothing happens after this instant. */
  readonly until: string;
};

export type WalkOptions = {
  readonly story: Story;
  readonly random: Random;
  /** Answers by field name, wherever they are asked. */
  readonly wishes: Input;
  readonly startsOn: IsoDate;
  /** Working days that pass before each thing done, at most. */
  readonly pace: number;
};

/** Stands for anybody entitled: shows what could be done by the right person. */
const ANYBODY: Actor = { id: 'anybody', kind: 'staff', roles: [], entitled: true };
export const actorOf = ({ id, roles }: Person): Actor => ({ id, kind: 'staff', roles });

/** Walks one case through its procedure in memory, each step decided by the engine on its day as the store will decide it. */
export class Walk {
  readonly #world: WalkWorld;
  readonly #options: WalkOptions;
  readonly doings: Doing[] = [];
  #events: readonly CaseEvent[] = [];
  #at: string;

  constructor(world: WalkWorld, options: WalkOptions) {
    this.#world = world;
    this.#options = options;
    const first = firstWorkingDayOnOrAfter(world.calendar, options.startsOn).date;
    this.#at = `${first}T${this.#hour(8, 15)}Z`;
  }

  get at(): string {
    return this.#at;
  }

  /** The standing at an instant, or now in the walk. */
  standing(at: string = this.#at): Standing {
    const { policy, calendar } = this.#world;
    return determineStanding(policy, calendar, this.#events, { on: localDateOf(at) as IsoDate, at });
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

  /** Does something after a while, by the first person who may, people of low rank first. False when nobody may. */
  do(word: string, more: { step?: string; input?: Input; wait?: number } = {}): boolean {
    const { random, pace } = this.#options;
    if (word !== 'received') this.wait(more.wait ?? random.between(0, pace));
    if (this.#at > this.#world.until) return false;
    const standing = this.standing();
    const command = findCommand(word);
    if (!command) return false;
    const context = this.context(standing);
    const step = more.step === undefined ? undefined : this.#findStep(context, more.step);
    for (const actor of listActors(this.#world.people, standing)) {
      if (command.guard(context, actor, step).length > 0) continue;
      const input = this.#fill(context, command, step, more.input);
      if (this.#record(standing, { word, step: more.step, actor, moment: standing.asOf, input })) return true;
    }
    return false;
  }

  /** Whether a step of the stage the case is in waits, and somebody there could take it now. */
  isOpen(step: Step, standing: Standing): boolean {
    return isStepOpen(this.#world.people, step, standing);
  }

  #findStep(context: CaseContext, id: string): Step | undefined {
    return findStep(this.#world.policy, context.visit?.procedure, context.visit?.stage, id);
  }

  #fill(
    context: CaseContext,
    command: NonNullable<ReturnType<typeof findCommand>>,
    step: Step | undefined,
    own: Input = {},
  ): Input {
    const { people, stories, deciding } = this.#world;
    const { story, random, wishes } = this.#options;
    const fields = command.fields(context, step);
    const known = new Set(fields.map(({ name }) => name));
    const wanted = Object.fromEntries(Object.entries(wishes).filter(([name]) => known.has(name)));
    const ids = people.map(({ id }) => id);
    return fillFields(fields, {
      context,
      stories,
      story,
      random,
      deciding,
      people: ids,
      wishes: { ...wanted, ...own },
    });
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
    this.doings.push(doing);
    return true;
  }

  /** Somebody who may take a step of the present stage, for it to be given to. */
  findPersonFor(step: Step | undefined): string | undefined {
    const context = this.context();
    const able = this.#world.people.filter(
      (person) => person.roles.length > 0 && checkWho(context, actorOf(person), step?.who).length === 0,
    );
    return able.length === 0 ? undefined : this.#options.random.pick(able.slice(0, 4)).id;
  }

  #hour(from: number, to: number): string {
    const { random } = this.#options;
    const two = (value: number) => String(value).padStart(2, '0');
    return `${two(random.between(from, to))}:${two(random.between(0, 59))}:00`;
  }
}

/** Whether a step of the stage the case is in waits, and one of these people could take it. */
export function isStepOpen(people: readonly Person[], step: Step, standing: Standing): boolean {
  const context = makeContext(standing, standing.asOf);
  const isOwn = step.does === 'record';
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
