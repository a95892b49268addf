import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type TableCell = {
  text?: Content | undefined;
  /** `numeric`: set to the right, digits of one width. */
  format?: 'numeric' | undefined;
  classes?: string | undefined;
  colspan?: number | undefined;
  rowspan?: number | undefined;
  attributes?: Attributes | undefined;
};

export type TableOptions = {
  rows: readonly (readonly TableCell[] | false | null | undefined | '')[];
  head?: readonly TableCell[] | undefined;
  caption?: Content | undefined;
  captionClasses?: string | undefined;
  firstCellIsHeader?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** A table of text and figures. Give it a caption: it is the table's name. */
export function table(options: TableOptions): Html {
  const element = { class: classes('govuk-table', options.classes), ...options.attributes };
  const caption =
    options.caption !== undefined &&
    html`<caption${attributes({ class: classes('govuk-table__caption', options.captionClasses) })}>${options.caption}</caption>`;
  const head =
    options.head &&
    html`<thead class="govuk-table__head"><tr class="govuk-table__row">${options.head.map((cell) => header(cell, 'col'))}</tr></thead>`;
  return html`<table${attributes(element)}>
  ${caption}
  ${head}
  <tbody class="govuk-table__body">${options.rows.map((row) => row && rowOf(row, options.firstCellIsHeader ?? false))}</tbody>
</table>`;
}

/**
 * A table that may be wider than a small screen: it scrolls by itself, also by keyboard, and the page does not. `name` is what the
 * scrolling part is called aloud; usually the caption.
 */
export function scrollingTable(options: TableOptions & { name: string }): Html {
  const { name, ...own } = options;
  const region = { class: 'redress-scroll', role: 'region', 'aria-label': name, tabindex: 0 };
  return html`<div${attributes(region)}>${table(own)}</div>`;
}

function rowOf(row: readonly TableCell[], firstIsHeader: boolean): Html {
  const cells = row.map((cell, index) => (firstIsHeader && index === 0 ? header(cell, 'row') : cellOf(cell)));
  return html`<tr class="govuk-table__row">${cells}</tr>`;
}

function header(cell: TableCell, scope: 'col' | 'row'): Html {
  return html`<th${cellAttributes(cell, 'govuk-table__header', scope)}>${cell.text}</th>`;
}

function cellOf(cell: TableCell): Html {
  return html`<td${cellAttributes(cell, 'govuk-table__cell', undefined)}>${cell.text}</td>`;
}

function cellAttributes(cell: TableCell, block: string, scope: string | undefined): Html {
  return attributes({
    scope,
    class: classes(block, cell.format && `${block}--${cell.format}`, cell.classes),
    colspan: cell.colspan,
    rowspan: cell.rowspan,
    ...cell.attributes,
  });
}
