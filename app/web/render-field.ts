import * as govuk from './components/index.ts';
import { type FieldError, findError, inputId } from './errors.ts';
import {
  allOf,
  type Field,
  type FieldOf,
  type FormContext,
  firstOf,
  inputNames,
  isOnePerLine,
  type Typed,
} from './form-fields.ts';
import { attributes, type Html, html } from './html.ts';

/** More answers than this are a list to open, not radios. */
const MOST_RADIOS = 10;

type Drawn = { name: string; typed: Typed; errors: readonly FieldError[]; context: FormContext };

/**
 * One field of a form as GOV.UK components, holding what was typed and what is wrong with it. `typed` is that of `readForm`, or of
 * `typedFrom` for a form that starts filled. Works without scripts.
 */
export function renderField(
  field: Field,
  typed: Typed = {},
  errors: readonly FieldError[] = [],
  context: FormContext = {},
): Html {
  return draw(field, { name: field.name, typed, errors, context });
}

/** A whole form: fields, the hidden ones, token, button. Names of hidden fields begin with an underscore. */
export function renderForm(form: {
  action: string;
  fields: readonly Field[];
  csrfField: Html;
  submit: string;
  typed?: Typed | undefined;
  errors?: readonly FieldError[] | undefined;
  context?: FormContext | undefined;
  hidden?: Readonly<Record<`_${string}`, string | number>> | undefined;
  cancel?: { href: string; text?: string } | undefined;
  warning?: boolean | undefined;
}): Html {
  const element = {
    method: 'post',
    action: form.action,
    novalidate: true,
    enctype: hasFile(form.fields) ? 'multipart/form-data' : undefined,
  };
  const hidden = Object.entries(form.hidden ?? {}).map(([name, value]) => renderHidden(name, String(value)));
  const cancel =
    form.cancel &&
    html`<a${attributes({ class: 'govuk-link', href: form.cancel.href })}>${form.cancel.text ?? 'Cancel'}</a>`;
  return html`<form${attributes(element)}>
  ${form.csrfField}${hidden}
  ${form.fields.map((field) => renderField(field, form.typed, form.errors, form.context))}
  <div class="govuk-button-group">
    ${govuk.button({ text: form.submit, preventDoubleClick: true, classes: form.warning ? 'govuk-button--warning' : undefined })}
    ${cancel}
  </div>
</form>`;
}

/** An input nobody sees. */
export function renderHidden(name: string, value: string): Html {
  return html`<input${attributes({ type: 'hidden', name, value })}>`;
}

function hasFile(fields: readonly Field[]): boolean {
  return fields.some((field) => field.kind === 'file' || (field.kind === 'per-point' && hasFile(field.fields)));
}

function draw(field: Field, drawn: Drawn): Html {
  if (isOnePerLine(field)) return drawLines(field, drawn);
  switch (field.kind) {
    case 'text':
    case 'number':
    case 'money':
      return drawInput(field, drawn);
    case 'long-text':
      return govuk.textarea({
        ...common(field, drawn),
        value: firstOf(drawn.typed, drawn.name),
        rows: 8,
        spellcheck: true,
      });
    case 'date':
    case 'moment':
      return drawDate(field, drawn);
    case 'person':
      return drawn.context.people ? drawList(field, drawn.context.people, drawn) : drawInput(field, drawn);
    case 'yes-no':
      return drawRadios(
        field,
        [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ],
        drawn,
      );
    case 'choice':
      return drawChoice(field, drawn);
    case 'choices':
      return drawCheckboxes(field, drawn);
    case 'file':
      return govuk.fileUpload({ ...common(field, drawn), multiple: field.multiple });
    case 'texts':
      return drawTexts(field, drawn);
    case 'per-point':
      return drawPoints(field, drawn);
    default: {
      const never: never = field;
      throw new TypeError(`No input is known for ${JSON.stringify(never)}.`);
    }
  }
}

function labelOf(field: { label: string; required: boolean; optional?: string }): string {
  return field.required ? field.label : `${field.label} (${field.optional ?? 'optional'})`;
}

function common(field: Field, { name, errors }: Drawn) {
  return {
    name,
    id: inputId(name),
    label: { text: labelOf(field), classes: 'govuk-label--s' },
    hint: field.hint,
    errorMessage: findError(errors, name),
  };
}

function grouped(field: Field, { name, errors }: Drawn, error = findError(errors, name)) {
  return {
    name,
    idPrefix: inputId(name),
    fieldset: { legend: { text: labelOf(field), classes: 'govuk-fieldset__legend--s' } },
    hint: field.hint,
    errorMessage: error,
  };
}

function drawInput(field: Field, drawn: Drawn): Html {
  const value = firstOf(drawn.typed, drawn.name);
  const shared = { ...common(field, drawn), value };
  if (field.kind === 'number')
    return govuk.input({ ...shared, inputmode: 'decimal', classes: 'govuk-input--width-10', spellcheck: false });
  if (field.kind !== 'money') return govuk.input(shared);
  const money = { inputmode: 'decimal', classes: 'govuk-input--width-10', spellcheck: false, prefix: { text: '£' } };
  return govuk.input({ ...shared, ...money });
}

