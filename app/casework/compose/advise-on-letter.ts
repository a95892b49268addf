import type { LetterStanding } from '../../../engine/index.ts';
import type { LetterRequest } from '../../documents/compose-letter.ts';
import {
  adviseOnWords,
  getPlainLanguage,
  listWordsOfLetters,
  type PlainLanguage,
  type WordAdvice,
} from '../../documents/plain-language/advise-on-words.ts';
import { renderLetterText } from '../../documents/render-letter.ts';
import type { OpenCase } from '../open-case.ts';
import { listTexts } from './list-missing.ts';

/** How a letter reads, as a whole and text by text. */
export type LetterAdvice = {
  readonly plain: PlainLanguage;
  /** In years, of the whole letter as it would go. */
  readonly age: number | undefined;
  readonly texts: readonly TextAdvice[];
};

export type TextAdvice = WordAdvice & { readonly name: string; readonly label: string };

/** The reading age of a letter, and in each text that a person wrote the long sentences and the hard words. */
export function adviseOnLetter(open: OpenCase, letter: LetterStanding, request: LetterRequest): LetterAdvice {
  const { pack } = open.standing.policy;
  const plain = getPlainLanguage(pack);
  const words = open.texts['plain-words'];
  const known = listWordsOfLetters(pack);
  const texts = letter.parts
    .filter(({ filledBy }) => filledBy === 'person')
    .flatMap((part) =>
      listTexts(part).map(({ name, n, text }) => ({
        ...adviseOnWords(text, plain, words, known),
        name,
        label:
          n === 0 ? part.name : `${part.name}, ${part.content?.kind === 'text-per-comment' ? 'comment' : 'point'} ${n}`,
      })),
    );
  return { plain, age: adviseOnWords(renderLetterText(request), plain, words, known).age, texts };
}

/** Whether there is anything to mend in a text. */
export const isToMend = ({ longSentences, hardWords, age }: WordAdvice, { readingAge }: PlainLanguage): boolean =>
  longSentences.length + hardWords.length > 0 || (age ?? 0) > readingAge;
