import { findPanelStanding, listPanelLacks } from '../../../engine/index.ts';
import { describeDate, describeList } from '../../texts/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** The panel of the stage, where there is one: when it meets, who sits, how much is missing, and the way to its page. */
export function renderPanel(open: OpenCase): Html | undefined {
  const { standing, texts, nameOf, record } = open;
  const panel = findPanelStanding(standing);
  if (!panel) return undefined;
  const names = panel.seats.map(({ person }) => nameOf(person) ?? texts.pages.common!['unknown-person']!);
  const said =
    panel.day === undefined
      ? 'Not arranged yet.'
      : `${panel.met ? 'It was to meet on' : 'Meets on'} ${describeDate(panel.day, texts)}: ${describeList(names, texts)}.`;
  const count = listPanelLacks(standing).length;
  const missing = count === 0 ? '' : count === 1 ? ' One thing is missing.' : ` ${count} things are missing.`;
  return html`<section id="panel"><h2 class="govuk-heading-m">Panel</h2>
<p class="govuk-body">${said}${missing} <a class="govuk-link" href="${caseworkPaths.panel({ id: record.caseId })}">Days, seats, papers and minutes</a></p></section>`;
}
