import { describeSize, isViewed } from '../../documents/check-upload.ts';
import { describeDate, describePoints, describeShortDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html, joined } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import type { EvidencePiece } from './list-evidence.ts';

/** A list of evidence, each with what it is, what it shows, who added it and when, and its file. */
export function renderEvidence(open: OpenCase, pieces: readonly EvidencePiece[]): Html {
  return html`<ul class="govuk-list redress-evidence">${pieces.map((piece) => html`<li id="evidence-${piece.evidence}">${renderPiece(open, piece)}</li>`)}</ul>`;
}

/** The same as links to where each stands in full. */
export function renderEvidenceLinks(open: OpenCase, pieces: readonly EvidencePiece[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${pieces.map(
    (piece) =>
      html`<li><a class="govuk-link" href="#evidence-${piece.evidence}">Evidence ${piece.evidence}</a>: ${nameKind(open, piece)}${piece.words !== undefined && html`, ${shorten(piece.words)}`}</li>`,
  )}</ul>`;
}

const shorten = (text: string): string => (text.length <= 90 ? text : `${text.slice(0, 88).trimEnd()}…`);

/** What a piece is called: “Photograph”, “Visit”. */
export const nameKind = ({ texts }: OpenCase, { kind }: Pick<EvidencePiece, 'kind'>): string =>
  texts.pages['evidence']?.[kind] ?? texts.fields.options['add-evidence.kind']?.[kind] ?? kind;

function renderPiece(open: OpenCase, piece: EvidencePiece): Html {
  const { words, from, present, why, caption } = piece;
  return html`<p class="govuk-body govuk-!-margin-bottom-1"><strong>Evidence ${piece.evidence}: ${nameKind(open, piece)}</strong> ${renderMarks(piece)}</p>
${words !== undefined && html`<p class="govuk-body govuk-!-margin-bottom-1 redress-typed">${words}</p>`}
${present !== undefined && html`<p class="govuk-body govuk-!-margin-bottom-1">There: ${present}</p>`}
${renderFile(open, piece)}
<p class="redress-quiet govuk-!-margin-bottom-1">${joined(listFacts(open, piece), ' · ')}</p>
${from !== undefined && html`<p class="redress-quiet govuk-!-margin-bottom-1">From: ${from}</p>`}
${caption !== undefined && html`<p class="redress-quiet govuk-!-margin-bottom-1">The complainant reads: ${caption}</p>`}
${why !== undefined && html`<p class="redress-quiet govuk-!-margin-bottom-1">Withdrawn because: ${why}</p>`}`;
}

/** Why it counts no longer, or that the complainant sees it; that it stays inside is the rule, and said as well. */
function renderMarks(piece: EvidencePiece): Html {
  if (piece.voided) return govuk.tag({ text: 'Did not happen', colour: 'grey' });
  if (piece.withdrawn !== undefined) return govuk.tag({ text: 'Withdrawn', colour: 'grey' });
  return piece.shared === undefined
    ? govuk.tag({ text: 'Internal', colour: 'purple' })
    : govuk.tag({ text: 'The complainant sees the file', colour: 'blue' });
}

function listFacts(open: OpenCase, piece: EvidencePiece): readonly string[] {
  const { texts } = open;
  const who = open.nameOf(piece.by) ?? texts.pages.common!['unknown-person']!;
  const held = piece.kind === 'interview' || piece.kind === 'visit' ? 'Held' : 'Added';
  return [
    describePoints(texts, piece.points),
    `${held} ${describeShortDate(piece.on, texts)}, by ${who}`,
    ...(piece.takenOn === undefined ? [] : [`Taken on ${describeDate(piece.takenOn, texts)}`]),
    ...(piece.partOf === undefined ? [] : [`Came with evidence ${piece.partOf}`]),
  ];
}

/** The link to a file, and what it is known by: its digest, whole on wish. */
export function renderFile(open: OpenCase, { file, record }: Pick<EvidencePiece, 'file' | 'record'>): Html | undefined {
  if (!file) return undefined;
  const place = { id: open.record.caseId, file: file.id };
  const name = record?.name ?? 'The file';
  const viewed = isViewed(file.mediaType);
  const saving = html` · <a class="govuk-link" href="${caseworkPaths.file(place, { download: '1' })}" download>Save<span class="govuk-visually-hidden"> ${name}</span></a>`;
  return html`<p class="govuk-body govuk-!-margin-bottom-1"><a class="govuk-link" href="${caseworkPaths.file(place)}">${name}</a>${viewed && saving}</p>
${govuk.details({
  summaryText: html`${describeSize(file.size)}, sha256 ${file.digest.slice(0, 12)}…<span class="govuk-visually-hidden"> of ${name}</span>`,
  text: html`<p class="govuk-body">The whole digest, by which anybody can tell that the file is unchanged:</p><p class="govuk-body redress-digest">${file.digest}</p><p class="govuk-body">Kind: ${file.mediaType}</p>`,
  classes: 'govuk-!-margin-bottom-1',
})}`;
}
