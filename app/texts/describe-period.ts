import type { Period } from '../../engine/index.ts';
import { loadTexts } from './load-texts.ts';
import type { Texts } from './texts.ts';

/** A length of time: “1 working day”, “3 months”. */
export function describePeriod({ n, unit }: Period, texts: Texts = loadTexts()): string {
  const { one, many } = texts.clocks.units[unit];
  return `${n} ${n === 1 ? one : many}`;
}
