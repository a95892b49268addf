import { type Attributes, attributes, type Content, classes, type Html, html, trusted } from '../html.ts';
import { type ButtonOptions, button } from './button.ts';

export type PanelAction = Omit<ButtonOptions, 'text' | 'type'> & { text: Content; type?: ButtonOptions['type'] };

export type PanelOptions = {
  titleText: Content;
  text?: Content | undefined;
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  /** With `classes: 'govuk-panel--interruption'`: a question that must be answered before going on. */
  actions?:
    | { items?: readonly PanelAction[] | undefined; classes?: string | undefined; attributes?: Attributes | undefined }
    | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Says that something is done, with its reference; or interrupts with a question. */
export function panel(options: PanelOptions): Html {
  const interrupts = (options.classes ?? '').split(' ').includes('govuk-panel--interruption');
  const heading = trusted(`h${options.headingLevel ?? 1}`);
  const element = {
    class: classes('govuk-panel', !interrupts && 'govuk-panel--confirmation', options.classes),
    ...options.attributes,
  };
  return html`<div${attributes(element)}>
  <${heading} class="govuk-panel__title">${options.titleText}</${heading}>
  ${options.text !== undefined && html`<div class="govuk-panel__body">${options.text}</div>`}
  ${interrupts && actions(options)}
</div>`;
}

function actions(options: PanelOptions): Html | undefined {
  const { items, classes: own, attributes: more } = options.actions ?? {};
  if (!items || items.length === 0) return undefined;
  const element = { class: classes('govuk-panel__actions', own), ...more };
  return html`<div${attributes(element)}><div class="govuk-button-group">${items.map(action)}</div></div>`;
}

function action(item: PanelAction): Html {
  if (item.href !== undefined && item.type === undefined) {
    const link = {
      class: classes('govuk-link govuk-link--inverse', item.classes),
      href: item.href,
      ...item.attributes,
    };
    return html`<a${attributes(link)}>${item.text}</a>`;
  }
  return button({ ...item, classes: classes('govuk-button--inverse', item.classes) });
}
