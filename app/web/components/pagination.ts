import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type PaginationStep = { href: string; text?: Content | undefined; labelText?: string | undefined };

export type PaginationItem = {
  number?: number | string | undefined;
  href?: string | undefined;
  current?: boolean | undefined;
  ellipsis?: boolean | undefined;
  /** Spoken name of the page. Default: "Page 2". */
  visuallyHiddenText?: string | undefined;
};

export type PaginationOptions = {
  previous?: PaginationStep | undefined;
  next?: PaginationStep | undefined;
  items?: readonly (PaginationItem | false | null | undefined | '')[] | undefined;
  landmarkLabel?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

const ARROWS = {
  prev: html`<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>`,
  next: html`<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>`,
};
const WORDS = {
  prev: html`Previous<span class="govuk-visually-hidden"> page</span>`,
  next: html`Next<span class="govuk-visually-hidden"> page</span>`,
};

/** Pages of a list; without items, the page before and the page after. */
export function pagination(options: PaginationOptions): Html {
  const block = !options.items;
  const element = {
    class: classes('govuk-pagination', block && 'govuk-pagination--block', options.classes),
    'aria-label': options.landmarkLabel ?? 'Pagination',
    ...options.attributes,
  };
  return html`<nav${attributes(element)}>
  ${options.previous && step('prev', options.previous, block)}
  ${options.items && html`<ul class="govuk-pagination__list">${options.items.map((item) => item && (item.ellipsis || item.number !== undefined) && page(item))}</ul>`}
  ${options.next && step('next', options.next, block)}
</nav>`;
}

function page(item: PaginationItem): Html {
  if (item.ellipsis) return html`<li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>`;
  const link = {
    class: 'govuk-link govuk-pagination__link',
    href: item.href,
    'aria-label': item.visuallyHiddenText ?? `Page ${item.number ?? ''}`,
    'aria-current': item.current ? 'page' : undefined,
  };
  const own = classes('govuk-pagination__item', item.current && 'govuk-pagination__item--current');
  return html`<li${attributes({ class: own })}><a${attributes(link)}>${item.number}</a></li>`;
}

function step(way: 'prev' | 'next', options: PaginationStep, block: boolean): Html {
  const decorated = block && options.labelText === undefined && 'govuk-pagination__link-title--decorated';
  const more =
    block &&
    options.labelText !== undefined &&
    html`<span class="govuk-visually-hidden">:</span> <span class="govuk-pagination__link-label">${options.labelText}</span>`;
  const title = html`<span${attributes({ class: classes('govuk-pagination__link-title', decorated) })}>${options.text ?? WORDS[way]}${more && ' '}</span>`;
  const link = attributes({ class: 'govuk-link govuk-pagination__link', href: options.href, rel: way });
  const words = html`${title}${more}`;
  const arrowFirst = block || way === 'prev';
  return html`<div class="govuk-pagination__${way}"><a${link}>${arrowFirst && html`${ARROWS[way]} `}${words}${!arrowFirst && html` ${ARROWS[way]}`}</a></div>`;
}
