import type { CaseEvent } from '../case/events.ts';
import { getUnansweredPoints, isUntriaged, type Visit } from '../case/state.ts';
import type { ClockStanding } from '../clocks/determine-clock.ts';
import { determineEscalationWindow } from '../clocks/determine-escalation-window.ts';
import { isWaiting, type Standing } from '../clocks/determine-standing.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { evaluateGuard } from '../policy/evaluate-guard.ts';
import { describeSource, findResponseClock, findStage, findStepThat } from '../policy/find-in-pack.ts';
import type { Step } from '../policy/schema.ts';
import { getStepsThatCount } from './check-step.ts';
import type { CaseContext } from './command.ts';
import { determineForecast, type Forecast } from './determine-forecast.ts';
import { warnOfBehaviour } from './warn-of-behaviour.ts';
import { warnOfComments } from './warn-of-comments.ts';
import { warnOfPeople } from './warn-of-people.ts';
import { type RolesRecorded, warnOfTraining } from './warn-of-training.ts';
import { warnOfWaits } from './warn-of-waits.ts';

/** Something a person should look at, that forbids nothing. Its words stand in `texts/` under the code. */
export type Warning = {
  readonly code: WarningCode;
  readonly clause: string | undefined;
  readonly values: Readonly<Record<string, string | number>>;
};

