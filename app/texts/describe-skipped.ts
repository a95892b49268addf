import { daysBetween, type IsoDate, type NotCounted, weekdayOf, yearOf } from '../../engine/index.ts';
import { describeDayOf, describeList } from './describe-date.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/**
 * The days left out in counting, each with its name and a Saturday and its Sunday as one weekend: “Good Friday 3
 * April, the weekend of 4 and 5 April and Easter Monday 6 April”. The year is told where it is another than that of
 * the due date.
 */
export function describeSkipped(texts: Texts, skipped: readonly NotCounted[], due: IsoDate | undefined): string {
  const year = due === undefined ? 0 : yearOf(due);
  const items: string[] = [];
  for (let index = 0; index < skipped.length; index++) {
    const day = skipped[index] as NotCounted;
    const next = skipped[index + 1];
    if (next && isWeekend(day, next)) {
      items.push(describeWeekend(texts, day, next, year));
      index++;
    } else items.push(fill(texts.clocks.working['named-day'], { name: day.because, date: describeDayOf(day.date, year, texts) }));
  }
  return describeList(items, texts);
}

function isWeekend(day: NotCounted, next: NotCounted): boolean {
  return weekdayOf(day.date) === 'Saturday' && daysBetween(day.date, next.date) === 1;
}

function describeWeekend(texts: Texts, day: NotCounted, next: NotCounted, year: number): string {
  const [saturday, sunday] = [describeDayOf(day.date, year, texts), describeDayOf(next.date, year, texts)];
  const sameMonth = day.date.slice(0, 7) === next.date.slice(0, 7);
  return fill(texts.clocks.working.weekend, { saturday: sameMonth ? String(Number(day.date.slice(8))) : saturday, sunday });
}
