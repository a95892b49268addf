import { readFileSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { parseArgs } from 'node:util';
import {
  addWorkingDays,
  type Calendar,
  type Counted,
  compareWithRules,
  countWorkingDays,
  dayOfMonthOf,
  findAssumptions,
  findBankHolidaysIn,
  type IsoDate,
  isIsoDate,
  isNation,
  LAST_DATE,
  monthOf,
  NATIONS,
  type Nation,
  type NotCounted,
  OutsideCalendar,
  readGovUk,
  weekdayOf,
  yearOf,
} from '../../engine/index.ts';
import { type Calendars, loadCalendars } from '../packs/load-calendars.ts';

/** What the command reads and writes: standard input as chunks, and the two outputs. */
export type CalendarIo = {
  readonly stdin: AsyncIterable<Buffer | string>;
  out(text: string): void;
  err(text: string): void;
};

type Options = { readonly nation: Nation; readonly json: boolean; readonly batch: boolean };
type Form = (words: readonly string[], options: Options, io: CalendarIo) => number | Promise<number>;

/** What was asked cannot be answered; the message says why and how to mend it, without a stack. */
class NotAnswered extends Error {}

const HELP = `redress calendar: working days of the United Kingdom's nations, with the working shown

Usage:
  redress calendar add DATE N         the Nth working day after DATE (DATE itself is day 0)
  redress calendar add --batch        the same for lines "DATE N [NATION]" on standard input, a date per line out
  redress calendar count FROM TO      working days after FROM, up to and including TO
  redress calendar holidays YEAR      the bank holidays of a year
  redress calendar import FILE        how a copy of gov.uk's bank-holidays.json differs from the rules used here

Options:
  --nation NATION   england-and-wales (unless told otherwise), scotland or northern-ireland
  --json            for programs: one JSON value (with --batch, one a line)
  --help            this page

Dates are written YYYY-MM-DD, 2000-01-01 to ${LAST_DATE}. Exit code 1 when something could not be answered.

Example: redress calendar add 2026-04-02 1
  gives Tuesday 7 April 2026, over Good Friday, the weekend and Easter Monday.
`;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const NATION_NAMES: Readonly<Record<Nation, string>> = {
  'england-and-wales': 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
};
const CHUNK = 64 * 1024;

let loaded: Calendars | undefined;

function getCalendar(nation: Nation): Calendar {
  loaded ??= loadCalendars();
  return loaded.calendarFor(nation);
}

function describeDate(date: IsoDate): string {
  return `${weekdayOf(date)} ${dayOfMonthOf(date)} ${MONTHS[monthOf(date) - 1]} ${yearOf(date)}`;
}

function describeDays(n: number): string {
  return `${n} working ${Math.abs(n) === 1 ? 'day' : 'days'}`;
}

function describeList(days: readonly { readonly date: IsoDate; readonly name: string }[]): string {
  const rows = days.map(({ date, name }) => [describeDate(date), name] as const);
  const width = Math.max(0, ...rows.map(([date]) => date.length));
  return rows.map(([date, name]) => `  ${date.padEnd(width)}  ${name}\n`).join('');
}

function describeWorking(skipped: readonly NotCounted[], assumes: readonly string[]): string {
  const days = skipped.map(({ date, because }) => ({ date, name: because }));
  const list = days.length === 0 ? '\nNo day was left out.\n' : `\nNot counted:\n${describeList(days)}`;
  return list + assumes.map((sentence) => `\nNote: ${sentence}.\n`).join('');
}

/** `assumes` is left out when there is nothing in it. */
function toJson(answer: { readonly assumes: readonly string[] }): string {
  return JSON.stringify(answer, (key, value) => (key === 'assumes' && value.length === 0 ? undefined : value));
}

function getDate(word: string): IsoDate {
  if (isIsoDate(word)) return word;
  throw new NotAnswered(`"${word}" is not a date: write a day that exists as YYYY-MM-DD, such as 2026-04-02.`);
}

function getNumber(word: string): number {
  if (/^\d{1,9}$/.test(word)) return Number(word);
  throw new NotAnswered(`"${word}" is not a number of working days: write a whole number, 0 or more.`);
}

function getNation(word: string): Nation {
  if (isNation(word)) return word;
  throw new NotAnswered(`"${word}" is not a nation known here: write ${NATIONS.join(', ')}.`);
}

function getWords(words: readonly string[], names: readonly string[], form: string): string[] {
  const usage = `Usage: redress calendar ${form} ${names.join(' ')}. redress calendar --help tells more.`;
  const missing = names.slice(words.length);
  if (missing.length > 0) throw new NotAnswered(`calendar ${form}: ${missing.join(' and ')} is missing. ${usage}`);
  if (words.length === names.length) return [...words];
  throw new NotAnswered(`calendar ${form}: "${words[names.length]}" is one word too many. ${usage}`);
}

function addOne(words: readonly string[], { nation, json }: Options, io: CalendarIo): number {
  const [date = '', number = ''] = getWords(words, ['DATE', 'N'], 'add');
  const [from, n] = [getDate(date), getNumber(number)];
  const counted = addWorkingDays(getCalendar(nation), from, n);
  if (json) io.out(`${toJson(counted)}\n`);
  else {
    const what = `${describeDays(n)} after ${describeDate(from)}, ${NATION_NAMES[nation]}.`;
    io.out(`${describeDate(counted.date)}\n${what}\n${describeWorking(counted.skipped, counted.assumes)}`);
  }
  return 0;
}

function answerLine(line: string, nation: Nation): Counted {
  const words = line.split(/\s+/);
  const [date = '', number, named] = words;
  const from = getDate(date);
  if (number === undefined)
    throw new NotAnswered(`the number of working days is missing: write "DATE N" or "DATE N NATION".`);
  if (words.length > 3) throw new NotAnswered(`"${words[3]}" is one word too many: write "DATE N" or "DATE N NATION".`);
  const n = getNumber(number);
  return addWorkingDays(getCalendar(named === undefined ? nation : getNation(named)), from, n);
}

async function* readLines(stdin: AsyncIterable<Buffer | string>): AsyncGenerator<string[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stdin) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.write(chunk))).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  yield [rest + decoder.end()];
}

