import { describeDate, describeShortDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { CaseView } from './case-view.ts';
import type { CalendarChange } from './find-calendar-changes.ts';

/** That days were added to the calendar while the case was running, by whom, and which of its dates they moved. */
export function renderCalendarChanges(view: CaseView): Html | undefined {
  const { calendarChanges } = view;
  if (calendarChanges.length === 0) return undefined;
  const items = calendarChanges.map((change) => html`<li>${describeChange(view, change)}</li>`);
  return govuk.insetText({
    text: html`<h2 class="govuk-heading-s">Dates moved by the calendar</h2><ul class="govuk-list govuk-list--bullet">${items}</ul>`,
  });
}

function describeChange({ texts, nameOf }: CaseView, { day, moves }: CalendarChange): Html {
  const who = nameOf(day.by) ?? 'somebody who is not here any more';
  const moved = moves.map(
    ({ name, from, to }) => `${name}, from ${describeDate(from, texts)} to ${describeDate(to, texts)}`,
  );
  return html`${day.kind === 'closure' ? 'Office closed: ' : ''}${day.name} (${describeDate(day.from, texts)}) was added on ${describeShortDate(day.addedOn, texts)} by ${who}. It moved: ${moved.join('; ')}.`;
}
