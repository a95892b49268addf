import type { Period } from './schema.ts';

const ONES = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** Words that say a whole length of time without a number. */
const SAYS_ALONE: Readonly<Record<string, readonly string[]>> = {
  '1 calendar-month': ['monthly', 'month'],
  '3 calendar-month': ['quarterly', 'quarter'],
  '6 calendar-month': ['half-yearly', 'half-year', 'biannually'],
  '12 calendar-month': ['annual', 'annually', 'yearly', 'year'],
  '1 week': ['weekly', 'week'],
  '2 week': ['fortnight', 'fortnightly'],
  '1 working-day': ['daily', 'day'],
  '1 calendar-day': ['daily', 'day'],
  '1 hour': ['hourly', 'hour'],
};

/** Text made alike for comparing: lower case, straight quotes and dashes, single spaces. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Every whole number that a text names, in digits or in words up to ninety-nine, and a dozen: `ten`, `20`, `twenty-five`. */
export function findNumbers(text: string): ReadonlySet<number> {
  const folded = foldText(text);
  const found = new Set([...folded.matchAll(/\d[\d,]*/g)].map(([digits]) => Number(digits.replaceAll(',', ''))));
  const words = folded.split(/[^a-z]+/);
  words.forEach((word, i) => {
    const tens = TENS.indexOf(word);
    const one = ONES.indexOf(words[i + 1] ?? '');
    if (tens > 1) found.add(tens * 10 + (one > 0 && one < 10 ? one : 0));
    else if (ONES.includes(word) && !(TENS.indexOf(words[i - 1] ?? '-') > 1)) found.add(ONES.indexOf(word));
    else if (word === 'dozen') found.add(12);
  });
  return found;
}

/**
 * Whether a quote says this length: its number in digits or words; months that make whole years also as years; and
 * the words that say a length alone (`quarterly`, `a fortnight`).
 */
export function saysPeriod(quote: string, { n, unit }: Period): boolean {
  const numbers = findNumbers(quote);
  const words = foldText(quote).split(/[^a-z-]+/);
  if (numbers.has(n)) return true;
  if (SAYS_ALONE[`${n} ${unit}`]?.some((word) => words.includes(word))) return true;
  return unit === 'calendar-month' && n % 12 === 0 && /years?|annual/.test(foldText(quote)) && numbers.has(n / 12);
}
