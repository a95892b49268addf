import type { Calendar, IsoDate } from '../calendar/index.ts';
import type { CaseEvent, EventBody, Moment } from '../case/events.ts';
import { findCurrentVisit, findVisit } from '../case/state.ts';
import { determineStanding, type Standing } from '../clocks/determine-standing.ts';
import { findProcedure, findStage } from '../policy/find-in-pack.ts';
import type { Escalation, Policy } from '../policy/schema.ts';
import { findCommand } from './all-commands.ts';
import type { Actor, Command, Decision, LinkedCase, NewEvent } from './command.ts';
import { decideCommand, findWishedStep, makeContext, nameClauses } from './decide-command.ts';
import { fillWording } from './fill-wording.ts';
import { numberEvents } from './foresee.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Something that happened, as a person tells it: in a replay file, an example, a test. */
export type Happening = Moment & {
  readonly what: string;
  readonly stage?: string | undefined;
  readonly by?: Actor | undefined;
  readonly with?: Readonly<Record<string, unknown>> | undefined;
  /** The day it was recorded; the day it happened, where nothing is said. */
  readonly recorded?: IsoDate | undefined;
};

export type Judged = { readonly on: IsoDate; readonly what: string; readonly reasons: readonly Refusal[] };

export type Replay = {
  readonly standing: Standing;
  readonly events: readonly CaseEvent[];
  readonly refused: readonly Judged[];
  readonly departures: readonly Judged[];
  readonly linked: readonly LinkedCase[];
  /** The wording that went with each recording, by its number. */
  readonly texts: ReadonlyMap<number, Readonly<Record<string, string>>>;
};

export type ReplayOptions = {
  readonly mode: 'live' | 'history';
  readonly asOf: IsoDate;
  readonly service?: string | undefined;
  /** What `recording` counts in a correction or voiding: the happenings as given, or (unless told) the events recorded. */
  readonly recordingCounts?: 'happenings' | 'events' | undefined;
};

/**
 * Plays happenings in the order they were recorded. Live, each is decided on the day it was recorded, and what the
 * pack does not allow is refused and the rest goes on. A history refuses nothing: it records what happened, takes a
 * step left out as implied by a later one, and lists the departures from the pack. Only a happening after the day we
 * look, or a correction to such a day, is refused in both, for it cannot have happened.
 */
export function replayHappenings(
  policy: Policy,
  calendar: Calendar,
  happenings: readonly Happening[],
  options: ReplayOptions,
): Replay {
  const isReceiptTold = happenings.some(({ what }) => findCommand(what)?.word === 'received');
  const run = new Run(policy, calendar, options, isReceiptTold);
  for (const [entry, happening] of orderForPlay(happenings, options.mode)) run.play(entry, happening);
  return run.finish();
}

type Entry = readonly [number: number, happening: Happening];

/**
 * The entries with their numbers, counted from 1, as they are played. Live, in the order of recording. A history is
 * judged by when things happened: the receipt is known from the start, the others follow by their day and, within a
 * day, as recorded; a correction comes after what it corrects.
 */
function orderForPlay(happenings: readonly Happening[], mode: ReplayOptions['mode']): readonly Entry[] {
  const entries = happenings.map((happening, index): Entry => [index + 1, happening]);
  if (mode === 'live') return entries;
  const dayOf = ({ on, what, with: told }: Happening): IsoDate => {
    const named = ['corrected', 'voided', 'undone'].includes(what)
      ? happenings[Number(told?.recording) - 1]?.on
      : undefined;
    return named !== undefined && named > on ? named : on;
  };
  const byDay = entries.toSorted(([, a], [, b]) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0));
  const receipt = byDay.find(([, { what }]) => findCommand(what)?.word === 'received');
  return receipt ? [receipt, ...byDay.filter((entry) => entry !== receipt)] : byDay;
}

class Run {
  readonly #policy: Policy;
  readonly #calendar: Calendar;
  readonly #options: ReplayOptions;
  readonly #isReceiptTold: boolean;
  readonly #events: CaseEvent[] = [];
  readonly #texts = new Map<number, Readonly<Record<string, string>>>();
  readonly #refused: Judged[] = [];
  readonly #departures: Judged[] = [];
  readonly #linked: LinkedCase[] = [];
  /** The number of the last event that each entry of the file recorded. */
  readonly #recordedBy = new Map<number, number>();
  #lastRecorded: IsoDate | undefined;
  #people = 0;

