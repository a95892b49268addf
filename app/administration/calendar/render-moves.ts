import { caseworkPaths } from '../../casework/paths.ts';
import { describeDate, describeList } from '../../texts/index.ts';
import { insetText, table } from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { MovesPreview } from './preview-moves.ts';

/**
 * Which dates of open cases a change of the calendar moves, and from when to when. The cases open beside this page: it
 * answers what was sent, and a browser does not come back to such a page without asking.
 */
export function renderMoves({ cases, others, more }: MovesPreview): Html {
  const rows = cases.flatMap(({ caseId, reference, moves }) =>
    moves.map(({ name, from, to }) => [
      {
        text: html`<a class="govuk-link redress-whole" href="${caseworkPaths.casePage({ id: caseId })}" target="_blank" rel="noopener">${reference}<span class="govuk-visually-hidden"> (opens in a new tab)</span></a><br>${name}`,
      },
      { text: describeDate(from) },
      { text: describeDate(to) },
    ]),
  );
  const head = ['Case and what is due', 'Now due', 'Then due'].map((text) => ({ text }));
  const hidden =
    others > 0 && `${count(others, 'more case')} that you may not see ${others === 1 ? 'moves' : 'move'} too.`;
  const rest =
    more && 'There are more open cases than can be looked through at once: those due later move in the same way.';
  return html`${describeCount(cases.length + others)}
${rows.length > 0 && table({ caption: 'Dates that move', captionClasses: 'govuk-table__caption--m', head, rows })}
${(hidden || rest) && insetText({ text: [hidden, rest].filter(Boolean).join(' ') })}`;
}

function describeCount(cases: number): Html {
  if (cases === 0) return html`<p class="govuk-body"><strong>No date of an open case moves.</strong></p>`;
  return html`<p class="govuk-body"><strong>Dates of ${count(cases, 'open case')} move.</strong> Letters that have gone keep the date they told, and each of these cases will say so. The cases open in a new tab.</p>`;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** Days from the first to the last, in words. */
export const describeSpan = (from: string, to: string): string =>
  from === to ? describeDate(from) : describeList([`from ${describeDate(from)} to ${describeDate(to)}`]);
