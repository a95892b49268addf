import { listSentLetters } from '../../documents/list-sent-letters.ts';
import { describeDate, describePoints, describeShortDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { counts, type EvidencePiece } from '../investigation/list-evidence.ts';
import { nameKind, renderFile } from '../investigation/render-evidence.ts';
import { caseworkPaths } from '../paths.ts';
import type { CaseView } from './case-view.ts';

/** What there is to read, print or hand over: the letters as they went, the files, and the whole case in one. */
export function renderDocuments(view: CaseView): Html {
  const { caseId: id } = view.record;
  const letters = listSentLetters(view.record).map(
    ({ n, on, letter }) =>
      html`<li><a class="govuk-link" href="${caseworkPaths.letter({ id, n })}">${letter.letter.title}, ${describeDate(on, view.texts)}</a></li>`,
  );
  const files = view.evidence.filter(({ file }) => file !== undefined);
  return html`<section id="documents" class="redress-screen"><h2 class="govuk-heading-m">Documents</h2>
<ul class="govuk-list govuk-list--bullet">${letters}<li><a class="govuk-link" href="${caseworkPaths.print({ id })}">The whole case as one page to print</a></li></ul>
${files.length > 0 && renderFiles(view, files)}</section>`;
}

/** Every file: what it is and shows, the points it bears on, who added it and when, its digest. */
function renderFiles(view: CaseView, files: readonly EvidencePiece[]): Html {
  const rows = files.map((piece) => [
    {
      text: html`${renderFile(view, piece)}${!counts(piece) && govuk.tag({ text: piece.voided ? 'Did not happen' : 'Withdrawn', colour: 'grey' })}`,
    },
    {
      text: html`Evidence ${piece.evidence}: ${nameKind(view, piece)}<br>${describePoints(view.texts, piece.points)}`,
    },
    {
      text: html`${describeShortDate(piece.on, view.texts)}<br>${view.nameOf(piece.by) ?? view.texts.pages.common!['unknown-person']!}`,
    },
  ]);
  return govuk.table({
    caption: 'Files',
    captionClasses: 'govuk-table__caption--s',
    head: [{ text: 'File' }, { text: 'What it is' }, { text: 'Added' }],
    rows,
  });
}
