import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type NavigationItem = {
  text: Content;
  href?: string | undefined;
  /** This very page. */
  current?: boolean | undefined;
  /** A page under this item. */
  active?: boolean | undefined;
};

export type ServiceNavigationOptions = {
  serviceName?: Content | undefined;
  serviceUrl?: string | undefined;
  navigation?: readonly (NavigationItem | false | null | undefined | '')[] | undefined;
  ariaLabel?: string | undefined;
  menuButtonText?: string | undefined;
  menuButtonLabel?: string | undefined;
  navigationLabel?: string | undefined;
  navigationId?: string | undefined;
  navigationClasses?: string | undefined;
  /** Default: collapse when there is more than one item. */
  collapseNavigationOnMobile?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** The name of the service and its main pages. */
export function serviceNavigation(options: ServiceNavigationOptions): Html {
  const named = options.serviceName !== undefined;
  const element = {
    class: classes('govuk-service-navigation', options.classes),
    'data-module': 'govuk-service-navigation',
    'aria-label': named ? (options.ariaLabel ?? 'Service information') : undefined,
    ...options.attributes,
  };
  const content = html`<div class="govuk-width-container">
  <div class="govuk-service-navigation__container">
    ${named && name(options)}
    ${menu(options)}
  </div>
</div>`;
  return named
    ? html`<section${attributes(element)}>${content}</section>`
    : html`<div${attributes(element)}>${content}</div>`;
}

function name(options: ServiceNavigationOptions): Html {
  const inner =
    options.serviceUrl === undefined
      ? html`<span class="govuk-service-navigation__text">${options.serviceName}</span>`
      : html`<a${attributes({ href: options.serviceUrl, class: 'govuk-service-navigation__link' })}>${options.serviceName}</a>`;
  return html`<span class="govuk-service-navigation__service-name">${inner}</span>`;
}

function menu(options: ServiceNavigationOptions): Html | undefined {
  const items = (options.navigation ?? []).filter((item) => !!item);
  if (items.length === 0) return undefined;
  const id = options.navigationId ?? 'navigation';
  const text = options.menuButtonText ?? 'Menu';
  const label = options.menuButtonLabel !== text ? options.menuButtonLabel : undefined;
  const toggle = {
    type: 'button',
    class: 'govuk-service-navigation__toggle govuk-js-service-navigation-toggle',
    'aria-controls': id,
    'aria-label': label,
    hidden: true,
    'aria-hidden': 'true',
  };
  const nav = {
    class: classes('govuk-service-navigation__wrapper', options.navigationClasses),
    'aria-label': options.navigationLabel ?? text,
  };
  const collapses = options.collapseNavigationOnMobile ?? items.length > 1;
  return html`<nav${attributes(nav)}>
  ${collapses && html`<button${attributes(toggle)}>${text}</button>`}
  <ul class="govuk-service-navigation__list" id="${id}">${items.map(navigationItem)}</ul>
</nav>`;
}

function navigationItem(item: NavigationItem): Html {
  const here = item.current || item.active;
  const text = here ? html`<strong class="govuk-service-navigation__active-fallback">${item.text}</strong>` : item.text;
  const current = item.current ? 'page' : item.active ? 'true' : undefined;
  const own = classes('govuk-service-navigation__item', here && 'govuk-service-navigation__item--active');
  const inner =
    item.href === undefined
      ? html`<span${attributes({ class: 'govuk-service-navigation__text', 'aria-current': current })}>${text}</span>`
      : html`<a${attributes({ class: 'govuk-service-navigation__link', href: item.href, 'aria-current': current })}>${text}</a>`;
  return html`<li${attributes({ class: own })}>${inner}</li>`;
}
