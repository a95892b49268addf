import { type Attributes, attributes, type Content, classes, type Html, html, trusted } from '../html.ts';

export type SummaryAction = {
  text: Content;
  href?: string | undefined;
  /** What the link is about, for people who hear it out of its place. */
  visuallyHiddenText?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

export type SummaryRow = {
  key: { text: Content; classes?: string | undefined };
  value: { text: Content; classes?: string | undefined };
  actions?: { items?: readonly SummaryAction[] | undefined; classes?: string | undefined } | undefined;
  classes?: string | undefined;
};

export type SummaryCard = {
  title?: { text: Content; headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined; classes?: string | undefined } | undefined;
  actions?: { items?: readonly SummaryAction[] | undefined; classes?: string | undefined } | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

export type SummaryListOptions = {
  rows: readonly (SummaryRow | false | null | undefined | '')[];
  card?: SummaryCard | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Pairs of name and value, each with what can be done to it; with `card`, in a titled box. */
export function summaryList(options: SummaryListOptions): Html {
  const rows = options.rows.filter((row) => !!row);
  const anyActions = rows.some((row) => row.actions?.items?.length);
  const element = { class: classes('govuk-summary-list', options.classes), ...options.attributes };
  const list = html`<dl${attributes(element)}>${rows.map((row) => rowOf(row, anyActions, options.card?.title?.text))}</dl>`;
  return options.card ? card(options.card, list) : list;
}

function rowOf(row: SummaryRow, anyActions: boolean, about: Content | undefined): Html {
  const items = row.actions?.items ?? [];
  const own = classes(
    'govuk-summary-list__row',
    anyActions && items.length === 0 && 'govuk-summary-list__row--no-actions',
    row.classes,
  );
  const block = classes('govuk-summary-list__actions', row.actions?.classes);
  const actions = items.length > 0 && html`<dd${attributes({ class: block })}>${rowActions(items, about)}</dd>`;
  return html`<div${attributes({ class: own })}>
  <dt${attributes({ class: classes('govuk-summary-list__key', row.key.classes) })}>${row.key.text}</dt>
  <dd${attributes({ class: classes('govuk-summary-list__value', row.value.classes) })}>${row.value.text}</dd>
  ${actions}
</div>`;
}

function rowActions(items: readonly SummaryAction[], about: Content | undefined): Html {
  const links = items.map((item) => actionLink(item, about));
  if (links.length === 1) return html`${links}`;
  return html`<ul class="govuk-summary-list__actions-list">${links.map(
    (link) => html`<li class="govuk-summary-list__actions-list-item">${link}</li>`,
  )}</ul>`;
}

function actionLink(item: SummaryAction, about: Content | undefined): Html {
  const link = { class: classes('govuk-link', item.classes), href: item.href ?? '#', ...item.attributes };
  const spoken =
    (item.visuallyHiddenText || about !== undefined) &&
    html`<span class="govuk-visually-hidden">${item.visuallyHiddenText && html` ${item.visuallyHiddenText}`}${
      about !== undefined && html` (${about})`
    }</span>`;
  return html`<a${attributes(link)}>${item.text}${spoken}</a>`;
}

function card(options: SummaryCard, list: Html): Html {
  const heading = trusted(`h${options.title?.headingLevel ?? 2}`);
  const title =
    options.title &&
    html`<${heading}${attributes({ class: classes('govuk-summary-card__title', options.title.classes) })}>${options.title.text}</${heading}>`;
  const element = { class: classes('govuk-summary-card', options.classes), ...options.attributes };
  return html`<div${attributes(element)}>
  <div class="govuk-summary-card__title-wrapper">${title}${cardActions(options)}</div>
  <div class="govuk-summary-card__content">${list}</div>
</div>`;
}

function cardActions(options: SummaryCard): Html | undefined {
  const items = options.actions?.items ?? [];
  if (items.length === 0) return undefined;
  const own = classes('govuk-summary-card__actions', options.actions?.classes);
  const links = items.map((item) => actionLink(item, options.title?.text));
  if (links.length === 1) return html`<div${attributes({ class: own })}>${links}</div>`;
  return html`<ul${attributes({ class: own })}>${links.map((link) => html`<li class="govuk-summary-card__action">${link}</li>`)}</ul>`;
}
