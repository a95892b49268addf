import type { Pack } from '../../../engine/index.ts';
import type { Texts } from '../../texts/index.ts';
import { countSyllables, determineReadingAge, listWords, splitSentences } from './determine-reading-age.ts';

/** What the landlord takes as plain enough. */
export type PlainLanguage = {
  /** In years. */
  readonly readingAge: number;
  /** A sentence with more words is too long. */
  readonly sentenceWords: number;
  /** Where it stands; absent: nothing is said in the pack, and this is our advice. */
  readonly clauses?: readonly string[] | undefined;
};

export type HardWord = {
  readonly word: string;
  /** What to say instead, where we know. */
  readonly instead: string | undefined;
};

/** How a text reads, and what in it to mend. It is advice: nothing is refused for it. */
export type WordAdvice = {
  /** In years, to one place; undefined for a text too short to say. */
  readonly age: number | undefined;
  readonly longSentences: readonly { readonly text: string; readonly words: number }[];
  readonly hardWords: readonly HardWord[];
};

const DEFAULTS = { readingAge: 12, sentenceWords: 25 };
/** Fewer words than these make no measure. */
const FEWEST_WORDS = 15;
const HARD_SYLLABLES = 4;

/** What a pack says of plain language; where it says nothing, a reading age of 12 and sentences of 25 words. */
export function getPlainLanguage({ organisation }: Pick<Pack, 'organisation'>): PlainLanguage {
  const said = organisation['reading-age'];
  return {
    readingAge: said?.['at-most'] ?? DEFAULTS.readingAge,
    sentenceWords: said?.['sentence-words'] ?? DEFAULTS.sentenceWords,
    clauses: said?.clauses ?? (said?.clause === undefined ? undefined : [said.clause]),
  };
}

/**
 * How a text reads: its reading age, the sentences with more words than the landlord wants, quoted, and the hard words:
 * official ones with what to say instead, and those of four syllables or more. `known`: words that the landlord's own
 * letters use for what everybody has to call so, such as `investigation`.
 */
export function adviseOnWords(
  text: string,
  { sentenceWords }: PlainLanguage,
  plainWords: Texts['plain-words'],
  known: ReadonlySet<string> = new Set(),
): WordAdvice {
  const sentences = splitSentences(text);
  const isEnough = listWords(text).length >= FEWEST_WORDS;
  return {
    age: isEnough ? Math.round(determineReadingAge(sentences) * 10) / 10 : undefined,
    longSentences: sentences
      .map((sentence) => ({ text: sentence, words: countWords(sentence) }))
      .filter(({ words }) => words > sentenceWords),
    hardWords: [...findOfficial(text, plainWords), ...findLong(text, plainWords, known)],
  };
}

/** Numbers count as words here: they are read as such. */
const countWords = (sentence: string): number => sentence.match(/[\p{L}\p{N}£][\p{L}\p{N}£’'.,-]*/gu)?.length ?? 0;

function findOfficial(text: string, plainWords: Texts['plain-words']): readonly HardWord[] {
  return Object.entries(plainWords).flatMap(([phrase, instead]) => {
    const found = new RegExp(`\\b${phrase.replaceAll(' ', '\\s+')}\\b`, 'i').exec(text)?.[0];
    return found === undefined ? [] : [{ word: found.replace(/\s+/g, ' '), instead }];
  });
}

function findLong(text: string, plainWords: Texts['plain-words'], known: ReadonlySet<string>): readonly HardWord[] {
  const long = listWords(text)
    .filter((word) => countSyllables(word) >= HARD_SYLLABLES && !word.includes('-'))
    .map((word) => word.toLowerCase());
  return [...new Set(long)]
    .filter((word) => plainWords[word] === undefined && !known.has(word))
    .map((word) => ({ word, instead: undefined }));
}

/** The words that the titles and parts of a landlord's letters use: nobody can do without them. */
export const listWordsOfLetters = ({ letters, procedures }: Pack): ReadonlySet<string> =>
  new Set(
    [
      ...letters.flatMap(({ title, parts }) => [title, ...parts.map(({ name }) => name)]),
      ...procedures.flatMap(({ stages }) => stages.map(({ name }) => name)),
    ]
      .flatMap(listWords)
      .map((word) => word.toLowerCase()),
  );