  constructor(policy: Policy, calendar: Calendar, options: ReplayOptions, isReceiptTold: boolean) {
    this.#policy = policy;
    this.#calendar = calendar;
    this.#options = options;
    this.#isReceiptTold = isReceiptTold;
  }

  play(entry: number, happening: Happening): void {
    const before = this.#events.length;
    this.#play(happening);
    if (this.#events.length > before) this.#recordedBy.set(entry, this.#events.length);
  }

  #play(happening: Happening): void {
    const command = findCommand(happening.what);
    if (!command) {
      this.#refuse(happening, [refuse('unknown-word', undefined, { what: happening.what })]);
      return;
    }
    const recorded = happening.recorded ?? happening.on;
    const future = [happening.on, recorded].find((day) => day > this.#options.asOf);
    const isHistory = this.#options.mode === 'history';
    const impossible = future ? [refuse('in-the-future', undefined, { on: future, asOf: this.#options.asOf })] : [];
    const told = future
      ? impossible
      : isHistory
        ? this.#implyWhatCameBefore(happening, command)
        : this.#checkStage(happening);
    if (told.length > 0) this.#refuse(happening, told);
    else this.#decide(happening, command, this.#actorOf(happening, command));
  }

  finish(): Replay {
    const standing = this.#standingOn(this.#options.asOf);
    const departures =
      this.#options.mode === 'history' ? [...this.#settle(standing), ...listLate(standing)] : this.#departures;
    return {
      standing,
      events: this.#events,
      refused: this.#refused,
      departures,
      linked: this.#linked,
      texts: this.#texts,
    };
  }

  /**
   * Live, a happening is decided on the day it was recorded; recordings come in the order of the file, so none was
   * made on an earlier day than the one before it. A history is judged as things stood when they happened.
   */
  #standingFor(happening: Happening): Standing {
    if (this.#options.mode === 'history') return this.#standingAsItHappened(happening);
    const own = happening.recorded ?? happening.on;
    const day = this.#lastRecorded !== undefined && this.#lastRecorded > own ? this.#lastRecorded : own;
    return this.#standingOn(day, day === happening.on ? happening.at : undefined);
  }

  /** What is told of a day before the receipt is judged on the day of receipt: it departs, and nothing is made up. */
  #standingAsItHappened(happening: Happening): Standing {
    const standing = this.#standingOn(happening.on, happening.at);
    const receipt = this.#events.find((event) => event.type === 'received');
    if (standing.state.status !== 'none' || !receipt || findCommand(happening.what)?.adds) return standing;
    return this.#standingOn(receipt.on > happening.on ? receipt.on : happening.on, receipt.at);
  }

  #standingOn(on: IsoDate, at?: string): Standing {
    const later =
      at === undefined ? undefined : this.#events.findLast((event) => event.on === on && event.at && event.at > at)?.at;
    return determineStanding(this.#policy, this.#calendar, this.#events, { on, at: later ?? at });
  }

  #refuse(happening: Happening, reasons: readonly Refusal[]): void {
    this.#refused.push({ on: happening.on, what: happening.what, reasons: this.#nameClauses(happening, reasons) });
  }

  #depart(happening: Happening, reasons: readonly Refusal[]): void {
    this.#departures.push({ on: happening.on, what: happening.what, reasons: this.#nameClauses(happening, reasons) });
  }

  #nameClauses(happening: Happening, reasons: readonly Refusal[]): readonly Refusal[] {
    const command = findCommand(happening.what);
    const context = makeContext(this.#standingOn(this.#options.asOf), happening, happening.stage);
    return command ? nameClauses(reasons, context, command) : reasons;
  }

  #actorOf(happening: Happening, command: Command): Actor {
    if (happening.by) return happening.by;
    this.#people += 1;
    const { takenBy } = command;
    const kind = takenBy === 'landlord' || takenBy === 'anybody' ? 'staff' : takenBy;
    return { id: `entitled-${this.#people}`, kind, roles: [], entitled: true };
  }

