// Given, when, then under a landlord's policy: what has happened, what somebody wants, and what the engine answers.
import assert from 'node:assert/strict';
import { loadCalendars } from '../../app/packs/load-calendars.ts';
import { loadPolicies } from '../../app/packs/load-packs.ts';
import {
  type Action,
  type Actor,
  type Calendar,
  type CaseEvent,
  type ClockStanding,
  determineLetter,
  type Happening,
  type IsoDate,
  type LetterMatter,
  type LetterStanding,
  listActions,
  listWarnings,
  makeContext,
  type Pack,
  type PartTexts,
  type Policy,
  type Refusal,
  type Replay,
  replayHappenings,
  type Standing,
} from '../../engine/index.ts';

/** What somebody wants to do; on the day we look where it names none. */
export type WishedHappening = Omit<Happening, 'on'> & { readonly on?: string };
/** A happening as a test writes it, its day as text. */
export type TestHappening = Omit<Happening, 'on'> & { readonly on: string };

type With = Readonly<Record<string, unknown>>;

/** A builder for happenings of a kind: `happen('resident-joined')('2026-04-07', { 'resident-name': 'Bo Lin' })`. */
export const happen =
  (what: string) =>
  (on: string, given?: With, more: Partial<Happening> = {}): Happening => ({
    what,
    on: on as IsoDate,
    ...(given && { with: given }),
    ...more,
  });

/** Builders for the happenings that nearly every test needs: `acknowledged('2026-04-01', {…}, { by })`. */
export const received = happen('received');
export const classified = happen('classified');
export const defined = happen('defined');
export const acknowledged = happen('acknowledged');
export const allocated = happen('allocated');
export const contacted = happen('contacted');
export const findingRecorded = happen('finding-recorded');
export const promised = happen('promise-made');
export const extended = happen('extended');
export const responseIssued = happen('response-issued');
export const escalationRequested = happen('escalation-requested');
export const escalationAccepted = happen('escalation-accepted');
export const escalationRefused = happen('escalation-refused');
export const complaintRefused = happen('complaint-refused');
export const closed = happen('closed');
export const reopened = happen('reopened');
/** A step of the pack's own: `stepDone('2026-05-12', 'opportunity-to-be-heard', { opportunity: 'used' })`. */
export const stepDone = (on: string, step: string, given: With = {}, more: Partial<Happening> = {}): Happening =>
  happen('step-done')(on, { step, ...given }, more);

/** A member of staff: `person('p1', ['head-of-service'])`; `role@service` for a role held for one service only. */
export function person(id: string, roles: readonly string[]): Actor {
  return { id, kind: 'staff', roles: roles.map(readRole) };
}

function readRole(text: string): Actor['roles'][number] {
  const [role = text, area] = text.split('@');
  return area === undefined ? { role } : { role, area };
}

export type UnderOptions = {
  readonly service?: string;
  readonly version?: string;
  /** Changes the pack in memory, for a rule that no pack of the installation has. */
  readonly change?: (pack: Pack) => Pack;
};

/**
 * Reads the pack inside the test, from REDRESS_POLICIES where it is set, so that a rule taken out of a copy is missed.
 * A pack with a fault fails here, naming the faults. Without a version it takes the newest.
 */
export async function underPolicy(pack: string, options: UnderOptions = {}): Promise<UnderPolicy> {
  const loaded = await loadPolicy(pack, options.version);
  const policy = options.change ? { ...loaded, pack: options.change(loaded.pack) } : loaded;
  const { nation, closures } = policy.pack.calendar;
  const calendar = loadCalendars().calendarFor(nation, { closures: closures as never });
  return new UnderPolicy({ policy, calendar, service: options.service, given: [], asOf: undefined, when: undefined });
}

