import type { Period } from '../../engine/index.ts';
import { loadTexts } from './load-texts.ts';
import type { Texts } from './texts.ts';

/** A length of time: “1 working day”, “3 months”, “12 months”; months from two whole years on as years: “3 years”. */
export function describePeriod({ n, unit }: Period, texts: Texts = loadTexts()): string {
  if (unit === 'calendar-month' && n >= 24 && n % 12 === 0) return `${n / 12} ${texts.clocks.units.year.many}`;
  const { one, many } = texts.clocks.units[unit];
  return `${n} ${n === 1 ? one : many}`;
}
