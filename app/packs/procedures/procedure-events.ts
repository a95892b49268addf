import { type ChosenDay, type IsoDate, localDateOf } from '../../../engine/index.ts';
import type { NewEvent, StoredEvent, StoredEventWithTexts } from '../../store/stored-event.ts';

/** What an organisation decides about the versions of its procedure: one stream for all of it. */
export const PROCEDURE_STREAM = 'organisation:procedure';

/** A version that an administrator added, as the texts of its files. */
export type AddedVersion = {
  readonly version: string;
  /** sha256 of the file of the pack. */
  readonly hash: string;
  readonly words: string;
  /** The landlord's text that it cites; absent: the one that stands in the policies folder. */
  readonly source: string | undefined;
  readonly addedOn: IsoDate;
  readonly by: string;
};

export const PROCEDURE_ACTS = ['version-added', 'version-put-in-force', 'version-recalled', 'version-removed'] as const;

/** Something an administrator did with a version, and when. `from`: the day that was chosen, or is no more. */
export type ProcedureAct = {
  readonly what: (typeof PROCEDURE_ACTS)[number];
  readonly version: string;
  readonly from: IsoDate | undefined;
  readonly recordedAt: string;
  readonly by: string;
};

/** What the events of the stream amount to. */
export type ProcedureBook = {
  /** How many recordings the stream has. */
  readonly recordings: number;
  readonly added: readonly AddedVersion[];
  readonly days: readonly ChosenDay[];
  readonly acts: readonly ProcedureAct[];
};

export const EMPTY_BOOK: ProcedureBook = { recordings: 0, added: [], days: [], acts: [] };

/** The words of a file go apart from the event, which holds the digest; `source` where it has a text of its own. */
export const versionAdded = (
  on: string,
  { version, hash, words, source }: Pick<AddedVersion, 'version' | 'hash' | 'words' | 'source'>,
): NewEvent => ({
  type: 'version-added',
  data: { version, hash },
  texts: { words, ...(source !== undefined && { source }) },
  happenedOn: on,
});

export const versionPutInForce = (on: string, version: string, from: string): NewEvent => ({
  type: 'version-put-in-force',
  data: { version, from },
  happenedOn: on,
});

export const versionRecalled = (on: string, version: string, from: string): NewEvent => ({
  type: 'version-recalled',
  data: { version, from },
  happenedOn: on,
});

export const versionRemoved = (on: string, version: string): NewEvent => ({
  type: 'version-removed',
  data: { version },
  happenedOn: on,
});

/** The versions an organisation added, the days it chose, and everything it did, in the order it was. */
export const evolveProcedure = (events: readonly (StoredEvent | StoredEventWithTexts)[]): ProcedureBook =>
  events.reduce(applyEvent, EMPTY_BOOK);

function applyEvent(book: ProcedureBook, event: StoredEvent | StoredEventWithTexts): ProcedureBook {
  const what = PROCEDURE_ACTS.find((act) => act === event.type);
  if (!what) return { ...book, recordings: book.recordings + 1 };
  const { version, from } = event.data as { version: string; from?: IsoDate };
  const act: ProcedureAct = { what, version, from, recordedAt: event.recordedAt, by: event.actor };
  return { ...changeBook(book, act, event), recordings: book.recordings + 1, acts: [...book.acts, act] };
}

function changeBook(
  book: ProcedureBook,
  { what, version, from }: ProcedureAct,
  event: StoredEvent | StoredEventWithTexts,
): ProcedureBook {
  const [days, added] = [
    book.days.filter((one) => one.version !== version),
    book.added.filter((one) => one.version !== version),
  ];
  switch (what) {
    case 'version-added':
      return { ...book, added: [...added, readAdded(version, event)] };
    case 'version-put-in-force':
      return { ...book, days: from === undefined ? days : [...days, { version, from }] };
    case 'version-recalled':
      return { ...book, days };
    case 'version-removed':
      return { ...book, added };
    default:
      return what satisfies never;
  }
}

function readAdded(version: string, event: StoredEvent | StoredEventWithTexts): AddedVersion {
  const { words = '', source }: Record<string, string> = 'texts' in event ? event.texts : {};
  const addedOn = localDateOf(event.recordedAt) as IsoDate;
  return { version, hash: String(event.data['hash'] ?? ''), words, source, addedOn, by: event.actor };
}
