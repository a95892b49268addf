import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { IsoDate } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database, Tx } from '../../store/open-database.ts';
import type { Tables } from '../../store/tables.ts';

export const SHOWS = ['all', 'mine', 'unassigned', 'late', 'closed'] as const;
export type Show = (typeof SHOWS)[number];

/** What a person wants to see of the work. */
export type WorkWish = {
  readonly organisation: string;
  readonly person: Person;
  /** Everybody whose account is open: a case of anybody else is nobody's. */
  readonly active: readonly string[];
  readonly today: IsoDate;
  readonly show: Show;
  readonly service?: string | undefined;
  readonly stage?: string | undefined;
  /** Only cases that follow this version of the procedure. */
  readonly version?: string | undefined;
  readonly page: number;
};

export const PAGE_SIZE = 25;

export type Work = {
  readonly caseIds: readonly string[];
  /** How many cases each view holds, under the same service and stage. */
  readonly counts: Readonly<Record<Show, number>>;
};

type Cases = ExpressionBuilder<Tables, 'case_list'>;

/**
 * The cases of one page of the work list: those due first in front, those with nothing due last. Cases that
 * the person who looks may not see are not counted, and not there.
 */
export function findWork(database: Database, wish: WorkWish): Promise<Work> {
  return database.inOrganisation(wish.organisation, async (tx) => ({
    counts: await countWork(tx, wish),
    caseIds: await findPage(tx, wish),
  }));
}

async function findPage(tx: Tx, wish: WorkWish): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('case_list')
    .select('case_id')
    .where((cases) => withinReach(cases, wish))
    .where((cases) => isShown(cases, wish, wish.show))
    .orderBy('next_due')
    .orderBy('case_id')
    .limit(PAGE_SIZE)
    .offset((wish.page - 1) * PAGE_SIZE)
    .execute();
  return rows.map(({ case_id }) => case_id);
}

async function countWork(tx: Tx, wish: WorkWish): Promise<Work['counts']> {
  const row = await tx
    .selectFrom('case_list')
    .select((cases) =>
      SHOWS.map((show) =>
        cases.fn
          .countAll<number>()
          .filterWhere(isShown(cases, wish, show))
          .as(show),
      ),
    )
    .where((cases) => withinReach(cases, wish))
    .executeTakeFirstOrThrow();
  return row as Record<Show, number>;
}

function withinReach(cases: Cases, { organisation, person, service, stage, version }: WorkWish): Expression<SqlBool> {
  return cases.and([
    cases('organisation', '=', organisation),
    isListedFor(person),
    ...(service ? [cases('service', '=', service)] : []),
    ...(stage ? [cases('stage', '=', stage)] : []),
    ...(version ? [cases('pack_version', '=', version)] : []),
  ]);
}

function isShown(cases: Cases, { person, active, today }: WorkWish, show: Show): Expression<SqlBool> {
  const open = cases('status', '<>', 'closed');
  switch (show) {
    case 'mine':
      return cases.and([open, cases('handler', '=', person.id)]);
    case 'unassigned':
      return cases.and([open, cases.or([cases('handler', 'is', null), cases('handler', 'not in', [...active, ''])])]);
    case 'late':
      return cases.and([open, cases('next_due', '<', today), cases('next_due_clock', 'is not', null)]);
    case 'closed':
      return cases('status', '=', 'closed');
    case 'all':
      return open;
    default:
      return show satisfies never;
  }
}