/** One version of a pack; the newest where none is named. Fails where it has faults. */
export async function loadPolicy(pack: string, version?: string): Promise<Policy> {
  const { policies, faults } = await readOnce(pack);
  const told = faults.map((fault) => `${fault.file}:${fault.line}: ${fault.what}`).join('\n');
  const found = version === undefined ? policies.versions(pack).at(-1) : policies.get(pack, version);
  assert.ok(found, `${pack}${version ? `@${version}` : ''} cannot be run:\n${told}`);
  return found;
}

/** Packs do not change while tests run: each is read when a test first asks for it, and from then on remembered. */
const READ = new Map<string, ReturnType<typeof loadPolicies>>();

function readOnce(pack: string): ReturnType<typeof loadPolicies> {
  const key = `${process.env['REDRESS_POLICIES'] ?? ''}:${pack}`;
  const read = READ.get(key) ?? loadPolicies({ only: [pack] });
  READ.set(key, read);
  return read;
}

type Scene = {
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly service: string | undefined;
  readonly given: readonly Happening[];
  readonly asOf: IsoDate | undefined;
  readonly when: Happening | undefined;
};

/** A scene under a policy. Each call answers a new one, so that a shared beginning can be taken several ways. */
export class UnderPolicy {
  readonly #scene: Scene;
  #replay: Replay | undefined;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  get policy(): Policy {
    return this.#scene.policy;
  }

  /** What has happened, in the order of recording; added to what was given before. */
  given(...happenings: readonly TestHappening[]): UnderPolicy {
    const when = this.#scene.when ? [this.#scene.when] : [];
    return this.#with({
      given: [...this.#scene.given, ...when, ...(happenings as readonly Happening[])],
      when: undefined,
    });
  }

  /** The day we look. Without it: the day of the last happening. */
  on(date: string): UnderPolicy {
    return this.#with({ asOf: date as IsoDate });
  }

  /** What somebody wants to do, on the day we look where it names no day of its own. */
  when(wish: WishedHappening): UnderPolicy {
    const asOf = this.#scene.asOf ?? (wish.on as IsoDate | undefined) ?? this.#scene.given.at(-1)?.on;
    assert.ok(asOf, 'say on which day: .on(date) before .when(…)');
    return this.#with({ asOf, when: { ...wish, on: (wish.on ?? asOf) as IsoDate } });
  }

  /** The wish is refused for this reason, and with this clause where one is named; other reasons may stand beside it. */
  thenRefused(code: string, clause?: string): UnderPolicy {
    const found = this.refusals.filter((refusal) => refusal.code === code);
    const told = describe(this.refusals);
    assert.ok(found.length > 0, `expected a refusal ${code}, but there was ${told}`);
    if (clause !== undefined)
      assert.ok(
        found.some((refusal) => refusal.clause === clause),
        `expected ${code} to name clause ${clause}, but there was ${told}`,
      );
    return this;
  }

  /** The wish is refused, and these codes are all the reasons there are. */
  thenRefusedOnly(...codes: readonly string[]): UnderPolicy {
    assert.deepEqual(
      [...new Set(this.refusals.map(({ code }) => code))].sort(),
      [...codes].sort(),
      describe(this.refusals),
    );
    return this;
  }

  /** Nothing stands against the wish, nor against anything given. */
  thenAllowed(): UnderPolicy {
    assert.deepEqual(this.refusals.map(tell), []);
    return this;
  }

  /** A clock by its id, as far as values are named: `thenClock('stage-1-response', { due: '2026-05-01' })`. */
  thenClock(id: string, expected: Partial<Record<keyof ClockStanding, unknown>>): UnderPolicy {
    const clock = this.clock(id);
    const seen = Object.fromEntries(Object.keys(expected).map((key) => [key, clock[key as keyof ClockStanding]]));
    assert.deepEqual(seen, expected, id);
    return this;
  }

  /** The kinds of the events that the wish recorded, in order. */
  thenEvents(...types: readonly CaseEvent['type'][]): UnderPolicy {
    assert.deepEqual(
      this.events.map(({ type }) => type),
      types,
    );
    return this;
  }

  /** Where the case is: stage, status and, where closed, its outcome, as far as named. */
  thenCase(expected: { stage?: string; status?: string; outcome?: string; kind?: string }): UnderPolicy {
    const { state } = this.standing;
    const { status, outcome, kind } = state;
    const all: Record<string, unknown> = { stage: state.visits.at(-1)?.stage, status, outcome, kind };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, all[key]])), expected);
    return this;
  }

  /** A warning stands, with this clause where one is named. */
  thenWarned(code: string, clause?: string): UnderPolicy {
    const found = this.warnings.filter((warning) => warning.code === code);
    assert.ok(found.length > 0, `expected a warning ${code}, but there was ${describe(this.warnings)}`);
    if (clause !== undefined) assert.equal(found[0]?.clause, clause, code);
    return this;
  }

  thenNotWarned(code: string): UnderPolicy {
    assert.deepEqual(this.warnings.filter((warning) => warning.code === code).map(tell), []);
    return this;
  }

  /** Every reason against the wish. */
  get refusals(): readonly Refusal[] {
    const { when } = this.#scene;
    if (!when) return [];
    return this.#play().refused.flatMap(({ reasons }) => reasons);
  }

  get warnings(): ReturnType<typeof listWarnings> {
    return listWarnings(this.standing);
  }

  get standing(): Standing {
    return this.#play().standing;
  }

  get replay(): Replay {
    return this.#play();
  }

  /** What the wish recorded; everything recorded where there is no wish. */
  get events(): readonly CaseEvent[] {
    const before = this.#scene.when ? this.#with({ when: undefined }).#play().events.length : 0;
    return this.#play().events.slice(before);
  }

  clock(id: string): ClockStanding {
    const found = this.standing.clocks.find((clock) => clock.id === id);
    const known = this.standing.clocks.map((clock) => clock.id).join(', ');
    assert.ok(found, `there is no clock ${id}; there is ${known}`);
    return found;
  }

  /** A letter as it stands, with the texts a person has written. */
  letter(id: string, texts: PartTexts = {}, matter: LetterMatter = {}): LetterStanding {
    const letter = determineLetter(this.standing, id, texts, matter);
    assert.ok(letter, `there is no letter ${id}`);
    return letter;
  }

  /** The fields that a command would ask for now: by its word. */
  fields(word: string): ReturnType<Action['command']['fields']> {
    const action = listActions(this.standing, person('somebody', [])).find((one) => one.command.word === word);
    assert.ok(action, `there is no command ${word}`);
    return action.command.fields(makeContext(this.standing, this.standing.asOf), action.step);
  }

  /** The words of what this person may do on the day we look. */
  allowed(who: Actor): readonly string[] {
    return listActions(this.standing, who).flatMap(({ id, refusals }) => (refusals.length === 0 ? [id] : []));
  }

  #with(change: Partial<Scene>): UnderPolicy {
    return new UnderPolicy({ ...this.#scene, ...change });
  }

  #play(): Replay {
    this.#replay ??= this.#playAnew();
    return this.#replay;
  }

  #playAnew(): Replay {
    const { policy, calendar, service, given, when } = this.#scene;
    const asOf = this.#scene.asOf ?? given.at(-1)?.on;
    assert.ok(asOf, 'nothing has happened: name something in .given(…)');
    const options = { mode: 'live' as const, asOf, service };
    const before = replayHappenings(policy, calendar, given, options);
    assert.deepEqual(
      before.refused.map(({ on, what, reasons }) => `${on} ${what}: ${describe(reasons)}`),
      [],
      'something given was refused',
    );
    return when ? replayHappenings(policy, calendar, [...given, when], options) : before;
  }
}

type Told = { readonly code: string; readonly clause: string | undefined; readonly values: object };

const tell = ({ code, clause, values }: Told): string => `${code} (${clause ?? 'no clause'}) ${JSON.stringify(values)}`;
const describe = (told: readonly Told[]): string => (told.length === 0 ? 'none' : told.map(tell).join('; '));
