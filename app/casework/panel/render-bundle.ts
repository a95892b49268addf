import { isViewed } from '../../documents/check-upload.ts';
import { describeDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { caseworkPaths } from '../paths.ts';
import type { PanelView } from './describe-panel.ts';
import { gatherPapers, type Paper } from './gather-papers.ts';

/** The papers of a panel on one page to read and print: an index, then each paper on a sheet of its own. */
export async function renderBundlePage(parts: AppParts, view: PanelView): Promise<Page> {
  const { open } = view;
  const { caseId: id, origin } = open.record;
  const papers = await gatherPapers(parts, view);
  const address = (paper: Paper): string => caseworkPaths.file({ id, file: paper.file?.fileId ?? '' });
  return {
    title: 'Papers for the panel',
    caption: origin.reference,
    back: { href: caseworkPaths.panel({ id }), text: 'Back to the panel' },
    body: html`<p class="govuk-body redress-screen">Print this page, or <a class="govuk-link" href="${caseworkPaths.panelBundle({ id })}">save it with the originals</a>. Notes of staff, conversations and incidents are not in it.</p>
${papers.length === 0 ? html`<p class="govuk-body">No papers are chosen yet. <a class="govuk-link" href="${caseworkPaths.panel({ id })}#papers">Choose them</a>.</p>` : renderBundle(view, papers, (paper) => renderFile(paper, address(paper)))}`,
  };
}

/** Index and papers. `showFile`: how the file of a paper is shown or named. */
export function renderBundle(
  { open, panel }: PanelView,
  papers: readonly Paper[],
  showFile: (paper: Paper) => Html,
): Html {
  const day = panel.day && html`<p class="govuk-body">For the meeting on ${describeDate(panel.day, open.texts)}.</p>`;
  const rows = papers.map(({ number, name, known, file }) => [
    { text: String(number) },
    { text: html`<a class="govuk-link" href="#paper-${number}">${name}</a>` },
    { text: known ? 'Yes' : 'No' },
    { text: file ? file.name : '' },
  ]);
  const index = govuk.table({
    caption: 'Index',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Paper' }, { text: 'What' }, { text: 'Known to the complainant' }, { text: 'File' }],
    rows,
  });
  const all = papers.map(
    (
      paper,
    ) => html`<section class="redress-paper" id="paper-${paper.number}"><h2 class="govuk-heading-m">Paper ${paper.number}. ${paper.name}</h2>
${paper.known ? '' : html`<p class="govuk-body"><strong>The complainant has not seen this.</strong></p>`}${paper.body}${paper.file && showFile(paper)}</section>`,
  );
  return html`${day}<div class="redress-scroll" tabindex="0" role="region" aria-label="Index">${index}</div>${all}`;
}

/** A photograph as it is, another file by name, each with its digest. */
function renderFile({ file, number, name }: Paper, address: string): Html {
  if (!file) return html``;
  const isPicture = file.mediaType.startsWith('image/') && isViewed(file.mediaType);
  const picture =
    isPicture && html`<p><img class="redress-paper__picture" src="${address}" alt="Paper ${number}: ${name}"></p>`;
  return html`${picture}<p class="govuk-body"><a class="govuk-link" href="${address}">${file.name}</a></p><p class="govuk-hint redress-digest">SHA-256 ${file.digest}</p>`;
}
