import { type Attributes, attributes, classes, type Html, html } from '../html.ts';
import { type InputOptions, labelled } from './form-group.ts';

export type SelectItem = {
  text: string | number;
  value?: string | number | boolean | undefined;
  selected?: boolean | undefined;
  disabled?: boolean | undefined;
  attributes?: Attributes | undefined;
};

export type SelectOptions = InputOptions & {
  items?: readonly (SelectItem | false | null | undefined | '')[] | undefined;
  value?: string | number | undefined;
};

/** One of many. For fewer than about eight, radios are easier. */
export function select(options: SelectOptions): Html {
  return labelled(options, (id, describedBy) => {
    const element = {
      class: classes('govuk-select', options.classes, options.errorMessage !== undefined && 'govuk-select--error'),
      id,
      name: options.name,
      disabled: options.disabled,
      'aria-describedby': describedBy,
      ...options.attributes,
    };
    const items = (options.items ?? []).map((item) => item && option(item, options.value));
    return html`<select${attributes(element)}>${items}</select>`;
  });
}

function option(item: SelectItem, chosen: string | number | undefined): Html {
  const value = item.value ?? item.text;
  const element = {
    value: item.value === undefined ? undefined : String(item.value),
    selected: item.selected ?? (chosen !== undefined && value === chosen),
    disabled: item.disabled,
    ...item.attributes,
  };
  return html`<option${attributes(element)}>${item.text}</option>`;
}
