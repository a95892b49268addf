import { determineReach, type IsoDate, localDateOf, localTimeOf } from '../../../engine/index.ts';
import { describeShortDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { CaseView } from '../case-page/case-view.ts';

/** Who opened a restricted case, when and why. Undefined for whoever may not see that, and where nobody ever had to say. */
export function renderOpenings(view: CaseView): Html | undefined {
  const { openings, standing, texts } = view;
  if (!openings || (openings.length === 0 && determineReach(standing).only === undefined)) return undefined;
  const rows = openings.map(({ person, openedAt, reason, words }) => [
    { text: view.nameOf(person) ?? 'somebody who is not here any more' },
    { text: describeWhen(view, openedAt) },
    {
      text: html`${texts.pages['opening-reasons']?.[reason] ?? reason}${words !== undefined && html`<br><span class="redress-typed">${words}</span>`}`,
    },
  ]);
  const none = html`<p class="govuk-body">Nobody has been asked yet. Whoever recorded something on it today is not asked.</p>`;
  const table = govuk.table({
    caption: 'Who opened the case, when and why',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Who' }, { text: 'When' }, { text: 'Why' }],
    rows,
  });
  return html`<section id="openings" class="redress-screen"><h2 class="govuk-heading-m">Who opened it</h2>${rows.length === 0 ? none : table}</section>`;
}

function describeWhen({ texts }: CaseView, instant: string): string {
  const at = new Date(instant).toISOString();
  return `${describeShortDate(localDateOf(at) as IsoDate, texts)}, ${localTimeOf(at)}`;
}