/** Gathers text so that a hundred thousand lines become a few writes. */
function inChunks(write: (text: string) => void): { add(text: string): void; end(): void } {
  let held = '';
  const end = () => {
    if (held !== '') write(held);
    held = '';
  };
  const add = (text: string) => {
    held += text;
    if (held.length >= CHUNK) end();
  };
  return { add, end };
}

/** Empty lines are passed over (but numbered); a bad line is told on stderr and has no line in the output. */
async function addBatch(words: readonly string[], { nation, json }: Options, io: CalendarIo): Promise<number> {
  getWords(words, [], 'add --batch');
  const out = inChunks((text) => io.out(text));
  const err = inChunks((text) => io.err(text));
  let number = 0;
  let exitCode = 0;
  for await (const lines of readLines(io.stdin)) {
    for (const raw of lines) {
      number++;
      const line = raw.trim();
      if (line === '') continue;
      try {
        const counted = answerLine(line, nation);
        out.add(`${json ? toJson(counted) : counted.date}\n`);
      } catch (error) {
        err.add(`redress calendar: line ${number}: ${getReason(error)}\n`);
        exitCode = 1;
      }
    }
  }
  out.end();
  err.end();
  return exitCode;
}

function count(words: readonly string[], { nation, json }: Options, io: CalendarIo): number {
  const [first = '', last = ''] = getWords(words, ['FROM', 'TO'], 'count');
  const [from, to] = [getDate(first), getDate(last)];
  const counted = countWorkingDays(getCalendar(nation), from, to);
  if (json) io.out(`${toJson(counted)}\n`);
  else {
    const what = `from ${describeDate(from)} (day 0) to ${describeDate(to)}, ${NATION_NAMES[nation]}.`;
    const working = describeWorking(counted.skipped, counted.assumes);
    io.out(`${describeDays(counted.workingDays)}\n${what}\n${working}`);
  }
  return 0;
}

