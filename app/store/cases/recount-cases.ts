import { enqueue, type OutboxMessage } from '../enqueue.ts';
import type { Database } from '../open-database.ts';
import { type Projection, projectStreams } from '../projections.ts';
import { CASE_STREAM } from './case-projection.ts';

/** The kind of outbox message that makes the lists of an organisation's open cases again. */
export const RECOUNT = 'recount-cases';

const casesAtOnce = 50;

type RecountParts = {
  readonly database: Database;
  readonly projections: readonly Projection[];
  readonly now: () => string;
};

/**
 * Makes the rows of open cases again after something changed that their due dates rest on and that is no event of theirs,
 * such as a bank holiday. Fifty cases a message, each of which puts the next into the outbox, so that nobody waits long
 * and a stop in between loses nothing.
 */
export const recountCases =
  ({ database, projections, now }: RecountParts) =>
  ({ organisation, payload }: OutboxMessage): Promise<void> =>
    database.inOrganisation(organisation, async (tx) => {
      const { after = '', run = '' } = payload as { after?: string; run?: string };
      const rows = await tx
        .selectFrom('case_list')
        .select('case_id')
        .where('organisation', '=', organisation)
        .where('status', '<>', 'closed')
        .where('case_id', '>', after)
        .orderBy('case_id')
        .limit(casesAtOnce)
        .execute();
      const last = rows.at(-1)?.case_id;
      if (last === undefined) return;
      const streams = rows.map(({ case_id }) => `${CASE_STREAM}${case_id}`);
      await projectStreams(tx, organisation, streams, projections);
      await enqueue(tx, organisation, {
        kind: RECOUNT,
        key: `${run}-${last}`,
        payload: { after: last, run },
        dueAt: now(),
      });
    });
