import { foldCode, foldTelephone, foldText } from './fold-text.ts';
import { STOP_WORDS } from './stop-words.ts';

/**
 * What can be found of a text. A term is a plain word, or begins with a sign that says what it is: `=` a code or number
 * (see `foldCode`), `@` an e-mail address, `#` a telephone number.
 */
export type Terms = ReadonlySet<string>;

export const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
export const TELEPHONE = /(?<![\p{L}\p{N}])(?:\+44|0044|0)[\s().-]*(?:\d[\s().-]*){8,9}\d(?![\p{L}\p{N}])/gu;
export const POSTCODE = /(?<![\p{L}\p{N}])[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}(?![\p{L}\p{N}])/giu;
const LONGEST = 40;

/** Every term of a text, each once: what a case is found by. Words that stand in every text are left out. */
export function listTerms(text: string): Terms {
  const terms = new Set<string>();
  let rest = text;
  for (const [email] of text.matchAll(EMAIL)) {
    terms.add(`@${email.toLowerCase()}`);
    // Where the address is of says nothing of whose it is.
    rest = rest.replace(email, email.slice(0, email.indexOf('@')));
  }
  for (const [number] of text.matchAll(TELEPHONE)) terms.add(`#${foldTelephone(number)}`);
  for (const [postcode] of text.matchAll(POSTCODE)) terms.add(`=${foldCode(postcode)}`);
  for (const chunk of foldText(rest).split(/[\s@.+_]+/)) addChunk(terms, chunk);
  return terms;
}

/** `smith-jones` is found as a whole and by each of its parts. */
function addChunk(terms: Set<string>, chunk: string): void {
  const parts = chunk.split('-').filter((part) => part !== '');
  if (parts.length > 1) addTerm(terms, parts.join(''));
  for (const part of parts) addTerm(terms, part);
}

function addTerm(terms: Set<string>, word: string): void {
  const term = termOf(word);
  if (term !== undefined) terms.add(term);
}

/** The term that a word without blanks is, or undefined for one that nothing is found by. */
export function termOf(word: string): string | undefined {
  const short = word.slice(0, LONGEST);
  if (/\p{N}/u.test(short)) return `=${foldCode(short)}`;
  return short.length < 2 || STOP_WORDS.has(short) ? undefined : short;
}

/** Whether a term is a plain word, and so one that may be misspelt. */
export const isWord = (term: string): boolean => !/^[=@#~!]/.test(term);
