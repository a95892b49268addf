import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { localDateOf } from '../../../engine/index.ts';
import type { Paragraph } from '../../documents/paragraphs/paragraph.ts';
import {
  keepParagraph,
  listParagraphs,
  type ParagraphRefusal,
  type ParagraphWish,
} from '../../documents/paragraphs/paragraph-book.ts';
import { answerNotThere } from '../../identity/authority.ts';
import { getSignedIn } from '../../identity/index.ts';
import { describeShortDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button, insetText } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { renderField, renderHidden, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { firstOf } from '../../web/server.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';
import { listChoices } from './list-choices.ts';
import { makeFields, type ReadDraft, readDraft, typedFromParagraph } from './read-draft.ts';
import { listExampleValues, renderExample } from './render-example.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;
const SEEN = '_seen';
const DOES = '_do';

/** What a form of a paragraph is for: a new one, or one that is there. */
type Asked = {
  readonly parts: AppParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly paragraph: Paragraph | undefined;
};

/** Adding a standard paragraph, and changing one: looked at with an example case as often as wanted, then saved. */
export function routeSaveParagraph(app: FastifyInstance, parts: AppParts): void {
  app.get(administrationPaths.addParagraph.pattern, ADMINISTRATOR, (request, reply) =>
    reply.page(renderSave({ parts, request, reply, paragraph: undefined })),
  );
  app.post(administrationPaths.addParagraph.pattern, ADMINISTRATOR, (request, reply) =>
    submit({ parts, request, reply, paragraph: undefined }),
  );
  const { pattern } = administrationPaths.changeParagraph;
  app.get(pattern, ADMINISTRATOR, (request, reply) =>
    withParagraph(parts, request, reply, (asked) => reply.page(renderSave(asked))),
  );
  app.post(pattern, ADMINISTRATOR, (request, reply) => withParagraph(parts, request, reply, submit));
}

async function withParagraph(
  parts: AppParts,
  request: FastifyRequest,
  reply: FastifyReply,
  then: (asked: Asked) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { id } = request.params as { id: string };
  const all = await listParagraphs(parts.casebook, getSignedIn(request).organisation);
  const paragraph = all.find((one) => one.id === id);
  return paragraph ? then({ parts, request, reply, paragraph }) : answerNotThere(reply);
}

async function submit(asked: Asked): Promise<FastifyReply> {
  const { parts, request, reply, paragraph } = asked;
  const { policy, versions } = findOrganisation(parts, request);
  const known = Object.keys(listExampleValues(policy));
  const read = readDraft(listChoices(parts.texts, versions), known, request.form, paragraph);
  if (read.errors.length > 0) return reply.page(renderSave(asked, read), 422);
  if (firstOf(request.form, DOES) !== 'save') return reply.page(renderSave(asked, read));
  const { organisation, person } = getSignedIn(request);
  const seen = Number(firstOf(request.form, SEEN));
  const { draft } = read;
  const who = { organisation, actor: person.id };
  const wish: ParagraphWish = paragraph
    ? { ...who, what: 'change', id: paragraph.id, draft, seen }
    : { ...who, what: 'add', draft };
  const outcome = await keepParagraph({ database: parts.casebook.database, now: parts.now }, wish);
  if ('refused' in outcome) return showRefused(asked, read, outcome.refused);
  const text = paragraph
    ? 'Changed. Letters that have gone keep the words they went with.'
    : 'Added. It is offered from now on where it fits.';
  return reply.notice({ type: 'success', text }).seeOther(administrationPaths.paragraph({ id: outcome.done }));
}

async function showRefused(asked: Asked, read: ReadDraft, refused: ParagraphRefusal): Promise<FastifyReply> {
  const { parts, request, reply } = asked;
  const message = 'Another paragraph in use has this name. Writers could not tell them apart: give it another name';
  if (refused === 'same-title')
    return reply.page(renderSave(asked, { ...read, errors: [{ field: 'title', message }] }), 422);
  return withParagraph(parts, request, reply, async (fresh) =>
    reply.page(renderSave(fresh, { ...read, newer: await describeNewer(fresh) }), 409),
  );
}

/** What somebody else has made of it meanwhile. */
async function describeNewer({ parts, request, paragraph }: Asked): Promise<Html | undefined> {
  const last = paragraph?.wordings.at(-1);
  if (!last) return undefined;
  const by = await parts.people.find(getSignedIn(request).organisation, last.by);
  return insetText({
    text: html`<p class="govuk-body"><strong>${by?.name ?? 'Somebody else'} has changed this paragraph since you opened it, on ${describeShortDate(localDateOf(last.recordedAt) ?? '')}.</strong> It now reads:</p><p class="govuk-body redress-typed">${last.text}</p><p class="govuk-body">What you typed is below. Save it again to put it in place of that.</p>`,
  });
}

type Shown = {
  readonly typed?: Typed;
  readonly errors?: readonly FieldError[];
  readonly draft?: ReadDraft['draft'];
  readonly newer?: Html | undefined;
};

function renderSave({ parts, request, paragraph }: Asked, shown: Shown = {}): Page {
  const { typed = paragraph ? typedFromParagraph(paragraph) : {}, errors = [], draft, newer } = shown;
  const { policy, versions } = findOrganisation(parts, request);
  const values = listExampleValues(policy);
  const fields = makeFields(listChoices(parts.texts, versions), values, paragraph);
  const action = paragraph
    ? administrationPaths.changeParagraph({ id: paragraph.id })
    : administrationPaths.addParagraph();
  const isRead = draft !== undefined && errors.length === 0;
  const preview =
    isRead &&
    html`<section aria-labelledby="preview-title"><h2 class="govuk-heading-m" id="preview-title">Not saved yet: how it would read</h2>${renderExample(parts.texts, policy, draft.text)}</section>`;
  const body = html`${newer}${preview}<form method="post" action="${action}" novalidate>${request.csrfField}${paragraph && renderHidden(SEEN, String(paragraph.wordings.length))}
${fields.map((field) => renderField(field, typed, errors))}
<div class="govuk-button-group">${button({ text: 'Save', name: DOES, value: 'save', preventDoubleClick: true })}
${button({ text: 'Show how it reads', name: DOES, value: 'preview', classes: 'govuk-button--secondary' })}</div></form>`;
  const back = paragraph
    ? { href: administrationPaths.paragraph({ id: paragraph.id }), text: paragraph.title }
    : { href: administrationPaths.paragraphs(), text: 'Standard paragraphs' };
  return { title: paragraph ? `Change: ${paragraph.title}` : 'Add a standard paragraph', body, errors, back };
}
