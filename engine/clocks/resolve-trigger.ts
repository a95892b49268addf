import { addPeriod } from '../calendar/index.ts';
import { findVisit, type Occurrence, type Visit } from '../case/state.ts';
import { findProcedure, findStage } from '../policy/find-in-pack.ts';
import type { Clock, Trigger } from '../policy/schema.ts';
import { type CaseWorld, findOccurrence, findVisitBefore, isBefore } from './case-world.ts';

/** How to find the end of another clock, given by whoever determines clocks. */
export type FindClockEnd = (clock: string) => Occurrence | undefined;

/** Events about the case as a whole, or about the way into a stage, looked for outside the visit as well. */
const OPENING_EVENTS = ['escalation-requested', 'escalation-accepted', 'reopened', 'procedure-changed'];

/**
 * The moment that a clock's `starts` or `stops` speaks of, in one stage visit; undefined while it has not come.
 * `received` is the first contact, also in later stages, but in a stage visited again it is the re-opening, and in one
 * that a change of procedure opened that change, unless the pack dates it from the first contact.
 * `escalation-requested` in a stage opened by one is that request, unless what is looked for is the end of something
 * (`within`): then it is the request made in the stage itself. In a stage re-opened it is the re-opening.
 * `<stage>.<step>.done` looks at the latest visit of that stage. `latest-of` comes only when all have come.
 */
export function resolveTrigger(
  world: CaseWorld,
  visit: Visit,
  trigger: Trigger,
  clockEnd: FindClockEnd,
  looking: 'from-the-way-in' | 'within' = 'from-the-way-in',
): Occurrence | undefined {
  const resolve = (name: string): Occurrence | undefined =>
    (looking === 'from-the-way-in' ? findWayIn(world, visit, name) : undefined) ??
    resolveName(world, visit, name, clockEnd);
  if (trigger.event !== undefined) return resolve(trigger.event);
  const names = trigger['earliest-of'] ?? trigger['latest-of'] ?? [];
  const found = names.map(resolve);
  const known = found.filter((occurrence) => occurrence !== undefined).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  if (trigger['earliest-of']) return known[0];
  return known.length === names.length ? known.at(-1) : undefined;
}

/**
 * What starts a clock of a stay. One that ends with the decision on a request for the next stage runs from the request
 * made in the stay itself, and never from the one that opened it.
 *
 * Example: asked for stage 1 on 2 March, for stage 2 on 30 April: the decision's five working days start on 30 April.
 */
export function resolveStart(
  world: CaseWorld,
  visit: Visit,
  { starts, stops }: Pick<Clock, 'starts' | 'stops'>,
  clockEnd: FindClockEnd,
): Occurrence | undefined {
  const named = stops['earliest-of'] ?? stops['latest-of'] ?? [stops.event];
  const isDecision = named.some((name) => name === 'escalation-accepted' || name === 'escalation-refused');
  const isDecidedHere = findStage(world.policy, visit.procedure, visit.stage)?.escalation !== undefined;
  return isDecision && isDecidedHere && starts.event === 'escalation-requested'
    ? findOccurrence(world.state, visit.index, starts.event)
    : resolveTrigger(world, visit, starts, clockEnd);
}

/**
 * What stops a clock that started: the first happening it names that is not before its start. A step taken, or a
 * response sent, before the clock started has met it beforehand; a mere contact then has not.
 */
export function findStop(
  world: CaseWorld,
  visit: Visit,
  stops: Trigger,
  start: Occurrence | undefined,
  clockEnd: FindClockEnd,
): Occurrence | undefined {
  if (!start) return undefined;
  const occurrences = world.state.occurrences.filter((occurrence) => !isBefore(occurrence, start));
  const since = { ...world, state: { ...world.state, occurrences } };
  const stop = resolveTrigger(since, visit, stops, clockEnd, 'within');
  if (stop) return stop;
  const earlier = resolveTrigger(world, visit, stops, clockEnd, 'within');
  const isDoneForGood = earlier !== undefined && (earlier.name.endsWith('.done') || earlier.name === 'response-issued');
  return earlier && (isDoneForGood || !isBefore(earlier, start)) ? earlier : undefined;
}

/** The request that opened this very stage, which a later request made in it does not replace. */
function findWayIn(world: CaseWorld, visit: Visit, name: string): Occurrence | undefined {
  return visit.openedBy.startsWith('escalation-') && OPENING_EVENTS.includes(name)
    ? findOpening(world, visit, name)
    : undefined;
}

function resolveName(world: CaseWorld, visit: Visit, name: string, clockEnd: FindClockEnd): Occurrence | undefined {
  const { state } = world;
  if (name === 'received') return findReceipt(world, visit);
  if (name === 'response-received') return findReceiptOfResponse(world, visit);
  if (name.endsWith('.ended')) return clockEnd(name.slice(0, -'.ended'.length));
  const own = findOccurrence(state, visit.index, name);
  if (own) return own;
  if (OPENING_EVENTS.includes(name)) return findOpening(world, visit, name);
  const [stage, ...rest] = name.split('.');
  const other = rest.length > 1 ? findVisit(state, stage ?? '') : undefined;
  return other ? findOccurrence(state, other.index, rest.join('.')) : findOccurrence(state, -1, name);
}

const isOpenedAfresh = (visit: Visit): boolean =>
  visit.openedBy === 'reopened' || (visit.openedBy === 'procedure-changed' && visit.datedFrom !== 'first-contact');

function findReceipt(world: CaseWorld, visit: Visit): Occurrence | undefined {
  const { received } = world.state;
  const again = isOpenedAfresh(visit);
  const moment = again ? visit.opened : received;
  return moment && { ...moment, name: again ? visit.openedBy : 'received', visit: -1, n: visit.opening };
}

/** The request or acceptance that opened this visit, which was recorded in the visit before. */
function findOpening(world: CaseWorld, visit: Visit, name: string): Occurrence | undefined {
  const afresh = isOpenedAfresh(visit) && (name === visit.openedBy || isEscalatedInto(world, visit));
  if (afresh) return { ...visit.opened, name: visit.openedBy, visit: visit.index, n: visit.opening };
  const before = findVisitBefore(world.state, visit);
  const candidates = world.state.occurrences.filter(
    (occurrence) =>
      (occurrence.name === name ||
        (name === 'escalation-requested' && occurrence.name === 'escalation-request-kept')) &&
      occurrence.visit === (before?.index ?? visit.index),
  );
  return candidates.at(-1);
}

const isEscalatedInto = (world: CaseWorld, visit: Visit): boolean =>
  findProcedure(world.policy, visit.procedure)?.stages.some((stage) => stage.escalation?.to === visit.stage) === true;

/** When the resident is taken to have the response: the day it went plus the time the pack gives that channel. */
function findReceiptOfResponse(world: CaseWorld, visit: Visit): Occurrence | undefined {
  const response = world.state.responses.find((issued) => issued.visit === visit.index);
  if (!response) return undefined;
  const rule = world.policy.pack['deemed-receipt'].find((deemed) => deemed.channel === response.channel);
  const { n, unit } = rule?.after ?? { n: 0, unit: 'calendar-day' as const };
  const on = unit === 'hour' ? response.on : addPeriod(world.calendar, response.on, { n, unit }).date;
  return { name: 'response-received', visit: visit.index, n: response.n, on, at: n === 0 ? response.at : undefined };
}
