import { type Channel, findCommand, isIsoDate, type Period, type Refusal } from '../../engine/index.ts';
import { describeDate } from './describe-date.ts';
import { describePeriod } from './describe-period.ts';
import { fill } from './fill.ts';
import { findLabel } from './find-label.ts';
import type { Texts } from './texts.ts';

/** A refusal of the engine, or of a search for a procedure. */
export type Refused = {
  readonly code: Refusal['code'];
  readonly values: Readonly<Record<string, string | number | readonly string[]>>;
};

export type RefusalParts = { readonly says: string; readonly mend: string };

/**
 * Why something cannot be done (`says`) and what would make it possible (`mend`), in one sentence or two each. Neither
 * names the clause: the page shows that apart. `command` is the command's name, for the labels of its fields.
 */
export function describeRefusalParts(texts: Texts, refusal: Refused, command?: string): RefusalParts {
  const words = texts.refusals[refusal.code];
  if (!words) return { says: fill(texts.pages.common!['refusal-without-words']!, { code: refusal.code }), mend: '' };
  const values = describeValues(texts, refusal, command);
  const namesPoints = words['mend-points'] !== undefined && values.lacks !== undefined && values.lacks !== '';
  const of = typeof values.seat === 'string' ? `${values.seat}: ` : '';
  return {
    says: `${of}${fill(words.says, values)}`,
    mend: fill(namesPoints ? words['mend-points']! : words.mend, values),
  };
}

/** Both parts of a refusal as running text. */
export function describeRefusal(texts: Texts, refusal: Refused, command?: string): string {
  const { says, mend } = describeRefusalParts(texts, refusal, command);
  return mend === '' ? says : `${says} ${mend}`;
}

/** The values as people read them: dates and lengths of time in words, codes as the words they stand for. */
export function describeValues(
  texts: Texts,
  { code, values }: Refused,
  command: string | undefined,
): Readonly<Record<string, string | number>> {
  const plain = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      describeValue(texts, code === 'left-out' && name === 'what' ? 'word' : name, value),
    ]),
  );
  const { n, unit, field } = values;
  return {
    ...plain,
    ...(typeof n === 'number' && unit && { period: describePeriod({ n, unit } as Period, texts) }),
    ...(typeof field === 'string' && { label: describeLabel(texts, field, values.label, command) }),
  };
}

function describeValue(texts: Texts, name: string, value: Refused['values'][string]): string | number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return value.join(', ');
  if (isIsoDate(value)) return describeDate(value, texts);
  if (name === 'outcome') return texts.statuses.outcomes[value || 'closed'] ?? value;
  if (name === 'channel') return texts.statuses.channels[value as Channel] ?? value;
  if (name === 'concern') return texts.statuses.concerns[value as 'at-risk'] ?? value;
  if (name === 'word') return texts.commands[findCommand(value)?.name ?? '']?.done ?? value;
  if (name === 'lacks')
    return value
      .split(', ')
      .map((item) => texts.statuses.lacks[item] ?? item)
      .join(', ');
  return value;
}

function describeLabel(texts: Texts, field: string, label: unknown, command: string | undefined): string {
  if (typeof label === 'string' && label !== '') return label;
  return findLabel(texts, command, [field])?.label ?? field;
}
