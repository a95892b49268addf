/** A value, or what is wrong with it and how to mend it (and which of several inputs is wrong). */
export type Reading<Value> = { value: Value } | { fault: string; at?: string };

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
/** An answer in one line; longer ones belong into a long text. */
export const LONGEST_TEXT = 500;
/** About twenty pages. */
export const LONGEST_LONG_TEXT = 50_000;

/** A label as it stands inside a sentence: "Date received" → "the date received"; a question → "the date for “When …?”". */
export function named(label: string, noun = 'answer'): string {
  const text = label.trim();
  if (text.endsWith('?')) return `the ${noun} ${noun === 'answer' ? 'to' : 'for'} “${text}”`;
  const starts = /^(the|a|an|your|their|his|her|its|this|these|which|what|who|when|where|why|how|any)\b/i.test(text);
  const lower = /^[A-Z](?![A-Z0-9])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  return starts ? lower : `the ${lower}`;
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * A text: line ends made equal; refused when longer than `longest` characters. One-line texts lose line breaks and outer blanks.
 */
export function readText(typed: string, label: string, longest: number, lines: boolean): Reading<string> {
  const even = typed.replace(/\r\n?/g, '\n');
  const text = lines ? even.trimEnd() : even.replace(/\s*\n\s*/g, ' ').trim();
  const length = [...text].length;
  if (length <= longest) return { value: text };
  const over = length - longest;
  return {
    fault: `${sentence(named(label))} is too long: it has ${length} characters and can have ${longest}. Shorten it by ${over}.`,
  };
}

/**
 * An e-mail address by its form: something, one @, a domain with a dot in it, no space. Whether there is such a box only a mail can tell.
 * `jo@example.org` is read, `jo at example` is not, and the message says what one looks like.
 */
export function readMailAddress(typed: string, label: string): Reading<string> {
  const read = readText(typed, label, LONGEST_TEXT, false);
  if ('fault' in read || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(read.value)) return read;
  return {
    fault: `${sentence(named(label))} is no e-mail address. Enter one like name@example.org, or leave it empty`,
  };
}

/**
 * A date from three inputs: numbers, or the month as a word. Gives an ISO date.
 * `{ day: '27', month: '3', year: '2026' }` gives `2026-03-27`; 31 February is refused, and says so.
 */
export function readDateParts(parts: { day: string; month: string; year: string }, label: string): Reading<string> {
  const missing = (['day', 'month', 'year'] as const).filter((part) => parts[part].trim() === '');
  if (missing.length > 0) {
    return {
      fault: `${sentence(named(label, 'date'))} must have a ${missing.join(' and a ')}, like 27 3 2026`,
      at: missing[0] ?? 'day',
    };
  }
  const month = monthNumber(parts.month.trim());
  if (!/^\d{4}$/.test(parts.year.trim())) {
    return { fault: `The year of ${named(label, 'date')} must have 4 numbers, like 2026`, at: 'year' };
  }
  if (month === undefined)
    return { fault: `The month of ${named(label, 'date')} must be a number from 1 to 12, like 3`, at: 'month' };
  const day = Number(/^\d{1,2}$/.test(parts.day.trim()) ? parts.day.trim() : Number.NaN);
  const year = Number(parts.year.trim());
  if (!(day >= 1 && day <= daysIn(year, month))) {
    return { fault: `${sentence(named(label, 'date'))} must be a real date, like 27 3 2026`, at: 'day' };
  }
  return { value: `${parts.year.trim()}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` };
}

function monthNumber(typed: string): number | undefined {
  if (/^\d{1,2}$/.test(typed)) return Number(typed) >= 1 && Number(typed) <= 12 ? Number(typed) : undefined;
  const found = typed.length >= 3 ? MONTHS.findIndex((month) => month.startsWith(typed.toLowerCase())) : -1;
  return found === -1 ? undefined : found + 1;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A date in one piece: `2026-03-27`, `27/3/2026` or `27 March 2026`. */
export function readDateText(typed: string, label: string): Reading<string> {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed.trim());
  if (iso) return readDateParts({ year: iso[1] ?? '', month: iso[2] ?? '', day: iso[3] ?? '' }, label);
  const [day = '', month = '', year = '', more] = typed.trim().split(/[\s/.-]+/);
  if (more === undefined && year !== '') return readDateParts({ day, month, year }, label);
  return { fault: `${sentence(named(label, 'date'))} must be a date, like 27 3 2026`, at: 'day' };
}

/** A time of day, `14:30`, `9.05am` or `2pm`. Gives `HH:MM`. */
export function readTime(typed: string, label: string): Reading<string> {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/i.exec(typed.trim());
  const half = match?.[3]?.toLowerCase();
  let hour = Number(match?.[1] ?? Number.NaN);
  const minute = Number(match?.[2] ?? 0);
  const plain = match?.[2] !== undefined || half !== undefined;
  if (half && (hour < 1 || hour > 12)) hour = Number.NaN;
  if (half === 'pm' && hour < 12) hour += 12;
  if (half === 'am' && hour === 12) hour = 0;
  if (plain && hour <= 23 && minute <= 59) {
    return { value: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` };
  }
  return {
    fault: `The time of ${named(label)} must be a time of day, like 14:30. Leave it empty if nobody knows it.`,
    at: 'time',
  };
}

/** A number with an optional sign and decimals; commas between thousands are taken. */
export function readNumber(typed: string, label: string): Reading<number> {
  const plain = typed
    .trim()
    .replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '')
    .replace(/^[−–]/, '-');
  if (/^-?\d{1,15}(?:\.\d{1,9})?$/.test(plain)) return { value: Number(plain) };
  return { fault: `${sentence(named(label, 'number'))} must be a number, like 12` };
}

/**
 * An amount in pounds, given in whole pence. `150`, `£1,250.50` and `0` are taken; below zero, more than two decimals
 * and more than £9,999,999.99 are refused.
 */
export function readMoney(typed: string, label: string): Reading<number> {
  const subject = sentence(named(label, 'amount'));
  const plain = typed
    .trim()
    .replace(/\s+/g, '')
    .replace(/^[−–]/, '-')
    .replace('£', '')
    .replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
  if (/^-[\d.]/.test(plain)) return { fault: `${subject} must be £0 or more, like 150 or 150.50` };
  const match = /^(\d+)(?:\.(\d+))?$/.exec(plain);
  if (!match) return { fault: `${subject} must be an amount in pounds, like 150 or 150.50` };
  const [, pounds = '', pence = ''] = match;
  if (pence.length > 2) return { fault: `${subject} must have no part of a penny, like 150 or 150.50` };
  if (pounds.replace(/^0+/, '').length > 7) return { fault: `${subject} must be less than £10,000,000` };
  return { value: Number(pounds) * 100 + Number(pence.padEnd(2, '0')) };
}
