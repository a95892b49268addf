import { type Attributes, attributes, type Content, classes, Html, html } from '../html.ts';

export type ButtonOptions = {
  text: Content;
  /** With an address the button is a link that looks like a button. */
  href?: string | undefined;
  type?: 'submit' | 'button' | 'reset' | undefined;
  name?: string | undefined;
  value?: string | undefined;
  disabled?: boolean | undefined;
  isStartButton?: boolean | undefined;
  preventDoubleClick?: boolean | undefined;
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

const ARROW = html`<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>`;

/** A button that sends its form or, with an address, a link that looks like one. */
export function button(options: ButtonOptions): Html {
  const shared = {
    class: classes('govuk-button', options.isStartButton && 'govuk-button--start', options.classes),
    'data-module': 'govuk-button',
    id: options.id,
    ...options.attributes,
  };
  if (options.href !== undefined) {
    return html`<a${attributes({ href: options.href, role: 'button', draggable: 'false', ...shared })}>${label(options)}</a>`;
  }
  const own = {
    type: options.type ?? 'submit',
    name: options.name,
    value: options.value,
    disabled: options.disabled,
    'aria-disabled': options.disabled ? 'true' : undefined,
    'data-prevent-double-click':
      options.preventDoubleClick === undefined ? undefined : String(options.preventDoubleClick),
  };
  return html`<button${attributes({ ...own, ...shared })}>${label(options)}</button>`;
}

function label(options: ButtonOptions): Html {
  if (!options.isStartButton) return html`${options.text}`;
  // Markup needs a wrapper beside the icon, because the button lays out its children as flexible boxes.
  const text = options.text instanceof Html ? html`<span>${options.text}</span>` : options.text;
  return html`${text} ${ARROW}`;
}
