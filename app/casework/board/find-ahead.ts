import { sql } from 'kysely';
import { addCalendarDays, type Calendar, type IsoDate, isWorkingDay } from '../../../engine/index.ts';
import type { Absence } from '../../identity/absences.ts';
import type { Person } from '../../identity/person.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database } from '../../store/open-database.ts';
import { listMondays } from './find-board.ts';

/** One week ahead: what falls due in it, against the days that the people of the team are in. */
export type WeekAhead = {
  readonly monday: IsoDate;
  /** `MOST_DUE` + 1: more than that. */
  readonly due: number;
  /** Working days of the week that are still to come. */
  readonly workingDays: number;
  /** Days in, of all people together. */
  readonly daysIn: number;
  readonly away: readonly string[];
  /** For each day that somebody is in, half as much again falls due as over the six weeks; or nobody is in. */
  readonly tight: boolean;
};

export const MOST_DUE = 500;

export type AheadWish = {
  readonly organisation: string;
  readonly person: Person;
  readonly today: IsoDate;
  readonly calendar: Calendar;
  readonly team: readonly Person[];
  /** Count what is nobody's too: the team is everybody. */
  readonly everybody: boolean;
  readonly absences: readonly Absence[];
};

/**
 * The six weeks from this one. What was due before today is not in them: it is late, and shown as such. Weekends, bank
 * holidays and closures count for nobody.
 *
 * Example: two people, one of them away all week, a bank holiday on Monday: four days in.
 */
export async function findWeeksAhead(database: Database, wish: AheadWish): Promise<readonly WeekAhead[]> {
  const counts = await countDue(database, wish);
  const weeks = listMondays(wish.today).map((monday, index) => ({
    ...countPresent(wish, monday),
    due: counts[index] ?? 0,
  }));
  const due = weeks.reduce((sum, week) => sum + week.due, 0);
  const daysIn = weeks.reduce((sum, week) => sum + week.daysIn, 0);
  const usual = daysIn === 0 ? 0 : due / daysIn;
  return weeks.map((week) => ({
    ...week,
    tight: week.due > 0 && (week.daysIn === 0 || (week.due > 2 && week.due / week.daysIn >= usual * 1.5)),
  }));
}

function countPresent({ today, calendar, team, absences }: AheadWish, monday: IsoDate) {
  const days = [0, 1, 2, 3, 4, 5, 6]
    .map((n) => addCalendarDays(monday, n))
    .filter((day) => day >= today && isWorkingDay(calendar, day));
  const isAway = ({ id }: Person, day: IsoDate): boolean =>
    absences.some(({ person, from, to }) => person === id && from <= day && day <= to);
  const daysIn = team.reduce((sum, one) => sum + days.filter((day) => !isAway(one, day)).length, 0);
  const away = team.filter((one) => days.some((day) => isAway(one, day))).map(({ name }) => name);
  return { monday, workingDays: days.length, daysIn, away };
}

async function countDue(
  database: Database,
  { organisation, person, today, team, everybody }: AheadWish,
): Promise<readonly number[]> {
  const owners = team.map(({ id }) => id);
  return database.inOrganisation(organisation, async (tx) => {
    const counts: number[] = [];
    for (const monday of listMondays(today)) {
      const from = monday < today ? today : monday;
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from (
          select 1 from duty join case_list
            on case_list.organisation = duty.organisation and case_list.case_id = duty.case_id
          where duty.organisation = ${organisation} and duty.due >= ${from} and duty.due < ${addCalendarDays(monday, 7)}
            and not duty.named and duty.kind <> 'escalation' and duty.since <= ${today}
            and coalesce(duty.until >= ${today}, true)
            and (${everybody} or duty.owner = any(${owners}::text[])) and ${isListedFor(person)}
          limit ${MOST_DUE + 1}
        ) bounded`.execute(tx);
      counts.push(rows[0]?.count ?? 0);
    }
    return counts;
  });
}
