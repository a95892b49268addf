import { findStage, getOpenPoints, listPapersChosen, type PaperKey } from '../../../engine/index.ts';
import type { FileRecord } from '../../documents/file-store.ts';
import { listSentLetters } from '../../documents/list-sent-letters.ts';
import { renderLetter } from '../../documents/render-letter.ts';
import { describeDate, describePoints } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { type Html, html } from '../../web/html.ts';
import { type EvidencePiece, listEvidence } from '../investigation/list-evidence.ts';
import { makeLetterRequest } from '../letters/make-letter-request.ts';
import { toCaseLetter } from '../letters/view-letter.ts';
import type { OpenCase } from '../open-case.ts';
import type { PanelView } from './describe-panel.ts';
import { namePaper } from './name-paper.ts';
import { isKnownToThem } from './render-papers.ts';

/** A paper of the bundle: its number in the index, what it is called, what stands in it, and the file it comes with. */
export type Paper = {
  readonly number: number;
  readonly key: PaperKey;
  readonly name: string;
  /** The complainant wrote it, was sent it, or was shown it. */
  readonly known: boolean;
  readonly body: Html;
  readonly file: FileRecord | undefined;
};

/** The papers chosen for the panel, in order, with everything that stands in them. */
export async function gatherPapers(parts: AppParts, view: PanelView): Promise<readonly Paper[]> {
  const { open } = view;
  const pieces = await listEvidence(parts, open);
  return listPapersChosen(open.standing).map((key, index) => {
    const piece = pieces.find(({ evidence }) => key === `evidence-${evidence}`);
    return {
      number: index + 1,
      key,
      name: namePaper(open, key) ?? key,
      known: isKnownToThem(view, key),
      body: piece ? renderPiece(open, piece) : renderWords(parts, open, key),
      file: piece?.record,
    };
  });
}

function renderWords(parts: AppParts, open: OpenCase, key: PaperKey): Html {
  if (key === 'complaint') return renderComplaint(open);
  if (key === 'definition') return renderDefinition(open);
  return key === 'findings' ? renderFindings(open) : renderSentLetter(parts, open, key);
}

function renderComplaint({ wording, standing, texts }: OpenCase): Html {
  const { received, channel } = standing.state;
  const name = wording.resident.name;
  return html`<p class="govuk-body">${received && `Received on ${describeDate(received.on, texts)}`}${channel && ` ${texts.statuses.channels[channel]}`}${name && `, from ${name}`}.</p>
<p class="govuk-body redress-typed">${wording.textOf('what-happened') ?? 'It is not written down in their words.'}</p>`;
}

function renderDefinition({ wording, standing }: OpenCase): Html {
  const points = getOpenPoints(standing.state).map(
    ({ n }) => html`<li value="${n}">${wording.pointText(n) ?? ''}</li>`,
  );
  const sought = wording.outcomeSought;
  return html`<ol class="govuk-list govuk-list--number">${points}</ol>${sought && html`<p class="govuk-body"><strong>What they want</strong><br><span class="redress-typed">${sought}</span></p>`}`;
}

/** What was found on each point at each stage, and why. */
function renderFindings({ standing, wording, record, texts }: OpenCase): Html {
  const { state, policy } = standing;
  const found = getOpenPoints(state).map((point) => {
    const lines = state.visits.flatMap(({ index, procedure, stage }) => {
      const finding = point.findings[index];
      if (finding === undefined) return [];
      const words = record.texts.get(point.found?.[index]?.n ?? 0) ?? {};
      const title = findStage(policy, procedure, stage)?.name ?? stage;
      return [
        html`<p class="govuk-body"><strong>${title}: ${texts.statuses.findings[finding]}</strong><br><span class="redress-typed">${words['reasons'] ?? ''}</span></p>`,
      ];
    });
    return html`<h3 class="govuk-heading-s">Point ${point.n}: ${wording.pointText(point.n) ?? ''}</h3>${lines}`;
  });
  return html`${found}`;
}

function renderSentLetter(parts: AppParts, open: OpenCase, key: PaperKey): Html {
  const sent = listSentLetters(open.record).find(({ n }) => key === `letter-${n}`);
  if (!sent) return html`<p class="govuk-body">This letter is not there any more.</p>`;
  return renderLetter(makeLetterRequest(parts, open, toCaseLetter(open, sent)), { headingLevel: 3 });
}

function renderPiece({ texts, nameOf }: OpenCase, piece: EvidencePiece): Html {
  const said = [
    piece.takenOn && `Taken on ${describeDate(piece.takenOn, texts)}`,
    piece.from && `From: ${piece.from}`,
    piece.present && `There: ${piece.present}`,
    `Added on ${describeDate(piece.on, texts)} by ${nameOf(piece.by) ?? texts.pages.common!['unknown-person']!}`,
    describePoints(texts, piece.points),
  ].filter(Boolean);
  return html`<p class="govuk-body redress-typed">${piece.words ?? ''}</p><p class="govuk-hint">${said.join('. ')}.</p>`;
}
