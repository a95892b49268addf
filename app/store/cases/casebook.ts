import { randomInt, randomUUID } from 'node:crypto';
import {
  type Actor,
  type Calendar,
  type CaseEvent,
  decideCommand,
  determineStanding,
  findCommand,
  type Input,
  type IsoDate,
  type LinkedCase,
  localDateOf,
  type Moment,
  type NewEvent as NewCaseEvent,
  numberEvents,
  type Policy,
  type Refusal,
  refuse,
  type Standing,
} from '../../../engine/index.ts';
import { type CasePresence, findPresent, keepPresence, notePresence } from '../case-presence.ts';
import type { OutboxEntry } from '../enqueue.ts';
import type { Database, Tx } from '../open-database.ts';
import type { Projection } from '../projections.ts';
import { readStream, readStreams } from '../read-stream.ts';
import { type CaseOpening, hasOpened, recordOpening } from '../record-opening.ts';
import { recordRead } from '../record-read.ts';
import { type CommandOutcome, runOnStream } from '../run-command.ts';
import { searchProjection } from '../search/search-projection.ts';
import type { NewEvent, StoredEvent, StoredEventWithTexts } from '../stored-event.ts';
import { type CaseOrigin, getOrigin, toCaseEvent, toNewEvent } from './case-events.ts';
import type { CasePolicies } from './case-policies.ts';
import { CASE_STREAM, makeCaseProjection } from './case-projection.ts';

/** A case as it was loaded: its history with the wording that goes with it, and the procedure it keeps. */
export type CaseRecord = {
  readonly organisation: string;
  readonly caseId: string;
  readonly origin: CaseOrigin;
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly events: readonly CaseEvent[];
  /** Wording by recording number, then by field. */
  readonly texts: ReadonlyMap<number, Readonly<Record<string, string>>>;
  readonly recordedAt: ReadonlyMap<number, string>;
  readonly version: number;
};

/** A wish to do something on a case. `stage` for what belongs to an earlier stage; `step` for a step of the pack's own. */
export type CaseWish = {
  readonly organisation: string;
  readonly caseId: string;
  readonly actor: Actor;
  readonly command: string;
  readonly step?: string | undefined;
  readonly stage?: string | undefined;
  readonly moment: Moment;
  readonly input: Input;
  /** The version that the page was made from. */
  readonly seenVersion?: number | undefined;
};

export type CaseOutcome =
  | { readonly done: true; readonly version: number; readonly linked?: LinkedCase | undefined }
  /** `kept`: it moved nothing, but what the resident did was recorded. */
  | { readonly refused: readonly Refusal[]; readonly kept: boolean; readonly linked?: LinkedCase | undefined }
  | { readonly changed: { readonly by: readonly string[]; readonly events: readonly CaseEvent[] } };

export type Registration = {
  readonly organisation: string;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly input: Input;
  /** Who complains and how to reach them, kept as wording of the receipt: `resident-name`, `resident-email` … */
  readonly resident?: Readonly<Record<string, string>> | undefined;
  readonly reference?: string | undefined;
  readonly outbox?: ((registered: { caseId: string; reference: string }) => readonly OutboxEntry[]) | undefined;
};

/** All work on cases, over the store: register, load, act. Decisions are the engine's; this keeps what they record. */
export type Casebook = {
  readonly register: (
    registration: Registration,
  ) => Promise<{ caseId: string; reference: string } | { refused: readonly Refusal[] }>;
  readonly load: (organisation: string, caseId: string) => Promise<CaseRecord | undefined>;
  /** Several cases in one go, by id; those that are not there are left out. */
  readonly loadMany: (organisation: string, caseIds: readonly string[]) => Promise<ReadonlyMap<string, CaseRecord>>;
  readonly act: (wish: CaseWish, outbox?: readonly OutboxEntry[]) => Promise<CaseOutcome>;
  /** Records that a person read a page of a case. `place`: which page, from the case on; with it, that they have it open is noted. */
  readonly read: (organisation: string, caseId: string, person: string, page: string, place?: string) => Promise<void>;
  /** Who else has the case open now. That this person still has it open is noted on the way. */
  readonly findOthers: (organisation: string, caseId: string, person: string) => Promise<readonly CasePresence[]>;
  /** Whether this person gave a reason for opening this case since an instant. */
  readonly hasOpened: (organisation: string, caseId: string, person: string, since: string) => Promise<boolean>;
  readonly opened: (organisation: string, opening: Omit<CaseOpening, 'openedAt'>) => Promise<void>;
  readonly projections: readonly Projection[];
  /** Today in London, by the installation's clock. */
  readonly today: () => IsoDate;
  readonly now: () => string;
  readonly database: Database;
  readonly policies: CasePolicies;
};

/** What has just been decided on a case, as it is about to be recorded. */
export type Recorded = {
  readonly caseId: string;
  readonly before: Standing;
  readonly events: readonly CaseEvent[];
  readonly now: string;
};

