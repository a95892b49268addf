import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCalendar } from './calendar.ts';

type Ran = { readonly code: number; readonly out: string; readonly err: string; readonly writes: number };

async function* chunksOf(chunks: readonly (string | Buffer)[]): AsyncGenerator<string | Buffer> {
  yield* chunks;
}

async function run(line: string, ...stdin: (string | Buffer)[]): Promise<Ran> {
  const written: { out: string[]; err: string[] } = { out: [], err: [] };
  const code = await runCalendar(line.split(' '), {
    stdin: chunksOf(stdin),
    out: (text) => void written.out.push(text),
    err: (text) => void written.err.push(text),
  });
  return { code, out: written.out.join(''), err: written.err.join(''), writes: written.out.length };
}

const OVER_EASTER = {
  date: '2026-04-07',
  skipped: [
    { date: '2026-04-03', because: 'Good Friday' },
    { date: '2026-04-04', because: 'Saturday' },
    { date: '2026-04-05', because: 'Sunday' },
    { date: '2026-04-06', because: 'Easter Monday' },
  ],
};

test('add --json gives the date and the skipped days, and nothing else', async () => {
  const { code, out, err } = await run('add 2026-04-02 1 --json');
  assert.equal(out, `${JSON.stringify(OVER_EASTER)}\n`);
  assert.deepEqual([code, err], [0, '']);
});

test('add takes a nation, and says what it assumes past the known one-off days', async () => {
  assert.equal(JSON.parse((await run('add 2026-06-12 1 --nation scotland --json')).out).date, '2026-06-16');
  const late = JSON.parse((await run('add 2028-12-29 1 --json')).out);
  assert.deepEqual(late.assumes, ['no one-off bank holidays are known after 2028-12-31; none is assumed']);
});

test('count --json gives the days after FROM up to and including TO', async () => {
  const { workingDays, skipped } = JSON.parse((await run('count 2023-10-24 2023-11-06 --json')).out);
  assert.deepEqual([workingDays, skipped.length], [9, 4]);
  assert.equal(JSON.parse((await run('count 2026-04-07 2026-04-02 --json')).out).workingDays, -1);
});

test('without --json a page of text', async () => {
  const { out } = await run('add 2026-04-02 1');
  assert.match(out, /^Tuesday 7 April 2026\n1 working day after Thursday 2 April 2026, England and Wales\./);
  assert.match(out, /Friday 3 April 2026 {4}Good Friday\n/);
  assert.match((await run('count 2026-04-13 2026-04-14')).out, /^1 working day\n.*\n\nNo day was left out\.\n$/);
  assert.match((await run('holidays 2026 --nation scotland')).out, /Monday 15 June 2026 {6}World Cup bank holiday/);
  assert.match((await run('--help')).out, /^redress calendar: .*\n\nUsage:/);
});

test('holidays --json lists a year', async () => {
  const { nation, year, holidays, assumes } = JSON.parse((await run('holidays 2022 --json')).out);
  assert.deepEqual([nation, year, holidays.length, assumes], ['england-and-wales', 2022, 10, undefined]);
  assert.deepEqual(holidays[7], { date: '2022-09-19', name: 'State Funeral of Queen Elizabeth II' });
});

const REFUSED: readonly (readonly [string, RegExp])[] = [
  ['add 2026-04-02', /calendar add: N is missing\. Usage: redress calendar add DATE N/],
  ['add', /DATE and N is missing/],
  ['add 2026-04-02 1 2', /"2" is one word too many/],
  ['add 2026-02-30 1', /"2026-02-30" is not a date: write/],
  ['add 2026-04-02 1.5', /"1\.5" is not a number of working days/],
  ['add 2026-04-02 -1', /"-1" is below zero/],
  ['add 2026-04-02 1 --nation wales', /"wales" is not a nation known here: write england-and-wales, scotland/],
  ['add 2050-12-30 10', /lies outside the calendar .* 2000-01-01 to 2050-12-31/],
  ['count 1999-12-31 2000-01-05', /1999-12-31 lies outside/],
  ['count 2026-04-02 2026-04-07 --batch', /--batch goes with "calendar add" only/],
  ['holidays 2051', /"2051" is not a year of the calendar/],
  ['import no-such-file.json', /no-such-file\.json: cannot be read \(ENOENT\)\. Give/],
  ['subtract 2026-04-02 1', /there is no "calendar subtract"/],
  ['--frobnicate', /Unknown option '--frobnicate'/],
];

for (const [line, says] of REFUSED) {
  test(`refused in plain words: calendar ${line}`, async () => {
    const { code, out, err } = await run(line);
    assert.match(err, says);
    assert.deepEqual([code, out], [1, '']);
    assert.doesNotMatch(err, /\n\s+at /);
  });
}

