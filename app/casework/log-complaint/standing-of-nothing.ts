import { type Calendar, determineStanding, type IsoDate, type Policy, type Standing } from '../../../engine/index.ts';

/** How a case stands before anything was received: what its first form is made from. */
export const standingOfNothing = (policy: Policy, calendar: Calendar, on: IsoDate): Standing =>
  determineStanding(policy, calendar, [], { on });