export type CasebookParts = {
  /** What is to be done outside because of what is recorded, such as letters to send; put into the outbox with it. */
  readonly announce?: ((recorded: Recorded) => readonly OutboxEntry[]) | undefined;
  readonly database: Database;
  readonly policies: CasePolicies;
  readonly now: () => string;
  /** Nothing is put on lists as it is recorded: whoever records much at once does that once, at its end. */
  readonly withoutLists?: boolean | undefined;
};

/** Opens the casebook over a database, the procedures and a clock (an instant in UTC). */
export function openCasebook({ database, policies, now, announce, withoutLists }: CasebookParts): Casebook {
  const projections = [makeCaseProjection(policies), searchProjection];
  const parts: Parts = { database, policies, now, announce, projections: withoutLists ? [] : projections };
  return {
    database,
    policies,
    now,
    projections,
    today: () => localDateOf(now()) as IsoDate,
    register: (registration) => registerCase(parts, registration),
    load: (organisation, caseId) => loadCase(parts, organisation, caseId),
    loadMany: (organisation, caseIds) => loadCases(parts, organisation, caseIds),
    act: (wish, outbox = []) => actOnCase(parts, wish, outbox),
    read: (organisation, caseId, person, page, place) =>
      database.inOrganisation(organisation, async (tx) => {
        await recordRead(tx, organisation, { caseId, person, page, readAt: now() });
        if (place !== undefined) await notePresence(tx, organisation, { caseId, person, page: place, now: now() });
      }),
    findOthers: (organisation, caseId, person) =>
      database.inOrganisation(organisation, async (tx) => {
        await keepPresence(tx, organisation, { caseId, person, now: now() });
        return findPresent(tx, organisation, { caseId, person, now: now() });
      }),
    hasOpened: (organisation, caseId, person, since) =>
      database.inOrganisation(organisation, (tx) => hasOpened(tx, organisation, { caseId, person, since })),
    opened: (organisation, opening) =>
      database.inOrganisation(organisation, (tx) => recordOpening(tx, organisation, { ...opening, openedAt: now() })),
  };
}

type Parts = CasebookParts & { readonly projections: readonly Projection[] };

/** The standing of a loaded case on a day. */
export function standingOf(record: CaseRecord, asOf: Moment): Standing {
  return determineStanding(record.policy, record.calendar, record.events, asOf);
}

const todayOf = (parts: Parts): Moment => ({ on: localDateOf(parts.now()) as IsoDate, at: parts.now() });

