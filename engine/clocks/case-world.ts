import type { Calendar } from '../calendar/index.ts';
import type { Moment } from '../case/events.ts';
import type { CaseState, Occurrence, Visit } from '../case/state.ts';
import type { Policy } from '../policy/schema.ts';

/** Everything that clocks are determined from: what happened, the pack, the calendar, the moment we look. */
export type CaseWorld = {
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly state: CaseState;
  readonly asOf: Moment;
};

/** Whether `a` is before `b`: by day, then by instant where both have one. */
export function isBefore(a: Moment, b: Moment): boolean {
  if (a.on !== b.on) return a.on < b.on;
  return a.at !== undefined && b.at !== undefined && a.at < b.at;
}

/** The first occurrence of a name in a stage visit; one that was told before one that was only implied. */
export function findOccurrence(state: CaseState, visit: number, name: string): Occurrence | undefined {
  const found = state.occurrences.filter((occurrence) => occurrence.visit === visit && occurrence.name === name);
  return found.find((occurrence) => !occurrence.implied) ?? found[0];
}

/** The visit before a visit, of any stage; the one in which its opening was asked for. */
export function findVisitBefore(state: CaseState, visit: Visit): Visit | undefined {
  return state.visits[visit.index - 1];
}