function drawLines(field: Field, drawn: Drawn): Html {
  const hint = [field.hint, 'One on each line.'].filter(Boolean).join(' ');
  return govuk.textarea({ ...common(field, drawn), hint, value: allOf(drawn.typed, drawn.name).join('\n'), rows: 4 });
}

function drawDate(field: Field, drawn: Drawn): Html {
  const { name, typed, errors } = drawn;
  const parts = dateParts(name, typed);
  const names = inputNames.date(name);
  const faults = [...Object.values(names), inputNames.time(name)];
  const wrong = faults.find((input) => findError(errors, input) !== undefined);
  const ofTime = wrong === inputNames.time(name);
  const message = wrong === undefined ? undefined : findError(errors, wrong);
  const date = govuk.dateInput({
    ...grouped(field, drawn, ofTime ? undefined : message),
    id: inputId(name),
    namePrefix: name,
    hint: field.hint ?? 'For example, 27 3 2026',
    day: { value: parts.day },
    month: { value: parts.month, error: wrong === names.month || undefined },
    year: { value: parts.year, error: wrong === names.year || undefined },
  });
  if (field.kind !== 'moment') return date;
  const time = govuk.input({
    name: inputNames.time(name),
    id: inputId(inputNames.time(name)),
    label: `${timeLabel(field.label)} (optional)`,
    hint: 'For example, 14:30',
    value: firstOf(typed, inputNames.time(name)) || parts.time,
    errorMessage: ofTime ? message : undefined,
    classes: 'govuk-input--width-5',
  });
  return html`${date}${time}`;
}

function timeLabel(label: string): string {
  return label.trim().endsWith('?') ? 'At what time?' : `Time of ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

/** The parts as typed; an ISO date in one piece is spread over them. */
function dateParts(name: string, typed: Typed): { day: string; month: string; year: string; time: string } {
  const names = inputNames.date(name);
  const parts = {
    day: firstOf(typed, names.day),
    month: firstOf(typed, names.month),
    year: firstOf(typed, names.year),
  };
  if (parts.day || parts.month || parts.year) return { ...parts, time: '' };
  const [, year = '', month = '', day = '', time = ''] =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(firstOf(typed, name)) ?? [];
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year, time };
}

function drawChoice(field: FieldOf<'choice'>, drawn: Drawn): Html {
  const explained = field.options.some((option) => option.hint !== undefined);
  if (field.options.length > MOST_RADIOS && !explained) return drawList(field, field.options, drawn);
  return drawRadios(field, field.options, drawn);
}

function drawRadios(
  field: Field,
  options: readonly { value: string; label: string; hint?: string }[],
  drawn: Drawn,
): Html {
  const items = options.map((option) => ({ value: option.value, text: option.label, hint: option.hint }));
  // Without scripts a radio cannot be unchosen: an answer that may be left out needs a way back.
  const none = field.required ? [] : [{ value: '', text: 'Not answered', hint: undefined }];
  return govuk.radios({
    ...grouped(field, drawn),
    classes: field.kind === 'yes-no' ? 'govuk-radios--inline' : undefined,
    value: firstOf(drawn.typed, drawn.name),
    items: [...items, ...none],
  });
}

function drawList(field: Field, options: readonly { value: string; label: string }[], drawn: Drawn): Html {
  const items = options.map((option) => ({ value: option.value, text: option.label }));
  const value = firstOf(drawn.typed, drawn.name);
  return govuk.select({ ...common(field, drawn), value, items: [{ value: '', text: 'Choose one' }, ...items] });
}

function drawCheckboxes(field: FieldOf<'choices'>, drawn: Drawn): Html {
  return govuk.checkboxes({
    ...grouped(field, drawn),
    hint: field.hint ?? 'Select all that apply',
    values: allOf(drawn.typed, drawn.name),
    items: field.options.map((option) => ({ value: option.value, text: option.label, hint: option.hint })),
  });
}

function drawTexts(field: FieldOf<'texts'>, drawn: Drawn): Html {
  const parts = field.parts.map((part) =>
    draw({ ...part, kind: 'long-text', name: part.value }, { ...drawn, name: inputNames.part(drawn.name, part.value) }),
  );
  return govuk.fieldset({
    legend: { text: field.label, classes: 'govuk-fieldset__legend--m' },
    content: html`${field.hint !== undefined && govuk.hint({ text: field.hint })}${parts}`,
  });
}

function drawPoints(field: FieldOf<'per-point'>, drawn: Drawn): Html {
  const points = field.points.map((point) => {
    const inner = field.fields.map((one) =>
      draw(one, { ...drawn, name: inputNames.point(drawn.name, point.n, one.name) }),
    );
    const legend = { text: html`Point ${point.n}: ${point.label}`, classes: 'govuk-fieldset__legend--s' };
    return html`<div class="redress-point">${govuk.fieldset({ legend, content: html`${inner}` })}</div>`;
  });
  return govuk.fieldset({
    legend: { text: field.label, classes: 'govuk-fieldset__legend--m' },
    content: html`${field.hint !== undefined && govuk.hint({ text: field.hint })}${points}`,
  });
}
