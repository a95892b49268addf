import { type Html, html } from '../../web/html.ts';
import type { Difference } from './find-differences.ts';
import { countChanged } from './find-differences.ts';

const hidden = (words: string): Html => html`<span class="govuk-visually-hidden">${words}</span>`;

/** What came and went between two texts: marked, underlined or struck through, and said in words. */
export function renderDifferences(
  differences: readonly Difference[],
  nameOf: (name: string) => string,
  level = 3,
): Html {
  if (differences.length === 0) return html`<p class="govuk-body">The words are the same.</p>`;
  const { added, removed } = countChanged(differences);
  return html`<p class="govuk-body">${count(added)} added (<ins>underlined</ins>), ${count(removed)} removed (<del>struck through</del>).</p>
${differences.map((difference) => renderOne(difference, nameOf(difference.name), level))}`;
}

const count = (words: number): string => (words === 1 ? '1 word' : `${words} words`);

function renderOne({ changes }: Difference, name: string, level: number): Html {
  const text = changes.map(({ value, added, removed }) => {
    if (added) return html`<ins>${hidden('added: ')}${value}${hidden(' end of added. ')}</ins>`;
    return removed ? html`<del>${hidden('removed: ')}${value}${hidden(' end of removed. ')}</del>` : html`${value}`;
  });
  const heading =
    level === 3 ? html`<h3 class="govuk-heading-s">${name}</h3>` : html`<h4 class="govuk-heading-s">${name}</h4>`;
  return html`${heading}<p class="govuk-body redress-typed redress-difference">${text}</p>`;
}
