import type { Calendar, Policy } from '../../../engine/index.ts';

/** Where the store finds the procedure and the calendar that a case goes by. The composition root hands it in. */
export type CasePolicies = {
  /** A version that a case was registered under; throws when the installation no longer has it. */
  readonly get: (pack: string, version: string) => Policy;
  /** The version of an organisation's pack in force on a day, or undefined. */
  readonly inForce: (pack: string, on: string) => Policy | undefined;
  readonly calendarFor: (policy: Policy) => Calendar;
};
