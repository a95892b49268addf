import type { ClockStanding } from '../../../engine/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { describeClockTag } from '../case-words.ts';
import { anchorOfClock } from '../find-working.ts';
import type { OpenCase } from '../open-case.ts';
import { renderClause } from '../render-clause.ts';
import { listWaits } from './render-information.ts';

/** How a date came about: counted from, days left out by name, extensions, the clause in the landlord's words. */
export function renderWorking(open: OpenCase, clock: ClockStanding, summary: string | Html): Html | undefined {
  const lines = [...describeClockTag(open.texts, clock, open.standing).working, ...listWaits(open, clock)];
  const { quote } = clock.source;
  const clause = renderClause(open.texts, open.standing.policy, clock.clause);
  if (lines.length === 0 && clause === undefined) return undefined;
  const text = html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>
${quote !== undefined && html`<blockquote class="redress-clause">“${quote}”</blockquote>`}
${clause && html`<p class="govuk-body">${clause}</p>`}`;
  return govuk.details({ summaryText: summary, text });
}

/** Lines that open on request, one below the other. */
export const renderBullets = (summaryText: string | Html, lines: readonly (string | Html)[]): Html =>
  govuk.details({
    summaryText,
    text: html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`,
  });

/** Every clock of the case with its working; those of the regime apart. */
export function renderClocks(open: OpenCase): Html {
  const { clocks } = open.standing;
  const own = clocks.filter(({ owner }) => owner === 'pack');
  const [told, quiet] = [own.filter(isTold), own.filter((clock) => !isTold(clock))];
  const outer = clocks.filter((clock) => clock.owner === 'regime' && isTold(clock));
  return html`<section id="clocks"><h2 class="govuk-heading-m">Dates</h2>
${told.length > 0 ? renderAll(open, told) : html`<p class="govuk-body">No clock has run yet.</p>`}
${outer.length > 0 && html`<h3 class="govuk-heading-s">Outer limits of the code</h3><p class="govuk-body">Counted beside the landlord’s own clocks: a late acknowledgement buys no time.</p>${renderAll(open, outer)}`}
${quiet.length > 0 && govuk.details({ summaryText: `Clocks that do not run (${quiet.length})`, text: html`<ul class="govuk-list govuk-list--bullet">${quiet.map((clock) => html`<li>${clock.name}: ${describeClockTag(open.texts, clock, open.standing).sentence}</li>`)}</ul>` })}
</section>`;
}

const isTold = ({ state, starts, lapsed }: ClockStanding): boolean =>
  lapsed || (state !== 'not-started' && state !== 'not-needed') || (state === 'not-needed' && starts !== undefined);

function renderAll(open: OpenCase, clocks: readonly ClockStanding[]): Html {
  const rows = clocks.map((clock) => {
    const words = describeClockTag(open.texts, clock, open.standing);
    return {
      key: { text: html`<span id="${anchorOfClock(clock.id)}">${clock.name}</span>` },
      value: {
        text: html`${govuk.tag({ text: words.state, colour: words.colour })} ${words.sentence}${renderWorking(open, clock, html`How this was worked out<span class="govuk-visually-hidden">: ${clock.name}</span>`)}`,
      },
    };
  });
  return govuk.summaryList({ rows });
}
