import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import {
  bankHolidaysByRule,
  type Calendar,
  type Closure,
  FIRST_DATE,
  type ImportedDay,
  type IsoDate,
  isIsoDate,
  isNation,
  LAST_DATE,
  makeCalendar,
  NATIONS,
  type Nation,
  type OneOffDay,
  weekdayOf,
  yearOf,
} from '../../engine/index.ts';

/** Something wrong in a calendar file. `line` counts from 1. */
export type CalendarFault = { readonly file: string; readonly line: number; readonly message: string };

/** Thrown when calendar files cannot be used; its message lists every fault as `file:line: what is wrong and how to mend it`. */
export class CalendarFaults extends Error {
  override readonly name = 'CalendarFaults';
  readonly faults: readonly CalendarFault[];

  constructor(faults: readonly CalendarFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.faults = faults;
  }
}

/** What one office adds to the calendar of its nation. */
export type CalendarExtras = {
  readonly closures?: readonly Closure[];
  readonly imported?: readonly ImportedDay[];
  /** One-off bank holidays beside those of the installation's own table. */
  readonly oneOffs?: readonly OneOffDay[];
};

export type Calendars = {
  readonly oneOffs: readonly OneOffDay[];
  readonly knownUntil: IsoDate;
  /** The calendar of a nation. Without extras always the same one; with extras a new one, made in some milliseconds: keep it. */
  calendarFor(nation: Nation, extras?: CalendarExtras): Calendar;
};

type KnownUntil = { readonly date: IsoDate; readonly file: string };
type Found = { readonly oneOffs: OneOffDay[]; readonly faults: CalendarFault[]; knownUntil?: KnownUntil };
type Tell = (node: unknown, message: string) => void;
/** One file being read: what has been found so far, and how to tell a fault at a place in it. */
type Reading = { readonly file: string; readonly found: Found; readonly tell: Tell };

const CALENDARS_FOLDER = fileURLToPath(new URL('../../calendars/', import.meta.url));
const DAY_KEYS = ['nations', 'date', 'name', 'source', 'instead-of'];
const FILE_KEYS = ['known-until', 'days'];

function checkKeys(map: YAMLMap, known: readonly string[], tell: Tell): void {
  for (const { key } of map.items as Pair<unknown, unknown>[]) {
    const name = isScalar(key) ? String(key.value) : String(key);
    if (!known.includes(name)) tell(key, `the key "${name}" is not known here. Known are ${known.join(', ')}.`);
  }
}

function scalarIn(node: unknown): unknown {
  return isScalar(node) ? node.value : undefined;
}

function readDate(map: YAMLMap, key: string, tell: Tell): IsoDate | undefined {
  const node = map.get(key, true);
  const value = scalarIn(node);
  if (!isIsoDate(value)) {
    tell(node ?? map, `${key} must be a real date written YYYY-MM-DD, such as 2022-09-19.`);
    return undefined;
  }
  if (value >= FIRST_DATE && value <= LAST_DATE) return value;
  tell(
    node,
    `${key} ${value} lies outside the calendar, ${FIRST_DATE} to ${LAST_DATE}. Mend the year or leave the day out.`,
  );
  return undefined;
}

function readText(map: YAMLMap, key: string, tell: Tell): string | undefined {
  const node = map.get(key, true);
  const value = scalarIn(node);
  if (typeof value === 'string' && value.trim() !== '') return value;
  tell(node ?? map, `${key} is missing: every one-off day says its ${key}.`);
  return undefined;
}

function readNations(map: YAMLMap, tell: Tell): Nation[] {
  const node = map.get('nations', true);
  const values = isSeq(node) ? node.items.map(scalarIn) : [];
  if (values.length > 0 && values.every(isNation)) return values;
  tell(node ?? map, `nations must be a list of one or more of ${NATIONS.join(', ')}.`);
  return [];
}

function checkDay(day: OneOffDay, map: YAMLMap, { found, tell }: Reading): void {
  const weekday = weekdayOf(day.date);
  if (weekday === 'Saturday' || weekday === 'Sunday') {
    tell(
      map.get('date', true),
      `date ${day.date} is a ${weekday}, no working day anyway. Give the weekday that is kept.`,
    );
  }
  for (const nation of day.nations) {
    const twin = found.oneOffs.some((other) => other.date === day.date && other.nations.includes(nation));
    if (twin) tell(map.get('date', true), `date ${day.date} is given twice for ${nation}. Remove one of the two.`);
    const { insteadOf } = day;
    if (insteadOf === undefined) continue;
    if (!bankHolidaysByRule(nation, yearOf(insteadOf)).some(({ date }) => date === insteadOf)) {
      tell(
        map.get('instead-of', true),
        `instead-of ${insteadOf} is no bank holiday by rule in ${nation}. Give the day that was moved.`,
      );
    }
  }
}

