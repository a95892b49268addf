import {
  type Addressee,
  type AddresseeKey,
  type CaseEvent,
  determineLetter,
  determineStanding,
  effectiveHistory,
  findCurrentVisit,
  findEntry,
  findLetterOfEvent,
  findVisit,
  type IsoDate,
  type LetterStanding,
  listRecipients,
  type Standing,
  sendsLetter,
} from '../../engine/index.ts';
import type { CaseRecord } from '../store/cases/casebook.ts';
import { type GatheredTexts, gatherLetterTexts, readLetterParts } from './gather-letter-texts.ts';

/** A letter that went to the complainant, as it was when it went. */
export type SentLetter = {
  /** The recording it went with. */
  readonly n: number;
  readonly on: IsoDate;
  readonly letter: LetterStanding;
  /** Who sent it, by id. */
  readonly by: string;
  readonly gathered: GatheredTexts;
  /** The stay in a stage that it speaks of. */
  readonly visit: number | undefined;
  /** The procedure that the case followed then. */
  readonly procedure: string | undefined;
  /** Everybody it went to, each under their own name; nobody, where there was nobody to write to. */
  readonly to: readonly SentTo[];
  /** Keys that were known then and are somebody else's now. */
  readonly replaced: ReadonlySet<AddresseeKey>;
};

/** Somebody a letter went to. */
export type SentTo = {
  readonly key: AddresseeKey;
  readonly kind: Addressee['kind'];
  /** The day it was sent to them afterwards. */
  readonly copy?: IsoDate | undefined;
  /** Somebody else has their place on the case now: whose letter this was not. */
  readonly replaced?: true | undefined;
};

/**
 * The letters that went to the complainant, the oldest first. Each is determined afresh from what had been recorded
 * up to it, so it says today what it said then, and to whom it went then, whatever was found out since. What was
 * voided is left out.
 */
export function listSentLetters(record: CaseRecord): readonly SentLetter[] {
  const history = effectiveHistory(record.events);
  return history.flatMap((event) => (sendsLetter(event) ? describeLetter(record, history, event) : []));
}

/**
 * The letters that somebody has had: sent to them when they went, or afterwards as a copy. What could be sent to nobody
 * is there for who complained first, should they come and ask for it.
 */
export const lettersTo = (letters: readonly SentLetter[], key: AddresseeKey): readonly SentLetter[] =>
  letters.filter(({ to }) => (to.length === 0 ? key === 'resident-1' : hasHad(to, key)));

/** Whether a letter went to who has this key now. */
export const hasHad = (to: readonly SentTo[], key: AddresseeKey): boolean =>
  to.some((one) => one.key === key && !one.replaced);

/**
 * The people as they were known when a letter went, for its head; whoever has come since, or in another's place, as
 * they are known `now`.
 */
export function peopleOfLetter({ gathered, replaced }: SentLetter, now: GatheredTexts['people']): typeof now {
  return new Map([...now, ...[...gathered.people].filter(([key]) => !replaced.has(key))]);
}

/** Whether who has this key now was among those to whom something went with a recording; nobody's is the first one's. */
export function wasToldOf(record: CaseRecord, event: CaseEvent, key: AddresseeKey): boolean {
  const to = listSentTo(standingThen(record, event), effectiveHistory(record.events), event.n);
  return to.length === 0 ? key === 'resident-1' : hasHad(to, key);
}

function describeLetter(record: CaseRecord, history: readonly CaseEvent[], event: CaseEvent): readonly SentLetter[] {
  const standing = standingThen(record, event);
  const texts = record.texts.get(event.n);
  const found = findLetterOfEvent(standing, event, texts);
  if (found?.letter.to !== 'complainant') return [];
  const visit =
    'stage' in event && event.stage && event.type !== 'escalation-refused' && event.type !== 'escalation-accepted'
      ? findVisit(standing.state, event.stage)
      : undefined;
  const here = visit ?? findCurrentVisit(standing.state);
  const letter = determineLetter(standing, found.letter.id, readLetterParts(texts), found.matter, here);
  if (!letter) return [];
  const gathered = gatherLetterTexts(record, event.n);
  const isReplaced = (key: AddresseeKey): boolean => findEntry(standing.history, key) !== findEntry(history, key);
  return [
    {
      n: event.n,
      on: event.on,
      letter,
      by: event.by.id,
      gathered,
      visit: here?.index,
      procedure: standing.state.procedure,
      to: listSentTo(standing, history, event.n),
      replaced: new Set([...gathered.people.keys()].filter(isReplaced)),
    },
  ];
}

function listSentTo(then: Standing, history: readonly CaseEvent[], n: number): readonly SentTo[] {
  const sent = (key: AddresseeKey, kind: Addressee['kind'], before: readonly CaseEvent[], copy?: IsoDate): SentTo => ({
    key,
    kind,
    ...(copy && { copy }),
    ...(findEntry(before, key) !== findEntry(history, key) && { replaced: true }),
  });
  const first = listRecipients(then).map(({ key, kind }) => sent(key, kind, then.history));
  const copies = history.flatMap((event): readonly SentTo[] => {
    if (event.type !== 'copy-sent' || event.letter !== n) return [];
    const before = history.filter((other) => other.n < event.n);
    const kind = event.to === 'representative' ? 'representative' : 'resident';
    const copy = sent(event.to, kind, before, event.on);
    return first.some((one) => one.key === copy.key && one.replaced === copy.replaced) ? [] : [copy];
  });
  return [...first, ...copies];
}

/** How the case stood when this had just been recorded. */
function standingThen({ policy, calendar, events }: CaseRecord, event: CaseEvent): Standing {
  const on = event.on > event.recordedOn ? event.on : event.recordedOn;
  return determineStanding(
    policy,
    calendar,
    events.filter(({ n }) => n <= event.n),
    { on },
  );
}
