import { type CaseEvent, determineStanding, findMovedDates, type MovedDate } from '../../../engine/index.ts';
import type { DayOff } from '../../store/calendar/day-off-events.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { OpenCase } from '../open-case.ts';

/** Days that were added to the calendar while a case was running, with each of its dates that this moved. */
export type CalendarChange = { readonly day: DayOff; readonly moves: readonly MovedDate[] };

/**
 * What was added to the landlord's calendar after this case began and moved a date of it: each of those days is left out
 * in turn, and the dates are compared; what was done before the first of those days is left alone. Derived at each look; a day taken back moves nothing and is not there.
 */
export function findCalendarChanges({ casebook }: AppParts, { record, standing }: OpenCase): readonly CalendarChange[] {
  const days = casebook.policies.daysOff(record.organisation).filter(({ withdrawn }) => withdrawn === undefined);
  const began = findBeginning(record.events);
  return days
    .filter(({ addedOn, to }) => addedOn >= began && to >= began)
    .flatMap((day) => {
      const without = casebook.policies.calendarWith(
        record.policy,
        days.filter(({ n }) => n !== day.n),
      );
      const before = determineStanding(record.policy, without, record.events, standing.asOf);
      const moves = findMovedDates(before, standing).filter(
        ({ stopped }) => stopped === undefined || stopped >= day.from,
      );
      return moves.length > 0 ? [{ day, moves }] : [];
    });
}

const findBeginning = (events: readonly CaseEvent[]): string => events[0]?.on ?? '';
