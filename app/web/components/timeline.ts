import { type Content, classes, Html, html, trusted } from '../html.ts';

export type TimelineItem = {
  title: Content;
  /** Who did it: shown as "by …". */
  byline?: Content | undefined;
  /** When it happened: ISO for machines, words for people. */
  datetime: { iso: string; text: string };
  /** Plain text becomes a paragraph; markup stands as it is. */
  text?: Content | undefined;
  id?: string | undefined;
  classes?: string | undefined;
};

export type TimelineOptions = {
  items: readonly TimelineItem[];
  headingLevel?: 2 | 3 | 4 | undefined;
  classes?: string | undefined;
};

/** What happened, one entry after the other, in the order given. */
export function timeline(options: TimelineOptions): Html {
  const heading = trusted(`h${options.headingLevel ?? 2}`);
  return html`<div class="${classes('moj-timeline', options.classes)}">${options.items.map((item) => entry(item, heading))}</div>`;
}

function entry(item: TimelineItem, heading: Html): Html {
  const byline = item.byline !== undefined && html` <p class="moj-timeline__byline">by ${item.byline}</p>`;
  const text =
    item.text !== undefined &&
    html`<div class="moj-timeline__description">${
      item.text instanceof Html ? item.text : html`<p class="govuk-body">${item.text}</p>`
    }</div>`;
  return html`<div class="${classes('moj-timeline__item', item.classes)}"${item.id !== undefined && html` id="${item.id}"`}>
  <div class="moj-timeline__header"><${heading} class="moj-timeline__title">${item.title}</${heading}>${byline}</div>
  <p class="moj-timeline__date"><time datetime="${item.datetime.iso}">${item.datetime.text}</time></p>
  ${text}
</div>`;
}
