import {
  type AddresseeKey,
  determineAddressees,
  determineStanding,
  findLetterOfEvent,
  type IsoDate,
  listRecipients,
  localDateOf,
  sendsLetter,
} from '../../engine/index.ts';
import type { Mail } from '../mail/send-mail.ts';
import { type CaseRecord, type Recorded, standingOf } from '../store/cases/casebook.ts';
import type { OutboxEntry, OutboxMessage } from '../store/enqueue.ts';
import type { AppParts } from '../web/app-parts.ts';
import { chooseWay } from './choose-way.ts';
import { gatherLetterTexts } from './gather-letter-texts.ts';
import { hasHad, listSentLetters, type SentLetter } from './list-sent-letters.ts';
import { renderLetterText } from './render-letter.ts';
import { requestLetter } from './request-letter.ts';

/** The kind of outbox message that is a letter to one person. Its payload names the letter and the person, no more. */
export const LETTER = 'letter';

/** A message for each letter that goes out with what was recorded, and each person who gets it. */
export function announceLetters({ caseId, before, events, now }: Recorded): readonly OutboxEntry[] {
  if (!events.some((event) => sendsLetter(event) || event.type === 'copy-sent')) return [];
  const { policy, calendar, history, asOf } = before;
  const after = determineStanding(policy, calendar, [...history, ...events], asOf);
  const entry = (n: number, to: AddresseeKey, copy?: number): OutboxEntry => ({
    kind: LETTER,
    key: `${caseId}/${n}/${to}${copy === undefined ? '' : `/${copy}`}`,
    payload: { caseId, n, to },
    dueAt: now,
  });
  return events.flatMap((event): readonly OutboxEntry[] => {
    if (event.type === 'copy-sent') return [entry(event.letter, event.to, event.n)];
    const letter = sendsLetter(event) ? findLetterOfEvent(after, event)?.letter : undefined;
    return letter?.to === 'complainant' ? listRecipients(after).map(({ key }) => entry(event.n, key)) : [];
  });
}

type Parts = Pick<AppParts, 'casebook' | 'organisations' | 'people' | 'texts'>;

/** A letter that cannot be sent by itself any more. The message names nobody. */
class LetterTooOld extends Error {
  readonly permanent = true;
  readonly code = 'letter-too-old';
}

/** Days after which a letter that waited for a mail server is for a person to look at, who will have sent it otherwise. */
const DAYS_TO_WAIT = 3;

/**
 * The outbox handler of kind `letter`: sends it by e-mail to one person. Whether it may still go to them is looked at
 * now, so that a permission withdrawn a moment ago holds: then nothing is sent. Nothing is sent either to somebody who
 * is written to by post. A letter that waited for more than three days is refused, for administrators to see.
 */
export function mailLetter(
  parts: Parts,
  send: (message: OutboxMessage, mail: Mail) => Promise<void>,
): (message: OutboxMessage) => Promise<void> {
  return async (message) => {
    const { caseId, n, to } = message.payload as { caseId: string; n: number; to: AddresseeKey };
    const record = await parts.casebook.load(message.organisation, caseId);
    const sent = record && listSentLetters(record).find((letter) => letter.n === n);
    if (!record || !sent || !mayStillGo(parts, record, sent, to)) return;
    const mail = await composeMail(parts, record, sent, to);
    if (!mail) return;
    if (isTooOld(parts, record, to, n)) throw new LetterTooOld('A letter waited too long to be sent by itself.');
    await send(message, mail);
  };
}

function mayStillGo({ casebook }: Parts, record: CaseRecord, sent: SentLetter, to: AddresseeKey): boolean {
  const standing = standingOf(record, { on: casebook.today(), at: casebook.now() });
  const found = determineAddressees(standing).find(({ key }) => key === to);
  return hasHad(sent.to, to) && found !== undefined && found.keptFrom === undefined;
}

async function composeMail(
  { casebook, organisations, people, texts }: Parts,
  record: CaseRecord,
  sent: SentLetter,
  key: AddresseeKey,
): Promise<Mail | undefined> {
  const person = gatherLetterTexts(record).people.get(key);
  const event = record.events.find((one) => one.n === sent.n);
  const { channel } = standingOf(record, { on: casebook.today() }).state;
  const organisation = organisations.find(({ id }) => id === record.organisation);
  if (!organisation || !person?.email || chooseWay(key, person, channel, event) !== 'e-mail') return undefined;
  const staff = await people.list(record.organisation);
  const request = requestLetter({ record, sent, key, organisation, texts, people: staff });
  return {
    to: person.email,
    subject: `${sent.letter.letter.title} (${record.origin.reference})`,
    text: renderLetterText(request),
  };
}

function isTooOld({ casebook }: Parts, record: CaseRecord, to: AddresseeKey, n: number): boolean {
  const copy = record.events.findLast((event) => event.type === 'copy-sent' && event.letter === n && event.to === to);
  const recorded = record.recordedAt.get(copy?.n ?? n) ?? casebook.now();
  const last = new Date(Date.parse(recorded) + DAYS_TO_WAIT * 24 * 3_600_000).toISOString();
  return casebook.today() > (localDateOf(last) as IsoDate);
}
