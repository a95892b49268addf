import type { Warning } from '../../engine/index.ts';
import { describeValues, type RefusalParts } from './describe-refusal.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/**
 * What a person should look at (`says`), and what to do about it (`mend`). The clause is shown apart. `nameOf` tells the
 * name of a person whom a warning is about.
 */
export function describeWarning(
  texts: Texts,
  warning: Pick<Warning, 'code' | 'values'>,
  nameOf: (person: string) => string | undefined = () => undefined,
): RefusalParts {
  const words = texts.warnings[warning.code];
  const { person } = warning.values;
  const who = typeof person === 'string' ? (nameOf(person) ?? texts.pages.common!['unknown-person']!) : '';
  const values = { ...describeValues(texts, warning, undefined), ...(who !== '' && { who }) };
  const isCertain = warning.values['certain'] === 'yes';
  const says = (isCertain ? words['says-certain'] : undefined) ?? words.says;
  const mend = (isCertain ? words['mend-certain'] : undefined) ?? words.mend;
  return { says: fill(says, values), mend: fill(mend, values) };
}
