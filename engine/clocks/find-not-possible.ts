import { isAnybodyToWriteTo, type Occurrence, type Visit } from '../case/state.ts';
import { findLetter } from '../policy/find-in-pack.ts';
import type { Clock, Policy, Stage, Step, Trigger } from '../policy/schema.ts';
import type { CaseWorld } from './case-world.ts';
import { type ClockStanding, determineClock, makeClockRule } from './determine-clock.ts';
import { type FindClockEnd, resolveTrigger } from './resolve-trigger.ts';

/** Happenings that are a letter whatever step sends it. */
const ALWAYS = ['acknowledged', 'update-sent', 'draft-issued'];

/**
 * A clock that only a letter can stop, where there is nobody to write to: it stands as not possible, waits for nothing
 * and is never late. Done before that, or with somebody to write to, it stands as it did.
 */
export function markNotPossible(
  { policy, state }: CaseWorld,
  stage: Stage | undefined,
  clock: Clock,
  standing: ClockStanding,
): ClockStanding {
  const waits = standing.stopped === undefined && ['not-started', 'running', 'late'].includes(standing.state);
  if (!waits || isAnybodyToWriteTo(state)) return standing;
  const letters = listLetterNames(policy, stage);
  if (!namesOf(clock.stops).every((name) => letters.includes(name))) return standing;
  return { ...standing, state: 'not-possible', waits: false, lapsed: false, workingDaysLate: 0 };
}

/**
 * The start of a clock that counts from a letter, where there is nobody to write to: the letter cannot buy time, so it
 * is taken to have gone on the last day on which it was due. Undefined where the clock waits for something else too,
 * or for no letter.
 *
 * Example: received on 2 March 2026, to be acknowledged by 9 March: what counts from the acknowledgement starts on the 9th.
 */
export function findStartWithoutLetter(
  world: CaseWorld,
  visit: Visit,
  stage: Stage | undefined,
  starts: Trigger,
  clockEnd: FindClockEnd,
): Occurrence | undefined {
  if (isAnybodyToWriteTo(world.state)) return undefined;
  const letters = listLetterNames(world.policy, stage);
  const [name] = namesOf(starts).filter((one) => letters.includes(one));
  if (name === undefined) return undefined;
  const others = namesOf(starts).filter((one) => !letters.includes(one));
  const last = starts['latest-of'] && others.length > 0 ? resolveTrigger(world, visit, allOf(others), clockEnd) : null;
  if (last === undefined) return undefined;
  const on = findDueOf(world, visit, stage, name, clockEnd) ?? visit.opened.on;
  const implied = { name, visit: visit.index, n: 0, on, implied: true };
  return last && last.on > on ? last : implied;
}

const allOf = (names: readonly string[]): Trigger =>
  names.length === 1 ? { event: names[0] } : { 'latest-of': [...names] };

function findDueOf(
  world: CaseWorld,
  visit: Visit,
  stage: Stage | undefined,
  name: string,
  clockEnd: FindClockEnd,
): ClockStanding['due'] {
  const stopping = stage?.clocks.find(({ stops }) => namesOf(stops).includes(name));
  const start = stopping && resolveTrigger(world, visit, stopping.starts, clockEnd);
  return start && determineClock(world, makeClockRule(stopping, visit), start, undefined).due;
}

const namesOf = ({ event, 'earliest-of': earliest, 'latest-of': latest }: Trigger): readonly string[] =>
  event === undefined ? (earliest ?? latest ?? []) : [event];

/**
 * What the steps that send the complainant a letter, and decide nothing, are known as to clocks: those of a stage, or
 * of any where the clock belongs to none.
 */
function listLetterNames(policy: Policy, stage: Stage | undefined): readonly string[] {
  const stages = stage ? [stage] : policy.pack.procedures.flatMap((procedure) => procedure.stages);
  const steps = stages.flatMap((one) => one.steps).filter((step) => isLetter(policy, step));
  return [...ALWAYS, ...steps.map(({ id }) => `${id}.done`)];
}

function isLetter(policy: Policy, step: Step): boolean {
  if (step.does === 'acknowledge') return true;
  if (step.does === 'draft') return step['for-comment'];
  const decides = (step.outcomes ?? []).length > 0 || (step.seats ?? []).length > 0;
  return step.does === 'record' && !decides && findLetter(policy, step.letter)?.to === 'complainant';
}
