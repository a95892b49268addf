import { type Attributes, attributes, type Content, classes, Html, html } from '../html.ts';

export type TabItem = {
  label: Content;
  id?: string | undefined;
  /** Plain text becomes a paragraph; markup stands as it is. */
  panel: { text: Content; attributes?: Attributes | undefined };
  attributes?: Attributes | undefined;
};

export type TabsOptions = {
  items?: readonly (TabItem | false | null | undefined | '')[] | undefined;
  title?: string | undefined;
  id?: string | undefined;
  idPrefix?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Parts of a page side by side; without scripts, one below the other with a list of contents. */
export function tabs(options: TabsOptions): Html {
  const element = {
    id: options.id,
    class: classes('govuk-tabs', options.classes),
    'data-module': 'govuk-tabs',
    ...options.attributes,
  };
  const items = (options.items ?? [])
    .map(
      (item, index) => item && { ...item, id: item.id ?? `${options.idPrefix ?? ''}-${index + 1}`, first: index === 0 },
    )
    .filter((item) => !!item);
  const list = items.length > 0 && html`<ul class="govuk-tabs__list">${items.map(tab)}</ul>`;
  return html`<div${attributes(element)}>
  <h2 class="govuk-tabs__title">${options.title ?? 'Contents'}</h2>
  ${list}
  ${items.map(tabPanel)}
</div>`;
}

type Placed = TabItem & { id: string; first: boolean };

function tab(item: Placed): Html {
  const own = classes('govuk-tabs__list-item', item.first && 'govuk-tabs__list-item--selected');
  const link = { class: 'govuk-tabs__tab', href: `#${item.id}`, ...item.attributes };
  return html`<li${attributes({ class: own })}><a${attributes(link)}>${item.label}</a></li>`;
}

function tabPanel(item: Placed): Html {
  const element = {
    class: classes('govuk-tabs__panel', !item.first && 'govuk-tabs__panel--hidden'),
    id: item.id,
    ...item.panel.attributes,
  };
  const text = item.panel.text;
  return html`<div${attributes(element)}>${text instanceof Html ? text : html`<p class="govuk-body">${text}</p>`}</div>`;
}
