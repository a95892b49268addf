import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { addCalendarDays, type IsoDate, listNamesAwaited, nameAwaited, weekdayOf } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { beginAtIndex } from '../../store/begin-at-index.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database, Tx } from '../../store/open-database.ts';

export const SECTIONS = ['late', 'today', 'risk', 'week', 'waiting', 'later', 'unassigned'] as const;
export type Section = (typeof SECTIONS)[number];

/** Whose work is looked for. */
export type MyWorkWish = {
  readonly organisation: string;
  readonly person: Person;
  readonly today: IsoDate;
  /** People whose cases are theirs meanwhile. */
  readonly covered: readonly string[];
  /** People who do not work here any more: what was theirs is nobody's. */
  readonly gone: readonly string[];
};

/** Something to be done, as it was last recorded; a page judges it afresh. */
export type FoundWork = {
  readonly caseId: string;
  /** Absent where it waits for somebody by role. */
  readonly duty: string | undefined;
  /** Whose it is. */
  readonly owner: string | undefined;
  readonly named: boolean;
  readonly due: string | null;
};

/** More of one section than this are not counted: “100+”. */
export const MOST_COUNTED = 100;

/**
 * What one section of a person's work holds, the earliest first: at most `limit`. Every list begins at an index, under
 * the person or one of their roles, and stops at the limit, so that it takes as long with a thousand cases as with a
 * hundred thousand.
 */
export async function findSection(
  tx: Tx,
  wish: MyWorkWish,
  section: Section,
  limit: number,
): Promise<readonly FoundWork[]> {
  const found = [...(await findDuties(tx, wish, section, limit)), ...(await findAwaited(tx, wish, section, limit))];
  return found.toSorted((a, b) => compare(a.due, b.due) || compare(a.caseId, b.caseId)).slice(0, limit);
}

/** Every section of a person's work. */
export function findMyWork(database: Database, wish: MyWorkWish): Promise<ReadonlyMap<Section, readonly FoundWork[]>> {
  return database.inOrganisation(wish.organisation, async (tx) => {
    await beginAtIndex(tx);
    const found = new Map<Section, readonly FoundWork[]>();
    for (const section of SECTIONS) found.set(section, await findSection(tx, wish, section, MOST_COUNTED + 1));
    return found;
  });
}

const compare = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : a === b ? 0 : 1);

type Row = { case_id: string; duty_id: string | null; owner: string | null; named: boolean; due: string | null };

const workOf = ({ case_id, duty_id, owner, named, due }: Row): FoundWork => ({
  caseId: case_id,
  duty: duty_id?.split(/@@|>/)[0],
  owner: owner ?? undefined,
  named,
  due,
});

async function findDuties(tx: Tx, wish: MyWorkWish, section: Section, limit: number): Promise<readonly FoundWork[]> {
  const owners = section === 'unassigned' ? wish.gone : [wish.person.id, ...wish.covered];
  if (owners.length === 0) return [];
  const { rows } = await sql<Row>`
    select d.* from unnest(${[...owners]}::text[]) as o (owner) cross join lateral (
      select duty.case_id, duty.duty_id, duty.owner, duty.named, duty.due
      from duty join case_list on case_list.organisation = duty.organisation and case_list.case_id = duty.case_id
      where duty.organisation = ${wish.organisation} and duty.owner = o.owner
        and ${isOfSection('duty', wish.today, section)} and ${holdsOn('duty', wish.today)}
        and (not duty.named or duty.due < ${wish.today} or duty.risk_from <= ${wish.today})
        and ${isListedFor(wish.person)}
      order by duty.due nulls first, duty.case_id limit ${limit}
    ) d order by d.due nulls first, d.case_id limit ${limit}`.execute(tx);
  return rows.map(workOf);
}

/** What waits for a role, or for somebody by name whom they act for; a case that waits for several of these is there once. */
async function findAwaited(tx: Tx, wish: MyWorkWish, section: Section, limit: number): Promise<readonly FoundWork[]> {
  const own = JSON.stringify([wish.person.id]);
  const names = [...listNamesAwaited(wish.person), ...wish.covered.map(nameAwaited)];
  const { rows } = await sql<Row>`
    select distinct on (a.due, a.case_id) a.* from unnest(${names}::text[]) as w (who)
    cross join lateral (
      select awaited.case_id, null::text as duty_id, null::text as owner, false as named, awaited.due
      from awaited join case_list on case_list.organisation = awaited.organisation and case_list.case_id = awaited.case_id
      where awaited.organisation = ${wish.organisation} and awaited.who = w.who
        and awaited.unassigned = ${section === 'unassigned'}
        and ${isOfSection('awaited', wish.today, section)} and ${holdsOn('awaited', wish.today)}
        and not awaited.not_who @> ${own}::jsonb and ${isListedFor(wish.person)}
      order by awaited.due nulls first, awaited.case_id limit ${limit}
    ) a order by a.due nulls first, a.case_id limit ${limit}`.execute(tx);
  return rows.map(workOf);
}

const holdsOn = (table: 'duty' | 'awaited', today: IsoDate): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.ref(`${table}.since`)} <= ${today} and coalesce(${sql.ref(`${table}.until`)} >= ${today}, true))`;

/** The last day of the week of a day: its Sunday. */
export const endOfWeek = (day: IsoDate): IsoDate => addCalendarDays(day, 6 - DAYS.indexOf(weekdayOf(day)));

const DAYS: readonly string[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What a section holds. A request for the next stage is never late: it is due as soon as can be. */
function isOfSection(table: 'duty' | 'awaited', today: IsoDate, section: Section): RawBuilder<SqlBool> {
  const due = sql.ref(`${table}.due`);
  const soon = table === 'duty' ? sql`(duty.kind = 'escalation' and duty.due < ${today})` : sql`false`;
  const risk = sql`coalesce(${sql.ref(`${table}.risk_from`)} <= ${today}, false)`;
  const waits = table === 'duty' ? sql`duty.waits_for_others` : sql`false`;
  switch (section) {
    case 'late':
      return sql`(${due} < ${today} and not ${soon})`;
    case 'today':
      return sql`(${due} = ${today} or ${due} is null or ${soon})`;
    case 'risk':
      return sql`(${due} > ${today} and ${risk})`;
    case 'week':
      return sql`(${due} > ${today} and ${due} <= ${endOfWeek(today)} and not ${risk} and not ${waits})`;
    case 'waiting':
      return sql`(${due} > ${today} and not ${risk} and ${waits})`;
    case 'later':
      return sql`(${due} > ${endOfWeek(today)} and ${due} > ${today} and not ${risk} and not ${waits})`;
    case 'unassigned':
      return sql`true`;
    default:
      return section satisfies never;
  }
}
