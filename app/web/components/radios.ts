import type { Html } from '../html.ts';
import { type ChoicesOptions, choices } from './choices.ts';

export type RadiosOptions = ChoicesOptions & { value?: string | number | undefined };

/** One of a few. `item.checked` goes before `value`. */
export function radios(options: RadiosOptions): Html {
  return choices(
    { block: 'govuk-radios', type: 'radio' },
    options,
    (item) => item.checked ?? (options.value !== undefined && item.value === options.value),
  );
}
