import { type Attributes, attributes, type Content, classes, Html, html, trusted } from '../html.ts';

export type NotificationBannerOptions = {
  /** Plain text becomes the heading of the banner; markup stands as it is. */
  text: Content;
  type?: 'success' | undefined;
  titleText?: Content | undefined;
  titleHeadingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  titleId?: string | undefined;
  role?: string | undefined;
  disableAutoFocus?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** News about what was just done, or about the whole page. */
export function notificationBanner(options: NotificationBannerOptions): Html {
  const success = options.type === 'success';
  const id = options.titleId ?? 'govuk-notification-banner-title';
  const heading = trusted(`h${options.titleHeadingLevel ?? 2}`);
  const element = {
    class: classes('govuk-notification-banner', success && 'govuk-notification-banner--success', options.classes),
    role: options.role ?? (success ? 'alert' : 'region'),
    'aria-labelledby': id,
    'data-module': 'govuk-notification-banner',
    'data-disable-auto-focus': options.disableAutoFocus === undefined ? undefined : String(options.disableAutoFocus),
    ...options.attributes,
  };
  const content =
    options.text instanceof Html
      ? options.text
      : html`<p class="govuk-notification-banner__heading">${options.text}</p>`;
  return html`<div${attributes(element)}>
  <div class="govuk-notification-banner__header">
    <${heading} class="govuk-notification-banner__title" id="${id}">${options.titleText ?? (success ? 'Success' : 'Important')}</${heading}>
  </div>
  <div class="govuk-notification-banner__content">${content}</div>
</div>`;
}
