// How old somebody must be to read a text with ease, by the formula of Flesch and Kincaid (a school grade, plus five).
// A rough measure of our own making: syllables are counted by groups of vowels.

/** The reading age of sentences, in years. Each sentence, heading or list item is one of the texts, or ends with a stop. */
export function determineReadingAge(texts: readonly string[]): number {
  const sentences = texts.flatMap(splitSentences);
  const words = sentences.flatMap(listWords);
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59 + 5;
}

/** The sentences of a text, as they stand there: they end with a stop before a space, or with their line. */
export const splitSentences = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?:;])(?=\s)|\r?\n/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => listWords(sentence).length > 0);

/** The words of a text: what begins with a letter. */
export const listWords = (text: string): readonly string[] => text.match(/[A-Za-z][A-Za-z’'-]*/g) ?? [];

/** Groups of vowels, without a silent e at the end: complaint 2, landlord 2, write 1, people 2. */
export function countSyllables(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '');
  const spoken = plain.replace(/(?<![aeiouyl])(?:es|ed|e)$/, (end) =>
    /[td]ed$/.test(plain) || /(?:[sxz]|ch|sh|c|g)es$/.test(plain) ? end : '',
  );
  return Math.max(1, (spoken.match(/[aeiouy]+/g) ?? []).length);
}
