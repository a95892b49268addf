import type { Person } from '../../identity/person.ts';
import type { Team } from '../../identity/team-events.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { getOrganisation } from '../get-signed-in.ts';
import { describeNarrowing } from './render-filter.ts';
import type { WorkFilter } from './work-filter.ts';

type Known = { readonly people: readonly Person[]; readonly teams: readonly Team[] };

/** What a list was narrowed by, in words, one for each condition. */
export function sayNarrowing(
  parts: AppParts,
  organisation: string,
  known: Known,
  filter: WorkFilter,
): readonly string[] {
  const { policy, versions } = getOrganisation(parts, organisation);
  const form = { ...known, filter, policy, versions: versions.map(({ pack }) => pack.version), texts: parts.texts };
  return describeNarrowing(form).map(({ says }) => says);
}
