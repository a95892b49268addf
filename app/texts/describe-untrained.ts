import { describeList } from './describe-date.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/**
 * The trainings that are not recorded for a person, as it stands beside their name: “no training recorded: listening”.
 * Given as the engine names them, missing or warned of; empty where none is missing.
 */
export function describeUntrained(
  texts: Texts,
  missing: readonly ({ readonly training: string } | { readonly values: Readonly<Record<string, string | number>> })[],
): string {
  const trainings = missing.map((one) => String('values' in one ? one.values['training'] : one.training));
  if (trainings.length === 0) return '';
  return fill(texts.pages['training']!['none']!, { training: describeList([...new Set(trainings)], texts) });
}