function readDay(map: YAMLMap, reading: Reading): void {
  const { found, tell } = reading;
  const before = found.faults.length;
  checkKeys(map, DAY_KEYS, tell);
  const nations = readNations(map, tell);
  const date = readDate(map, 'date', tell);
  const name = readText(map, 'name', tell);
  const source = readText(map, 'source', tell);
  const insteadOf = map.has('instead-of') ? readDate(map, 'instead-of', tell) : undefined;
  if (date === undefined || name === undefined || source === undefined || found.faults.length > before) return;
  const day: OneOffDay = { nations, date, name, source, ...(insteadOf === undefined ? {} : { insteadOf }) };
  checkDay(day, map, reading);
  found.oneOffs.push(day);
}

function readKnownUntil(map: YAMLMap, { file, found, tell }: Reading): void {
  if (!map.has('known-until')) return;
  const date = readDate(map, 'known-until', tell);
  if (date === undefined) return;
  const other = found.knownUntil;
  if (other !== undefined)
    tell(map.get('known-until', true), `known-until stands in ${other.file} already. Remove one of the two.`);
  else found.knownUntil = { date, file };
}

function readRoot(root: YAMLMap, reading: Reading): void {
  checkKeys(root, FILE_KEYS, reading.tell);
  readKnownUntil(root, reading);
  const days = root.get('days', true);
  if (!isSeq(days)) reading.tell(days ?? root, 'days must be a list of one-off days.');
  for (const item of isSeq(days) ? days.items : []) {
    if (isMap(item)) readDay(item, reading);
    else reading.tell(item, 'each of days must have nations, date, name and source.');
  }
}

function readFile(file: string, text: string, found: Found): void {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const tellAt = (offset: number, message: string) => {
    found.faults.push({ file, line: Math.max(1, lines.linePos(offset).line), message });
  };
  const tell: Tell = (node, message) => tellAt((node as Node | undefined)?.range?.[0] ?? 0, message);
  for (const error of document.errors) tellAt(error.pos[0], `${error.message.split('\n')[0]} Mend the YAML.`);
  if (document.errors.length > 0) return;
  if (isMap(document.contents)) readRoot(document.contents, { file, found, tell });
  else tell(document.contents, 'the file must hold known-until and days.');
}

function collectOneOffs(folder: string): { oneOffs: readonly OneOffDay[]; knownUntil: IsoDate } {
  const found: Found = { oneOffs: [], faults: [] };
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  for (const name of files) readFile(name, readFileSync(path.join(folder, name), 'utf8'), found);
  const { oneOffs, knownUntil } = found;
  const late = oneOffs.find(({ date }) => knownUntil !== undefined && date > knownUntil.date);
  if (knownUntil === undefined && found.faults.length === 0) {
    const message = `no file of ${folder} says known-until, the last date for which the one-off days are known. Add it.`;
    found.faults.push({ file: files[0] ?? folder, line: 1, message });
  }
  if (late !== undefined && knownUntil !== undefined) {
    const message = `known-until ${knownUntil.date} is before the one-off day ${late.date} (${late.name}). Move it to the end of what is known.`;
    found.faults.push({ file: knownUntil.file, line: 1, message });
  }
  if (found.faults.length > 0 || knownUntil === undefined) throw new CalendarFaults(found.faults);
  return { oneOffs, knownUntil: knownUntil.date };
}

/**
 * Reads the one-off bank holidays from every `*.yaml` of a folder (the installation's own `calendars/` unless told otherwise) and
 * answers the calendars made with them.
 * @throws CalendarFaults naming file, line and mend of everything wrong
 */
export function loadCalendars(folder: string = CALENDARS_FOLDER): Calendars {
  const { oneOffs, knownUntil } = collectOneOffs(folder);
  const plain = new Map<Nation, Calendar>();
  const calendarFor = (nation: Nation, extras?: CalendarExtras): Calendar => {
    const isPlain = !extras?.closures?.length && !extras?.imported?.length && !extras?.oneOffs?.length;
    const known = isPlain ? plain.get(nation) : undefined;
    if (known !== undefined) return known;
    const all = [...oneOffs, ...(extras?.oneOffs ?? [])];
    const calendar = makeCalendar({ nation, knownUntil, ...extras, oneOffs: all });
    if (isPlain) plain.set(nation, calendar);
    return calendar;
  };
  return { oneOffs, knownUntil, calendarFor };
}
