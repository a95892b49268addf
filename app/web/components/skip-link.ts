import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type SkipLinkOptions = {
  text: Content;
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** First link of a page: jumps over the navigation for people who use a keyboard. */
export function skipLink(options: SkipLinkOptions): Html {
  const link = {
    href: options.href ?? '#content',
    class: classes('govuk-skip-link', options.classes),
    'data-module': 'govuk-skip-link',
    ...options.attributes,
  };
  return html`<a${attributes(link)}>${options.text}</a>`;
}
