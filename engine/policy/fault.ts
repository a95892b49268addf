/** Where in a pack something stands: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/**
 * Something wrong with a pack, in words for the person who wrote it: what is wrong, why that matters, how to mend it.
 * `path` leads to the value; the reader of the file turns it into a line and a column.
 */
export type Fault = {
  readonly path: Path;
  readonly what: string;
  readonly why: string;
  readonly mend: string;
  /** The pack means something all the same and can be tried out: only its number and the words that prove it differ. */
  readonly canBeTried?: true;
};

/**
 * A path in the form people write and overlays use: `procedures[complaints].stages[stage-1].clocks[0].limit`.
 * A list entry is called by its `id` (or `part`, or `what`) where it has one, else by its position from 0.
 */
export function describePath(path: Path, raw?: unknown): string {
  let here: unknown = raw;
  let words = '';
  for (const key of path) {
    here = getAt(here, [key]);
    if (typeof key === 'number') words += `[${getName(here) ?? key}]`;
    else words += words === '' ? key : `.${key}`;
  }
  return words === '' ? 'the pack' : words;
}

/** The value at a path, or undefined where the path leads nowhere. */
export function getAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path) {
    if (here === null || typeof here !== 'object') return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

/** How a list entry is called: its `id`, `part` or `channel`. Undefined where it has none. */
export function getName(entry: unknown): string | undefined {
  if (entry === null || typeof entry !== 'object') return undefined;
  const { id, part, channel } = entry as Record<string, unknown>;
  return [id, part, channel].find((name): name is string => typeof name === 'string');
}

/**
 * `Did you mean …?` for a word that is not among the known ones, or nothing when no known word is near: at most a
 * third of its letters differ (added, left out, changed or swapped with its neighbour).
 */
export function didYouMean(word: string, known: Iterable<string>): string {
  const near = findNearest(word, known);
  return near === undefined ? '' : `Did you mean \`${near}\`? `;
}

/** The known word nearest to this one, or undefined when none is near enough to be meant. */
export function findNearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, change, swapped ? before[j - 2]! + 1 : change));
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}

/** Words as a list in a sentence: `a`, `b` or `c`; cut short where there are very many. */
export function listWords(words: Iterable<string>, most = 24): string {
  const all = [...words];
  const shown = all.slice(0, most).map((word) => `\`${word}\``);
  if (all.length === 0) return 'none';
  return all.length > most ? `${shown.join(', ')} and ${all.length - most} more` : shown.join(', ');
}
