import type { Policy } from '../../../engine/index.ts';
import type { Texts } from '../../texts/index.ts';
import { describeClause } from '../render-clause.ts';
import { listValues, type ShownValue } from './list-values.ts';
import { prettify } from './prettify.ts';

/** A value that is not the same in two versions; undefined where a version has none of it. */
export type VersionDifference = {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

export type DifferenceSection = { readonly heading: string; readonly differences: readonly VersionDifference[] };

/**
 * What differs between two versions of a procedure, in plain words: every value that the page of values shows, in the
 * order of the work, then the clauses of the text that read differently. The days in force are left out.
 */
export function compareVersions(texts: Texts, before: Policy, after: Policy): readonly DifferenceSection[] {
  const [was, is] = [listSections(texts, before), listSections(texts, after)];
  const headings = [...new Set([...is.keys(), ...was.keys()])];
  const values = headings.map((heading) => ({
    heading,
    differences: findDifferences(was.get(heading) ?? [], is.get(heading) ?? []),
  }));
  const words = { heading: texts.procedures.pages['coverage-tab'], differences: compareTexts(texts, before, after) };
  return [...values, words].filter(({ differences }) => differences.length > 0);
}

const listSections = (texts: Texts, policy: Policy): ReadonlyMap<string, readonly ShownValue[]> =>
  new Map(
    listValues(texts, policy).map(({ heading, values }) => [
      heading,
      values.map((one) => ({ ...one, value: prettify(one.value, policy.pack) })),
    ]),
  );

/** Several values may have one name, as those of a list do: the same are set off first, the others paired in order. */
function findDifferences(was: readonly ShownValue[], is: readonly ShownValue[]): readonly VersionDifference[] {
  const names = [...new Set([...is, ...was].map(({ name }) => name))];
  return names.flatMap((name) => {
    const of = (values: readonly ShownValue[]) => values.filter((one) => one.name === name).map(({ value }) => value);
    const [gone, come] = [without(of(was), of(is)), without(of(is), of(was))];
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, at) => ({
      name,
      before: gone[at],
      after: come[at],
    }));
  });
}

/** What is in a list and not in the other, each as often as it is more. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return list.filter((value) => {
    const at = left.indexOf(value);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function compareTexts(texts: Texts, { anchors: was }: Policy, { anchors: is }: Policy): readonly VersionDifference[] {
  return [...new Set([...is.keys(), ...was.keys()])]
    .filter((anchor) => was.get(anchor) !== is.get(anchor))
    .map((anchor) => ({ name: describeClause(texts, anchor), before: was.get(anchor), after: is.get(anchor) }));
}
