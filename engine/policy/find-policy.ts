import type { Policy } from './schema.ts';

/** Why no policy answers for a day: there is no pack of that name, or none of its versions is in force then. */
export type PolicyRefusal = {
  readonly code: 'no-such-pack' | 'no-version-in-force';
  readonly values: { readonly pack: string; readonly on: string; readonly known: readonly string[] };
};

export const isPolicyRefusal = (found: Policy | PolicyRefusal): found is PolicyRefusal => 'code' in found;

/**
 * The version of a pack that is in force on a day, or a refusal: nothing falls back to the nearest version. `from` and
 * `until` are both in force. `values.known` lists the packs there are, or the spans of the versions there are.
 *
 * With versions from 2021-01-01 until 2023-07-31 and from 2023-08-01: 2023-07-31 finds the first, 2023-08-01 the
 * second, 2020-12-31 is refused `no-version-in-force`.
 */
export function policyFor(policies: readonly Policy[], name: string, date: string): Policy | PolicyRefusal {
  const versions = policies.filter(({ pack }) => pack.pack === name);
  if (versions.length === 0) {
    const known = [...new Set(policies.map(({ pack }) => pack.pack))];
    return { code: 'no-such-pack', values: { pack: name, on: date, known } };
  }
  const inForce = versions.find(
    ({
      pack: {
        'in-force': { from, until },
      },
    }) => from <= date && (until === undefined || date <= until),
  );
  if (inForce) return inForce;
  const known = versions.map(
    ({ pack }) => `${pack.version}: ${pack['in-force'].from} to ${pack['in-force'].until ?? 'open'}`,
  );
  return { code: 'no-version-in-force', values: { pack: name, on: date, known } };
}