test('a batch answers in order; nation per line; chunks may break anywhere', async () => {
  const text = '2026-04-02 1\r\n\n  2026-06-12\t1 scotland\n2026-06-12 1';
  for (const size of [1, 7, 1000]) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      Buffer.from(text.slice(at * size, (at + 1) * size)),
    );
    const { code, out, err } = await run('add --batch', ...pieces);
    assert.deepEqual([code, out, err], [0, '2026-04-07\n2026-06-16\n2026-06-15\n', '']);
  }
  const json = await run('add --batch --json --nation scotland', '2026-04-02 1\n2026-06-12 0\n');
  assert.deepEqual(
    json.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).date),
    ['2026-04-06', '2026-06-12'],
  );
});

test('a bad line of a batch is named with its number; the rest is answered; exit code 1', async () => {
  const lines = ['2026-04-02 1', 'soon 1', '', '2026-04-02', '2026-04-02 x', '2026-04-02 1 wales', '2050-12-30 9'];
  const { code, out, err } = await run(
    'add --batch',
    [...lines, '2026-04-02 1 scotland extra', '2026-04-02 2'].join('\n'),
  );
  assert.deepEqual([code, out], [1, '2026-04-07\n2026-04-08\n']);
  const told = err.trimEnd().split('\n');
  assert.deepEqual(
    told.map((line) => /^redress calendar: line (\d+): /.exec(line)?.[1]),
    ['2', '4', '5', '6', '7', '8'],
  );
  assert.match(told[0] ?? '', /"soon" is not a date/);
});

test('a batch of 30,000 lines comes out whole, in few writes', async () => {
  const line = '2026-04-02 30\n';
  const { code, out, writes } = await run('add --batch', ...Array.from({ length: 30 }, () => line.repeat(1000)));
  assert.deepEqual([code, out.length], [0, 30_000 * '2026-05-19\n'.length]);
  assert.ok(out.startsWith('2026-05-19\n') && writes < 10);
});

async function importing(text: string, ...options: string[]): Promise<Ran & { file: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'redress-import-'));
  const file = path.join(folder, 'bank-holidays.json');
  try {
    writeFileSync(file, text);
    return { ...(await run(['import', file, ...options].join(' '))), file };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function govUkFile(change: (date: string) => string): Promise<string> {
  const nations = ['england-and-wales', 'scotland', 'northern-ireland'];
  const divisions = nations.map(async (division) => {
    const { holidays } = JSON.parse((await run(`holidays 2027 --nation ${division} --json`)).out);
    const events = holidays.map(({ date, name }: { date: string; name: string }) => ({
      title: name,
      date: change(date),
      notes: '',
      bunting: true,
    }));
    return [division, { division, events }];
  });
  return JSON.stringify(Object.fromEntries(await Promise.all(divisions)));
}

test('import shows where a gov.uk file differs from the rules', async () => {
  const same = await importing(await govUkFile((date) => date));
  assert.match(same.out, /^England and Wales, 2027 to 2027: as in the rules used here\.\n\nScotland/);
  const moved = await importing(await govUkFile((date) => (date === '2027-05-31' ? '2027-06-04' : date)));
  assert.match(
    moved.out,
    /Northern Ireland, 2027 to 2027: 2 days differ\.\n {2}Monday 31 May 2027 .*in the rules, not in the file/,
  );
  const json = await importing(await govUkFile((date) => (date === '2027-08-02' ? '2027-08-03' : date)), '--json');
  assert.deepEqual(JSON.parse(json.out).nations[1].differences, [
    { date: '2027-08-02', only: 'in-rules', name: 'Summer bank holiday' },
    { date: '2027-08-03', only: 'in-file', name: 'Summer bank holiday' },
  ]);
  const broken = await importing('{');
  assert.match(broken.err, /is not JSON .*Give a copy of/);
  const wrong = await importing('{"scotland":{"events":[{"title":"A"}]}}');
  assert.match(wrong.err, /divisions\.scotland\.events\[0\] \(A\): the date undefined is not a real date/);
  assert.equal(wrong.code, 1);
});

test('bin/redress calendar, as another program runs it', () => {
  const command = fileURLToPath(new URL('../../bin/redress', import.meta.url));
  const ran = spawnSync(command, ['calendar', 'add', '--batch', '--json'], {
    input: '2026-04-02 1\nx\n',
    encoding: 'utf8',
  });
  assert.equal(ran.stdout, `${JSON.stringify(OVER_EASTER)}\n`);
  assert.match(ran.stderr, /line 2: "x" is not a date/);
  assert.equal(ran.status, 1);
});