  #decide(happening: Happening, command: Command, actor: Actor): void {
    const standing = this.#standingFor(happening);
    const moment = { on: happening.on, at: happening.at };
    const asked = this.#withService(command, happening.with ?? {});
    const given = this.#withRecording(command, asked);
    if (!given) {
      const reasons = [refuse('no-such-recording', undefined, { recording: String(asked.recording ?? asked.letter) })];
      if (this.#options.mode === 'live') this.#refuse(happening, reasons);
      else this.#depart(happening, reasons);
      return;
    }
    const { step, ...input } = given as { step?: string };
    const context = makeContext(standing, moment, happening.stage);
    const fields = command.fields(context, findWishedStep(context, step));
    const wish = {
      command,
      actor,
      moment,
      stage: happening.stage,
      step,
      input: fillWording(context, command, fields, input),
    };
    this.#settleDecision(happening, standing, actor, decideCommand(standing, wish));
  }

  #withService(command: Command, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const { service } = this.#options;
    return command.word === 'received' && service !== undefined && given.service === undefined
      ? { ...given, service }
      : given;
  }

  /** Where a correction, a voiding or a copy names a happening by its number, the last event that it recorded is meant. */
  #withRecording(
    command: Command,
    given: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> | undefined {
    const field = NAMES_A_HAPPENING[command.word];
    const named = field === undefined ? undefined : given[field];
    if (field === undefined || typeof named !== 'number' || this.#options.recordingCounts !== 'happenings')
      return given;
    const recording = this.#recordedBy.get(named);
    return recording === undefined ? undefined : { ...given, [field]: recording };
  }

  #settleDecision(happening: Happening, standing: Standing, actor: Actor, decision: Decision): void {
    const isHistory = this.#options.mode === 'history';
    const isFuture = decision.refusals.some(({ code }) => code === 'in-the-future');
    if (decision.refusals.length > 0 && (!isHistory || isFuture)) {
      this.#refuse(happening, decision.refusals);
      if (!decision.kept || standing.state.status === 'none') return;
      this.#record(happening, standing, actor, decision.kept);
      if (decision.linked) this.#linked.push(decision.linked);
      return;
    }
    const told = decision.refusals
      .filter((refusal) => happening.with !== undefined || isKnownWithoutBeingTold(refusal))
      .filter((refusal) => !isOfTheTimeBefore(happening, refusal))
      .filter(({ code }) => code !== 'stage-opened-by-request');
    if (told.length > 0) this.#depart(happening, told);
    this.#record(happening, standing, actor, decision.events);
    if (decision.linked) this.#linked.push(decision.linked);
  }

  #record(happening: Happening, standing: Standing, actor: Actor, events: readonly NewEvent[]): void {
    const moment = { on: happening.on, at: happening.at };
    const recordedOn = happening.recorded ?? happening.on;
    const first = this.#events.length;
    const numbered = numberEvents(
      standing,
      events.map((event) => event.body),
      { moment },
      actor,
    );
    for (const [index, event] of numbered.entries()) {
      this.#events.push({ ...event, n: first + index + 1, recordedOn });
      const texts = events[index]?.texts;
      if (texts && Object.keys(texts).length > 0) this.#texts.set(first + index + 1, texts);
    }
    if (this.#lastRecorded === undefined || recordedOn > this.#lastRecorded) this.#lastRecorded = recordedOn;
  }

  /** Live: a happening told for a stage the case has never been in is refused. */
  #checkStage(happening: Happening): readonly Refusal[] {
    if (happening.stage === undefined) return [];
    const { state, policy } = this.#standingFor(happening);
    const stage =
      findStage(policy, state.procedure, happening.stage) ??
      this.#policy.pack.procedures.flatMap((p) => p.stages).find((s) => s.id === happening.stage);
    if (!stage) return [refuse('no-such-stage', undefined, { stage: happening.stage })];
    if (findVisit(state, stage.id) || state.status === 'none') return [];
    const responded = state.responses.length > 0;
    return [
      refuse(
        responded ? 'stage-not-open' : 'no-response-yet',
        [findCurrentEscalation(this.#standingFor(happening)), stage],
        { stage: stage.name },
      ),
    ];
  }

  /** In a history, what must have come before is taken as happened no later than this. */
  #implyWhatCameBefore(happening: Happening, command: Command): readonly Refusal[] {
    const { state } = this.#standingFor(happening);
    const isOfTheTimeBefore = command.adds && this.#isReceiptTold;
    if (state.status === 'none' && command.word !== 'received' && !isOfTheTimeBefore) {
      this.#imply({ on: happening.on, what: 'received', by: happening.by }, 'received');
    }
    if (happening.stage === undefined) return [];
    return this.#implyStage(happening, happening.stage);
  }

  #implyStage(happening: Happening, stage: string): readonly Refusal[] {
    const standing = this.#standingFor(happening);
    const { state } = standing;
    const procedure = findProcedure(this.#policy, state.procedure);
    if (!procedure?.stages.some((candidate) => candidate.id === stage))
      return [refuse('no-such-stage', undefined, { stage })];
    if (findVisit(state, stage)) return [];
    const body = this.#findWayInto(standing, stage);
    const actor: Actor = { id: 'implied', kind: 'system', roles: [] };
    this.#departures.push({
      on: happening.on,
      what: body.type,
      reasons: [refuse('left-out', findCurrentEscalation(standing), { what: body.type })],
    });
    this.#record(happening, standing, actor, [{ body }]);
    return [];
  }

  /** How a case came into a stage that nothing told opened: a request accepted, a request, or being sorted into it. */
  #findWayInto(standing: Standing, opens: string): EventBody {
    const { state } = standing;
    const visit = findCurrentVisit(state);
    const escalation = findCurrentEscalation(standing);
    const asked = state.escalations.some((one) => one.state === 'waiting' || one.state === 'kept');
    if (visit && escalation?.to === opens) {
      return asked
        ? { type: 'escalation-accepted', stage: visit.stage, opens }
        : { type: 'escalation-requested', stage: visit.stage, opens, facts: {}, implied: true };
    }
    return { type: 'classified', kind: state.kind ?? 'complaint', service: state.service ?? '', facts: {}, opens };
  }

  #imply(happening: Happening, what: string): void {
    const command = findCommand(what);
    if (!command) return;
    this.#depart({ ...happening, what }, [refuse('left-out', undefined, { what })]);
    this.#decide(happening, command, { id: 'implied', kind: 'system', roles: [], entitled: true });
  }

  /** A step reported as missing that was told later in the file, for a day in time, was not missing. */
  #settle(standing: Standing): readonly Judged[] {
    const { steps } = standing.state;
    const wasDone = (id: unknown, on: IsoDate): boolean =>
      steps.some((step) => step.step === id && !step.implied && step.on <= on);
    return this.#departures
      .map((judged) => ({
        ...judged,
        reasons: judged.reasons.filter(
          (reason) => reason.code !== 'step-first' || !wasDone(reason.values.id, judged.on),
        ),
      }))
      .filter((judged) => judged.reasons.length > 0);
  }
}

