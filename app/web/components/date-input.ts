import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';
import { type FieldsetOptions, fieldset } from './fieldset.ts';
import { describe, formGroup, type InputOptions } from './form-group.ts';
import { label } from './label.ts';

export type DatePart = {
  label?: Content | undefined;
  name?: string | undefined;
  id?: string | undefined;
  value?: string | number | undefined;
  classes?: string | undefined;
  /** Whether this part is wrong. With an error message and no part marked, all parts are. */
  error?: boolean | undefined;
  autocomplete?: string | undefined;
  inputmode?: string | undefined;
  pattern?: string | undefined;
  attributes?: Attributes | undefined;
};

export type DateInputOptions = Pick<InputOptions, 'hint' | 'errorMessage' | 'formGroup' | 'classes' | 'attributes'> & {
  id: string;
  namePrefix?: string | undefined;
  fieldset?: FieldsetOptions | undefined;
  /** By name of the input: `{ 'received-day': 27 }`. */
  values?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** `false` leaves the part out. */
  day?: DatePart | false | undefined;
  month?: DatePart | false | undefined;
  year?: DatePart | false | undefined;
};

const PARTS = [
  { key: 'day', label: 'Day', width: 'govuk-input--width-2' },
  { key: 'month', label: 'Month', width: 'govuk-input--width-2' },
  { key: 'year', label: 'Year', width: 'govuk-input--width-4' },
] as const;

/** A date a person knows by heart, in three boxes. */
export function dateInput(options: DateInputOptions): Html {
  const described = describe(options.id, { ...options, describedBy: options.fieldset?.describedBy });
  const shown = PARTS.filter((part) => options[part.key] !== false);
  const anyMarked = shown.some(
    (part) => given(options, part.key).error === true || markedByClass(given(options, part.key)),
  );
  const parts = shown.map((part) => {
    const own = given(options, part.key);
    const wrong = own.error ?? (options.errorMessage !== undefined && !anyMarked);
    return datePart(options, { ...own, error: wrong }, part);
  });
  const box = { class: classes('govuk-date-input', options.classes), id: options.id, ...options.attributes };
  const content = html`
  ${described.hint}
  ${described.error}
  <div${attributes(box)}>${parts}</div>
`;
  const inner = options.fieldset
    ? fieldset({ ...options.fieldset, role: 'group', describedBy: described.describedBy, content })
    : content;
  return formGroup(inner, { ...options.formGroup, error: described.error !== undefined });
}

function markedByClass(part: DatePart): boolean {
  return (part.classes ?? '').split(' ').includes('govuk-input--error');
}

function given(options: DateInputOptions, key: 'day' | 'month' | 'year'): DatePart {
  return options[key] || {};
}

function datePart(options: DateInputOptions, own: DatePart, part: (typeof PARTS)[number]): Html {
  const short = own.name ?? part.key;
  const name = options.namePrefix === undefined ? short : `${options.namePrefix}-${short}`;
  const id = own.id ?? `${options.id}-${short}`;
  const width = own.classes?.includes('govuk-input--width-') ? undefined : part.width;
  const element = {
    class: classes('govuk-input govuk-date-input__input', own.error && 'govuk-input--error', own.classes, width),
    id,
    name,
    type: 'text',
    value: own.value ?? options.values?.[name],
    inputmode: own.inputmode ?? 'numeric',
    pattern: own.pattern,
    autocomplete: own.autocomplete,
    ...own.attributes,
  };
  const title = label({ text: own.label ?? part.label, for: id, classes: 'govuk-date-input__label' });
  return html`<div class="govuk-date-input__item"><div class="govuk-form-group">${title}<input${attributes(element)}></div></div>`;
}
