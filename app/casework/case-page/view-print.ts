import type { FastifyInstance } from 'fastify';
import { listSentLetters } from '../../documents/list-sent-letters.ts';
import { renderLetter } from '../../documents/render-letter.ts';
import { describeDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { describeCaseTitle } from '../case-words.ts';
import { makeLetterRequest } from '../letters/make-letter-request.ts';
import { toCaseLetter } from '../letters/view-letter.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClocks } from './render-clocks.ts';
import { renderComplainants } from './render-complainants.ts';
import { renderDraft } from './render-draft.ts';
import { renderFacts } from './render-facts.ts';
import { describeSentTo } from './render-letters.ts';
import { renderPeople } from './render-people.ts';
import { renderPoints } from './render-points.ts';
import { renderPromises } from './render-promises.ts';
import { renderReconstructed } from './render-reconstructed.ts';
import { renderBackground, renderSummary } from './render-summary.ts';
import { listMoments } from './render-timeline.ts';

/** The whole case as one page to print: what an ombudsman asks for. */
export function routePrint(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.print.pattern, { config: { access: 'case' } }, async (request, reply) =>
    reply.page(renderPrint(parts, await openCase(request, parts))),
  );
}

function renderPrint(parts: AppParts, open: OpenCase): Page {
  const { record, standing, wording, texts } = open;
  const letters = listSentLetters(record).map((sent) => {
    const request = makeLetterRequest(parts, open, toCaseLetter(open, sent));
    return html`<section class="redress-card"><p class="govuk-body">${describeSentTo(open, sent)}</p>${renderLetter(request, { headingLevel: 3 })}</section>`;
  });
  const reference = record.origin.reference;
  return {
    title: `${reference}: ${describeCaseTitle(texts, standing, wording)}`,
    caption: `The whole case, as it stood on ${describeDate(standing.asOf.on, texts)}`,
    back: { href: caseworkPaths.casePage({ id: record.caseId }), text: `Back to ${reference}` },
    body: html`<p class="govuk-body redress-screen">Internal notes are on this page. Look through it before it leaves the organisation.</p>
${renderReconstructed(open)}${renderSummary(open)}${renderBackground(open)}${renderPoints(open)}${renderDraft(open)}${renderFacts(open)}${renderClocks(open)}${renderPromises(open)}${renderComplainants(open)}${renderPeople(open)}
<section><h2 class="govuk-heading-m">What happened, in order</h2>${govuk.timeline({ items: listMoments(open), headingLevel: 3 })}</section>
<section><h2 class="govuk-heading-m">Letters</h2>${letters.length > 0 ? letters : html`<p class="govuk-body">No letter has gone.</p>`}</section>`,
  };
}
