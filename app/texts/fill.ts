import { describeMoney } from './describe-money.ts';

/** What a template can be filled with. Dates are put into words before. */
export type Values = Readonly<Record<string, string | number | undefined>>;

const PLACEHOLDER = /\{([a-zA-Z][a-zA-Z-]*)(?::(money)|\|([^{}]*))?\}/g;

/**
 * A template with its values. `{name}` takes the value; `{name:money}` writes pence as pounds; `{n|working day|working
 * days}` chooses by number, the first for one and the last for more, with a third in front for none, and `%` standing
 * for the number: `{n|no days|one day|% days}`.
 * @throws Error when a value is missing, which is a slip in a text or in its caller, found by the tests
 */
export function fill(template: string, values: Values): string {
  return template.replace(
    PLACEHOLDER,
    (_whole, name: string, format: string | undefined, forms: string | undefined) => {
      const value = values[name];
      if (value === undefined) throw new Error(`The text “${template}” needs a value for {${name}}, and got none.`);
      if (format === 'money') return describeMoney(Number(value));
      return forms === undefined ? String(value) : chooseForm(forms.split('|'), Number(value));
    },
  );
}

function chooseForm(forms: readonly string[], n: number): string {
  const [none, one, many] = forms.length > 2 ? forms : [forms.at(-1), ...forms];
  const chosen = n === 0 ? none : n === 1 ? one : (many ?? one);
  return (chosen ?? '').replaceAll('%', String(n));
}

/** The names of the values that a template asks for. */
export function findPlaceholderNames(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

/** The first letter as a capital, for what begins a sentence. */
export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
