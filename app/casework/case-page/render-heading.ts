import { determineReach, isAtRisk } from '../../../engine/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';

/** The reference, what the case is about, and in tags how it stands: open or closed, late or at risk, seen by few. */
export function renderHeading(open: OpenCase, title: string): Html {
  const { record, standing, texts } = open;
  const { status, kind } = standing.state;
  const next = standing.nextDue;
  const tags = [
    govuk.tag({ text: texts.statuses.status[status], colour: status === 'closed' ? 'grey' : 'blue' }),
    next?.state === 'late' && govuk.tag({ text: texts.clocks.states.late, colour: 'red' }),
    next && isAtRisk(standing, next) && govuk.tag({ text: 'At risk', colour: 'orange' }),
    determineReach(standing).only && govuk.tag({ text: 'Restricted: few see it', colour: 'purple' }),
  ].filter((tag) => !!tag);
  const what = kind === undefined ? '' : ` · ${texts.statuses.kinds[kind]}`;
  return html`<h1 class="govuk-heading-l redress-case__title"><span class="govuk-caption-l">${record.origin.reference}${what}</span> ${title}</h1>
<p class="redress-tags">${tags}</p>`;
}
