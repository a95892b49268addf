import type { Finding, Policy } from '../../../engine/index.ts';
import type { Suits } from '../../documents/paragraphs/paragraph.ts';
import { capitalise, type Texts } from '../../texts/index.ts';
import type { Option } from '../../web/forms.ts';

/** What paragraphs can be offered for: the letters that people write in, their parts, and the findings. */
export type Choices = {
  readonly letters: readonly Option[];
  readonly parts: readonly (Option & { readonly letters: readonly string[] })[];
  readonly findings: readonly (Option & { readonly value: Finding })[];
};

type LetterPart = { readonly id: string; readonly name: string; readonly letter: string; readonly title: string };

/**
 * The choices under a landlord's procedure, in its order. Cases follow the version of their day, so those of every
 * version are there, named as in the newest.
 */
export function listChoices(texts: Texts, versions: readonly Policy[]): Choices {
  const written = versions.toReversed().flatMap(({ pack }) => pack.letters.flatMap(listWritten));
  const letters = new Map(written.toReversed().map(({ letter, title }) => [letter, title]));
  const letterIds = [...new Set(written.map(({ letter }) => letter))];
  const partIds = [...new Set(written.map(({ id }) => id))];
  return {
    letters: letterIds.map((value) => ({ value, label: letters.get(value) ?? value })),
    parts: partIds.map((value) => toPart(value, written, letters)),
    findings: Object.entries(texts.statuses.findings).map(([value, label]) => ({
      value: value as Finding,
      label: capitalise(label),
    })),
  };
}

const listWritten = (letter: Policy['pack']['letters'][number]): readonly LetterPart[] =>
  letter.parts
    .filter((part) => part['filled-by'] === 'person')
    .map(({ part, name }) => ({ id: part, name, letter: letter.id, title: letter.title }));

function toPart(value: string, written: readonly LetterPart[], titles: ReadonlyMap<string, string>) {
  const own = written.filter(({ id }) => id === value);
  const letters = [...new Set(own.map(({ letter }) => letter))];
  const names = [...new Set(own.map(({ name }) => name))];
  const hint = letters.map((letter) => titles.get(letter) ?? letter).join(' · ');
  return { value, label: names.join(' / '), hint, letters };
}

/** What a paragraph is offered for, a line each: “Letters: all”. */
export function describeSuits(
  suits: Suits,
  choices: Choices,
): readonly { readonly name: string; readonly what: string }[] {
  const names = (ids: readonly string[], options: readonly Option[], all: string): string =>
    ids.length === 0 ? all : ids.map((id) => nameChoice(id, options)).join(' · ');
  return [
    { name: 'Letters', what: names(suits.letters, choices.letters, 'All letters') },
    { name: 'Parts', what: names(suits.parts, choices.parts, 'All parts that are written by hand') },
    { name: 'Findings', what: names(suits.findings, choices.findings, 'Any finding, or none yet') },
  ];
}

/** What a letter or a part is called; where the procedure has it no more, that is said. */
export const nameChoice = (id: string, options: readonly Option[]): string =>
  options.find(({ value }) => value === id)?.label ?? `${id} (not in your procedure any more)`;
