import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type LegendOptions = { text: Content; classes?: string | undefined; isPageHeading?: boolean | undefined };

export type FieldsetOptions = {
  legend?: LegendOptions | undefined;
  describedBy?: string | undefined;
  role?: string | undefined;
  /** The inputs that belong together. */
  content?: Html | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Inputs that answer one question together. */
export function fieldset(options: FieldsetOptions): Html {
  const element = {
    class: classes('govuk-fieldset', options.classes),
    role: options.role,
    'aria-describedby': options.describedBy || undefined,
    ...options.attributes,
  };
  return html`<fieldset${attributes(element)}>
  ${options.legend && legend(options.legend)}
  ${options.content}
</fieldset>`;
}

function legend(options: LegendOptions): Html {
  const text = options.isPageHeading ? html`<h1 class="govuk-fieldset__heading">${options.text}</h1>` : options.text;
  return html`<legend${attributes({ class: classes('govuk-fieldset__legend', options.classes) })}>${text}</legend>`;
}
