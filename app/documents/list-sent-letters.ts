import {
  type Addressee,
  type AddresseeKey,
  type CaseEvent,
  determineLetter,
  determineStanding,
  effectiveHistory,
  findCurrentVisit,
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
  /** The procedure that the case followed then. */
  readonly procedure: string | undefined;
  /** Everybody it went to, each under their own name; nobody, where there was nobody to write to. */
  readonly to: readonly SentTo[];
};

/** Somebody a letter went to; `copy`: the day it was sent to them afterwards. */
export type SentTo = {
  readonly key: AddresseeKey;
  readonly kind: Addressee['kind'];
  readonly copy?: IsoDate | undefined;
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
  letters.filter(({ to }) => (to.length === 0 ? key === 'resident-1' : to.some((one) => one.key === key)));

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
  return [
    {
      n: event.n,
      on: event.on,
      letter,
      by: event.by.id,
      gathered,
      procedure: standing.state.procedure,
      to: listSentTo(standing, history, event.n),
    },
  ];
}

function listSentTo(then: Standing, history: readonly CaseEvent[], n: number): readonly SentTo[] {
  const first = listRecipients(then).map(({ key, kind }): SentTo => ({ key, kind }));
  const copies = history.flatMap((event): readonly SentTo[] => {
    if (event.type !== 'copy-sent' || event.letter !== n || first.some(({ key }) => key === event.to)) return [];
    return [{ key: event.to, kind: event.to === 'representative' ? 'representative' : 'resident', copy: event.on }];
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
