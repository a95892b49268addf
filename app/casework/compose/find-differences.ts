import { type Change, diffWords } from 'diff';
import type { Typed } from '../../web/forms.ts';

/** How one input differs between two texts of a letter, word by word. */
export type Difference = { readonly name: string; readonly changes: readonly Change[] };

/** The inputs that differ between two texts of a letter, in the order given, each word by word. Spaces and line ends do not count. */
export function findDifferences(before: Typed, after: Typed, order: readonly string[]): readonly Difference[] {
  const names = [...new Set([...order, ...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => name.startsWith('parts.'))
    .map((name) => ({ name, one: plain(before[name]), other: plain(after[name]) }))
    .filter(({ one, other }) => one !== other)
    .map(({ name, one, other }) => ({ name, changes: diffWords(one, other) }))
    .filter(({ changes }) => changes.some(({ added, removed }) => added || removed));
}

/** Browsers send line ends of their own. */
const plain = (text: Typed[string] | undefined): string =>
  [text ?? ''].flat().join('\n').replace(/\r\n?/g, '\n').trim();

/** How many words came and went. */
export function countChanged(differences: readonly Difference[]): { readonly added: number; readonly removed: number } {
  const changes = differences.flatMap((one) => one.changes);
  const count = (isWanted: (change: Change) => boolean): number =>
    changes.filter(isWanted).reduce((sum, { value }) => sum + (value.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
  return { added: count(({ added }) => added), removed: count(({ removed }) => removed) };
}
