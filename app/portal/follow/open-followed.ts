import type { FastifyReply, FastifyRequest } from 'fastify';
import { makeLetterWords } from '../../documents/gather-letter-texts.ts';
import { listSentLetters } from '../../documents/list-sent-letters.ts';
import { renderLetterPage } from '../../documents/render-letter.ts';
import type { Person } from '../../identity/person.ts';
import type { CaseRecord } from '../../store/cases/casebook.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import type { Typed } from '../../web/forms.ts';
import { followedPage } from '../paths.ts';
import { findResidentView } from './find-resident-view.ts';
import { viewFollowed } from './view-followed.ts';

type Asked = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly typed?: Typed | undefined;
  readonly errors?: readonly FieldError[] | undefined;
};

/** The page of a followed complaint. That it was read is recorded like any other reading. */
export async function openFollowed(
  parts: AppParts,
  organisation: OrganisationPart,
  record: CaseRecord,
  { request, reply, typed, errors }: Asked,
): Promise<FastifyReply> {
  const { texts, casebook, people } = parts;
  await casebook.read(organisation.id, record.caseId, 'resident', followedPage.pattern);
  const view = findResidentView(texts, record, parts.today(), parts.now());
  const person = view.handler === undefined ? undefined : await people.find(organisation.id, view.handler);
  const handler =
    person && person.state === 'active' ? { name: person.name, title: findTitle(record, person) } : undefined;
  const page = viewFollowed(organisation, { texts, view, handler, csrfField: request.csrfField, typed, errors });
  return reply.page(page, errors ? 400 : 200);
}

/** One of the letters that went to the resident, as it was then, to read or print. */
export async function openSentLetter(
  parts: AppParts,
  organisation: OrganisationPart,
  record: CaseRecord,
  { request, reply }: Asked,
): Promise<FastifyReply> {
  const { n } = request.params as { n: string };
  const sent = listSentLetters(record).find((letter) => String(letter.n) === n);
  if (!sent) {
    reply.callNotFound();
    return reply;
  }
  await parts.casebook.read(organisation.id, record.caseId, 'resident', request.routeOptions.url ?? '');
  const people = await parts.people.list(organisation.id);
  const nameOf = (id: string): string | undefined => people.find((person) => person.id === id)?.name;
  const writer = people.find(({ id }) => id === sent.by);
  const { resident } = sent.gathered;
  const letter = {
    policy: record.policy,
    template: organisation.templates.get(sent.letter.letter.id),
    letter: sent.letter,
    texts: parts.texts,
    words: makeLetterWords(sent.gathered, nameOf, sent.n),
    resident: { name: resident.name, address: resident.address },
    reference: record.origin.reference,
    organisation: record.policy.pack.organisation.name,
    on: sent.on,
    handler: writer && { name: writer.name, title: findTitle(record, writer) },
  };
  return reply.page(renderLetterPage(letter, { back: { href: followedPage({ organisation: organisation.id }) } }));
}

/** What a person is called in the procedure: the title of the highest of their roles. */
function findTitle({ policy }: CaseRecord, { roles }: Person): string | undefined {
  const held = policy.pack.roles.filter(({ id }) => roles.some(({ role }) => role === id));
  return held.toSorted((a, b) => b.rank - a.rank)[0]?.title;
}
