import type { FastifyInstance } from 'fastify';
import {
  type DraftComment,
  type DraftSent,
  findCommentSteps,
  findCurrentVisit,
  findStage,
  listTimesWaitedFor,
  type Part,
} from '../../../engine/index.ts';
import type { CommentWording } from '../../documents/gather-comments.ts';
import { describeDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { PageError } from '../../web/page-error.ts';
import { findAction } from '../actions/find-action.ts';
import { renderTime } from '../case-page/render-draft.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { renderWays } from '../panel/render-way.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import { renderRefusals } from '../render-refusals.ts';

/** The draft that went for comment: its window, each comment with what came of it, and what the response still waits for. */
export function routeDraft(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.draft.pattern, { config: { access: 'case' } }, async (request, reply) =>
    reply.page(renderDraftPage(await openCase(request, parts))),
  );
}

/** @throws PageError 404 where the stage sends no draft for comment */
function renderDraftPage(open: OpenCase): Page {
  const { standing, record } = open;
  const visit = findCurrentVisit(standing.state);
  const steps = findCommentSteps(findStage(standing.policy, visit?.procedure, visit?.stage));
  if (steps.length === 0) throw noDraftHere();
  const sent = standing.state.drafts.filter((draft) => draft.visit === visit?.index);
  const { reference } = record.origin;
  return {
    title: 'Draft and comments',
    heading: false,
    back: { href: caseworkPaths.casePage({ id: record.caseId }), text: `Back to ${reference}` },
    body: html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}</span> Draft and comments</h1>
<section id="draft"><h2 class="govuk-heading-m">The draft</h2>
${sent.length > 0 ? sent.map((one) => renderSent(open, one)) : html`<p class="govuk-body">No draft has gone to the complainant at this stage.</p>`}
${listTimesWaitedFor(standing, visit).map((clock) => renderTime(open, clock))}
${renderWays(
  open,
  steps.map(({ id }) => ({ action: `step:${id}` })),
)}</section>
${sent.length > 0 && renderComments(open, visit?.index)}
${renderResponse(open)}`,
  };
}

const noDraftHere = (): PageError =>
  new PageError({
    status: 404,
    title: 'No draft goes for comment here',
    text: 'The procedure of this case sends no draft for comment at the stage it is in. Go back to the case.',
  });

function renderSent({ texts, record }: OpenCase, { on, channel, n }: DraftSent): Html {
  const way = channel ? ` ${texts.statuses.channels[channel]}` : '';
  const letter = caseworkPaths.letter({ id: record.caseId, n });
  return html`<p class="govuk-body">Sent on ${describeDate(on, texts)}${way}. <a class="govuk-link" href="${letter}">Read the draft<span class="govuk-visually-hidden"> of ${describeDate(on, texts)}</span></a></p>`;
}

function renderComments(open: OpenCase, visit: number | undefined): Html {
  const { standing, wording } = open;
  const comments = standing.state.comments.filter((one) => one.visit === visit);
  const answered = comments.filter((one) => one.answered).length;
  const lead =
    comments.length === 0
      ? 'They have not commented yet.'
      : answered === comments.length
        ? 'Every comment is answered.'
        : `${answered} of ${comments.length} answered.`;
  const cards = comments.map((comment) =>
    renderComment(
      open,
      comment,
      wording.comments.find(({ n }) => n === comment.n),
    ),
  );
  return html`<section id="comments"><h2 class="govuk-heading-m">What they say on it</h2>
<p class="govuk-body">${lead}</p>${cards}
${renderWays(open, [{ action: 'comment-on-draft' }])}</section>`;
}

function renderComment(open: OpenCase, comment: DraftComment, words: CommentWording | undefined): Html {
  const { texts } = open;
  const { answered } = comment;
  const label = texts.fields.numbered['comment-number'].replace('{n}', String(comment.comment));
  const how = words?.byResident ? '' : ', recorded by staff';
  const last = words?.finished ? '. They have nothing more to say' : '';
  const tag = answered
    ? govuk.tag({ text: texts.fields.options['comment-answer']?.[answered.answer] ?? '', colour: 'green' })
    : govuk.tag({ text: 'Not answered yet', colour: 'orange' });
  return html`<div class="redress-card" id="comment-${comment.comment}"><h3 class="govuk-heading-s govuk-!-margin-bottom-1">${label} ${tag}</h3>
<p class="govuk-hint govuk-!-margin-bottom-1">${describeDate(comment.on, texts)}${how}${last}</p>
<p class="govuk-body redress-typed">${words?.text ?? ''}</p>
${answered && html`<p class="govuk-body"><strong>Our answer</strong><br><span class="redress-typed">${open.record.texts.get(answered.n)?.['comment-answer-words'] ?? ''}</span></p>`}
${renderWays(open, [
  {
    action: 'answer-comment',
    text: answered ? 'Change the answer' : 'Answer it',
    of: label,
    given: { 'comment-number': comment.comment },
  },
])}</div>`;
}

/** Where the answers go, and what the response still waits for. */
function renderResponse(open: OpenCase): Html {
  const { texts, standing, record } = open;
  const action = findAction(open, 'respond');
  const part = action?.letter?.parts.find((one) => one['per-comment']);
  const refusals = action?.refusals ?? [];
  return html`<section id="response"><h2 class="govuk-heading-m">The response</h2>
<p class="govuk-body">${describePart(part)} ${renderClause(texts, standing.policy, part?.clause)}</p>
${refusals.length > 0 && html`<p class="govuk-body">It cannot go yet:</p>${renderRefusals(texts, standing.policy, refusals, 'respond')}`}
${action && html`<p class="govuk-body redress-screen"><a class="govuk-link" href="${caseworkPaths.response({ id: record.caseId })}">Write the response</a></p>`}</section>`;
}

const describePart = (part: Part | undefined): string =>
  part === undefined
    ? 'The procedure does not say that the response answers each comment. Your answers are kept here.'
    : `The response answers each comment under “${part.name}”. It starts from your answers here, and cannot go while one is missing.`;
