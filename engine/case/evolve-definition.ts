import type { CaseEvent } from './events.ts';
import type { CaseState, DefinitionAsked } from './state.ts';

type Of<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

/** Whose each point is, as this definition says it; what it does not say stays as it was. */
export function withResponsibility(state: CaseState, { responsibility = {} }: Of<'defined'>): CaseState {
  const points = state.points.map((point) => {
    const said = responsibility[String(point.n)];
    return said === undefined ? point : { ...point, responsibility: said };
  });
  return { ...state, points };
}

/** The complainant was asked whether the definition, as it was then, is right; reached, it is a contact. */
export function noteAsked(state: CaseState, event: Of<'definition-confirmed'>): CaseState {
  const { on, at, result, channel, n } = event;
  const asked: DefinitionAsked = { on, at, result, channel, person: event.by.id, n, of: state.lastDefined };
  const noted = { ...state, definitionAsked: [...state.definitionAsked, asked] };
  return result === 'not-reached' ? noted : { ...noted, lastContact: { on, at } };
}
