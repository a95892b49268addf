import { randomUUID } from 'node:crypto';
import { localDateOf } from '../../engine/index.ts';
import { filterSaved } from '../casework/work-list/filter-events.ts';
import { recordFilter } from '../casework/work-list/saved-filters.ts';
import type { WorkFilter } from '../casework/work-list/work-filter.ts';
import type { Database } from '../store/open-database.ts';
import type { WalkWorld } from './walk.ts';

type Wanted = { readonly name: string; readonly shared: boolean; readonly filter: WorkFilter; readonly words?: string };

/** Filters that people of a landlord saved: two that everybody has, one for whoever saved it alone. */
export async function addFilters(
  database: Database,
  organisation: string,
  { policy, people }: WalkWorld,
  now: string,
): Promise<void> {
  const [first, second = first] = people.filter(({ roles }) => roles.length > 0);
  if (!first || !second) return;
  const stage = policy.pack.procedures[0]?.stages[0];
  const wanted: readonly (readonly [string, Wanted])[] = [
    [first.id, { name: `Late at ${stage?.name}`, shared: true, filter: { show: 'late', stage: stage?.id } }],
    [second.id, { name: 'Nobody has it yet', shared: true, filter: { show: 'unassigned', sort: 'oldest' } }],
    [first.id, { name: 'Mould', shared: false, filter: { show: 'everything' }, words: 'mould' }],
  ];
  const on = localDateOf(now) ?? '';
  for (const [person, { words, ...filter }] of wanted)
    await recordFilter(
      { database, now: () => now },
      { organisation, person },
      filterSaved(on, { ...filter, words, id: randomUUID() }),
    );
}
