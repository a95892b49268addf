import { sql } from 'kysely';
import { addCalendarDays, type IsoDate, localDateOf, weekdayOf } from '../../engine/index.ts';
import { openAbsences } from '../identity/absences.ts';
import type { Person } from '../identity/person.ts';
import type { Database } from '../store/open-database.ts';

type Due = { readonly owner: string; readonly due: IsoDate };

/**
 * Somebody with cases is away now, with a colleague of the same role who acts for them; and in the week ahead in which
 * most falls due, most of those who have it are away, so that the jam can be seen before it comes.
 */
export async function addAbsences(
  database: Database,
  organisation: string,
  people: readonly Person[],
  now: string,
): Promise<void> {
  const today = localDateOf(now) as IsoDate;
  const absences = openAbsences({ database, now: () => now });
  const dues = await findDues(database, organisation, today);
  const away = people.find(({ id }) => id === findMost(dues.map(({ owner }) => owner)));
  if (away) {
    const until = addCalendarDays(today, 9);
    await absences.record(
      organisation,
      { person: away.id, from: today, to: until, deputies: findDeputies(people, away) },
      away.id,
    );
  }
  const later = dues.filter(({ due }) => due >= addCalendarDays(mondayOf(today), 14));
  const busiest = findMost(later.map(({ due }) => mondayOf(due))) as IsoDate | undefined;
  if (busiest === undefined) return;
  const owners = [...new Set(later.filter(({ due }) => mondayOf(due) === busiest).map(({ owner }) => owner))];
  for (const owner of owners.filter((id) => id !== away?.id).slice(0, Math.max(1, owners.length - 1))) {
    const person = people.find(({ id }) => id === owner);
    const week = { from: busiest, to: addCalendarDays(busiest, 6) };
    if (person)
      await absences.record(organisation, { person: owner, ...week, deputies: findDeputies(people, person) }, owner);
  }
}

const DAYS: readonly string[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const mondayOf = (day: IsoDate): IsoDate => addCalendarDays(day, -DAYS.indexOf(weekdayOf(day)));

async function findDues(database: Database, organisation: string, today: IsoDate): Promise<readonly Due[]> {
  const { rows } = await database.inOrganisation(organisation, (tx) =>
    sql<Due>`
      select owner, due from duty where organisation = ${organisation} and owner is not null and not named
        and due >= ${today} and due < ${addCalendarDays(today, 42)} order by due, case_id, duty_id`.execute(tx),
  );
  return rows;
}

/** What is there most often; of those that are there as often, the first. */
function findMost(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

const findDeputies = (people: readonly Person[], { id, roles }: Person): readonly string[] =>
  people
    .filter((one) => one.id !== id && one.roles.some(({ role }) => roles.some((held) => held.role === role)))
    .slice(0, 1)
    .map((one) => one.id);
