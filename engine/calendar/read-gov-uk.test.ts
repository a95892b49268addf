import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bankHolidaysByRule,
  compareWithRules,
  type ImportedHolidays,
  type IsoDate,
  NATIONS,
  readGovUk,
} from './index.ts';

type Event = { title: string; date: unknown; notes: string; bunting: boolean };
type File = Record<string, { division: string; events: Event[] }>;

/** A file in gov.uk's form with the holidays of some years, to be bent by a test. */
function fileOf(...years: number[]): File {
  const events = (nation: (typeof NATIONS)[number]) =>
    years.flatMap((year) =>
      bankHolidaysByRule(nation, year).map(({ date, name }): Event => {
        const title = name.replace(' (substitute day)', '');
        return { title, date, notes: title === name ? '' : 'Substitute day', bunting: true };
      }),
    );
  return Object.fromEntries(NATIONS.map((nation) => [nation, { division: nation, events: events(nation) }]));
}

function holidaysOf(file: unknown): ImportedHolidays {
  const read = readGovUk(file);
  assert.ok('holidays' in read, JSON.stringify(read));
  return read.holidays;
}

function faultsOf(bend: (file: File) => unknown): string {
  const file = fileOf(2027, 2028);
  const read = readGovUk(bend(file) ?? file);
  assert.ok('faults' in read);
  return read.faults.join('\n');
}

test('gov.uk’s file is read per nation, a substitute said in the title', () => {
  const { scotland } = holidaysOf(fileOf(2027, 2028));
  assert.equal(scotland.length, 18);
  assert.deepEqual(scotland[0], { date: '2027-01-01', title: 'New Year’s Day' });
  assert.deepEqual(scotland[1], { date: '2027-01-04', title: '2nd January (substitute day)' });
  assert.deepEqual(holidaysOf({ divisions: fileOf(2027, 2028) }).scotland, scotland);
});

test('a file like the rules has no difference; one with a day moved shows both ends', () => {
  const same = holidaysOf(fileOf(2029)).scotland;
  assert.deepEqual(compareWithRules('scotland', same, []), []);
  const moved = same.map((day) => (day.date === '2029-05-28' ? { ...day, date: '2029-06-08' as IsoDate } : day));
  assert.deepEqual(compareWithRules('scotland', moved, []), [
    { date: '2029-05-28', only: 'in-rules', name: 'Spring bank holiday' },
    { date: '2029-06-08', only: 'in-file', name: 'Spring bank holiday' },
  ]);
});

test('what is wrong in a file is told with its place', () => {
  const first = (file: File) => file['scotland']?.events[0] as Event;
  const bend = (change: Partial<Event>) => faultsOf((file) => void Object.assign(first(file), change));
  assert.match(
    bend({ date: '01/01/2027' }),
    /^divisions\.scotland\.events\[0\] \(New Year’s Day\): the date "01\/01\/2027" is not/,
  );
  assert.match(bend({ title: '' }), /events\[0\]: has no title/);
  assert.match(bend({ date: '2027-01-04' }), /events\[1\]: 2027-01-04 is given twice/);
  assert.match(
    faultsOf((file) => void delete file['scotland']),
    /divisions\.scotland: has no list of events/,
  );
  assert.match(
    faultsOf((file) => ({ ...file, wales: {} })),
    /divisions\.wales: is no nation known here/,
  );
  assert.match(
    faultsOf((file) => void file['scotland']?.events.splice(-2)),
    /divisions\.scotland: 2028 is not whole/,
  );
  assert.match(
    faultsOf((file) => void file['scotland']?.events.push(null as unknown as Event)),
    /events\[18\]: is not an object/,
  );
  for (const json of [null, 'x', [], 3])
    assert.match(
      faultsOf(() => json ?? 0),
      /not an object|no list of events/,
    );
});