// No 0 and O, 1 and I: a reference is read out over the telephone.
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A short reference that can be read out: the year of receipt and five letters and digits. */
function makeReference(on: IsoDate): string {
  const code = Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${on.slice(2, 4)}-${code}`;
}

async function registerCase(
  parts: Parts,
  registration: Registration,
): Promise<{ caseId: string; reference: string } | { refused: readonly Refusal[] }> {
  const { organisation, actor, moment, input, resident = {} } = registration;
  const policy = parts.policies.inForce(organisation, moment.on);
  if (!policy) return { refused: [refuse('no-procedure-then', undefined, { on: moment.on })] };
  const receive = findCommand('received');
  const standing = determineStanding(policy, parts.policies.calendarFor(policy), [], todayOf(parts));
  const decision = receive && decideCommand(standing, { command: receive, actor, moment, input });
  if (!decision || decision.refusals.length > 0) return { refused: decision?.refusals ?? [] };
  const caseId = randomUUID();
  const reference = registration.reference ?? makeReference(moment.on);
  const origin = { reference, pack: policy.pack.pack, packVersion: policy.pack.version, packHash: policy.hash };
  const events = toStored(standing, decision.events, moment, actor, origin, resident);
  const outbox = registration.outbox?.({ caseId, reference }) ?? [];
  const command = { ...streamCommand(parts, { organisation, caseId, actor }), kind: 'starts' as const };
  await runOnStream<Refusal>(command, () => ({ events: [...events], outbox: [...outbox] }));
  return { caseId, reference };
}

function toStored(
  standing: Standing,
  events: readonly NewCaseEvent[],
  moment: Moment,
  actor: Actor,
  origin?: CaseOrigin,
  more: Readonly<Record<string, string>> = {},
): readonly NewEvent[] {
  const numbered = numberEvents(
    standing,
    events.map((event) => event.body),
    { moment },
    actor,
  );
  return numbered.map((event, index) =>
    toNewEvent(event, { ...events[index]?.texts, ...(index === 0 ? more : {}) }, index === 0 ? origin : undefined),
  );
}

const streamCommand = (parts: Parts, wish: { organisation: string; caseId: string; actor: Actor }) => ({
  database: parts.database,
  organisation: wish.organisation,
  stream: `${CASE_STREAM}${wish.caseId}`,
  actor: wish.actor.id,
  now: parts.now(),
  projections: [...parts.projections],
});

async function loadCase(parts: Parts, organisation: string, caseId: string): Promise<CaseRecord | undefined> {
  const stored = await parts.database.inOrganisation(organisation, (tx: Tx) =>
    readStream(tx, organisation, `${CASE_STREAM}${caseId}`, { withTexts: true }),
  );
  return stored.length === 0 ? undefined : describeRecord(parts, organisation, caseId, stored);
}

async function loadCases(parts: Parts, organisation: string, caseIds: readonly string[]) {
  const streams = [...new Set(caseIds)].map((id) => `${CASE_STREAM}${id}`);
  if (streams.length === 0) return new Map<string, CaseRecord>();
  const found = await parts.database.inOrganisation(organisation, (tx: Tx) =>
    readStreams(tx, organisation, streams, { withTexts: true }),
  );
  return new Map(
    [...found].map(([stream, stored]) => {
      const id = stream.slice(CASE_STREAM.length);
      return [id, describeRecord(parts, organisation, id, stored as StoredEventWithTexts[])] as const;
    }),
  );
}

function describeRecord(
  parts: Parts,
  organisation: string,
  caseId: string,
  stored: readonly StoredEventWithTexts[],
): CaseRecord {
  const origin = getOrigin(stored);
  const policy = parts.policies.get(origin.pack, origin.packVersion);
  return {
    organisation,
    caseId,
    origin,
    policy,
    calendar: parts.policies.calendarFor(policy),
    events: stored.map(toCaseEvent),
    texts: new Map(stored.map((event) => [event.version, event.texts])),
    recordedAt: new Map(stored.map((event) => [event.version, event.recordedAt])),
    version: stored.length,
  };
}

async function actOnCase(parts: Parts, wish: CaseWish, outbox: readonly OutboxEntry[]): Promise<CaseOutcome> {
  const command = findCommand(wish.command);
  if (!command) return { refused: [refuse('unknown-word', undefined, { what: wish.command })], kept: false };
  let linked: LinkedCase | undefined;
  let kept = false;
  let refusals: readonly Refusal[] = [];
  const asOf = todayOf(parts);
  const kind = command.adds ? ('adds-only' as const) : ('decides' as const);
  const seen = wish.seenVersion === undefined ? {} : { seenVersion: wish.seenVersion };
  const outcome: CommandOutcome<Refusal> = await runOnStream<Refusal>(
    { ...streamCommand(parts, wish), kind, ...seen },
    (stored) => {
      const standing = standingOfStored(parts, stored, asOf);
      if (!standing) return { refused: [refuse('nothing-received')] };
      const { actor, moment, input, stage, step } = wish;
      const decision = decideCommand(standing, { command, actor, moment, input, stage, step });
      linked = decision.linked;
      refusals = decision.refusals;
      const restsOn = fingerprint(standing, decision.events, decision.refusals);
      kept = decision.refusals.length > 0 && decision.kept !== undefined && standing.state.status !== 'none';
      if (decision.refusals.length > 0 && !kept) return { refused: [...decision.refusals], restsOn };
      const events = kept ? (decision.kept ?? []) : decision.events;
      const announced = parts.announce?.(describeRecorded(parts, wish, standing, events, stored.length)) ?? [];
      const out = [...outbox, ...announced];
      return { events: [...toStored(standing, events, moment, actor)], outbox: out, restsOn };
    },
  );
  if ('changed' in outcome)
    return { changed: { by: outcome.changed.by, events: outcome.changed.events.map(toCaseEvent) } };
  if ('refused' in outcome) return { refused: outcome.refused, kept: false };
  return kept ? { refused: refusals, kept: true, linked } : { done: true, version: outcome.version, linked };
}

function describeRecorded(
  { now }: Parts,
  { caseId, actor, moment }: CaseWish,
  before: Standing,
  decided: readonly NewCaseEvent[],
  recorded: number,
): Recorded {
  const bodies = decided.map((event) => event.body);
  const numbered = numberEvents(before, bodies, { moment }, actor);
  return { caseId, before, events: numbered.map((event, i) => ({ ...event, n: recorded + i + 1 })), now: now() };
}

function standingOfStored(parts: Parts, stored: readonly StoredEvent[], asOf: Moment): Standing | undefined {
  if (stored.length === 0) return undefined;
  const { pack, packVersion } = getOrigin(stored);
  const policy = parts.policies.get(pack, packVersion);
  return determineStanding(policy, parts.policies.calendarFor(policy), stored.map(toCaseEvent), asOf);
}

/** What a decision rests on: where the case stands, what it would record and what speaks against it. */
function fingerprint(standing: Standing, events: readonly NewCaseEvent[], refusals: readonly Refusal[]): string {
  const { visits, status, lastEdit, points, handler } = standing.state;
  const where = { visit: visits.length, stage: visits.at(-1)?.stage, status, lastEdit, points, handler };
  return JSON.stringify([where, events.map((event) => event.body), refusals]);
}
