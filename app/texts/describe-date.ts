import { dayOfMonthOf, type IsoDate, isIsoDate, localTimeOf, monthOf, weekdayOf, yearOf } from '../../engine/index.ts';
import { fill, type Values } from './fill.ts';
import { loadTexts } from './load-texts.ts';
import type { Texts } from './texts.ts';

function dateValues(texts: Texts, date: IsoDate, months: readonly string[]): Values {
  return {
    weekday: texts.dates.weekdays[weekdayOf(date)],
    day: dayOfMonthOf(date),
    month: months[monthOf(date) - 1],
    year: yearOf(date),
  };
}

/** `2026-04-02` as “Thursday 2 April 2026”. What is no date stays as it is. */
export function describeDate(date: string, texts: Texts = loadTexts()): string {
  return isIsoDate(date) ? fill(texts.dates.long, dateValues(texts, date, texts.dates.months)) : date;
}

/** `2026-04-02` as “2 Apr 2026”, for tables. */
export function describeShortDate(date: string, texts: Texts = loadTexts()): string {
  return isIsoDate(date) ? fill(texts.dates.short, dateValues(texts, date, texts.dates['short-months'])) : date;
}

/** `2026-04-02` as “2 April”, and as “2 April 2026” where the year is another than the one told. */
export function describeDayOf(date: string, year: number, texts: Texts = loadTexts()): string {
  if (!isIsoDate(date)) return date;
  const template = yearOf(date) === year ? texts.dates['without-year'] : texts.dates.short;
  return fill(template, dateValues(texts, date, texts.dates.months));
}

/** A day, with the time of day in London where the instant is known: “Thursday 2 April 2026 at 14:30”. */
export function describeMoment(moment: { on: string; at?: string | undefined }, texts: Texts = loadTexts()): string {
  const date = describeDate(moment.on, texts);
  return moment.at === undefined ? date : fill(texts.dates.at, { date, time: localTimeOf(moment.at) });
}

/** “one, two and three”. */
export function describeList(items: readonly string[], texts: Texts = loadTexts()): string {
  const { between, last } = texts.dates.list;
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(between)}${last}${items.at(-1)}`;
}
