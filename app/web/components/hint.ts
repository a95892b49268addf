import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type HintOptions = {
  text: Content;
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Help under a label. */
export function hint(options: HintOptions): Html {
  const element = { id: options.id, class: classes('govuk-hint', options.classes), ...options.attributes };
  return html`<div${attributes(element)}>${options.text}</div>`;
}
