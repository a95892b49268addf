import { path } from '../web/paths.ts';

/** The addresses of what an administrator looks after. */
export const administrationPaths = {
  index: path('/administration'),
  /** Bank holidays and office closures: what counts, and what was added here. */
  calendar: path('/administration/calendar'),
  addDayOff: path('/administration/calendar/add'),
  /** Taking back what recording `n` of the calendar added. */
  withdrawDayOff: path('/administration/calendar/:n/take-back'),
};