function listHolidays(words: readonly string[], { nation, json }: Options, io: CalendarIo): number {
  const [word = ''] = getWords(words, ['YEAR'], 'holidays');
  const year = Number(word);
  if (!/^\d{4}$/.test(word) || year < 2000 || year > 2050) {
    throw new NotAnswered(`"${word}" is not a year of the calendar: write one from 2000 to 2050.`);
  }
  const calendar = getCalendar(nation);
  const holidays = findBankHolidaysIn(calendar, year);
  const assumes = findAssumptions(calendar, `${word}-12-31` as IsoDate);
  if (json) io.out(`${toJson({ nation, year, holidays, assumes } as { assumes: readonly string[] })}\n`);
  else {
    const notes = assumes.map((sentence) => `\nNote: ${sentence}.\n`).join('');
    io.out(`Bank holidays ${year}, ${NATION_NAMES[nation]}\n\n${describeList(holidays)}${notes}`);
  }
  return 0;
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new NotAnswered(`${file}: cannot be read (${code}). Give a copy of https://www.gov.uk/bank-holidays.json.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = (error as Error).message;
    throw new NotAnswered(`${file}: is not JSON (${why}). Give a copy of https://www.gov.uk/bank-holidays.json.`);
  }
}

function showImport(words: readonly string[], { json }: Options, io: CalendarIo): number {
  const [file = ''] = getWords(words, ['FILE'], 'import');
  const read = readGovUk(readJson(file));
  if ('faults' in read) throw new NotAnswered(read.faults.map((fault) => `${file}: ${fault}`).join('\n'));
  loaded ??= loadCalendars();
  const { oneOffs } = loaded;
  const nations = NATIONS.map((nation) => {
    const days = read.holidays[nation];
    const years = { from: yearOf(days[0]?.date as IsoDate), to: yearOf(days.at(-1)?.date as IsoDate) };
    return { nation, years, differences: compareWithRules(nation, days, oneOffs) };
  });
  io.out(json ? `${JSON.stringify({ nations })}\n` : nations.map(describeDifferences).join('\n'));
  return 0;
}

function describeDifferences(found: {
  readonly nation: Nation;
  readonly years: { readonly from: number; readonly to: number };
  readonly differences: ReturnType<typeof compareWithRules>;
}): string {
  const head = `${NATION_NAMES[found.nation]}, ${found.years.from} to ${found.years.to}: `;
  if (found.differences.length === 0) return `${head}as in the rules used here.\n`;
  const days = found.differences.map(({ date, only, name }) => ({
    date,
    name: `${name} (${only === 'in-file' ? 'in the file, not in the rules' : 'in the rules, not in the file'})`,
  }));
  return `${head}${days.length} ${days.length === 1 ? 'day differs' : 'days differ'}.\n${describeList(days)}`;
}

function getReason(error: unknown): string {
  if (error instanceof NotAnswered || error instanceof OutsideCalendar) return error.message;
  throw error;
}

const FORMS: Readonly<Record<string, Form>> = {
  add: (words, options, io) => (options.batch ? addBatch(words, options, io) : addOne(words, options, io)),
  count,
  holidays: listHolidays,
  import: showImport,
};

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        nation: { type: 'string', default: 'england-and-wales' },
        json: { type: 'boolean', default: false },
        batch: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const [first = ''] = (error as Error).message.split(/\. |\n/);
    const negative = args.find((word) => /^-\d/.test(word));
    const why = negative === undefined ? first : `"${negative}" is below zero: N is a whole number, 0 or more`;
    throw new NotAnswered(`${why}. redress calendar --help lists what can be asked.`);
  }
}

function answer(args: string[], io: CalendarIo): number | Promise<number> {
  const { values, positionals } = readArgs(args);
  if (values.help) {
    io.out(HELP);
    return 0;
  }
  const [name, ...words] = positionals;
  const form = name !== undefined && Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  if (form === undefined) {
    const told = name === undefined ? 'say what to do' : `there is no "calendar ${name}"`;
    throw new NotAnswered(`${told}: add, count, holidays or import. redress calendar --help tells more.`);
  }
  if (values.batch && name !== 'add')
    throw new NotAnswered(`--batch goes with "calendar add" only, not with "${name}".`);
  return form(words, { nation: getNation(values.nation), json: values.json, batch: values.batch }, io);
}

/**
 * The command `redress calendar`: adds and counts working days, lists bank holidays, compares a gov.uk file with the rules.
 * Answers the exit code: 0, or 1 when anything asked could not be answered (told on `err`, in plain words).
 */
export async function runCalendar(args: string[], io: CalendarIo): Promise<number> {
  try {
    return await answer(args, io);
  } catch (error) {
    const lines = getReason(error).split('\n');
    io.err(lines.map((line) => `redress calendar: ${line}\n`).join(''));
    return 1;
  }
}
