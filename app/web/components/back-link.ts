import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type BackLinkOptions = {
  text?: Content | undefined;
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** A link to the page before. */
export function backLink(options: BackLinkOptions = {}): Html {
  const link = { href: options.href ?? '#', class: classes('govuk-back-link', options.classes), ...options.attributes };
  return html`<a${attributes(link)}>${options.text ?? 'Back'}</a>`;
}
