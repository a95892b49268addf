import {
  type Calendar,
  determineStanding,
  findMovedDates,
  type MovedDate,
  type Policy,
} from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import type { DayOff } from '../../store/calendar/day-off-events.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { AppParts } from '../../web/app-parts.ts';

/** What a change of the calendar would do to the open cases. */
export type MovesPreview = {
  /** Cases that the person who looks may see, with every date of theirs that moves. */
  readonly cases: readonly {
    readonly caseId: string;
    readonly reference: string;
    readonly moves: readonly MovedDate[];
  }[];
  /** How many more move that this person may not see. */
  readonly others: number;
  /** There were more open cases than were looked through: those due later are not in these numbers. */
  readonly more: boolean;
};

const CASES_LOOKED_THROUGH = 200;

type Wish = {
  readonly organisation: string;
  readonly person: Person;
  readonly from: string;
  readonly days: readonly DayOff[];
};

/**
 * The dates of open cases that would move if `days` were all that the landlord's calendar has added, the earliest due
 * first. Only dates that still wait and are due on or after `from`, the first day that changes: no other can move. Each
 * case is worked out twice, with the calendar as it is and as it would be; nothing is kept.
 */
export async function previewMoves(parts: AppParts, wish: Wish): Promise<MovesPreview> {
  const rows = await findCasesRunning(parts, wish);
  const then = makeCalendarThen(parts, wish.days);
  const cases: MovesPreview['cases'][number][] = [];
  let others = 0;
  for (const { caseId, reference, listed } of rows.slice(0, CASES_LOOKED_THROUGH)) {
    const moves = await findMoves(parts, wish.organisation, caseId, then);
    if (moves.length === 0) continue;
    if (listed) cases.push({ caseId, reference, moves });
    else others += 1;
  }
  return { cases, others, more: rows.length > CASES_LOOKED_THROUGH };
}

async function findCasesRunning({ casebook }: AppParts, { organisation, person, from }: Wish) {
  return casebook.database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('running_clock')
      .innerJoin('case_list', (join) =>
        join
          .onRef('case_list.organisation', '=', 'running_clock.organisation')
          .onRef('case_list.case_id', '=', 'running_clock.case_id'),
      )
      .select(['case_list.case_id as caseId', 'case_list.reference', isListedFor(person).as('listed')])
      .where('running_clock.organisation', '=', organisation)
      .where('running_clock.due', '>=', from)
      .groupBy(['case_list.organisation', 'case_list.case_id'])
      .orderBy((eb) => eb.fn.min('running_clock.due'))
      .orderBy('case_list.case_id')
      .limit(CASES_LOOKED_THROUGH + 1)
      .execute(),
  );
}

async function findMoves({ casebook, today, now }: AppParts, organisation: string, caseId: string, then: CalendarThen) {
  const record = await casebook.load(organisation, caseId);
  if (!record) return [];
  const asOf = { on: today(), at: now() };
  const before = determineStanding(record.policy, record.calendar, record.events, asOf);
  const after = determineStanding(record.policy, then(record.policy), record.events, asOf);
  return findMovedDates(before, after).filter(({ stopped }) => stopped === undefined);
}

type CalendarThen = (policy: Policy) => Calendar;

/** Making a calendar costs milliseconds: one for each version that open cases follow. */
function makeCalendarThen({ casebook }: AppParts, days: readonly DayOff[]): CalendarThen {
  const made = new Map<Policy, Calendar>();
  return (policy) => {
    const calendar = made.get(policy) ?? casebook.policies.calendarWith(policy, days);
    made.set(policy, calendar);
    return calendar;
  };
}
