import type { Forecast, Move } from '../../../engine/index.ts';
import { describeDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { renderClause } from '../render-clause.ts';

/** How a forecast came about: both ways through what is still to be done, each with its days. */
export function renderForecastWorking(open: OpenCase, forecast: Forecast): Html {
  const text = html`<p class="govuk-body">Each thing done as soon as it can be:</p>${renderWay(open, forecast.soonestWay)}
<p class="govuk-body">Each thing done on the last day that the procedure gives it:</p>${renderWay(open, forecast.latestWay)}`;
  const summary = html`How this was worked out<span class="govuk-visually-hidden">: ${forecast.clock.name}</span>`;
  return govuk.details({ summaryText: summary, text });
}

function renderWay({ texts, standing }: OpenCase, moves: readonly Move[]): Html {
  const items = moves.map(({ kind, name, on, clause }) => {
    const when = kind === 'wait' ? `runs until ${describeDate(on, texts)}` : describeDate(on, texts);
    return html`<li>${name}: ${when} ${renderClause(texts, standing.policy, clause)}</li>`;
  });
  return html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`;
}
