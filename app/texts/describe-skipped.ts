import { type IsoDate, type NotCounted, weekdayOf, yearOf } from '../../engine/index.ts';
import { describeDayOf, describeList } from './describe-date.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/**
 * The days left out in counting, as sentences: the holidays and closures by name, then the days of weekends by month.
 * “Not counted: Good Friday 3 April and Easter Monday 6 April.” “Weekend days not counted: 4, 5, 11 and 12 April.”
 * The year is told where it is another than that of the due date.
 */
export function describeSkipped(
  texts: Texts,
  skipped: readonly NotCounted[],
  due: IsoDate | undefined,
): readonly string[] {
  const year = due === undefined ? 0 : yearOf(due);
  const words = texts.clocks.working;
  const named = skipped.filter((day) => !isWeekend(day));
  const months = groupByMonth(skipped.filter(isWeekend));
  const names = named.map(({ because, date }) =>
    fill(words['named-day'], { name: because, date: describeDayOf(date, year, texts) }),
  );
  return [
    ...(names.length > 0 ? [fill(words['not-counted'], { days: describeList(names, texts) })] : []),
    ...(months.length > 0
      ? [fill(words.weekends, { days: months.map((month) => describeMonth(texts, month, year)).join('; ') })]
      : []),
  ];
}

const isWeekend = ({ date }: NotCounted): boolean => ['Saturday', 'Sunday'].includes(weekdayOf(date));

function groupByMonth(days: readonly NotCounted[]): readonly (readonly IsoDate[])[] {
  const months = new Map<string, IsoDate[]>();
  for (const { date } of days) {
    const month = date.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), date]);
  }
  return [...months.values()];
}

/** “4, 5, 11 and 12 April”. */
function describeMonth(texts: Texts, dates: readonly IsoDate[], year: number): string {
  const days = dates.map((date, index) =>
    index === dates.length - 1 ? describeDayOf(date, year, texts) : String(Number(date.slice(8))),
  );
  return describeList(days, texts);
}
