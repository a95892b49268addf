import type { FileFault } from '../../packs/read-yaml.ts';
import { scrollingTable } from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';

/** Told at once; the rest comes up with the next check. */
const MOST_FAULTS = 50;

/** What is wrong with a file: where, what stands there, why it matters, how to mend it. `words`: the file, to quote its lines. */
export function renderFaults(faults: readonly FileFault[], words = ''): Html {
  const lines = words.split('\n');
  const rows = faults.slice(0, MOST_FAULTS).map(({ line, column, what, why, mend }) => [
    {
      text: html`<span class="redress-whole">Line ${line}</span>,<br><span class="redress-whole">column ${column}</span>`,
    },
    { text: html`${what}${renderLine(lines[line - 1])}<br><span class="redress-muted">${why}</span>` },
    { text: mend },
  ]);
  const more = faults.length - rows.length;
  return html`${scrollingTable({
    name: 'What is wrong',
    caption: `What is wrong (${faults.length})`,
    captionClasses: 'govuk-table__caption--m',
    classes: 'govuk-table--long',
    head: ['Where', 'What', 'How to mend it'].map((text) => ({ text })),
    rows,
  })}${more > 0 && html`<p class="govuk-body">And ${more} more, which show once these are mended.</p>`}`;
}

const LONGEST_LINE = 120;

function renderLine(line: string | undefined): Html | undefined {
  const text = line?.trim() ?? '';
  if (text === '') return undefined;
  return html`<br><code>${text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)} …` : text}</code>`;
}
