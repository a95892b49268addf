import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type ErrorSummaryItem = { text: Content; href?: string | undefined; attributes?: Attributes | undefined };

export type ErrorSummaryOptions = {
  titleText?: Content | undefined;
  descriptionText?: Content | undefined;
  errorList?: readonly ErrorSummaryItem[] | undefined;
  disableAutoFocus?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** All that is wrong on a page, each with a link to its input. */
export function errorSummary(options: ErrorSummaryOptions): Html {
  const element = {
    class: classes('govuk-error-summary', options.classes),
    'data-module': 'govuk-error-summary',
    'data-disable-auto-focus': options.disableAutoFocus === undefined ? undefined : String(options.disableAutoFocus),
    ...options.attributes,
  };
  const description = options.descriptionText !== undefined && html`<p>${options.descriptionText}</p>`;
  const list =
    options.errorList && html`<ul class="govuk-list govuk-error-summary__list">${options.errorList.map(item)}</ul>`;
  return html`<div${attributes(element)}>
  <div role="alert">
    <h2 class="govuk-error-summary__title">${options.titleText ?? 'There is a problem'}</h2>
    <div class="govuk-error-summary__body">${description}${list}</div>
  </div>
</div>`;
}

function item(entry: ErrorSummaryItem): Html {
  if (entry.href === undefined) return html`<li>${entry.text}</li>`;
  return html`<li><a${attributes({ href: entry.href, ...entry.attributes })}>${entry.text}</a></li>`;
}
