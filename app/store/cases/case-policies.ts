import type { Calendar, Policy } from '../../../engine/index.ts';
import type { DayOff } from '../calendar/day-off-events.ts';

/** Where the store finds the procedure and the calendar that a case goes by. The composition root hands it in. */
export type CasePolicies = {
  /** A version that a case was registered under; throws when the installation no longer has it. */
  readonly get: (pack: string, version: string) => Policy;
  /** The version of an organisation's pack in force on a day, or undefined. */
  readonly inForce: (pack: string, on: string) => Policy | undefined;
  /** With the days off that the landlord's administrators have added. */
  readonly calendarFor: (policy: Policy) => Calendar;
  /** The calendar as it would be with these days added, and no others. */
  readonly calendarWith: (policy: Policy, days: readonly DayOff[]) => Calendar;
  /** Everything added to an organisation's calendar, what was taken back too, as it was last kept. */
  readonly daysOff: (organisation: string) => readonly DayOff[];
  readonly keepDaysOff: (organisation: string, days: readonly DayOff[]) => void;
};
