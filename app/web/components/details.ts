import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type DetailsOptions = {
  summaryText: Content;
  text: Content;
  open?: boolean | undefined;
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Text that opens on request; works without scripts. */
export function details(options: DetailsOptions): Html {
  const element = {
    id: options.id,
    class: classes('govuk-details', options.classes),
    open: options.open,
    ...options.attributes,
  };
  return html`<details${attributes(element)}>
  <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${options.summaryText}</span></summary>
  <div class="govuk-details__text">${options.text}</div>
</details>`;
}