/** The fields that name another happening by its number. */
const NAMES_A_HAPPENING: Readonly<Record<string, string>> = {
  corrected: 'recording',
  voided: 'recording',
  undone: 'recording',
  'copy-sent': 'letter',
};

/** Reasons that come from the order and time of happenings, and not from something the history does not tell. */
function isKnownWithoutBeingTold(refusal: Refusal): boolean {
  const fromTelling = [
    'field-missing',
    'extension-needs-agreement',
    'extension-needs-reason',
    'no-ground',
    'fault-without-action',
    'not-defined',
    'promise-incomplete',
  ];
  return (
    !fromTelling.includes(refusal.code) && !refusal.code.startsWith('part-') && refusal.code !== 'point-unanswered'
  );
}

/** A note or contact from before the complaint came departs from nothing: no procedure ran yet. */
const isOfTheTimeBefore = ({ what }: Happening, { code }: Refusal): boolean =>
  findCommand(what)?.adds === true && ['nothing-received', 'before-receipt'].includes(code);

function findCurrentEscalation({ policy, state }: Standing): Escalation | undefined {
  const visit = findCurrentVisit(state);
  return visit && findStage(policy, visit.procedure, visit.stage)?.escalation;
}

/** Every clock that was or is late, as a departure of the day it became late. */
function listLate(standing: Standing): readonly Judged[] {
  return standing.clocks
    .filter((clock) => clock.state === 'late' && clock.due !== undefined)
    .map((clock) => ({
      on: clock.stopped ?? standing.asOf.on,
      what: clock.id,
      reasons: [
        {
          code: 'late',
          clause: clock.clause,
          values: { clock: clock.name, due: clock.due ?? '', days: clock.workingDaysLate ?? 0 },
        },
      ],
    }));
}
