// How old somebody must be to read a text with ease, by the formula of Flesch and Kincaid (a school grade, plus five).
// A rough measure of our own making: syllables are counted by groups of vowels.

/** The reading age of sentences, in years. Each sentence, heading or list item is one of the texts, or ends with a stop. */
export function determineReadingAge(texts: readonly string[]): number {
  const sentences = texts
    .flatMap((text) => text.split(/[.!?:;]+(?=\s|$)/))
    .filter((sentence) => getWords(sentence).length > 0);
  const words = sentences.flatMap(getWords);
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59 + 5;
}

const getWords = (text: string): readonly string[] => text.match(/[A-Za-z][A-Za-z’'-]*/g) ?? [];

/** Groups of vowels, without a silent e at the end: complaint 2, landlord 2, write 1, people 2. */
export function countSyllables(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '');
  const spoken = plain.replace(/(?<![aeiouyl])(?:es|ed|e)$/, (end) =>
    /[td]ed$/.test(plain) || /(?:[sxz]|ch|sh|c|g)es$/.test(plain) ? end : '',
  );
  return Math.max(1, (spoken.match(/[aeiouy]+/g) ?? []).length);
}

/** What a page says in words of ours: its main part without quoted policy, ways to reach somebody, and what was typed. */
export function getSentencesOf(page: string): readonly string[] {
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(page)?.[1] ?? page;
  const own = main
    .replace(/<(blockquote|script|style|textarea|address)[\s\S]*?<\/\1>/g, '')
    .replace(/<ul class="[^"]*redress-contact[\s\S]*?<\/ul>/g, '')
    .replace(/<div class="redress-typed">[\s\S]*?<\/div>/g, '');
  return own
    .split(/<\/?(?:p|li|h\d|dt|dd|label|legend|div|button|summary|br|form|section|ul|main)\b[^>]*>/)
    .map((text) =>
      text
        .replace(/<[^>]+>/g, ' ')
        .replace(/&#39;/g, '’')
        .replace(/&\w+;/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((text) => text !== '');
}
