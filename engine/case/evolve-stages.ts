// What opens and ends the stays of a case in its stages, and what clocks know that happened.
import type { CaseEvent, Lapsed, Moment } from './events.ts';
import { type CaseState, findCurrentVisit, findVisit, type Occurrence } from './state.ts';

/** When something happened: the day, and the instant where it is known. */
export function momentOf(event: Moment): Moment {
  return { on: event.on, at: event.at };
}

/** The visit an event belongs to: the latest of the stage it names, else the current one. */
export function visitOf(state: CaseState, event: CaseEvent): number {
  const stage = 'stage' in event ? event.stage : undefined;
  const visit = stage === undefined ? findCurrentVisit(state) : findVisit(state, stage);
  return visit?.index ?? -1;
}

/** Notes what clocks know the event as, in the stay it belongs to. `implied`: it was not told, and is taken to have been. */
export function addOccurrence(state: CaseState, event: CaseEvent, name: string, implied = false): CaseState {
  const visit = event.type === 'received' ? -1 : visitOf(state, event);
  const occurrence: Occurrence = { name, visit, n: event.n, on: event.on, at: event.at, ...(implied && { implied }) };
  return { ...state, occurrences: [...state.occurrences, occurrence] };
}

/** A new stay in a stage begins; a case that was closed is open again. */
export function openStage(state: CaseState, stage: string, event: CaseEvent | Lapsed): CaseState {
  if (state.procedure === undefined) return state;
  const index = state.visits.length;
  const opening = event.type === 'lapsed' ? 0 : event.n;
  const opened = momentOf(event);
  const datedFrom = event.type === 'procedure-changed' ? event.datedFrom : undefined;
  return {
    ...state,
    status: 'open',
    outcome: undefined,
    ended: undefined,
    visits: [
      ...state.visits,
      {
        index,
        stage,
        procedure: state.procedure ?? '',
        opened,
        openedBy: event.type,
        opening,
        ...(datedFrom && { datedFrom }),
      },
    ],
    occurrences: [...state.occurrences, { ...opened, name: 'stage-opened', visit: index, n: opening }],
  };
}

/** The stay ends, and the case with it. */
export function close(state: CaseState, outcome: string, event: Moment): CaseState {
  return { ...endVisit(state, event), status: 'closed', outcome, ended: momentOf(event) };
}

/** The stay the case is in ends. */
export function endVisit(state: CaseState, event: Moment): CaseState {
  const current = findCurrentVisit(state)?.index;
  const visits = state.visits.map((visit) => (visit.index === current ? { ...visit, ended: momentOf(event) } : visit));
  return { ...state, visits };
}
