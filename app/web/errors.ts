import { errorSummary } from './components/error-summary.ts';
import type { Html } from './html.ts';

/** One fault in what was typed: the input it belongs to, and what is wrong and how to mend it. */
export type FieldError = { field: string; message: string };

/** The id of an input: its name, with what ids in links do not bear (dots, brackets) as hyphens. */
export function inputId(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]+/g, '-');
}

/** The message for one input, if any. */
export function findError(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}

/** The one way faults are listed at the top of a page; each leads to its input. `undefined` without faults. */
export function renderErrorSummary(errors: readonly FieldError[]): Html | undefined {
  if (errors.length === 0) return undefined;
  return errorSummary({
    titleText: 'There is a problem',
    errorList: errors.map((error) => ({
      text: error.message,
      href: error.field === '' ? undefined : `#${inputId(error.field)}`,
    })),
  });
}
