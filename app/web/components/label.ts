import { type Attributes, attributes, type Content, classes, Html, html } from '../html.ts';

export type LabelOptions = {
  text?: Content | undefined;
  for?: string | undefined;
  isPageHeading?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** The name of an input; with `isPageHeading` also the heading of the page. Nothing without a text. */
export function label(options: LabelOptions): Html {
  if (options.text === undefined) return html``;
  const element = { class: classes('govuk-label', options.classes), for: options.for, ...options.attributes };
  const own = html`<label${attributes(element)}>${options.text}</label>`;
  return options.isPageHeading ? html`<h1 class="govuk-label-wrapper">${own}</h1>` : own;
}

/** Short form: where only the words matter, give the words. */
export function withText<T extends object>(given: Content | T): T | { text: Content } {
  return typeof given === 'object' && !(given instanceof Html) ? given : { text: given };
}
