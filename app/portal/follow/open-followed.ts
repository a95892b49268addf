import type { FastifyReply, FastifyRequest } from 'fastify';
import { lettersTo, listSentLetters } from '../../documents/list-sent-letters.ts';
import { renderLetterPage } from '../../documents/render-letter.ts';
import { findTitle, requestLetter } from '../../documents/request-letter.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import type { Typed } from '../../web/forms.ts';
import { followedPage } from '../paths.ts';
import { actorOf } from '../resident.ts';
import { findResidentView } from './find-resident-view.ts';
import type { FollowedRecord } from './followed-case.ts';
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
  record: FollowedRecord,
  { request, reply, typed, errors }: Asked,
): Promise<FastifyReply> {
  const { texts, casebook, people } = parts;
  await casebook.read(organisation.id, record.caseId, actorOf(record.follower).id, followedPage.pattern);
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
  record: FollowedRecord,
  { request, reply }: Asked,
): Promise<FastifyReply> {
  const { n } = request.params as { n: string };
  const sent = lettersTo(listSentLetters(record), record.follower).find((letter) => String(letter.n) === n);
  if (!sent) {
    reply.callNotFound();
    return reply;
  }
  await parts.casebook.read(
    organisation.id,
    record.caseId,
    actorOf(record.follower).id,
    request.routeOptions.url ?? '',
  );
  const people = await parts.people.list(organisation.id);
  const letter = requestLetter({ record, sent, key: record.follower, organisation, texts: parts.texts, people });
  return reply.page(renderLetterPage(letter, { back: { href: followedPage({ organisation: organisation.id }) } }));
}
