/** A run of words that both wordings have, or that only the old or only the new one has. */
export type Run = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string };

/** So many pairs of words are compared at most: beyond it the old wording is shown whole, then the new one. */
const MOST = 4_000_000;

/**
 * What changed between two wordings, word by word, in reading order: the longest run of words that both have in common
 * stays, the others are removed or added. White space belongs to the word before it.
 *
 * Example: “The lift is broken” and “The goods lift is broken”: same “The ”, added “goods ”, same “lift is broken”.
 */
export function compareWords(before: string, after: string): readonly Run[] {
  const [a, b] = [splitWords(before), splitWords(after)];
  if (a.length * b.length > MOST) return join([...all('removed', a), ...all('added', b)]);
  return join(walk(a, b, countCommon(a, b)));
}

const splitWords = (text: string): readonly string[] => text.match(/\S+\s*|\s+/g) ?? [];

const all = (kind: Run['kind'], words: readonly string[]): readonly Run[] => words.map((text) => ({ kind, text }));

/** Two words are the same whatever white space follows them. */
const isSame = (a: string | undefined, b: string | undefined): boolean => a?.trim() === b?.trim();

/** For each pair of places, how many words the rests have in common in order. */
function countCommon(a: readonly string[], b: readonly string[]): readonly Uint32Array[] {
  const counts = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const rest = counts[i + 1]!;
      counts[i]![j] = isSame(a[i], b[j]) ? rest[j + 1]! + 1 : Math.max(rest[j]!, counts[i]![j + 1]!);
    }
  }
  return counts;
}

function walk(a: readonly string[], b: readonly string[], common: readonly Uint32Array[]): readonly Run[] {
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && isSame(a[i], b[j])) {
      runs.push({ kind: 'same', text: b[j]! });
      [i, j] = [i + 1, j + 1];
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      runs.push({ kind: 'removed', text: a[i]! });
      i += 1;
    } else {
      runs.push({ kind: 'added', text: b[j]! });
      j += 1;
    }
  }
  return runs;
}

/** Neighbours of one kind become one run; between two changes what was removed stands before what was added. */
function join(runs: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last?.kind === run.kind) joined[joined.length - 1] = { kind: run.kind, text: last.text + run.text };
    else joined.push(run);
  }
  return joined;
}
