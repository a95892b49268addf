import type { CaseEvent, RequestMade } from '../../engine/index.ts';
import { listOpenRequests } from '../../engine/index.ts';
import { issueAnswerLink, LINK_DAYS } from '../identity/answer-links.ts';
import type { Mail } from '../mail/send-mail.ts';
import { type CaseRecord, type Recorded, standingOf } from '../store/cases/casebook.ts';
import type { OutboxEntry, OutboxMessage } from '../store/enqueue.ts';
import { describeDate, fill } from '../texts/index.ts';
import type { AppParts } from '../web/app-parts.ts';
import { readRequests } from './read-requests.ts';

/** The kind of outbox message that asks somebody, or reminds them. Its payload names the case and the recording, no more. */
export const REQUEST = 'information-request';

const ASKS: readonly CaseEvent['type'][] = ['information-requested', 'information-chased', 'information-due-moved'];

/** A message for each request, reminder and longer day that is recorded. */
export function announceRequests({ caseId, events, now }: Recorded): readonly OutboxEntry[] {
  return events
    .filter(({ type }) => ASKS.includes(type))
    .map(({ n }) => ({ kind: REQUEST, key: `${caseId}/${n}`, payload: { caseId, n }, dueAt: now }));
}

/** What is needed of the installation; `answerPage`: the address of the page that a link opens, without the host. */
export type RequestMailParts = Pick<AppParts, 'casebook' | 'organisations' | 'people' | 'texts' | 'publicUrl'> & {
  readonly answerPage: (organisation: string, token: string) => string;
};

/**
 * The outbox handler of kind `information-request`: writes to whoever was asked, with a link that is made now. Nothing is
 * sent where the request no longer waits for an answer, or a colleague who was asked has no account any more.
 */
export function mailRequest(
  parts: RequestMailParts,
  send: (message: OutboxMessage, mail: Mail) => Promise<void>,
): (message: OutboxMessage) => Promise<void> {
  return async (message) => {
    const { caseId, n } = message.payload as { caseId: string; n: number };
    const record = await parts.casebook.load(message.organisation, caseId);
    const event = record?.events.find((one) => one.n === n);
    if (!record || !event || !('request' in event)) return;
    const standing = standingOf(record, { on: parts.casebook.today(), at: parts.casebook.now() });
    const request = listOpenRequests(standing).find(({ request: one }) => one === event.request);
    if (!request || request.state === 'answered') return;
    const mail = await composeMail(parts, record, request, event);
    if (mail) await send(message, mail);
  };
}

async function composeMail(
  parts: RequestMailParts,
  record: CaseRecord,
  request: RequestMade,
  event: CaseEvent,
): Promise<Mail | undefined> {
  const { texts, organisations } = parts;
  const words = texts.pages['request-mail']!;
  const told = readRequests(record).get(request.request);
  const to = await findAddress(parts, record, request, told);
  const organisation = organisations.find(({ id }) => id === record.organisation);
  if (!told || !to || !organisation) return undefined;
  const values = {
    landlord: organisation.policy.pack.organisation.name,
    reference: record.origin.reference,
    due: describeDate(request.due, texts),
    name: to.name,
    days: LINK_DAYS,
  };
  const kind =
    event.type === 'information-requested' ? 'asked' : event.type === 'information-chased' ? 'again' : 'moved';
  const paragraphs = [
    fill(words['greeting']!, values),
    fill(words[kind]!, values),
    told.question,
    told.papers && `${words['papers']!}\n${told.papers}`,
    fill(words[request.due < parts.casebook.today() ? 'overdue' : 'by']!, values),
    `${words['link']!}\n${await makeAddress(parts, record, request)}`,
    fill(words['after']!, values),
  ];
  return {
    to: to.email,
    subject: fill(words[`subject-${kind}`]!, values),
    text: paragraphs.filter(Boolean).join('\n\n'),
  };
}

type Told = ReturnType<ReturnType<typeof readRequests>['get']>;

async function findAddress(
  { people }: RequestMailParts,
  record: CaseRecord,
  { to }: RequestMade,
  told: Told,
): Promise<{ name: string; email: string } | undefined> {
  if (to === undefined) return told?.email === undefined ? undefined : { name: told.name ?? '', email: told.email };
  const person = await people.find(record.organisation, to);
  return person?.state === 'active' && person.email ? { name: person.name, email: person.email } : undefined;
}

async function makeAddress(parts: RequestMailParts, record: CaseRecord, { request, n }: RequestMade): Promise<string> {
  const { casebook, publicUrl, answerPage } = parts;
  const { organisation, caseId } = record;
  const token = await casebook.database.inOrganisation(organisation, (tx) =>
    issueAnswerLink(tx, organisation, { caseId, request, n }, casebook.now()),
  );
  return `${publicUrl()}${answerPage(organisation, token)}`;
}
