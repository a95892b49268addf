import { foldCode, foldTelephone, foldText } from './fold-text.ts';
import { EMAIL, isWord, POSTCODE, TELEPHONE, termOf } from './list-terms.ts';
import { listReferenceSlips } from './search-projection.ts';
import { stemWord } from './spelling.ts';

/** One thing that a case must have to be found. */
export type Wanted = {
  /** Any of these terms is just what was typed. */
  readonly terms: readonly string[];
  /** The word typed, where it is one: other spellings of it do as well. */
  readonly word: string | undefined;
  /** Where it may be a reference with a slip in it: terms it then shares with the right one. */
  readonly slips: readonly string[];
};

const MOST = 12;
/** How addresses are shortened; each finds the other. */
const SHORT: readonly (readonly string[])[] = [
  ['st', 'street', 'saint'],
  ['rd', 'road'],
  ['ave', 'avenue'],
  ['cl', 'close'],
  ['ct', 'court'],
  ['dr', 'drive'],
  ['ln', 'lane'],
  ['pl', 'place'],
  ['sq', 'square'],
  ['gdns', 'gardens'],
  ['hse', 'house'],
  ['apt', 'apartment', 'flat'],
];

/** What somebody looks for by what they typed: at most twelve words, codes, numbers and addresses. */
export function readQuery(text: string): readonly Wanted[] {
  const wanted: Wanted[] = [];
  const plain = (...terms: string[]): void => {
    wanted.push({ terms, word: undefined, slips: [] });
  };
  let rest = text;
  const take = (pattern: RegExp, use: (found: string) => void): void => {
    rest = rest.replace(pattern, (found) => {
      use(found);
      return ' ';
    });
  };
  take(EMAIL, (email) => plain(`@${email.toLowerCase()}`));
  take(TELEPHONE, (number) => plain(`#${foldTelephone(number)}`));
  const reference = findReference(splitChunks(rest));
  take(POSTCODE, (postcode) => wanted.push(withReference([`=${foldCode(postcode)}`], reference)));
  const chunks = splitChunks(rest);
  for (const chunk of chunks) wanted.push(...readChunk(chunk, reference));
  return wanted.slice(0, MOST);
}

const splitChunks = (text: string): readonly string[] => foldText(text).split(/[\s@.+_]+/);

/** Up to three pieces with a digit among them that may be a reference with blanks or hyphens in it. */
function findReference(chunks: readonly string[]): string | undefined {
  const whole = chunks.join('').replaceAll('-', '');
  const isOne = chunks.length <= 3 && /\p{N}/u.test(foldCode(whole)) && whole.length >= 5 && whole.length <= 16;
  return isOne ? whole : undefined;
}

function readChunk(chunk: string, reference: string | undefined): readonly Wanted[] {
  const parts = chunk.split('-').filter((part) => part !== '');
  const together = parts.length > 1 ? termsOf(parts.join('')) : [];
  return parts.flatMap((part): readonly Wanted[] => {
    const terms = termsOf(part);
    if (terms.length === 0) return [];
    return [withReference([...terms, ...together], reference)];
  });
}

/** What was typed may be part of a reference, and that with a slip in it. */
function withReference(terms: readonly string[], reference: string | undefined): Wanted {
  const whole = reference === undefined ? [] : [`=${foldCode(reference)}`];
  const slips = reference === undefined ? [] : listReferenceSlips(reference);
  return { terms: [...new Set([...terms, ...whole])], word: terms.find(isWord), slips };
}

/** The terms of a word; a word may also be part of a reference. */
function termsOf(word: string): readonly string[] {
  const term = termOf(word);
  if (term === undefined) return [];
  return isWord(term) && word.length >= 5 ? [term, `=${foldCode(word)}`] : [term];
}

/** Words that say the same as this one for sure: its stem, and what addresses shorten it to. */
export function listEquals(word: string): readonly string[] {
  const short = SHORT.filter((group) => group.includes(word)).flat();
  return [...new Set([word, stemWord(word), ...short])].filter((one) => one !== word);
}
