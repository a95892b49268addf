import type { Calendar, Closure, OneOffDay, Policy } from '../../engine/index.ts';
import type { DayOff } from '../store/calendar/day-off-events.ts';
import type { CasePolicies } from '../store/cases/case-policies.ts';
import { type Calendars, loadCalendars } from './load-calendars.ts';

/** The calendars of the landlords of an installation: of their nation, less their closures and what they added since. */
export type OrganisationCalendars = Pick<CasePolicies, 'calendarFor' | 'calendarWith' | 'daysOff' | 'keepDaysOff'>;

/** Keeps one calendar for each procedure, until its landlord's days off change. */
export function openOrganisationCalendars(calendars: Calendars = loadCalendars()): OrganisationCalendars {
  const made = new Map<Policy, Calendar>();
  const added = new Map<string, readonly DayOff[]>();
  const daysOff = (organisation: string) => added.get(organisation) ?? [];
  const calendarWith = (policy: Policy, days: readonly DayOff[]) => makeCalendarOf(calendars, policy, days);
  return {
    calendarWith,
    daysOff,
    calendarFor: (policy) => {
      const known = made.get(policy) ?? calendarWith(policy, daysOff(policy.pack.pack));
      made.set(policy, known);
      return known;
    },
    keepDaysOff: (organisation, days) => {
      added.set(organisation, days);
      for (const policy of made.keys()) if (policy.pack.pack === organisation) made.delete(policy);
    },
  };
}

/** A bank holiday counts by its name; a closure says that the office is closed. */
function makeCalendarOf(calendars: Calendars, { pack }: Policy, days: readonly DayOff[]): Calendar {
  const { nation, closures } = pack.calendar;
  const counting = days.filter(({ withdrawn }) => withdrawn === undefined);
  const closed = counting.filter(({ kind }) => kind === 'closure').map(({ from, to, name }) => ({ from, to, name }));
  const oneOffs = counting
    .filter(({ kind }) => kind === 'bank-holiday')
    .map(({ from, name, source }): OneOffDay => ({ nations: [nation], date: from, name, source }));
  return calendars.calendarFor(nation, {
    closures: [...((closures ?? []) as unknown as readonly Closure[]), ...closed],
    oneOffs,
  });
}
