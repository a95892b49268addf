import { attributes, classes, type Html, html } from '../html.ts';
import { type GroupOptions, type InputOptions, labelled } from './form-group.ts';

export type TextareaOptions = InputOptions & {
  value?: string | undefined;
  rows?: number | undefined;
  autocomplete?: string | undefined;
  spellcheck?: boolean | undefined;
};

/** Several lines of text. */
export function textarea(options: TextareaOptions, group: GroupOptions = {}, own?: string, after?: Html): Html {
  return labelled(
    options,
    (id, describedBy) => {
      const element = {
        class: classes(
          'govuk-textarea',
          options.errorMessage !== undefined && 'govuk-textarea--error',
          own,
          options.classes,
        ),
        id,
        name: options.name,
        rows: options.rows ?? 5,
        spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck),
        disabled: options.disabled,
        'aria-describedby': describedBy,
        autocomplete: options.autocomplete,
        ...options.attributes,
      };
      return html`<textarea${attributes(element)}>${kept(options.value)}</textarea>${after}`;
    },
    group,
  );
}

// A browser drops one line break straight after the opening tag: give it one to drop.
function kept(value: string | undefined): string | undefined {
  return value && /^[\r\n]/.test(value) ? `\n${value}` : value;
}
