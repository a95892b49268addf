import { findWaitingRequest } from '../case/state.ts';
import type { ClockStanding } from '../clocks/determine-clock.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { findStage } from '../policy/find-in-pack.ts';
import type { Actor } from './command.ts';
import { type Action, listActions } from './list-actions.ts';
import { namesOfStep, namesOfTrigger } from './play-forward.ts';
import type { Refusal } from './refusal.ts';

/** What decides something that waits. */
const DECIDES: readonly string[] = ['accept-escalation', 'refuse-escalation', 'decide-time-limit'];

const ABOUT_THE_PERSON = /^(wants-|took-)/;

/** Whether nothing but this person's roles, rank, training or part in the case stands against an action. */
export const isForOthers = ({ refusals }: { readonly refusals: readonly Refusal[] }): boolean =>
  refusals.length > 0 && refusals.every(({ code }) => ABOUT_THE_PERSON.test(code));

/**
 * What the procedure asks for next, as this person meets it: the steps of this stage that are needed and not done,
 * those that stop the clock that is due next, such as the ways to end an early resolution, the decisions that somebody
 * waits for, and choosing somebody while nobody has the case (`unassigned`).
 */
export function listNextActions(standing: Standing, actor: Actor, unassigned: boolean): readonly Action[] {
  return listActions(standing, actor).filter(
    (action) =>
      action.command.word !== 'received' &&
      (action.next ||
        stopsNextClock(standing, action) ||
        isOpenDecision(standing, action) ||
        (unassigned && action.command.name === 'allocate')),
  );
}

/** Whether an action decides something that waits. */
export const isDecision = ({ command }: Action): boolean => DECIDES.includes(command.name);

/** A request that has opened the next stage by itself can still be refused, but nobody waits for that. */
function isOpenDecision({ state }: Standing, action: Action): boolean {
  const { command, refusals } = action;
  if (!isDecision(action) || !(refusals.length === 0 || isForOthers(action))) return false;
  return command.name !== 'refuse-escalation' || findWaitingRequest(state) !== undefined;
}

/**
 * Whether an action takes a step that stops this clock of the landlord's, by itself or with others: what is to be done
 * for it to be met, once nothing stands before it any more.
 */
export function stopsClock({ policy, state }: Standing, clock: ClockStanding, { command, step }: Action): boolean {
  const visit = state.visits.find(({ index }) => index === clock.visit) ?? state.visits.at(-1);
  const stage = findStage(policy, visit?.procedure, visit?.stage);
  const rules = [...(stage?.clocks ?? []), ...policy.pack.intake.clocks];
  const stops = rules.find(({ id }) => id === clock.clock)?.stops;
  const steps = step ? [step] : (stage?.steps ?? []).filter(({ does }) => does === command.does);
  return stops !== undefined && steps.flatMap(namesOfStep).some((name) => namesOfTrigger(stops).includes(name));
}

function stopsNextClock({ nextDue, policy, state }: Standing, { step }: Action): boolean {
  const visit = state.visits.at(-1);
  if (!step || !nextDue || !visit || nextDue.owner !== 'pack') return false;
  const clock = findStage(policy, visit.procedure, visit.stage)?.clocks.find(({ id }) => id === nextDue.clock);
  const { event, 'earliest-of': earliest, 'latest-of': latest } = clock?.stops ?? {};
  return [event, ...(earliest ?? []), ...(latest ?? [])].includes(`${step.id}.done`);
}
