import {
  type CaseEvent,
  determineLetter,
  determineStanding,
  effectiveHistory,
  findCurrentVisit,
  findLetterOfEvent,
  findVisit,
  type IsoDate,
  type LetterStanding,
  type Standing,
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
};

/**
 * The letters that went to the complainant, the oldest first. Each is determined afresh from what had been recorded
 * up to it, so it says today what it said then, whatever was found out since. What was voided is left out.
 */
export function listSentLetters(record: CaseRecord): readonly SentLetter[] {
  return effectiveHistory(record.events).flatMap((event) =>
    SENDS.includes(event.type) ? describeLetter(record, event) : [],
  );
}

/** Events that a letter goes out with. A draft has one and sends none; that a request is accepted, its acknowledgement says. */
const SENDS: readonly CaseEvent['type'][] = [
  'acknowledged',
  'extended',
  'step-done',
  'response-issued',
  'complaint-refused',
  'referred',
  'escalation-refused',
];

function describeLetter(record: CaseRecord, event: CaseEvent): readonly SentLetter[] {
  const standing = standingThen(record, event);
  const texts = record.texts.get(event.n);
  const found = findLetterOfEvent(standing, event, texts);
  if (found?.letter.to !== 'complainant') return [];
  const visit =
    'stage' in event && event.stage && event.type !== 'escalation-refused'
      ? findVisit(standing.state, event.stage)
      : undefined;
  const here = visit ?? findCurrentVisit(standing.state);
  const letter = determineLetter(standing, found.letter.id, readLetterParts(texts), found.matter, here);
  if (!letter) return [];
  return [{ n: event.n, on: event.on, letter, by: event.by.id, gathered: gatherLetterTexts(record, event.n) }];
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
