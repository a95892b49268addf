import { caseworkPaths } from '../../casework/paths.ts';
import { describeDate, describeList } from '../../texts/index.ts';
import { insetText, table } from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { MovesPreview } from './preview-moves.ts';

/** Which dates of open cases a change of the calendar moves, and from when to when. */
export function renderMoves({ cases, others, more }: MovesPreview): Html {
  const rows = cases.flatMap(({ caseId, reference, moves }) =>
    moves.map(({ name, from, to }) => [
      { text: html`<a class="govuk-link" href="${caseworkPaths.casePage({ id: caseId })}">${reference}</a>` },
      { text: name },
      { text: describeDate(from) },
      { text: describeDate(to) },
    ]),
  );
  const head = ['Case', 'What is due', 'Now due', 'Then due'].map((text) => ({ text }));
  const hidden =
    others > 0 && `${count(others, 'more case')} that you may not see ${others === 1 ? 'moves' : 'move'} too.`;
  const rest =
    more && 'There are more open cases than can be looked through at once: those due later move in the same way.';
  return html`<p class="govuk-body"><strong>${describeCount(cases.length + others)}</strong></p>
${rows.length > 0 && table({ caption: 'Dates that move', captionClasses: 'govuk-table__caption--m', head, rows })}
${(hidden || rest) && insetText({ text: [hidden, rest].filter(Boolean).join(' ') })}`;
}

function describeCount(cases: number): string {
  if (cases === 0) return 'No date of an open case moves.';
  return `Dates of ${count(cases, 'open case')} move. Letters that have gone keep the date they told; each of these cases will say so.`;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** Days from the first to the last, in words. */
export const describeSpan = (from: string, to: string): string =>
  from === to ? describeDate(from) : describeList([`from ${describeDate(from)} to ${describeDate(to)}`]);
