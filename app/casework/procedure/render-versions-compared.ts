import type { Policy } from '../../../engine/index.ts';
import { fill, type Texts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { compareVersions, type DifferenceSection } from './compare-versions.ts';
import { describeChanges } from './describe-changes.ts';

/** What differs between two versions of a procedure, a table for each part of it; folded, every place in their files. */
export function renderVersionsCompared(texts: Texts, before: Policy, after: Policy): Html {
  const words = texts.procedures.pages;
  const sections = compareVersions(texts, before, after);
  const n = sections.reduce((sum, { differences }) => sum + differences.length, 0);
  return html`<p class="govuk-body">${fill(words['versions-differ'], { n, before: before.pack.version, after: after.pack.version })}</p>
${sections.map((section) => renderSection(texts, section, [before.pack.version, after.pack.version]))}
${renderPlaces(texts, before, after)}`;
}

/** So that nothing is passed over which the values in words do not tell. */
function renderPlaces(texts: Texts, before: Policy, after: Policy): Html | undefined {
  const words = texts.procedures.pages;
  const differences = describeChanges(texts, before, after);
  if (differences.length === 0) return undefined;
  const heading = fill(words['every-place'], { n: differences.length });
  const table = renderSection(texts, { heading, differences }, [before.pack.version, after.pack.version]);
  return govuk.details({ summaryText: heading, text: table });
}

function renderSection(
  { procedures: { pages: words } }: Texts,
  { heading, differences }: DifferenceSection,
  versions: readonly string[],
): Html {
  return govuk.scrollingTable({
    name: heading,
    caption: heading,
    captionClasses: 'govuk-table__caption--s',
    classes: 'redress-versions govuk-table--long',
    firstCellIsHeader: true,
    head: [words.row, ...versions.map((version) => `${words.version} ${version}`)].map((text) => ({ text })),
    rows: differences.map(({ name, before, after }) => [
      { text: name },
      { text: renderValue(before, words['not-there']) },
      { text: renderValue(after, words['not-there']) },
    ]),
  });
}

const LONGEST = 400;

/** Of a long clause its beginning: the whole stands on the page of the clause. */
function renderValue(value: string | undefined, none: string): Html {
  if (value === undefined) return html`<span class="redress-muted">${none}</span>`;
  return html`${value.length > LONGEST ? `${value.slice(0, value.lastIndexOf(' ', LONGEST))} …` : value}`;
}
