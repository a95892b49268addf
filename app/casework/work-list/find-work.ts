import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { IsoDate } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { beginAtIndex } from '../../store/begin-at-index.ts';
import { isWorkOfTeam, type TeamWork } from '../../store/cases/is-work-of-team.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database, Tx } from '../../store/open-database.ts';
import { fitOf, isFound, planSearch, type SearchPlan, withoutOthers } from '../../store/search/plan-search.ts';
import { SHOWS, type Show, type Sort, type WorkFilter } from './work-filter.ts';

/** What a person wants to see of the work. */
export type WorkWish = WorkFilter & {
  readonly organisation: string;
  readonly person: Person;
  /** Everybody whose account is open: a case of anybody else is nobody's. */
  readonly active: readonly string[];
  readonly today: IsoDate;
  /** The work of the team that the list is narrowed to. */
  readonly teamWork?: TeamWork | undefined;
  /** What was typed into the search box. */
  readonly words?: string | undefined;
  readonly page: number;
};

export const PAGE_SIZE = 25;
/** Cases are counted up to here, as counting all would take the longer the more there are; one more means “more than”. */
export const MOST_COUNTED = 500;

export type Counts = Readonly<Record<Show, number>>;

export type Work = {
  readonly caseIds: readonly string[];
  /** Whether there are cases after this page. */
  readonly more: boolean;
  /** How many cases each view holds under the same filter; while searching, only the one shown. */
  readonly counts: Partial<Counts>;
  readonly total: number;
  /** `some`: no case has all that was looked for, and those that have some of it are shown. */
  readonly fit: 'all' | 'some';
};

/**
 * The cases of one page of the list, in the order asked for, else those due first in front, and of closed ones those
 * received last. What the person who looks may not see is neither counted nor there, whatever they search for.
 */
export function findWork(database: Database, wish: WorkWish): Promise<Work> {
  return database.inOrganisation(wish.organisation, async (tx) => {
    await beginAtIndex(tx);
    const search = await findSearch(tx, wish);
    if (search === 'nothing') return { caseIds: [], more: false, counts: {}, total: 0, fit: 'all' };
    const counts = search ? { [wish.show]: search.total } : await countWork(tx, wish);
    const ids = await findCaseIds(tx, wish, search?.plan, {
      limit: PAGE_SIZE + 1,
      offset: (wish.page - 1) * PAGE_SIZE,
      months: search?.months,
    });
    const total = search?.total ?? counts[wish.show] ?? 0;
    const fit = search?.plan.any && total > 0 ? 'some' : 'all';
    return { caseIds: ids.slice(0, PAGE_SIZE), more: ids.length > PAGE_SIZE, counts, total, fit };
  });
}

type Search = { readonly plan: SearchPlan; readonly total: number; readonly months: number | undefined };

/** Searches that find very many cases look at the last so many months first, and further back only for more. */
const WINDOWS = [3, 12];

/**
 * The search of a wish made ready: with other spellings unless there are more than enough without, for some of the words
 * where no case has all. `nothing`: what was typed holds nothing that could be found.
 */
export async function findSearch(tx: Tx, wish: WorkWish): Promise<Search | 'nothing' | undefined> {
  if (wish.words === undefined) return undefined;
  const full = await planSearch(tx, wish.organisation, wish.words);
  if (!full) return 'nothing';
  const exact = withoutOthers(full);
  const just = await countUpTo(tx, wish, wish.show, exact);
  const plan = just > MOST_COUNTED ? exact : full;
  const total = plan === exact ? just : await countUpTo(tx, wish, wish.show, plan);
  if (total === 0 && full.words.length > 1) {
    const some = { ...full, any: true };
    return { plan: some, total: await countUpTo(tx, wish, wish.show, some), months: undefined };
  }
  return { plan, total, months: total > MOST_COUNTED ? await findWindow(tx, wish, plan) : undefined };
}

async function findWindow(tx: Tx, wish: WorkWish, plan: SearchPlan): Promise<number | undefined> {
  if (sortOf(wish) === 'due' || sortOf(wish) === 'oldest' || wish.page * PAGE_SIZE > MOST_COUNTED) return undefined;
  for (const months of WINDOWS) if ((await countUpTo(tx, wish, wish.show, plan, months)) > MOST_COUNTED) return months;
  return undefined;
}

