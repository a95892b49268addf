import { determineOverallFinding, findCurrentVisit, isAnybodyToWriteTo, type Visit } from '../case/state.ts';
import type { GuardWorld } from '../policy/evaluate-guard.ts';
import type { Condition } from '../policy/vocabulary.ts';
import { type CaseWorld, findOccurrence } from './case-world.ts';
import { determineEscalationWindow } from './determine-escalation-window.ts';
import { determineTimeLimits } from './determine-time-limits.ts';
import { hasLapsed } from './has-lapsed.ts';
import { isResponseOverdue } from './is-response-overdue.ts';

/** What the guards of a pack may ask of this case, in the visit given or the current one. */
export function makeGuardWorld(world: CaseWorld, visit: Visit | undefined = findCurrentVisit(world.state)): GuardWorld {
  const { state } = world;
  return {
    facts: state.facts,
    service: state.service,
    channel: state.channel,
    kind: state.kind,
    finding: visit && determineOverallFinding(state, visit.index),
    condition: (condition) => holds(world, condition, visit),
    lapsed: (clock) => hasLapsed(world, clock),
  };
}

function holds(world: CaseWorld, condition: Condition, visit: Visit | undefined): boolean {
  switch (condition) {
    case 'anonymous':
      return world.state.anonymous;
    case 'represented':
      return world.state.represented;
    case 'authority-recorded':
      return world.state.authority;
    case 'nobody-to-write-to':
      return !isAnybodyToWriteTo(world.state);
    case 'response-overdue':
      return isResponseOverdue(world);
    case 'after-escalation-window':
      return determineEscalationWindow(world)?.over ?? false;
    case 'outside-time-limit':
      return determineTimeLimits(world).some((limit) => limit.outside);
    case 'answered-in-words':
      return happened(world, visit, 'verbal-response-given');
    case 'draft-sent':
      return happened(world, visit, 'draft-issued');
    case 'comments-finished':
      return happened(world, visit, 'comments-finished');
    default:
      return condition satisfies never;
  }
}

/** In this very stay in a stage: what was told in one stage says nothing of the next. */
const happened = (world: CaseWorld, visit: Visit | undefined, name: string): boolean =>
  visit !== undefined && findOccurrence(world.state, visit.index, name) !== undefined;
