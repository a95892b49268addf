import { determineForecast, listWarnings, type Warning } from '../../../engine/index.ts';
import { describeWarning } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { type OpenCase, rolesIn } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import { renderForecastWorking } from './render-forecast.ts';

/** What a person should look at, though it forbids nothing: all of it, or what is asked for. */
export function renderWarnings(open: OpenCase, isAsked: (warning: Warning) => boolean = () => true): Html | undefined {
  const { record, standing, texts, people, nameOf } = open;
  const warnings = listWarnings(standing, rolesIn(people)).filter(isAsked);
  if (warnings.length === 0) return undefined;
  const forecasts = determineForecast(standing);
  const items = warnings.map((warning) => {
    const { says, mend } = describeWarning(texts, warning, nameOf);
    const answered = warning.code === 'question-not-answered' && { id: record.caseId, action: 'record-facts' };
    const way = answered ? html`<a class="govuk-link" href="${caseworkPaths.action(answered)}">${mend}</a>` : mend;
    const forecast =
      warning.code === 'forecast-breach' ? forecasts.find(({ clock }) => clock.id === warning.values['id']) : undefined;
    return html`<li>${says} ${way} ${renderClause(texts, standing.policy, warning.clause)}${forecast && renderForecastWorking(open, forecast)}</li>`;
  });
  const text = html`<h2 class="govuk-heading-s">To look at</h2><ul class="govuk-list govuk-list--bullet">${items}</ul>`;
  return govuk.insetText({ text });
}
