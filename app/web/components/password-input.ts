import { attributes, classes, type Html, html } from '../html.ts';
import { button } from './button.ts';
import { type InputOptions, labelled } from './form-group.ts';

export type PasswordInputOptions = InputOptions & {
  value?: string | undefined;
  autocomplete?: 'current-password' | 'new-password' | undefined;
};

/** A password that can be shown while it is typed. */
export function passwordInput(options: PasswordInputOptions): Html {
  const group = { classes: 'govuk-password-input', attributes: { 'data-module': 'govuk-password-input' } };
  return labelled(
    options,
    (id, describedBy) => {
      const element = {
        class: classes(
          'govuk-input govuk-password-input__input govuk-js-password-input-input',
          options.classes,
          options.errorMessage !== undefined && 'govuk-input--error',
        ),
        id,
        name: options.name,
        type: 'password',
        spellcheck: 'false',
        value: options.value,
        disabled: options.disabled,
        'aria-describedby': describedBy,
        autocomplete: options.autocomplete ?? 'current-password',
        autocapitalize: 'none',
        ...options.attributes,
      };
      return html`<div class="govuk-input__wrapper govuk-password-input__wrapper">
  <input${attributes(element)}>
  ${toggle(id)}
</div>`;
    },
    group,
  );
}

function toggle(id: string): Html {
  return button({
    type: 'button',
    text: 'Show',
    classes: 'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle',
    attributes: { 'aria-controls': id, 'aria-label': 'Show password', hidden: true },
  });
}
