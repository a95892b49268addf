import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findBankHolidaysIn, type IsoDate, type Nation, whyNotWorking } from '../../engine/index.ts';
import { CalendarFaults, loadCalendars } from './load-calendars.ts';

const calendars = loadCalendars();
const datesOf = (nation: Nation, year: number) =>
  findBankHolidaysIn(calendars.calendarFor(nation), year).map(({ date, name }) =>
    name.includes('substitute') ? `${date.slice(5)}*` : date.slice(5),
  );

/** Month and day; a star where it is a substitute. From the lists published at the time. */
const PUBLISHED: readonly (readonly [Nation, number, string])[] = [
  ['england-and-wales', 2000, '01-03* 04-21 04-24 05-01 05-29 08-28 12-25 12-26'],
  ['england-and-wales', 2002, '01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26'],
  ['england-and-wales', 2004, '01-01 04-09 04-12 05-03 05-31 08-30 12-27* 12-28*'],
  ['england-and-wales', 2008, '01-01 03-21 03-24 05-05 05-26 08-25 12-25 12-26'],
  ['england-and-wales', 2011, '01-03* 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27*'],
  ['england-and-wales', 2012, '01-02* 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26'],
  ['england-and-wales', 2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28*'],
  ['england-and-wales', 2022, '01-03* 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27*'],
  ['england-and-wales', 2023, '01-02* 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
  ['england-and-wales', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28*'],
  ['scotland', 2002, '01-01 01-02 03-29 05-06 06-03 06-04 08-05 12-25 12-26'],
  ['scotland', 2005, '01-03* 01-04* 03-25 05-02 05-30 08-01 12-26 12-27*'],
  ['scotland', 2006, '01-02 01-03* 04-14 05-01 05-29 08-07 12-25 12-26'],
  ['scotland', 2012, '01-02 01-03* 04-06 05-07 06-04 06-05 08-06 11-30 12-25 12-26'],
  ['scotland', 2013, '01-01 01-02 03-29 05-06 05-27 08-05 12-02* 12-25 12-26'],
  ['scotland', 2020, '01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28*'],
  ['scotland', 2021, '01-01 01-04* 04-02 05-03 05-31 08-02 11-30 12-27* 12-28*'],
  ['scotland', 2022, '01-03* 01-04* 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27*'],
  ['scotland', 2026, '01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28*'],
  ['northern-ireland', 2012, '01-02* 03-19* 04-06 04-09 05-07 06-04 06-05 07-12 08-27 12-25 12-26'],
  ['northern-ireland', 2020, '01-01 03-17 04-10 04-13 05-08 05-25 07-13* 08-31 12-25 12-28*'],
  ['northern-ireland', 2024, '01-01 03-18* 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26'],
  ['northern-ireland', 2026, '01-01 03-17 04-03 04-06 05-04 05-25 07-13* 08-31 12-25 12-28*'],
];

for (const [nation, year, published] of PUBLISHED) {
  test(`bank holidays of ${year}, ${nation}`, () => {
    assert.equal(datesOf(nation, year).join(' '), published);
  });
}

test('the calendar of a nation is made once; one with closures is the office’s own', () => {
  const plain = calendars.calendarFor('scotland');
  assert.equal(calendars.calendarFor('scotland'), plain);
  assert.equal(calendars.calendarFor('scotland', { closures: [] }), plain);
  const [from, to] = ['2026-12-24' as IsoDate, '2026-12-31' as IsoDate];
  const office = calendars.calendarFor('scotland', { closures: [{ from, to, name: 'Winter break' }] });
  assert.equal(whyNotWorking(office, to), 'Office closed: Winter break');
  assert.equal(whyNotWorking(plain, to), undefined);
});

/** Reads one invented file and answers the faults, as `line: message`. */
function faultsOf(text: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'redress-calendars-'));
  try {
    writeFileSync(path.join(folder, 'days.yaml'), text);
    loadCalendars(folder);
    return [];
  } catch (error) {
    assert.ok(error instanceof CalendarFaults);
    assert.ok(error.faults.every(({ file }) => file === 'days.yaml'));
    return error.faults.map(({ line, message }) => `${line}: ${message}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const file = (...days: string[]) => `known-until: 2028-12-31\ndays:\n${days.map((day) => `  - ${day}\n`).join('')}`;
const good = '{nations: [scotland], date: 2027-06-14, name: A day, source: invented}';

const REJECTS: readonly (readonly [string, string, RegExp])[] = [
  ['an unknown key', file(good.replace('name', 'title')), /^3: the key "title" is not known/],
  ['a missing source', file('{nations: [scotland], date: 2027-06-14, name: A day}'), /^3: source is missing/],
  ['a day that does not exist', file(good.replace('06-14', '06-31')), /^3: date must be a real date/],
  ['a day out of range', file(good.replace('2027', '1999')), /^3: date 1999-06-14 lies outside/],
  ['a weekend', file(good.replace('06-14', '06-13')), /^3: date 2027-06-13 is a Sunday/],
  ['an unknown nation', file(good.replace('scotland', 'wales')), /^3: nations must be a list/],
  ['the same day twice', file(good, good), /^4: date 2027-06-14 is given twice for scotland/],
  [
    'a moved day that is none',
    file(good.replace('}', ', instead-of: 2027-06-07}')),
    /^3: instead-of 2027-06-07 is no bank holiday/,
  ],
  [
    'a day after known-until',
    file(good.replace('2027', '2029')),
    /^1: known-until 2028-12-31 is before the one-off day 2029-06-14/,
  ],
  ['no known-until', `days:\n  - ${good}\n`, /^1: no file of .* says known-until/],
  ['a duplicate key', `${file(good)}days: []\n`, /^4: Map keys must be unique/],
  ['a list in place of a file', '- a\n', /^1: the file must hold known-until and days/],
  ['days that are no list', 'known-until: 2028-12-31\ndays: none\n', /^2: days must be a list/],
  ['a day that is a word', file('soon'), /^3: each of days must have/],
];

for (const [what, text, says] of REJECTS) {
  test(`a calendar file with ${what} is refused at its line`, () => {
    assert.match(faultsOf(text).join('\n'), says);
  });
}

test('a calendar file that is right is read; every fault of a wrong one is told', () => {
  assert.deepEqual(faultsOf(file(good)), []);
  assert.equal(faultsOf(file(good.replace('scotland', 'x'), good.replace('06-14', '6-14'))).length, 2);
});
