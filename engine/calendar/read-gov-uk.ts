import { type BankHoliday, bankHolidaysOf, isNation, NATIONS, type Nation, type OneOffDay } from './bank-holidays.ts';
import { type IsoDate, isIsoDate, weekdayOf, yearOf } from './dates.ts';

export type ImportedDay = { readonly date: IsoDate; readonly title: string };
export type ImportedHolidays = Readonly<Record<Nation, readonly ImportedDay[]>>;

/** Either what the file says, per nation in order of date, or everything that is wrong with it (at least one sentence). */
export type GovUkRead = { readonly holidays: ImportedHolidays } | { readonly faults: readonly string[] };

/** A day on which the file and our rules disagree. Only the date counts: another name for the same day is no difference. */
export type Difference = { readonly date: IsoDate; readonly only: 'in-file' | 'in-rules'; readonly name: string };

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readEvent(event: unknown, where: string, faults: string[]): ImportedDay | undefined {
  if (!isRecord(event)) {
    faults.push(`${where}: is not an object with a title and a date. Take the file from gov.uk again.`);
    return undefined;
  }
  const { title, date, notes } = event;
  if (typeof title !== 'string' || title.trim() === '') {
    faults.push(`${where}: has no title. Give the holiday's name as "title".`);
    return undefined;
  }
  if (!isIsoDate(date)) {
    faults.push(`${where} (${title}): the date ${JSON.stringify(date)} is not a real date written YYYY-MM-DD.`);
    return undefined;
  }
  const substitute = typeof notes === 'string' && /substitute/i.test(notes);
  return { date, title: substitute ? `${title} (substitute day)` : title };
}

/** A year taken from a file replaces the rules whole, so half a year would quietly lose holidays. */
function checkYears(nation: Nation, days: readonly ImportedDay[], faults: string[]): void {
  const years = days.map((day) => yearOf(day.date));
  for (let year = Math.min(...years); year <= Math.max(...years); year++) {
    const has = (from: string, to: string) =>
      days.some(({ date }) => date >= `${year}-${from}` && date <= `${year}-${to}`);
    if (!has('01-01', '01-04') || !has('12-24', '12-31')) {
      faults.push(
        `divisions.${nation}: ${year} is not whole (no holiday at New Year or none at Christmas). Give every holiday of the year, or leave the year out.`,
      );
    }
  }
}

function readDivision(nation: Nation, division: unknown, faults: string[]): ImportedDay[] {
  const events = isRecord(division) ? division['events'] : undefined;
  if (!Array.isArray(events) || events.length === 0) {
    faults.push(`divisions.${nation}: has no list of events. Take the file from gov.uk again.`);
    return [];
  }
  const before = faults.length;
  const days: ImportedDay[] = [];
  for (const [index, event] of events.entries()) {
    const where = `divisions.${nation}.events[${index}]`;
    const day = readEvent(event, where, faults);
    if (day === undefined) continue;
    if (days.some(({ date }) => date === day.date)) faults.push(`${where}: ${day.date} is given twice. Remove one.`);
    days.push(day);
  }
  if (faults.length === before) checkYears(nation, days, faults);
  return days.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/**
 * Reads the bank holidays that gov.uk publishes as JSON (already parsed): per nation a division with its `events`, each with
 * `title`, `date` and `notes`. A note "Substitute day" goes into the title. Every fault is named with its place in the file; a file
 * with any fault gives nothing.
 */
export function readGovUk(json: unknown): GovUkRead {
  const divisions = isRecord(json) ? (json['divisions'] ?? json) : undefined;
  if (!isRecord(divisions)) {
    return {
      faults: [
        'The file is not an object with one division per nation. Take it from https://www.gov.uk/bank-holidays.json.',
      ],
    };
  }
  const faults = Object.keys(divisions)
    .filter((name) => !isNation(name))
    .map((name) => `divisions.${name}: is no nation known here. Known are ${NATIONS.join(', ')}.`);
  const lists = NATIONS.map((nation) => [nation, readDivision(nation, divisions[nation], faults)] as const);
  return faults.length > 0 ? { faults } : { holidays: Object.fromEntries(lists) as unknown as ImportedHolidays };
}

/**
 * Where an imported list and our rules with the one-off days disagree, for the years that the list covers, in order of date.
 * Weekend days are left out on both sides: they are no working days either way.
 */
export function compareWithRules(
  nation: Nation,
  imported: readonly ImportedDay[],
  oneOffs: readonly OneOffDay[],
): Difference[] {
  const years = [...new Set(imported.map((day) => yearOf(day.date)))];
  const ours = years.flatMap((year) => bankHolidaysOf(nation, year, oneOffs));
  const theirs: BankHoliday[] = imported.map(({ date, title }) => ({ date, name: title }));
  const lacking = (list: readonly BankHoliday[], other: readonly BankHoliday[], only: Difference['only']) =>
    list
      .filter(
        ({ date }) => !other.some((day) => day.date === date) && !['Saturday', 'Sunday'].includes(weekdayOf(date)),
      )
      .map(({ date, name }): Difference => ({ date, only, name }));
  const differences = [...lacking(theirs, ours, 'in-file'), ...lacking(ours, theirs, 'in-rules')];
  return differences.sort((a, b) => (a.date < b.date ? -1 : 1));
}
