import { isWaiting, type Standing } from '../clocks/determine-standing.ts';
import { describeSource } from '../policy/find-in-pack.ts';
import { determineNextContact, findPlanToAgree } from './determine-next-contact.ts';
import { findCausesOfDelay } from './find-causes-of-delay.ts';
import type { Warning } from './list-warnings.ts';
import { listOpenRequests, waitsForAnswer } from './requests.ts';

/**
 * What stands out of the waits on a case: a clock that waits for an answer which is late, an answer that waits to be
 * read, a complainant who should have heard by now, and one with whom nobody agreed how often they hear.
 */
export function warnOfWaits(standing: Standing): readonly Warning[] {
  return [
    ...warnOfLateAnswers(standing),
    ...warnOfAnswers(standing),
    ...warnOfContact(standing),
    ...warnOfPlan(standing),
  ];
}

/** While the clock waits: afterwards its working says it. */
function warnOfLateAnswers(standing: Standing): readonly Warning[] {
  return standing.clocks
    .filter((clock) => clock.owner === 'pack' && isWaiting(clock))
    .flatMap((clock) =>
      findCausesOfDelay(standing, clock).map(({ request, answered, workingDays, workingDaysLate }) => ({
        code: answered === undefined ? 'waited-for-answer' : 'answer-came-late',
        clause: clock.clause,
        values: { clock: clock.name, id: clock.id, request, days: workingDays, late: workingDaysLate },
      })),
    );
}

function warnOfAnswers(standing: Standing): readonly Warning[] {
  return listOpenRequests(standing)
    .filter((request) => !waitsForAnswer(request))
    .map(({ request }) => ({ code: 'answer-to-read', clause: undefined, values: { request } }));
}

function warnOfContact(standing: Standing): readonly Warning[] {
  const next = determineNextContact(standing);
  if (!next || next.due >= standing.asOf.on) return [];
  return [{ code: 'contact-overdue', clause: describeSource(next.source), values: { due: next.due } }];
}

function warnOfPlan(standing: Standing): readonly Warning[] {
  const asked = findPlanToAgree(standing);
  if (!asked) return [];
  const code = asked.because === 'overdue' ? 'plan-to-agree-overdue' : 'plan-to-agree';
  return [{ code, clause: describeSource(asked.source), values: {} }];
}
