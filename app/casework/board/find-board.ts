import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { addCalendarDays, type IsoDate, weekdayOf } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { isWorkOfTeam, type TeamWork } from '../../store/cases/is-work-of-team.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database, Tx } from '../../store/open-database.ts';
import type { OrganisationPart } from '../../web/app-parts.ts';

export const GROUPINGS = ['handler', 'stage', 'service', 'due'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A column of the board: what it is called, and which open cases stand in it. */
export type Column = { readonly id: string; readonly name: string; readonly holds: RawBuilder<SqlBool> };

export type Standing = { readonly caseId: string; readonly due: string | null };
export type FoundColumn = Column & {
  readonly cases: readonly Standing[];
  readonly count: number;
  readonly late: number;
};

/** More of one column than this are not counted: “100+”. */
export const MOST_COUNTED = 100;
/** A column of the board shows so many; by itself it shows so many a page. */
export const CASES_A_COLUMN = 6;
export const CASES_A_PAGE = 25;

export const NOBODY = 'nobody';

type Parts = { readonly organisation: OrganisationPart; readonly people: readonly Person[]; readonly today: IsoDate };

/** The columns of a grouping, in their order: people by name with nobody in front, stages and services as the pack has them, weeks. */
export function listColumns(by: Grouping, { organisation, people, today }: Parts): readonly Column[] {
  switch (by) {
    case 'handler':
      return listHandlers(people);
    case 'stage': {
      const stages = organisation.versions.flatMap(({ pack }) => pack.procedures.flatMap(({ stages }) => stages));
      return [...new Map(stages.map(({ id, name }) => [id, name]))].map(([id, name]) => ({
        id,
        name,
        holds: is('stage', id),
      }));
    }
    case 'service':
      return organisation.policy.pack.services.map(({ id, name }) => ({ id, name, holds: is('service', id) }));
    case 'due':
      return listWeeks(today);
    default:
      return by satisfies never;
  }
}

const is = (column: 'stage' | 'service' | 'handler', value: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(`case_list.${column}`)} = ${value}`;

function listHandlers(people: readonly Person[]): readonly Column[] {
  const gone = people.filter(({ state }) => state === 'closed').map(({ id }) => id);
  const nobody = sql<SqlBool>`(case_list.handler is null or case_list.handler = any(${gone}::text[]))`;
  const active = people.filter(({ state }) => state === 'active');
  return [
    { id: NOBODY, name: 'Nobody', holds: nobody },
    ...active.map(({ id, name }) => ({ id, name, holds: is('handler', id) })),
  ];
}

const DAYS: readonly string[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The Monday of the week of a day. */
export const startOfWeek = (day: IsoDate): IsoDate => addCalendarDays(day, -DAYS.indexOf(weekdayOf(day)));

/** The Mondays of this week and the five after it. */
export const listMondays = (today: IsoDate): readonly IsoDate[] =>
  [0, 7, 14, 21, 28, 35].map((days) => addCalendarDays(startOfWeek(today), days));

function listWeeks(today: IsoDate): readonly Column[] {
  const between = (from: IsoDate, to: IsoDate): RawBuilder<SqlBool> =>
    sql<SqlBool>`(case_list.next_due >= ${from} and case_list.next_due < ${to})`;
  const mondays = listMondays(today);
  const end = addCalendarDays(mondays[5] ?? today, 7);
  return [
    { id: 'before', name: 'Before today', holds: sql<SqlBool>`case_list.next_due < ${today}` },
    ...mondays.map((monday, week) => ({
      id: monday,
      name: monday,
      holds: between(week === 0 ? today : monday, addCalendarDays(monday, 7)),
    })),
    { id: 'later', name: 'Later', holds: sql<SqlBool>`case_list.next_due >= ${end}` },
    { id: 'none', name: 'Nothing due', holds: sql<SqlBool>`case_list.next_due is null` },
  ];
}

export type BoardWish = {
  readonly organisation: string;
  readonly person: Person;
  readonly today: IsoDate;
  readonly service: string | undefined;
  /** The work of the team that the board is narrowed to, and everybody whose account is open. */
  readonly teamWork?: TeamWork | undefined;
  readonly active: readonly string[];
};

/** The open cases of each column within this person's reach, those due first in front; each look-up stops at its bound. */
export function findColumns(
  database: Database,
  wish: BoardWish,
  columns: readonly Column[],
): Promise<readonly FoundColumn[]> {
  return database.inOrganisation(wish.organisation, async (tx) => {
    const found: FoundColumn[] = [];
    for (const column of columns) {
      const cases = await findCases(tx, wish, column);
      const late = cases.filter(({ due }) => due !== null && due < wish.today).length;
      found.push({ ...column, cases, count: cases.length, late });
    }
    return found;
  });
}

const NO_WORK: TeamWork = { people: [], services: [] };

async function findCases(
  tx: Tx,
  { organisation, person, service, teamWork, active }: BoardWish,
  { holds }: Column,
): Promise<readonly Standing[]> {
  const rows = await tx
    .selectFrom('case_list')
    .select(['case_id as caseId', 'next_due as due'])
    .where('organisation', '=', organisation)
    .where('status', '<>', 'closed')
    .where(holds)
    .where(isListedFor(person))
    .$if(teamWork !== undefined, (query) => query.where(isWorkOfTeam(teamWork ?? NO_WORK, active)))
    .$if(service !== undefined, (query) => query.where('service', '=', service ?? ''))
    .orderBy('next_due')
    .orderBy('case_id')
    .limit(MOST_COUNTED + 1)
    .execute();
  return rows;
}

/** Which of a column are shown: the first few, or a page of the one that is looked at by itself. */
export const chooseShown = ({ cases }: FoundColumn, { only, page }: { only: string | undefined; page: number }) =>
  only === undefined ? cases.slice(0, CASES_A_COLUMN) : cases.slice((page - 1) * CASES_A_PAGE, page * CASES_A_PAGE);
