import { type CoveredParagraph, coverage } from '../../../engine/index.ts';
import { describePlace, fill } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { renderClause } from '../render-clause.ts';
import type { ShownVersion } from './procedure-page.ts';

const START = 140;
/** More places than these are folded. */
const MOST = 6;

/** Each clause of the landlord's text with what became of it. */
export function renderCoverage(shown: ShownVersion): Html {
  const { texts, policy } = shown;
  const words = texts.procedures.pages;
  const paragraphs = [...policy.anchors].map(([anchor, text]) => ({ anchor, text }));
  if (paragraphs.length === 0) return html`<p class="govuk-body">${words['no-text']}</p>`;
  const covered = coverage(policy, paragraphs);
  const bare = covered.filter((paragraph) => paragraph.bare).length;
  return html`<p class="govuk-body">${fill(words['coverage-help'], { n: covered.length, bare })}</p>
${govuk.scrollingTable({
  name: words['coverage-tab'],
  classes: 'govuk-table--long',
  caption: words['coverage-tab'],
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: words.clause }, { text: words.begins }, { text: words.became }],
  rows: covered.map((paragraph) => [
    { text: renderClause(texts, policy, paragraph.anchor) ?? '' },
    { text: shorten(paragraph.text) },
    { text: renderFate(shown, paragraph) },
  ]),
})}`;
}

function shorten(text: string): string {
  const plain = text
    .replace(/<[^>]*>|[#*_]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length <= START ? plain : `${plain.slice(0, plain.lastIndexOf(' ', START))} …`;
}

function renderFate({ texts, policy }: ShownVersion, { citedAt, notRun, bare }: CoveredParagraph): Html {
  const words = texts.procedures.pages;
  if (bare) return html`${govuk.tag({ text: words.bare, colour: 'red' })}`;
  const reason = notRun === undefined ? '' : fill(words['says-nothing'], { why: notRun });
  if (citedAt.length === 0) return html`${reason}`;
  const places = [...new Set(citedAt.map((path) => describePlace(texts, policy.pack, path)))];
  const shown = places.slice(0, MOST).map((place) => html`<li>${place}</li>`);
  const more = places.slice(MOST).map((place) => html`<li>${place}</li>`);
  return html`${reason}<ul class="govuk-list govuk-!-margin-bottom-0">${shown}</ul>${
    more.length > 0 &&
    govuk.details({
      summaryText: fill(words['more-places'], { n: more.length }),
      text: html`<ul class="govuk-list">${more}</ul>`,
    })
  }`;
}
