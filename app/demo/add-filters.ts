import { randomUUID } from 'node:crypto';
import { localDateOf } from '../../engine/index.ts';
import { filterSaved } from '../casework/work-list/filter-events.ts';
import { recordFilter } from '../casework/work-list/saved-filters.ts';
import type { WorkFilter } from '../casework/work-list/work-filter.ts';
import type { Database } from '../store/open-database.ts';
import type { PlannedCase } from './plan-cases.ts';
import type { WalkWorld } from './walk.ts';

type Wanted = { readonly name: string; readonly shared: boolean; readonly filter: WorkFilter; readonly words?: string };

/** Filters that people of a landlord who have cases saved: two that everybody has, one for whoever saved it alone. */
export async function addFilters(
  database: Database,
  organisation: string,
  { policy, until: now }: WalkWorld,
  planned: readonly Pick<PlannedCase, 'standing'>[],
): Promise<void> {
  const handlers = new Set(planned.flatMap(({ standing }) => standing.state.handler?.person ?? []));
  const [first, second = first] = handlers;
  if (first === undefined || second === undefined) return;
  const stage = policy.pack.procedures[0]?.stages[0];
  const wanted: readonly (readonly [string, Wanted])[] = [
    [first, { name: `Late at ${stage?.name}`, shared: true, filter: { show: 'late', stage: stage?.id } }],
    [second, { name: 'Nobody has it yet', shared: true, filter: { show: 'unassigned', sort: 'oldest' } }],
    [first, { name: 'Mould', shared: false, filter: { show: 'everything' }, words: 'mould' }],
  ];
  const on = localDateOf(now) ?? '';
  for (const [person, { words, ...filter }] of wanted)
    await recordFilter(
      { database, now: () => now },
      { organisation, person },
      filterSaved(on, { ...filter, words, id: randomUUID() }),
    );
}
