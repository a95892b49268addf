import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';
import { type InputOptions, labelled } from './form-group.ts';

export type AffixOptions = { text: Content; classes?: string | undefined; attributes?: Attributes | undefined };

export type TextInputOptions = InputOptions & {
  value?: string | number | undefined;
  type?: string | undefined;
  inputmode?: string | undefined;
  autocomplete?: string | undefined;
  autocapitalize?: string | undefined;
  pattern?: string | undefined;
  spellcheck?: boolean | undefined;
  prefix?: AffixOptions | undefined;
  suffix?: AffixOptions | undefined;
  inputWrapper?: { classes?: string | undefined; attributes?: Attributes | undefined } | undefined;
};

/** One line of text. */
export function input(options: TextInputOptions): Html {
  return labelled(options, (id, describedBy) => {
    const control = html`<input${attributes({
      class: classes('govuk-input', options.classes, options.errorMessage !== undefined && 'govuk-input--error'),
      id,
      name: options.name,
      type: options.type ?? 'text',
      spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck),
      value: options.value === '' ? undefined : options.value,
      disabled: options.disabled,
      'aria-describedby': describedBy,
      autocomplete: options.autocomplete,
      autocapitalize: options.autocapitalize,
      pattern: options.pattern,
      inputmode: options.inputmode,
      ...options.attributes,
    })}>`;
    return options.prefix || options.suffix ? wrapped(options, control) : control;
  });
}

function wrapped(options: TextInputOptions, control: Html): Html {
  const wrapper = {
    class: classes('govuk-input__wrapper', options.inputWrapper?.classes),
    ...options.inputWrapper?.attributes,
  };
  return html`<div${attributes(wrapper)}>${affix('prefix', options.prefix)}${control}${affix('suffix', options.suffix)}</div>`;
}

function affix(place: 'prefix' | 'suffix', options: AffixOptions | undefined): Html | undefined {
  if (!options) return undefined;
  const element = {
    class: classes(`govuk-input__${place}`, options.classes),
    'aria-hidden': 'true',
    ...options.attributes,
  };
  return html`<div${attributes(element)}>${options.text}</div>`;
}
