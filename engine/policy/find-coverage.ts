import { describePath, type Path } from './fault.ts';
import type { Paragraph } from './read-anchors.ts';
import type { Policy } from './schema.ts';
import { walkObjects } from './walk-pack.ts';

/** What became of one paragraph of the landlord's text. `bare`: nothing cites it and no reason is given. */
export type CoveredParagraph = Paragraph & {
  readonly citedBy: readonly string[];
  /** The same places as paths. */
  readonly citedAt: readonly Path[];
  readonly notRun: string | undefined;
  readonly bare: boolean;
};

/**
 * For each paragraph of the landlord's text: the values of the pack that cite it (as `clause` or among `clauses`), or
 * the reason why it says nothing that is run, or that it is bare. Text before the first anchor is always bare.
 */
export function coverage(policy: Pick<Policy, 'pack'>, paragraphs: readonly Paragraph[]): readonly CoveredParagraph[] {
  const { 'not-run': notRun, ...pack } = policy.pack;
  const citing = new Map<string, Path[]>();
  for (const { path, object } of walkObjects(pack)) {
    for (const anchor of new Set(getAnchors(object))) {
      citing.set(anchor, [...(citing.get(anchor) ?? []), path]);
    }
  }
  return paragraphs.map(({ anchor, text }) => {
    const citedAt = citing.get(anchor) ?? [];
    const citedBy = citedAt.map((path) => describePath(path, pack));
    const reason = notRun.find((entry) => entry.clause === anchor)?.because;
    return { anchor, text, citedBy, citedAt, notRun: reason, bare: citedBy.length === 0 && reason === undefined };
  });
}

function getAnchors({ clause, clauses }: Record<string, unknown>): readonly string[] {
  const listed = Array.isArray(clauses) ? clauses.filter((anchor) => typeof anchor === 'string') : [];
  return typeof clause === 'string' ? [clause, ...listed] : listed;
}
