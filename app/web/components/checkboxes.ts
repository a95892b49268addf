import type { Html } from '../html.ts';
import { type ChoicesOptions, choices } from './choices.ts';

export type CheckboxesOptions = ChoicesOptions & { values?: readonly (string | number)[] | undefined };

/** Any number of a few. `item.checked` goes before `values`. */
export function checkboxes(options: CheckboxesOptions): Html {
  return choices(
    { block: 'govuk-checkboxes', type: 'checkbox' },
    options,
    (item) => item.checked ?? (item.value !== undefined && (options.values ?? []).includes(item.value)),
  );
}
