import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type WarningTextOptions = {
  text: Content;
  iconFallbackText?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** A consequence that must not be overlooked. */
export function warningText(options: WarningTextOptions): Html {
  const element = { class: classes('govuk-warning-text', options.classes), ...options.attributes };
  return html`<div${attributes(element)}>
  <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
  <strong class="govuk-warning-text__text">
    <span class="govuk-visually-hidden">${options.iconFallbackText ?? 'Warning'}</span>
    ${options.text}
  </strong>
</div>`;
}
