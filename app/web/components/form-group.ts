import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';
import { type ErrorMessageOptions, errorMessage } from './error-message.ts';
import { type HintOptions, hint } from './hint.ts';
import { type LabelOptions, label, withText } from './label.ts';

/** What every labelled input takes. `id` is the name unless given. */
export type InputOptions = {
  name: string;
  id?: string | undefined;
  label: Content | LabelOptions;
  hint?: Content | HintOptions | undefined;
  errorMessage?: Content | ErrorMessageOptions | undefined;
  /** Ids of further texts that describe the input. */
  describedBy?: string | undefined;
  formGroup?: GroupOptions | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  disabled?: boolean | undefined;
};

export type GroupOptions = { classes?: string | undefined; attributes?: Attributes | undefined };

/** Hint and error of an input, with the ids that `aria-describedby` must name, in reading order. */
export type Description = { hint: Html | undefined; error: Html | undefined; describedBy: string | undefined };

export function describe(
  id: string,
  options: Pick<InputOptions, 'hint' | 'errorMessage' | 'describedBy'>,
): Description {
  const hintId = options.hint === undefined ? undefined : `${id}-hint`;
  const errorId = options.errorMessage === undefined ? undefined : `${id}-error`;
  return {
    hint: options.hint === undefined ? undefined : hint({ ...withText<HintOptions>(options.hint), id: `${id}-hint` }),
    error:
      options.errorMessage === undefined
        ? undefined
        : errorMessage({ ...withText<ErrorMessageOptions>(options.errorMessage), id: `${id}-error` }),
    describedBy: classes(options.describedBy, hintId, errorId),
  };
}

/** The box around an input and its label, hint and error. */
export function formGroup(content: Html, group: GroupOptions & { error: boolean; own?: string | undefined }): Html {
  const element = {
    class: classes('govuk-form-group', group.error && 'govuk-form-group--error', group.own, group.classes),
    ...group.attributes,
  };
  return html`<div${attributes(element)}>${content}</div>`;
}

/** A whole labelled input: label, hint, error, then the control, which is told what describes it. */
export function labelled(
  options: InputOptions,
  control: (id: string, describedBy: string | undefined) => Html,
  group: GroupOptions = {},
): Html {
  const id = options.id ?? options.name;
  const description = describe(id, options);
  const content = html`
  ${label({ ...withText<LabelOptions>(options.label), for: id })}
  ${description.hint}
  ${description.error}
  ${control(id, description.describedBy)}
`;
  return formGroup(content, {
    ...options.formGroup,
    error: description.error !== undefined,
    own: group.classes,
    attributes: { ...group.attributes, ...options.formGroup?.attributes },
  });
}
