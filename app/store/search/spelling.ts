/** Endings that a word is found without: `leaks`, `leaking` and `leaked` are all `leak`. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/(?<=s|x|z|ch|sh)es$/, ''],
  [/(?<=[^su])s$/, ''],
  [/(?<=..[aeiouy].*)(?:ing|ed)$/, ''],
];

/** A word without its ending, where it has one that is only grammar. Shorter than four letters it stays as it is. */
export function stemWord(word: string): string {
  if (word.length < 4) return word;
  const stem = ENDINGS.reduce((short, [ending, by]) => short.replace(ending, by), word);
  return stem.length < 3 ? word : stem.replace(/([^aeiouls])\1$/, '$1').replace(/e$/, '');
}

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^x/, 's'],
  [/ph/g, 'f'],
  [/ough|augh|igh/g, 'o'],
  [/gh(?=[^aeiou]|$)/g, ''],
  [/gh|gu(?=[ei])/g, 'g'],
  [/sch|sh|ch|cz|ti(?=on)|tch/g, 'x'],
  [/sz|sc(?=[eiy])|c(?=[eiy])|z/g, 's'],
  [/ck|q|c|kh/g, 'k'],
  [/dg(?=[eiy])|g(?=[eiy])/g, 'j'],
  [/th/g, 't'],
  [/w|f/g, 'v'],
  [/(?<=.)h/g, ''],
  [/(.)\1+/gu, '$1'],
];

/**
 * How a word sounds, roughly: letters that sound alike are one, vowels after the first letter are dropped, doubled
 * letters are single. `Mohammed` and `Muhamed` are both `mmd`; `Catherine` and `Kathryn` are both `ktrn`.
 */
export function soundOf(word: string): string {
  const sounded = SOUNDS.reduce((text, [letters, sound]) => text.replace(letters, sound), word);
  const first = /^[aeiouy]/.test(sounded) ? 'a' : (sounded[0] ?? '');
  return `${first}${sounded.slice(1).replace(/[aeiouy]/g, '')}`;
}

/** Longer words are compared by their beginning. */
const COMPARED = 12;

/**
 * Keys under which a word is kept, so that another spelling of it has at least one of them too: the word and its stem,
 * each as it is and without each of its letters in turn, and its sound in the same way. Two words that share one may
 * still be far apart: `isNear` tells.
 */
export function listKeys(word: string): readonly string[] {
  const start = word.slice(0, COMPARED);
  const sound = soundOf(word);
  const keys = [`w${start}`, `s${stemWord(word)}`];
  for (const form of new Set([start, stemWord(word).slice(0, COMPARED)]))
    if (form.length >= 4) keys.push(`w${form}`, ...leaveOutOne(form).map((short) => `w${short}`));
  if (sound.length >= 2) keys.push(`p${sound}`);
  if (sound.length >= 4) keys.push(...leaveOutOne(sound).map((short) => `p${short}`));
  return [...new Set(keys)];
}

/** A text with each of its letters left out in turn. */
export function leaveOutOne(text: string): readonly string[] {
  return Array.from(text, (_letter, at) => text.slice(0, at) + text.slice(at + 1));
}

/**
 * Whether two spellings may be of one word: the same stem, the same sound with not too many letters different, or one
 * slip of typing, two in a word of seven letters or more. The shorter a word, the closer the other has to be.
 */
export function isNear(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  const longer = Math.max(one.length, other.length);
  if (shorter < 3) return false;
  if (shorter > 3 && stemWord(one) === stemWord(other)) return true;
  const slips = Math.min(countSlips(one, other), countSlips(stemWord(one), stemWord(other)));
  const alike = soundOf(one) === soundOf(other);
  if (shorter === 3) return alike && slips <= 1;
  if (alike) return slips <= Math.floor(longer / 2);
  if (slips <= 1) return shorter > 4 || one.length !== other.length || isSwapped(one, other);
  return slips === 2 && shorter >= 7;
}

const isSwapped = (one: string, other: string): boolean => [...one].sort().join('') === [...other].sort().join('');

/** Letters put in, left out, changed, or swapped with the next, that make one word of the other. */
export function countSlips(one: string, other: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_none, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = (last[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swap = i > 1 && j > 1 && swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed, swap));
    }
    before = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
