import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../../engine/index.ts';
import { findHeldFiles, type HeldFile, type Holder, holdFiles, releaseHeld } from '../../documents/held-files.ts';
import type { CaseOutcome } from '../../store/cases/casebook.ts';
import { describeRefusal } from '../../texts/index.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import { readForm } from '../../web/forms.ts';
import type { Once } from '../../web/once.ts';
import { answerPage } from '../paths.ts';
import { type AskedByLink, findAsked } from './find-asked.ts';
import { type AnswerForm, FILES, PROPOSED, REPLY, viewAnswer, viewClosed, viewWrong, WORDS } from './view-answer.ts';

/** Whoever answers by a link: known by what they were asked, and by nothing else. */
const ACTOR = { id: 'answer-link', kind: 'other-body', roles: [] } as const;

const kitOf = ({ files, casebook, now }: AppParts) => ({ files, database: casebook.database, now });

const holderOf = ({ record, request }: AskedByLink): Holder => ({
  organisation: record.organisation,
  caseId: record.caseId,
  person: ACTOR.id,
  form: `answer:${request.n}`,
});

/** The page that a link in an e-mail opens. That it was read is recorded. */
export async function openAnswer(
  parts: AppParts,
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = await findAsked(parts, organisation, request);
  if (asked === undefined) return reply.page(viewWrong(organisation), 404);
  if (asked === 'not-open') return reply.page(viewClosed(organisation), 410);
  await parts.casebook.read(organisation.id, asked.record.caseId, ACTOR.id, answerPage.pattern);
  const sent = (request.query as { sent?: string }).sent === '1';
  return showForm(parts, organisation, asked, { request, reply, sent });
}

type Shown = Partial<Pick<AnswerForm, 'typed' | 'errors' | 'sent'>> & {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

async function showForm(
  parts: AppParts,
  organisation: OrganisationPart,
  asked: AskedByLink,
  { request, reply, typed, errors, sent = false }: Shown,
): Promise<FastifyReply> {
  const { token } = request.params as { token: string };
  const held = (await findHeld(parts, asked)).map(({ name }) => name);
  const form = { csrfField: request.csrfField, token, typed, errors, held, sent };
  return reply.page(viewAnswer(parts, organisation, asked, form), errors ? 400 : 200);
}

/** Files that came with a form and are on no case yet. */
async function findHeld(parts: AppParts, asked: AskedByLink): Promise<readonly HeldFile[]> {
  const holder = holderOf(asked);
  return parts.casebook.database.inOrganisation(holder.organisation, (tx) => findHeldFiles(tx, holder));
}

/** Takes what whoever was asked sends: an answer with its files, or why there is none yet. */
export async function submitAnswer(
  { parts, once }: { readonly parts: AppParts; readonly once: Once<CaseOutcome> },
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = await findAsked(parts, organisation, request);
  if (asked === undefined) return reply.page(viewWrong(organisation), 404);
  if (asked === 'not-open') return reply.page(viewClosed(organisation), 410);
  const uploads = request.uploads.filter(({ field }) => field === FILES);
  const { faults } = await holdFiles(kitOf(parts), holderOf(asked), uploads);
  const { values, errors, typed } = readForm([REPLY, WORDS, PROPOSED], request.form);
  const wrong: FieldError[] = [...errors, ...faults.map((message) => ({ field: FILES, message }))];
  if (wrong.length > 0) return showForm(parts, organisation, asked, { request, reply, typed, errors: wrong });
  const outcome = await once(request, () => record(parts, asked, values));
  if ('done' in outcome) {
    const { token } = request.params as { token: string };
    return reply.seeOther(answerPage({ organisation: organisation.id, token }, { sent: 1 }));
  }
  const refused = describeFaults(parts, 'refused' in outcome ? outcome.refused : []);
  return showForm(parts, organisation, asked, { request, reply, typed, errors: refused });
}

async function record(
  parts: AppParts,
  asked: AskedByLink,
  values: Readonly<Record<string, unknown>>,
): Promise<CaseOutcome> {
  const { record: found, request } = asked;
  const isAnswer = values['reply'] === 'answer';
  const held = isAnswer ? await findHeld(parts, asked) : [];
  const files = held.map(({ fileId, digest, size, mediaType }) => ({ id: fileId, digest, size, mediaType }));
  const own = { request: String(request.request) };
  const outcome = await parts.casebook.act({
    organisation: found.organisation,
    caseId: found.caseId,
    actor: ACTOR,
    command: isAnswer ? 'receive-information' : 'put-off-information',
    moment: { on: parts.today(), at: parts.now() },
    input: isAnswer
      ? { ...own, answer: values['words'], files }
      : { ...own, 'put-off': values['reply'], 'put-off-why': values['words'], proposed: values['proposed'] },
  });
  if ('done' in outcome) await releaseFiles(parts, asked, held);
  return outcome;
}

async function releaseFiles(parts: AppParts, asked: AskedByLink, held: readonly HeldFile[]): Promise<void> {
  const holder = holderOf(asked);
  const ids = held.map(({ fileId }) => fileId);
  await parts.casebook.database.inOrganisation(holder.organisation, (tx) => releaseHeld(tx, holder, ids));
}

const describeFaults = ({ texts }: AppParts, refusals: readonly Refusal[]): readonly FieldError[] =>
  refusals.map((refusal) => ({
    field: refusal.values['field'] === 'proposed' ? 'proposed' : 'words',
    message: describeRefusal(texts, refusal, 'put-off-information'),
  }));
