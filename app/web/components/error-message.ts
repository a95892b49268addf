import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type ErrorMessageOptions = {
  text: Content;
  /** Spoken before the message. An empty text leaves it out. */
  visuallyHiddenText?: string | undefined;
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** What is wrong with one input and how to mend it. */
export function errorMessage(options: ErrorMessageOptions): Html {
  const element = { id: options.id, class: classes('govuk-error-message', options.classes), ...options.attributes };
  const spoken = options.visuallyHiddenText ?? 'Error';
  const prefix = spoken && html`<span class="govuk-visually-hidden">${spoken}:</span> `;
  return html`<p${attributes(element)}>${prefix}${options.text}</p>`;
}
