import { addCalendarMonths, type IsoDate, localDateOf, type Policy, scheduleVersions } from '../../../engine/index.ts';
import type { Database } from '../../store/open-database.ts';
import { readStream } from '../../store/read-stream.ts';
import { type Decision, runOnStream } from '../../store/run-command.ts';
import type { NewEvent } from '../../store/stored-event.ts';
import type { Procedures } from './open-procedures.ts';
import {
  type AddedVersion,
  evolveProcedure,
  PROCEDURE_STREAM,
  type ProcedureBook,
  versionAdded,
  versionPutInForce,
  versionRecalled,
  versionRemoved,
} from './procedure-events.ts';

export type ProcedureParts = {
  readonly database: Database;
  readonly procedures: Procedures;
  /** An instant in UTC. */
  readonly now: () => string;
};

/** What somebody wants done with a version of the procedure. */
export type ProcedureWish =
  | ({ readonly what: 'add' } & Pick<AddedVersion, 'version' | 'hash' | 'words' | 'source'>)
  | { readonly what: 'put-in-force'; readonly version: string; readonly from: IsoDate }
  | { readonly what: 'recall' | 'remove'; readonly version: string };

/**
 * `known-version`: there is one of that name. `in-force-already`: its day has come, and a version comes into force once.
 * `in-the-past`, `too-far`: the day. `day-taken`: another version begins on it. `has-a-day`: it is to come into force,
 * which is taken back first. `no-day`: none was chosen for it here.
 */
export type ProcedureRefusal =
  | 'known-version'
  | 'no-such-version'
  | 'in-force-already'
  | 'in-the-past'
  | 'too-far'
  | 'day-taken'
  | 'has-a-day'
  | 'no-day';

export type ProcedureOutcome = { readonly done: ProcedureBook } | { readonly refused: ProcedureRefusal };

/** A day further ahead than this is a slip of the hand. */
export const MOST_MONTHS_AHEAD = 36;

/** What an organisation did with its procedure, as it is stored now; kept for every case that comes in from here on. */
export async function loadProcedure(
  { database, procedures }: Omit<ProcedureParts, 'now'>,
  organisation: string,
): Promise<ProcedureBook> {
  const events = await database.inOrganisation(organisation, (tx) =>
    readStream(tx, organisation, PROCEDURE_STREAM, { withTexts: true }),
  );
  const book = evolveProcedure(events);
  procedures.keepBook(organisation, book);
  return book;
}

/** Does what somebody wants with a version, or says why not. Nothing is written to a case: each keeps its version. */
export async function keepProcedure(
  parts: ProcedureParts,
  organisation: string,
  wish: ProcedureWish,
  by: string,
): Promise<ProcedureOutcome> {
  const { database, procedures, now } = parts;
  const at = now();
  const command = { database, organisation, stream: PROCEDURE_STREAM, actor: by, now: at, projections: [] };
  const outcome = await runOnStream<ProcedureRefusal>(
    { ...command, kind: 'decides' },
    (events): Decision<ProcedureRefusal> => {
      const book = evolveProcedure(events);
      const place = { book, files: procedures.files(organisation), today: localDateOf(at) as IsoDate };
      const refused = refuseWish(place, wish);
      return refused ? { refused: [refused] } : { events: [toEvent(place, wish)] };
    },
  );
  if ('refused' in outcome) return { refused: outcome.refused[0] ?? 'no-such-version' };
  return { done: await loadProcedure(parts, organisation) };
}

type Place = { readonly book: ProcedureBook; readonly files: readonly Policy[]; readonly today: IsoDate };

/** Why a wish cannot be met as things stand; undefined where it can. */
export function refuseWish(place: Place, wish: ProcedureWish): ProcedureRefusal | undefined {
  const { book, files } = place;
  const isAdded = book.added.some(({ version }) => version === wish.version);
  const isKnown = isAdded || files.some(({ pack }) => pack.version === wish.version);
  switch (wish.what) {
    case 'add':
      return isKnown ? 'known-version' : undefined;
    case 'put-in-force':
      return isKnown ? refuseDay(place, wish) : 'no-such-version';
    case 'recall':
      return refuseRecall(place, wish.version);
    case 'remove':
      if (!isAdded) return 'no-such-version';
      return book.days.some(({ version }) => version === wish.version) ? 'has-a-day' : undefined;
    default:
      return wish satisfies never;
  }
}

function refuseDay(
  { book, files, today }: Place,
  { version, from }: { readonly version: string; readonly from: IsoDate },
): ProcedureRefusal | undefined {
  const days = listDays(files, book);
  const own = days.get(version);
  if (own !== undefined && own <= today) return 'in-force-already';
  if (from < today) return 'in-the-past';
  if (from > addCalendarMonths(today, MOST_MONTHS_AHEAD)) return 'too-far';
  return [...days].some(([other, day]) => other !== version && day === from) ? 'day-taken' : undefined;
}

function refuseRecall({ book, today }: Place, version: string): ProcedureRefusal | undefined {
  const day = book.days.find((one) => one.version === version);
  if (!day) return 'no-day';
  return day.from <= today ? 'in-force-already' : undefined;
}

/** The first day of each version that has one. */
function listDays(files: readonly Policy[], { days }: ProcedureBook): ReadonlyMap<string, string> {
  const own = files.map(({ pack }): [string, string] => [pack.version, pack['in-force'].from]);
  return new Map([...own, ...days.map(({ version, from }): [string, string] => [version, from])]);
}

function toEvent({ book, today }: Place, wish: ProcedureWish): NewEvent {
  switch (wish.what) {
    case 'add':
      return versionAdded(today, wish);
    case 'put-in-force':
      return versionPutInForce(today, wish.version, wish.from);
    case 'recall':
      return versionRecalled(
        today,
        wish.version,
        book.days.find(({ version }) => version === wish.version)?.from ?? '',
      );
    case 'remove':
      return versionRemoved(today, wish.version);
    default:
      return wish satisfies never;
  }
}

/** The versions as they would be in force if this one began on this day. */
export function foreseeVersions(
  procedures: Procedures,
  organisation: string,
  day: { readonly version: string; readonly from: IsoDate },
): readonly Policy[] {
  const { days } = procedures.book(organisation);
  const files = procedures.files(organisation);
  const isFile = (policy: Policy) => files.some(({ pack }) => pack.version === policy.pack.version);
  const added = [...procedures.versions(organisation), ...procedures.candidates(organisation)].filter(
    (policy) => !isFile(policy),
  );
  return scheduleVersions(files, added, [...days.filter(({ version }) => version !== day.version), day]);
}

/**
 * Takes in what other processes have done with the procedures of these organisations since they were last looked at
 * here. One look-up by key for all; whole streams are read only where something is new.
 */
export async function refreshProcedures(
  parts: Omit<ProcedureParts, 'now'>,
  organisations: readonly string[],
): Promise<void> {
  if (organisations.length === 0) return;
  const heads = await parts.database.acrossOrganisations((tx) =>
    tx
      .selectFrom('stream_head')
      .select(['organisation', 'version'])
      .where('organisation', 'in', [...organisations])
      .where('stream', '=', PROCEDURE_STREAM)
      .execute(),
  );
  for (const { organisation, version } of heads)
    if (parts.procedures.book(organisation).recordings !== version) await loadProcedure(parts, organisation);
}
