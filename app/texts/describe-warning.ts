import type { Warning } from '../../engine/index.ts';
import { describeValues, type RefusalParts } from './describe-refusal.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/** What a person should look at (`says`), and what to do about it (`mend`). The clause is shown apart. */
export function describeWarning(texts: Texts, warning: Pick<Warning, 'code' | 'values'>): RefusalParts {
  const words = texts.warnings[warning.code];
  const values = describeValues(texts, warning, undefined);
  return { says: fill(words.says, values), mend: fill(words.mend, values) };
}
