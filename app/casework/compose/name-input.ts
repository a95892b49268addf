import type { Letter } from '../../../engine/index.ts';

/** What a text of a letter is called: its part, and the point or comment it is for. `parts.reasons.2`: “Our reasons, point 2”. */
export function nameInput(letter: Letter | undefined, name: string): string {
  const [, id = '', n] = name.split('.');
  const part = letter?.parts.find((one) => one.part === id);
  const what = part?.['per-comment'] ? 'comment' : 'point';
  return `${part?.name ?? id}${n === undefined ? '' : `, ${what} ${n}`}`;
}

/** The names of the inputs of a letter's parts, in its order, as far as they are among those given. */
export function orderInputs(letter: Letter | undefined, names: readonly string[]): readonly string[] {
  const place = (name: string): number => letter?.parts.findIndex(({ part }) => part === name.split('.')[1]) ?? 0;
  return [...names]
    .filter((name) => name.startsWith('parts.'))
    .toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
