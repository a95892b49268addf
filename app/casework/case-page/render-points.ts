import { findStage, type Point } from '../../../engine/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html, joined } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';

/** The points of the complaint with what was found on each, stage by stage. */
export function renderPoints(open: OpenCase): Html {
  const { points } = open.standing.state;
  const body =
    points.length === 0
      ? html`<p class="govuk-body">The complaint has not been defined yet.</p>`
      : govuk.table({
          caption: 'The points and what was found',
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: 'Point' }, { text: 'What it says' }, { text: 'Found' }],
          firstCellIsHeader: true,
          rows: points.map((point) => [
            { text: point.n },
            { text: renderText(open, point) },
            { text: renderFindings(open, point) },
          ]),
        });
  return html`<section id="points"><h2 class="govuk-heading-m">Points</h2>${body}</section>`;
}

function renderText({ wording }: OpenCase, { n }: Point): Html {
  const sought = wording.textOf(`point.${n}.outcome-sought`);
  return html`<span class="redress-typed">${wording.pointText(n) ?? `Point ${n}`}</span>${sought !== undefined && html`<br>Wanted: ${sought}`}`;
}

function renderFindings({ standing, texts }: OpenCase, point: Point): Html | string {
  if (point.withdrawn) return 'Withdrawn';
  const { policy, state } = standing;
  const found = state.visits.flatMap((visit) => {
    const finding = point.findings[visit.index];
    const stage = findStage(policy, visit.procedure, visit.stage)?.name ?? visit.stage;
    return finding ? [`${stage}: ${texts.statuses.findings[finding]}`] : [];
  });
  return found.length === 0 ? 'Nothing yet' : joined(found, html`<br>`);
}
