import type { PlaceholderFault } from '../../../engine/index.ts';
import { describeList } from '../../texts/index.ts';

const named = (names: readonly string[]): string => describeList(names.map((name) => `{{${name}}}`));

const WORDS: Readonly<Record<PlaceholderFault['code'], (found: string, known: readonly string[]) => string>> = {
  'not-closed': (found) => `“${found}” opens a gap that is not closed. End it with ]] on the same line`,
  'not-opened': (found) => `“${found}” ends a gap that was not opened. Begin it with [[ on the same line`,
  empty: (found) => `“${found}” does not say what goes there. Write it between the brackets: [[date of the visit]]`,
  single: (found) =>
    `“${found}” has single brackets, and nobody would be asked to fill it. Write [${found}] for a gap, or use round brackets`,
  unknown: (found, known) =>
    `Nothing is known as “${found}”. What fills in by itself is ${named(known)}. For a gap that the writer fills, write [[what goes there]]`,
  'other-mark': (found) => `“${found}” looks like a gap. Mark it as [[what goes there]], or take it out`,
};

/** What is wrong with a placeholder: the line, what stands there, how to mend it. */
export const describeFault = ({ code, line, found }: PlaceholderFault, known: readonly string[]): string =>
  `Line ${line}: ${WORDS[code](found, known)}`;
