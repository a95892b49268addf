import type { z } from 'zod';
import { checkAsked } from './check-asked.ts';
import { checkClocks } from './check-clocks.ts';
import { checkEntries } from './check-entries.ts';
import { checkGoesBy } from './check-goes-by.ts';
import { checkLetterParts } from './check-letter-parts.ts';
import { checkMeetings } from './check-meetings.ts';
import { checkPeople } from './check-people.ts';
import { checkReachability } from './check-reachability.ts';
import { checkReferences } from './check-references.ts';
import { describeShapeFaults } from './check-shape.ts';
import { checkSources } from './check-sources.ts';
import { checkWaits } from './check-waits.ts';
import { didYouMean, type Fault, getAt, type Path } from './fault.ts';
import { type Ombudsman, type Pack, packSchema, type Regime } from './schema.ts';

/** What a pack is checked against. */
export type PackContext = {
  readonly regimes: ReadonlyMap<string, Regime>;
  readonly ombudsmen: ReadonlyMap<string, Ombudsman>;
  /** The landlord's text by anchor; absent where no text stands beside the pack. */
  readonly anchors?: ReadonlyMap<string, string> | undefined;
  /** What the names of the pack's folder and file promise. */
  readonly expects?: { readonly pack?: string | undefined; readonly version?: string | undefined } | undefined;
};

export type CheckedPack = { readonly pack?: Pack; readonly faults: readonly Fault[] };

/**
 * Checks one version of a pack as it was read from its file, and spells out its shorthands. `pack` is there whenever
 * the shape is right; it may be used only when `faults` is empty. Sources are checked also where the shape is wrong,
 * and what only an unknown key stands in the way of as well, so that one run shows as much as can be known. A departure from a regime is no fault.
 */
export function checkPack(raw: unknown, context: PackContext): CheckedPack {
  const parsed = packSchema.safeParse(raw);
  const own = [...checkNames(raw, context), ...checkSources(raw, context)];
  if (parsed.success) {
    const pack = spellOutMust(parsed.data);
    return { pack, faults: [...own, ...checkMeaning(pack, context)] };
  }
  const shape = describeShapeFaults(parsed.error.issues, raw);
  const pruned = packSchema.safeParse(withoutUnknownKeys(raw, parsed.error.issues));
  return { faults: [...shape, ...own, ...(pruned.success ? checkMeaning(spellOutMust(pruned.data), context) : [])] };
}

const checkMeaning = (pack: Pack, context: PackContext): Fault[] => [
  ...checkReferences(pack, context),
  ...checkClocks(pack),
  ...checkReachability(pack),
  ...checkPeople(pack),
  ...checkGoesBy(pack),
  ...checkMeetings(pack),
  ...checkEntries(pack),
  ...checkLetterParts(pack),
  ...checkWaits(pack),
  ...checkAsked(pack),
];

/** A copy without the keys that nobody knows, so that what they hide can be checked as well. */
function withoutUnknownKeys(raw: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy = JSON.parse(JSON.stringify(raw ?? null)) as unknown;
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const holder = getAt(copy, issue.path as Path) as Record<string, unknown> | undefined;
    for (const key of issue.keys) delete holder?.[key];
  }
  return copy;
}

/** `must: yes` as people write it becomes the answer that a yes-or-no question is kept with. */
function spellOutMust(pack: Pack): Pack {
  const answer = (must: string | boolean | undefined) => (must === 'yes' ? true : must === 'no' ? false : must);
  const facts = Object.entries(pack.facts).map(([id, fact]) => [
    id,
    fact.kind === 'yes-no' ? { ...fact, must: answer(fact.must) } : fact,
  ]);
  return { ...pack, facts: Object.fromEntries(facts) as Pack['facts'] };
}

function checkNames(raw: unknown, { expects }: PackContext): Fault[] {
  const pairs = [
    { key: 'pack', wanted: expects?.pack, of: 'folder' },
    { key: 'version', wanted: expects?.version, of: 'file' },
  ];
  return pairs.flatMap(({ key, wanted, of }) => {
    const is = getAt(raw, [key]);
    if (wanted === undefined || typeof is !== 'string' || is === wanted) return [];
    return [
      {
        path: [key],
        what: `\`${key}\` is “${is}”, and the ${of} is called “${wanted}”.`,
        why: 'Packs are found by the names of their folder and file.',
        mend: `${didYouMean(is, [wanted])}Make them the same.`,
      },
    ];
  });
}
