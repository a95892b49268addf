import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type BreadcrumbsOptions = {
  items: readonly { text: Content; href?: string | undefined; attributes?: Attributes | undefined }[];
  labelText?: string | undefined;
  collapseOnMobile?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Where this page lies; an item without an address is the page itself. */
export function breadcrumbs(options: BreadcrumbsOptions): Html {
  const nav = {
    class: classes(
      'govuk-breadcrumbs',
      options.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
      options.classes,
    ),
    'aria-label': options.labelText ?? 'Breadcrumb',
    ...options.attributes,
  };
  return html`<nav${attributes(nav)}>
  <ol class="govuk-breadcrumbs__list">${options.items.map(crumb)}</ol>
</nav>`;
}

function crumb(item: BreadcrumbsOptions['items'][number]): Html {
  if (item.href === undefined)
    return html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${item.text}</li>`;
  const link = { class: 'govuk-breadcrumbs__link', href: item.href, ...item.attributes };
  return html`<li class="govuk-breadcrumbs__list-item"><a${attributes(link)}>${item.text}</a></li>`;
}
