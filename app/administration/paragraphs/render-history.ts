import { diffWords } from 'diff';
import { localDateOf } from '../../../engine/index.ts';
import { renderDifferences } from '../../casework/compose/render-difference.ts';
import type { Paragraph, ParagraphWording } from '../../documents/paragraphs/paragraph.ts';
import { describeMoment } from '../../texts/index.ts';
import { button, select } from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { administrationPaths } from '../paths.ts';
import { type Choices, describeSuits } from './list-choices.ts';

type History = {
  readonly paragraph: Paragraph;
  /** Of people, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly choices: Choices;
  /** The wordings asked for, by their recording; absent: the last two. */
  readonly from: string | undefined;
  readonly to: string | undefined;
};

const WHAT = { retired: 'Withdrawn', restored: 'Brought back' } as const;

/** Who did what to a paragraph and when, the newest first, and two of its wordings compared. */
export function renderHistory(history: History): Html {
  const { wordings, turns } = history.paragraph;
  const entries = [
    ...wordings.map((one, at) => ({ ...one, what: at === 0 ? 'Added' : 'Changed' })),
    ...turns.map((one) => ({ ...one, what: WHAT[one.what] })),
  ].toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1));
  const items = entries.map((one) => html`<li>${describeEntry(one, history)}</li>`);
  return html`<h2 class="govuk-heading-m" id="history">What became of it</h2>
<ul class="govuk-list govuk-list--bullet">${items}</ul>
${wordings.length > 1 && renderCompared(history)}`;
}

type Entry = { readonly what: string; readonly recordedAt: string; readonly by: string };

const describeEntry = ({ what, recordedAt, by }: Entry, { names }: History): string =>
  `${what} on ${describeMoment({ on: localDateOf(recordedAt) ?? '', at: recordedAt })} by ${names.get(by) ?? 'somebody who is not here any more'}`;

function renderCompared(history: History): Html {
  const { wordings, id } = history.paragraph;
  const find = (version: string | undefined) => wordings.find((one) => String(one.version) === version);
  const after = find(history.to) ?? wordings.at(-1);
  const before = find(history.from) ?? wordings.findLast(({ version }) => version < (after?.version ?? 0)) ?? after;
  if (!before || !after) return html``;
  const items = wordings.toReversed().map((one) => {
    const what = one === wordings[0] ? 'Added' : 'Changed';
    return { value: one.version, text: describeEntry({ ...one, what }, history) };
  });
  return html`<h2 class="govuk-heading-m" id="compare">Wordings compared</h2>
<form method="get" action="${administrationPaths.paragraph({ id })}#compare">
${select({ name: 'from', id: 'from', label: 'This wording', items, value: before.version })}
${select({ name: 'to', id: 'to', label: 'compared with', items, value: after.version })}
${button({ text: 'Compare', classes: 'govuk-button--secondary' })}
</form>
${renderDifferences(findDifferences(before, after, history.choices), (name) => name)}`;
}

function findDifferences(before: ParagraphWording, after: ParagraphWording, choices: Choices) {
  const tell = (one: ParagraphWording) => [
    { name: 'Name', what: one.title },
    { name: 'Words', what: one.text },
    ...describeSuits(one, choices),
  ];
  const then = tell(after);
  return tell(before)
    .map(({ name, what }, at) => ({ name, changes: diffWords(what, then[at]?.what ?? '') }))
    .filter(({ changes }) => changes.some(({ added, removed }) => added || removed));
}