export const WARNING_CODES = [
  'not-sorted',
  'concern',
  'encouraged-step-left-out',
  'correction-not-taken-in',
  'extension-told-too-late',
  'extension-beyond-cap',
  'told-another-due-date',
  'told-another-last-day',
  'internal-target-reached',
  'question-not-answered',
  'representative-without-authority',
  'resident-without-letter',
  'residents-not-known',
  'forecast-breach',
  'waited-for-answer',
  'answer-came-late',
  'contact-overdue',
  'plan-to-agree',
  'plan-to-agree-overdue',
  'answer-to-read',
  'restriction-review-overdue',
  'contact-though-restricted',
  'comments-unanswered',
  'training-not-recorded',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/**
 * What stands out on a case on the day we look, beside what is late: a step the pack encourages and nobody took, an
 * extension that counts for less than it says, a letter that told another date than the rule gives now, a target of
 * the landlord's own that has come, a question of triage that is still open, and somebody who has the case without the
 * training of their role. Nothing here stops anybody. `recorded`: the roles of people as they are recorded now.
 *
 * Example: raised on 2 April 2026 with five working days to resolve it and a target one day earlier: from 10 April.
 */
export function listWarnings(standing: Standing, recorded?: RolesRecorded): readonly Warning[] {
  if (standing.state.status === 'none') return [];
  return [
    ...warnOfSorting(standing),
    ...(standing.state.status === 'closed' ? [] : standing.state.visits.slice(-1)).flatMap((visit) =>
      warnOfStepsLeftOut(standing, visit),
    ),
    ...standing.clocks.flatMap((clock) => [...warnOfExtensions(clock), ...warnOfTarget(standing, clock)]),
    ...standing.history.flatMap((event) => warnOfDateTold(standing, event)),
    ...warnOfCorrection(standing),
    ...warnOfOpenQuestions(standing),
    ...warnOfPeople(standing),
    ...warnOfTraining(standing, recorded),
    ...warnOfBehaviour(standing),
    ...determineForecast(standing).map(warnOfForecast),
    ...warnOfWaits(standing),
    ...warnOfComments(standing),
  ];
}

/** Nobody has said what it is; and what was found in it that the procedure has no question and no route for. */
function warnOfSorting({ state, policy }: Standing): readonly Warning[] {
  if (state.status === 'closed') return [];
  const { sorting, definition } = policy.pack.intake;
  const clause = describeSource(sorting, definition);
  const waits: readonly Warning[] = isUntriaged(state) ? [{ code: 'not-sorted', clause, values: {} }] : [];
  return [...waits, ...state.concerns.map((concern) => ({ code: 'concern' as const, clause, values: { concern } }))];
}

/** In the stage the case is in, from when the answer could go: everything found on; and after it went. */
function warnOfStepsLeftOut(standing: Standing, visit: Visit): readonly Warning[] {
  const stage = findStage(standing.policy, visit.procedure, visit.stage);
  const { state } = standing;
  const answered = state.responses.some((response) => response.visit === visit.index);
  const found = state.points.length > 0 && getUnansweredPoints(state, visit.index).length === 0;
  if (!stage || !(answered || found)) return [];
  const context: CaseContext = { standing, moment: standing.asOf, visit, stage };
  const world = makeGuardWorld(standing, visit);
  const isLeftOut = (step: Step): boolean =>
    step.encouraged && evaluateGuard(step.when, world) && getStepsThatCount(context, step).length === 0;
  return stage.steps.filter(isLeftOut).map((step) => ({
    code: 'encouraged-step-left-out',
    clause: describeSource(step, stage),
    values: { step: step.name, id: step.id, stage: stage.name },
  }));
}

/** They said that the definition is not right, and it is still as it was. */
function warnOfCorrection({ state, policy }: Standing): readonly Warning[] {
  const asked = state.definitionAsked.findLast(({ result }) => result !== 'not-reached');
  if (state.status === 'closed' || asked?.result !== 'corrected' || state.lastDefined > asked.n) return [];
  const visit = state.visits.at(-1);
  const step = findStepThat(visit && findStage(policy, visit.procedure, visit.stage), 'define');
  return [{ code: 'correction-not-taken-in', clause: describeSource(step), values: { on: asked.on } }];
}

function warnOfExtensions(clock: ClockStanding): readonly Warning[] {
  if (clock.owner !== 'pack') return [];
  const values = { clock: clock.name, id: clock.id, due: clock.due ?? '' };
  return clock.extensions.flatMap(({ why }): readonly Warning[] => {
    if (why === 'after-due') return [{ code: 'extension-told-too-late', clause: clock.clause, values }];
    return why === 'beyond-cap' ? [{ code: 'extension-beyond-cap', clause: clock.clause, values }] : [];
  });
}

function warnOfTarget({ asOf }: Standing, clock: ClockStanding): readonly Warning[] {
  const { internalTarget: target, due } = clock;
  if (!isWaiting(clock) || clock.state === 'late' || target === undefined || target > asOf.on) return [];
  return [
    {
      code: 'internal-target-reached',
      clause: clock.clause,
      values: { clock: clock.name, id: clock.id, target, due: due ?? '' },
    },
  ];
}

/** A letter keeps the date it told; where the rule gives another now, both are shown. */
function warnOfDateTold(standing: Standing, event: CaseEvent): readonly Warning[] {
  if (event.type !== 'acknowledged' && event.type !== 'response-issued') return [];
  const visit = standing.state.steps.find((step) => step.n === event.n)?.visit;
  return event.type === 'acknowledged'
    ? compareDates('told-another-due-date', event.told, findResponseDue(standing, visit))
    : compareDates('told-another-last-day', event.lastDayToEscalate, findLastDay(standing, visit));
}

type Ruled = Pick<Warning, 'clause'> & { readonly on: string | undefined };

function compareDates(code: WarningCode, told: string | undefined, rule: Ruled): readonly Warning[] {
  if (told === undefined || rule.on === undefined || told === rule.on) return [];
  return [{ code, clause: rule.clause, values: { told, rule: rule.on } }];
}

/** Before any extension, for that is what an acknowledgement can tell. */
function findResponseDue({ policy, clocks, state }: Standing, index: number | undefined): Ruled {
  const visit = state.visits.find((candidate) => candidate.index === index);
  const rule = visit && findResponseClock(findStage(policy, visit.procedure, visit.stage));
  const clock = clocks.find((one) => one.clock === rule?.id && one.visit === index);
  return { clause: clock?.clause, on: clock?.firstDue };
}

function findLastDay(standing: Standing, index: number | undefined): Ruled {
  const visit = standing.state.visits.find((candidate) => candidate.index === index);
  const window = visit && determineEscalationWindow(standing, visit);
  return { clause: window?.clause, on: window?.lastDay };
}

/** From the day the wait is chosen, long before anything is late. */
function warnOfForecast({ clock, due, soonest, latest, certain, startBy, soonestWay, step }: Forecast): Warning {
  const waits = soonestWay.filter(({ kind }) => kind === 'wait').map(({ name }) => name);
  const first = soonestWay.find(({ kind }) => kind === 'step')?.name ?? step.name;
  const told = {
    clock: clock.name,
    id: clock.id,
    due,
    soonest,
    latest,
    step: step.name,
    waits: waits.join(', '),
    first,
  };
  const certainly = certain ? { certain: 'yes' } : { certain: 'no', startBy: startBy ?? '' };
  return { code: 'forecast-breach', clause: clock.clause, values: { ...told, ...certainly } };
}

/** Required questions of logging and triage that apply to this case and have no answer, while it is open. */
function warnOfOpenQuestions(standing: Standing): readonly Warning[] {
  const { policy, state } = standing;
  if (state.status === 'closed' || state.kind !== 'complaint') return [];
  const world = makeGuardWorld(standing);
  return Object.entries(policy.pack.facts)
    .filter(([id, fact]) => ['logging', 'triage'].includes(fact.at) && fact.required && state.facts[id] === undefined)
    .filter(([, fact]) => evaluateGuard(fact.when, world))
    .map(([id, fact]) => ({
      code: 'question-not-answered',
      clause: describeSource(fact),
      values: { question: fact.ask, fact: id },
    }));
}
