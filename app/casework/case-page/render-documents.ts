import { listSentLetters } from '../../documents/list-sent-letters.ts';
import { describeDate } from '../../texts/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** What there is to read, print or hand over: the letters as they went, and the whole case in one. */
export function renderDocuments(open: OpenCase): Html {
  const { caseId: id } = open.record;
  const letters = listSentLetters(open.record).map(
    ({ n, on, letter }) =>
      html`<li><a class="govuk-link" href="${caseworkPaths.letter({ id, n })}">${letter.letter.title}, ${describeDate(on, open.texts)}</a></li>`,
  );
  return html`<section id="documents" class="redress-screen"><h2 class="govuk-heading-m">Documents</h2>
<ul class="govuk-list govuk-list--bullet">${letters}<li><a class="govuk-link" href="${caseworkPaths.print({ id })}">The whole case as one page to print</a></li></ul></section>`;
}
