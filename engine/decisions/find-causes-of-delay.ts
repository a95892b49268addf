import { countWorkingDays, type IsoDate } from '../calendar/index.ts';
import type { RequestMade } from '../case/state.ts';
import type { ClockStanding } from '../clocks/determine-clock.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { isAtRisk } from './find-risk-day.ts';
import { isAnswerLate } from './requests.ts';

/** A wait for somebody's answer that took time from a clock. For staff alone: it may name a colleague. */
export type CauseOfDelay = {
  readonly request: number;
  /** The colleague asked, by id; undefined: somebody outside, whose name is kept apart. */
  readonly to: string | undefined;
  readonly asked: IsoDate;
  readonly due: IsoDate;
  /** Undefined while it is still waited for. */
  readonly answered: IsoDate | undefined;
  /** While the clock ran: from the day after asking, up to and including the day of the answer, or the day we look. */
  readonly workingDays: number;
  /** How many of them came after the day they were asked to answer by. */
  readonly workingDaysLate: number;
};

/**
 * What a clock that is late or at risk had to wait for: requests of the same stay in the stage that were answered after
 * their day, or are open past it. An answer in time is no cause, however long it took, nor is one that came after the
 * clock had stopped.
 *
 * Example: asked on Monday 2 March 2026, due 9 March, answered on 13 March, response due 11 March and not sent: nine
 * working days waited, four of them too many.
 */
export function findCausesOfDelay(standing: Standing, clock: ClockStanding): readonly CauseOfDelay[] {
  const { starts } = clock;
  if (starts === undefined || !(clock.state === 'late' || isAtRisk(standing, clock))) return [];
  const until = clock.stopped ?? standing.asOf.on;
  return standing.state.requests
    .filter((request) => request.visit === clock.visit && isAnswerLate(standing, request))
    .map((request) => describeWait(standing, request, starts, until))
    .filter(({ workingDaysLate }) => workingDaysLate > 0);
}

function describeWait(standing: Standing, request: RequestMade, starts: IsoDate, until: IsoDate): CauseOfDelay {
  const { on: asked, firstDue: due, to, answered, ended } = request;
  const end = earlier(answered?.on ?? ended?.on ?? until, until);
  const count = (from: IsoDate): number =>
    from < end ? countWorkingDays(standing.calendar, from, end).workingDays : 0;
  const from = asked > starts ? asked : starts;
  return {
    request: request.request,
    to,
    asked,
    due,
    answered: answered?.on,
    workingDays: count(from),
    workingDaysLate: count(due > from ? due : from),
  };
}

const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);