/** The ids of cases that a wish asks for, in its order. */
export async function findCaseIds(
  tx: Tx,
  wish: WorkWish,
  plan: SearchPlan | undefined,
  { limit, offset = 0, months }: { limit: number; offset?: number; months?: number | undefined },
): Promise<readonly string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select case_list.case_id from ${tablesOf(plan)} where ${conditionOf(wish, wish.show, plan, months)}
    order by ${orderOf(wish, plan)} limit ${sql.lit(limit)} offset ${sql.lit(offset)}`.execute(tx);
  return rows.map(({ case_id }) => case_id);
}

/** The order that a wish is listed in. */
export function sortOf({ sort, show, words }: Pick<WorkWish, 'sort' | 'show' | 'words'>): Sort {
  if (sort !== undefined && (sort !== 'best' || words !== undefined)) return sort;
  if (words !== undefined) return 'best';
  return show === 'closed' || show === 'everything' ? 'newest' : 'due';
}

function orderOf(wish: WorkWish, plan: SearchPlan | undefined): RawBuilder<unknown> {
  const sort = sortOf(wish);
  switch (sort) {
    case 'due':
      return sql`case_list.next_due, case_list.case_id`;
    case 'newest':
      return sql`case_list.received_on desc, case_list.case_id desc`;
    case 'oldest':
      return sql`case_list.received_on, case_list.case_id`;
    case 'best':
      return sql`${plan ? fitOf(plan) : sql`0`} desc, case_list.received_on desc, case_list.case_id desc`;
    default:
      return sort satisfies never;
  }
}

const tablesOf = (plan: SearchPlan | undefined): RawBuilder<unknown> =>
  plan
    ? sql`case_search join case_list
        on case_list.organisation = case_search.organisation and case_list.case_id = case_search.case_id`
    : sql`case_list`;

async function countWork(tx: Tx, wish: WorkWish): Promise<Counts> {
  const columns = SHOWS.map((show) => sql`(${countOf(wish, show)}) as ${sql.ref(show)}`);
  const { rows } = await sql<Counts>`select ${sql.join(columns)}`.execute(tx);
  return rows[0] ?? ({} as Counts);
}

async function countUpTo(tx: Tx, wish: WorkWish, show: Show, plan: SearchPlan, months?: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select (${countOf(wish, show, plan, months)}) as n`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Stops at the first case too many to count. */
const countOf = (wish: WorkWish, show: Show, plan?: SearchPlan, months?: number): RawBuilder<unknown> =>
  sql`select count(*) from (select from ${tablesOf(plan)} where ${conditionOf(wish, show, plan, months)}
    limit ${sql.lit(MOST_COUNTED + 1)}) as counted`;

function conditionOf(wish: WorkWish, show: Show, plan?: SearchPlan, months?: number): RawBuilder<SqlBool> {
  const { organisation, today, from, to } = wish;
  const equal = { service: wish.service, stage: wish.stage, handler: wish.handler, kind: wish.kind };
  const columns = { ...equal, channel: wish.channel, pack_version: wish.version };
  const conditions = [
    sql`case_list.organisation = ${organisation}`,
    ...listShown(wish, show),
    ...Object.entries(columns).flatMap(([column, value]) =>
      value === undefined ? [] : [sql`${sql.ref(`case_list.${column}`)} = ${value}`],
    ),
    ...(from === undefined ? [] : [sql`case_list.received_on >= ${from}`]),
    ...(to === undefined ? [] : [sql`case_list.received_on <= ${to}`]),
    ...(wish.teamWork === undefined ? [] : [isWorkOfTeam(wish.teamWork, wish.active)]),
    isListedFor(wish.person),
    ...(plan ? [isFound(plan, { organisation, months, today })] : []),
  ];
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
}

function listShown({ person, active, today }: WorkWish, show: Show): readonly RawBuilder<unknown>[] {
  const open = sql`case_list.status <> 'closed'`;
  switch (show) {
    case 'mine':
      return [open, sql`case_list.handler = ${person.id}`];
    case 'unassigned':
      return [open, sql`(case_list.handler is null or case_list.handler <> all(${[...active]}::text[]))`];
    case 'late':
      return [open, sql`case_list.next_due < ${today} and case_list.next_due_clock is not null`];
    case 'closed':
      return [sql`case_list.status = 'closed'`];
    case 'everything':
      return [];
    case 'all':
      return [open];
    default:
      return show satisfies never;
  }
}
