import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { MOST_IN_ZIP, makeZip, type ZipEntry } from '../../documents/make-zip.ts';
import { sha256 } from '../../store/canonical-json.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { type Html, html } from '../../web/html.ts';
import { PageError } from '../../web/page-error.ts';
import type { PanelView } from './describe-panel.ts';
import { gatherPapers, type Paper } from './gather-papers.ts';
import { renderBundle } from './render-bundle.ts';

/** How the page reads where it is opened from a folder, without the rest of Redress. */
const STYLE = `body{font:16px/1.5 Arial,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #b1b4b6;padding:.4rem;text-align:left;vertical-align:top}.redress-typed{white-space:pre-wrap}
.redress-paper{break-before:page;border-top:2px solid #0b0c0c;margin-top:2rem;padding-top:1rem}img{max-width:100%}.govuk-hint{color:#484949;overflow-wrap:anywhere}`;

/**
 * The papers of the panel as one archive: the page with index and words, every original under the number of its paper,
 * and a list of digests, in the form that `sha256sum --check` reads. @throws PageError 409 where none are chosen, 410
 * where an original is missing or damaged: half a bundle goes to nobody
 */
export async function sendBundle(parts: AppParts, view: PanelView, reply: FastifyReply): Promise<FastifyReply> {
  const papers = await gatherPapers(parts, view);
  if (papers.length === 0) throw noneChosen();
  await checkOriginals(parts, view, papers);
  const page = Buffer.from(renderDocument(view, papers).toString(), 'utf8');
  const originals = papers.filter((paper) => paper.file);
  const digests = [
    `${sha256(page)}  ${PAGE}`,
    ...originals.map((paper) => `${paper.file?.digest}  ${nameOriginal(paper)}`),
  ];
  const entries: readonly ZipEntry[] = [
    { name: PAGE, read: () => page },
    ...originals.map((paper) => ({ name: nameOriginal(paper), read: () => readOriginal(parts, view, paper) })),
    { name: 'SHA256SUMS.txt', read: () => Buffer.from(`${digests.join('\n')}\n`, 'utf8') },
  ];
  const { reference } = view.open.record.origin;
  return reply
    .headers({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="papers-${reference.replaceAll(/[^\w-]/g, '')}.zip"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    .send(Readable.from(makeZip(entries, parts.now())));
}

const PAGE = '00 Papers.html';

/** The number of the paper, then the name the file came with, without what a folder cannot hold. */
function nameOriginal({ number, file }: Paper): string {
  const name = (file?.name ?? '').replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, '_').replace(/^\.+/, '_');
  return `${String(number).padStart(2, '0')} ${name.slice(-120)}`;
}

const readOriginal = ({ files }: AppParts, { open }: PanelView, { file }: Paper): Promise<Buffer> =>
  files.read(open.record.organisation, file?.digest ?? '');

/** Before anything is sent: every original is there and is what was kept. */
async function checkOriginals(parts: AppParts, view: PanelView, papers: readonly Paper[]): Promise<void> {
  const originals = papers.filter(({ file }) => file);
  const size = originals.reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
  if (size > MOST_IN_ZIP) throw tooLarge();
  for (const paper of originals) {
    const bytes = await readOriginal(parts, view, paper).catch(() => undefined);
    if (!bytes) throw damaged(paper);
  }
}

function renderDocument(view: PanelView, papers: readonly Paper[]): Html {
  const title = `Papers for the panel, ${view.open.record.origin.reference}`;
  const body = renderBundle(
    view,
    papers,
    (paper) =>
      html`<p>Original: <a href="${encodeURIComponent(nameOriginal(paper))}">${nameOriginal(paper)}</a></p><p class="govuk-hint">SHA-256 ${paper.file?.digest}</p>`,
  );
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><h1>${title}</h1>${body}</body></html>`;
}

const noneChosen = (): PageError =>
  new PageError({
    status: 409,
    title: 'No papers are chosen',
    text: 'Go back to the panel, choose the papers, and then save them.',
    keep: false,
  });

const tooLarge = (): PageError =>
  new PageError({
    status: 413,
    title: 'The papers are too large for one file',
    text: 'Go back to the panel and choose fewer of them.',
    keep: false,
  });

const damaged = ({ number, name }: Paper): PageError =>
  new PageError({
    status: 410,
    title: 'One of the originals is not what was kept',
    text: `The file of paper ${number} (${name}) is missing in the file store or differs from what was added to the case, so nothing is handed out. Tell whoever runs this service, or leave the paper out.`,
    keep: false,
  });
