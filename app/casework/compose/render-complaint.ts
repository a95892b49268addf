import { findCurrentVisit, findStage, getOpenPoints, type Point } from '../../../engine/index.ts';
import { describeDate } from '../../texts/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** What a letter answers, to read beside it: what they told us, what they want, each point with what was found and why, what was promised. */
export function renderComplaint(open: OpenCase): Html {
  const { wording, standing } = open;
  const points = getOpenPoints(standing.state);
  const told = wording.textOf('what-happened');
  const home = caseworkPaths.casePage({ id: open.record.caseId });
  return html`<h2 class="govuk-heading-m">The complaint</h2>
${told !== undefined && html`<h3 class="govuk-heading-s">What they told us</h3><p class="govuk-body redress-typed">${told}</p>`}
<h3 class="govuk-heading-s">What they want</h3><p class="govuk-body redress-typed">${wording.outcomeSought ?? 'Not told yet'}</p>
<h3 class="govuk-heading-s">Points</h3>
${points.length === 0 ? html`<p class="govuk-body">The complaint has not been defined yet.</p>` : points.map((point) => renderPoint(open, point))}
${renderPromised(open)}
${wording.comments.length > 0 && html`<h3 class="govuk-heading-s">What they said on the draft</h3>${wording.comments.map(({ comment, text }) => html`<p class="govuk-body redress-typed">${comment}. ${text}</p>`)}`}
<p class="govuk-body"><a class="govuk-link" href="${home}">The whole case</a></p>`;
}

function renderPoint(open: OpenCase, point: Point): Html {
  const { wording, standing, texts } = open;
  const sought = wording.textOf(`point.${point.n}.outcome-sought`);
  const found = standing.state.visits.flatMap((visit) => {
    const finding = point.findings[visit.index];
    if (!finding) return [];
    const stage = findStage(standing.policy, visit.procedure, visit.stage)?.name ?? visit.stage;
    const reasons = findReasons(open, point.n, visit.index);
    return [
      html`<p class="govuk-body">${stage}: <strong>${texts.statuses.findings[finding]}</strong>${reasons && html`. <span class="redress-typed">${reasons}</span>`}</p>`,
    ];
  });
  return html`<div class="redress-compose__point"><p class="govuk-body redress-typed"><strong>${point.n}.</strong> ${wording.pointText(point.n) ?? `Point ${point.n}`}</p>
${sought && html`<p class="govuk-body">Wanted: <span class="redress-typed">${sought}</span></p>`}
${found.length > 0 ? found : html`<p class="govuk-body">Nothing found yet.</p>`}</div>`;
}

/** The reasons last recorded with a finding on a point in a stay in a stage. */
function findReasons({ standing, record }: OpenCase, point: number, visit: number): string | undefined {
  const { visits } = standing.state;
  const from = visits.find(({ index }) => index === visit)?.opening ?? 0;
  const next = visits.find(({ index }) => index === visit + 1)?.opening ?? Number.POSITIVE_INFINITY;
  const told = standing.history.filter(
    (event) => event.type === 'finding-recorded' && event.point === point && event.n >= from && event.n < next,
  );
  return told.flatMap(({ n }) => record.texts.get(n)?.['reasons'] ?? []).at(-1);
}

function renderPromised(open: OpenCase): Html | undefined {
  const { standing, wording, texts } = open;
  const visit = findCurrentVisit(standing.state);
  const promises = standing.state.promises.filter((promise) => promise.visit === visit?.index || !promise.kept);
  if (promises.length === 0) return undefined;
  const items = promises.map(({ promise, due, owner }) => {
    const who = owner === undefined ? 'nobody has it yet' : (open.nameOf(owner) ?? 'somebody');
    const when = due === undefined ? 'no date yet' : `by ${describeDate(due, texts)}`;
    return html`<li><span class="redress-typed">${wording.promiseText(promise) ?? ''}</span> (${who}, ${when})</li>`;
  });
  return html`<h3 class="govuk-heading-s">What was promised</h3><ul class="govuk-list govuk-list--bullet">${items}</ul>`;
}
