// What defining a complaint and finding on its points do to a case.
import type { CaseEvent, EventBody } from './events.ts';
import { withResponsibility } from './evolve-definition.ts';
import { visitOf } from './evolve-stages.ts';
import { takeStep } from './evolve-steps.ts';
import { type CaseState, getUnansweredPoints } from './state.ts';

type Of<T extends EventBody['type']> = Extract<CaseEvent, { type: T }>;

/** The points of the complaint, and whose each is. */
export function evolveDefined(state: CaseState, event: Of<'defined'>): CaseState {
  const known = new Set(state.points.map((point) => point.n));
  const added = event.points.filter((n) => !known.has(n));
  const withPoints = added.reduce(
    (so, point) => addPoint(so, { ...event, type: 'point-added', point, related: true }),
    state,
  );
  return takeStep(
    {
      ...withResponsibility(withPoints, event),
      outcomeSought: state.outcomeSought || event.outcomeSought,
      lastEdit: event.n,
      lastDefined: event.n,
    },
    event,
  );
}

/** One more point. */
export function addPoint(state: CaseState, event: Of<'point-added'>): CaseState {
  const point = { n: event.point, addedIn: event.stage, withdrawn: false, findings: {} };
  return { ...state, points: [...state.points, point], lastEdit: event.n, lastDefined: event.n };
}

/** One of the points, changed. */
export function changePoint(
  state: CaseState,
  n: number,
  change: (point: CaseState['points'][number]) => CaseState['points'][number],
): CaseState {
  return { ...state, points: state.points.map((point) => (point.n === n ? change(point) : point)) };
}

/** A finding on a point; with the last of them the step is taken. */
export function evolveFinding(state: CaseState, event: Of<'finding-recorded'>): CaseState {
  const visit = visitOf(state, event);
  const found = changePoint(state, event.point, (point) => ({
    ...point,
    findings: { ...point.findings, [visit]: event.finding },
    found: { ...point.found, [visit]: { n: event.n, filled: event.filled ?? [], clause: event.clause } },
  }));
  const edited = { ...found, lastEdit: event.n };
  return getUnansweredPoints(edited, visit).length === 0 ? takeStep(edited, event) : noteInvestigator(edited, event);
}

/** Who found on a point has taken part in the step, even while other points are open. */
function noteInvestigator(state: CaseState, event: Of<'finding-recorded'>): CaseState {
  const taken = takeStep(state, event);
  return { ...taken, occurrences: state.occurrences };
}
