import { type Attributes, attributes, type Content, classes, Html, html, trusted } from '../html.ts';

export type AccordionItem = {
  heading: { text: Content };
  summary?: { text: Content } | undefined;
  /** Plain text becomes a paragraph; markup stands as it is. */
  content: { text: Content };
  expanded?: boolean | undefined;
};

export type AccordionOptions = {
  id: string;
  items: readonly (AccordionItem | false | null | undefined | '')[];
  headingLevel?: 2 | 3 | 4 | 5 | 6 | undefined;
  /** `false`: sections do not stay open on the next visit. */
  rememberExpanded?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Sections that open one by one; without scripts all are open. */
export function accordion(options: AccordionOptions): Html {
  const element = {
    class: classes('govuk-accordion', options.classes),
    'data-module': 'govuk-accordion',
    id: options.id,
    'data-remember-expanded': options.rememberExpanded === undefined ? undefined : String(options.rememberExpanded),
    ...options.attributes,
  };
  const sections = options.items.map((item, index) => item && section(options, item, index + 1));
  return html`<div${attributes(element)}>${sections}</div>`;
}

function section(options: AccordionOptions, item: AccordionItem, number: number): Html {
  const heading = trusted(`h${options.headingLevel ?? 2}`);
  const summary =
    item.summary &&
    html`<div class="govuk-accordion__section-summary govuk-body" id="${options.id}-summary-${number}">${item.summary.text}</div>`;
  const text = item.content.text;
  return html`<div${attributes({
    class: classes('govuk-accordion__section', item.expanded && 'govuk-accordion__section--expanded'),
  })}>
  <div class="govuk-accordion__section-header">
    <${heading} class="govuk-accordion__section-heading"><span class="govuk-accordion__section-button" id="${options.id}-heading-${number}">${item.heading.text}</span></${heading}>
    ${summary}
  </div>
  <div id="${options.id}-content-${number}" class="govuk-accordion__section-content">${
    text instanceof Html ? text : html`<p class="govuk-body">${text}</p>`
  }</div>
</div>`;
}
