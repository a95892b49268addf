import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type InsetTextOptions = {
  text: Content;
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** A passage set apart from the text around it. */
export function insetText(options: InsetTextOptions): Html {
  const element = { id: options.id, class: classes('govuk-inset-text', options.classes), ...options.attributes };
  return html`<div${attributes(element)}>${options.text}</div>`;
}
