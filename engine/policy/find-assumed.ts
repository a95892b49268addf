import { describePath, type Path } from './fault.ts';
import type { Pack, Policy, Source } from './schema.ts';
import { walkObjects } from './walk-pack.ts';

/** What has to be confirmed: a value that rests on an assumption, and where it stands. */
export type Assumed = {
  readonly path: Path;
  /** The path as packs write it: `procedures[complaints].stages[stage-1].clocks[stage-1-response]`. */
  readonly at: string;
  readonly assumption: string;
  readonly clauses: readonly string[];
};

/** Every assumption of a pack but those of its silences, in the pack's order. */
export function findAssumed(pack: Pack): readonly Assumed[] {
  return [...walkObjects({ ...pack, silences: [] })].flatMap(({ path, object }) => {
    const { assumption, clause, clauses } = object as Source;
    if (assumption === undefined) return [];
    const touched = [...(clause ? [clause] : []), ...(clauses ?? [])];
    return [{ path, at: describePath(path, pack), assumption, clauses: touched }];
  });
}

/** A value that rests on a provision of a regime which was itself not read in a published copy. */
export type Unconfirmed = {
  readonly path: Path;
  readonly at: string;
  readonly regime: string;
  readonly provision: string;
};

/** The values of a pack that rest on provisions marked as not confirmed. */
export function findUnconfirmed({ pack, regimes }: Pick<Policy, 'pack' | 'regimes'>): readonly Unconfirmed[] {
  const names = new Set(pack.services.flatMap(({ regime }) => regime ?? []));
  const open = [...names].flatMap((name) =>
    (regimes.get(name)?.provisions ?? [])
      .filter(({ confirmed }) => !confirmed)
      .map(({ number }) => ({ regime: name, provision: number })),
  );
  return [...walkObjects({ ...pack, services: [] })].flatMap(({ path, object }) =>
    open
      .filter(({ provision }) => object['regime'] === provision)
      .map((one) => ({ path, at: describePath(path, pack), ...one })),
  );
}
