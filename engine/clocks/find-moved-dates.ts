import type { IsoDate } from '../calendar/index.ts';
import type { Standing } from './determine-standing.ts';

/** A due date of the landlord's own procedure that one calendar puts on another day than another calendar does. */
export type MovedDate = {
  readonly clock: string;
  readonly name: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** When it was stopped; undefined while it waits. */
  readonly stopped: IsoDate | undefined;
};

/**
 * The due dates that differ between two standings of one case, of the same events on the same day under two calendars, in
 * the order of the clocks. A clock that one of them does not have moved nowhere.
 *
 * Example: ten working days from Wednesday 4 March 2026 end on the 18th; with the office closed on the 10th, on the 19th.
 */
export function findMovedDates(before: Standing, after: Standing): readonly MovedDate[] {
  const earlier = new Map(before.clocks.map((clock) => [clock.id, clock.due]));
  return after.clocks.flatMap(({ id, name, owner, due, stopped }) => {
    const from = earlier.get(id);
    const moved = owner === 'pack' && from !== undefined && due !== undefined && from !== due;
    return moved ? [{ clock: id, name, from, to: due, stopped }] : [];
  });
}
