import { addPeriod, type Counted, type IsoDate, type Period, subtractWorkingDays } from '../calendar/index.ts';
import type { RequestMade } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import type { Step } from '../policy/schema.ts';
import { isStepNeeded } from './check-step.ts';
import type { CaseContext } from './command.ts';

/** Somebody is asked what they think of the complaint as it stands, though no step of the pack asks for it. */
export const GENERAL_VIEW = 'view';

/** The steps of a stage that ask somebody for a view, where they are asked for on this case. */
export const listConsultations = (context: CaseContext): readonly Step[] =>
  (context.stage?.steps ?? []).filter((step) => step.consults !== undefined && isStepNeeded(context, step));

/** What is asked for where the person asking does not say by when. */
const USUAL: Period = { n: 5, unit: 'working-day' };
/** After the reminder that follows the due day: so often again, so far apart. */
const AGAIN = { times: 5, apart: 3 };

/** A suggested day with its working. */
export type RequestDue = Counted & { readonly within: Period };

/**
 * By when somebody asked on a day should answer, unless whoever asks says otherwise: five working days, the day of
 * asking not counted.
 *
 * Example: asked on Thursday 2 April 2026 (Good Friday and Easter Monday follow): by Monday 13 April.
 */
export const suggestRequestDue = ({ calendar }: Standing, from: IsoDate): RequestDue => ({
  ...addPeriod(calendar, from, USUAL),
  within: USUAL,
});

/** Requests on which an answer is still taken: not settled, not withdrawn, and the case not closed. */
export function listOpenRequests({ state }: Standing): readonly RequestMade[] {
  if (state.status === 'closed') return [];
  return state.requests.filter(({ state: one }) => one !== 'settled' && one !== 'withdrawn');
}

/** Whether the next move is theirs who were asked, and not of whoever has the case. */
export const waitsForAnswer = ({ state }: RequestMade): boolean => state === 'open';

/** Whether it was, or is on the day we look, answered after the day first asked for. */
export function isAnswerLate({ asOf }: Standing, { answered, ended, firstDue }: RequestMade): boolean {
  return (answered?.on ?? ended?.on ?? asOf.on) > firstDue;
}

/**
 * The reminder that is due on a request on the day we look: the day it was due, undefined when none is. One goes on the
 * working day before the answer is due, one on the working day after, and then every third working day, five times.
 * Only the latest that has come is sent, once: a system that stood still does not send four on one day. Whoever has
 * answered, put it off, or was told that it is no longer needed gets none, nor does anybody on a closed case.
 *
 * Example: asked on 2 March 2026, due 9 March: reminders on 6, 10, 13, 18, 23, 26 and 31 March.
 */
export function findReminderDue(standing: Standing, request: RequestMade): IsoDate | undefined {
  if (!waitsForAnswer(request) || standing.state.status === 'closed') return undefined;
  const day = listReminderDays(standing, request).findLast((one) => one <= standing.asOf.on);
  const sent = request.chased.some(({ on, bySystem }) => bySystem && day !== undefined && on >= day);
  return sent ? undefined : day;
}

/** Every day on which a reminder goes if nothing is answered, in order; none on or before the day of asking. */
export function listReminderDays({ calendar }: Standing, { on, due }: RequestMade): readonly IsoDate[] {
  const after = (n: number): IsoDate => addPeriod(calendar, due, { n, unit: 'working-day' }).date;
  const later = Array.from({ length: AGAIN.times + 1 }, (_, index) => after(1 + index * AGAIN.apart));
  return [subtractWorkingDays(calendar, due, 1).date, ...later].filter((day) => day > on);
}
