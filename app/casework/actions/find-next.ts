import { type Action, findStage, findWaitingRequest, type Refusal, type Standing } from '../../../engine/index.ts';
import { findPresentHandler } from '../case-words.ts';
import type { OpenCase } from '../open-case.ts';
import { listCaseActions } from './find-action.ts';

/** What the procedure asks for next on a case, by what keeps this person from doing it. */
export type NextActions = {
  /** They can do it now. */
  readonly now: readonly Action[];
  /** Somebody else can: only this person's roles, rank or part in the case stand against it. */
  readonly forOthers: readonly Action[];
  /** Nobody can yet. */
  readonly later: readonly Action[];
};

/** What decides something that waits. */
const DECIDES = ['accept-escalation', 'refuse-escalation', 'decide-time-limit'];

/** A request that has opened the next stage by itself can still be refused, but nobody waits for that. */
const isAwaited = ({ state }: Standing, { command }: Action): boolean =>
  command.name !== 'refuse-escalation' || findWaitingRequest(state) !== undefined;

const ABOUT_THE_PERSON = /^(wants-|took-)/;

/**
 * What the procedure asks for next: the steps of this stage that are needed and not done, those that stop the clock
 * that is due next, such as the ways to end an early resolution, the decisions that somebody waits for, and choosing
 * somebody while nobody has the case.
 */
export function findNextActions(open: OpenCase): NextActions {
  const isForOthers = ({ refusals }: Action): boolean =>
    refusals.length > 0 && refusals.every(({ code }: Refusal) => ABOUT_THE_PERSON.test(code));
  const decides = (action: Action): boolean =>
    DECIDES.includes(action.command.name) &&
    isAwaited(open.standing, action) &&
    (action.refusals.length === 0 || isForOthers(action));
  const unassigned = findPresentHandler(open.standing, open.people) === undefined;
  const gives = (action: Action): boolean => unassigned && action.command.name === 'allocate';
  const next = listCaseActions(open).filter(
    (action) => action.next || stopsNextClock(open.standing, action) || decides(action) || gives(action),
  );
  return {
    now: next.filter(({ refusals }) => refusals.length === 0),
    forOthers: next.filter(isForOthers),
    later: next.filter((action) => action.refusals.length > 0 && !isForOthers(action) && !gives(action)),
  };
}

function stopsNextClock({ nextDue, policy, state }: Standing, { step }: Action): boolean {
  const visit = state.visits.at(-1);
  if (!step || !nextDue || !visit || nextDue.owner !== 'pack') return false;
  const clock = findStage(policy, visit.procedure, visit.stage)?.clocks.find(({ id }) => id === nextDue.clock);
  const { event, 'earliest-of': earliest, 'latest-of': latest } = clock?.stops ?? {};
  return [event, ...(earliest ?? []), ...(latest ?? [])].includes(`${step.id}.done`);
}
