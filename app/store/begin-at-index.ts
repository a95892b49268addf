import { CompiledQuery } from 'kysely';
import type { Tx } from './open-database.ts';

/** What `beginAtIndex` runs. */
export const BEGIN_AT_INDEX = `select set_config('enable_seqscan', 'off', true),
  set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)`;

/**
 * For a transaction that lists or counts: every key begins with the organisation, so that there is always an index to
 * begin at. No table is read from end to end because that looks cheaper to the database: it would be read over all
 * organisations, and take the longer the more cases there are. For the same reason the few rows of a list are looked up
 * one by one in other tables, which are not read whole to be joined. Nor are helpers started or queries compiled, which
 * takes longer than any query of a page. Until the transaction ends.
 */
export async function beginAtIndex(tx: Tx): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(BEGIN_AT_INDEX));
}
