// What a step that was taken, a contact and an answer do to a case.
import type { CaseEvent, EventBody, Moment } from './events.ts';
import { addOccurrence, close, momentOf, openStage, visitOf } from './evolve-stages.ts';
import type { CaseState, StepTaken } from './state.ts';

type Of<T extends EventBody['type']> = Extract<CaseEvent, { type: T }>;

/** Answers of the event stand in the place of earlier ones. */
export function withFacts(state: CaseState, event: { facts: CaseState['facts'] }): CaseState {
  return { ...state, facts: { ...state.facts, ...event.facts } };
}

/** The complainant was in touch with, or heard from, the landlord. */
export function noteContact(state: CaseState, event: Moment): CaseState {
  return { ...state, lastContact: momentOf(event) };
}

/** A contact; one that is a step of the procedure takes it, or counts as tried. */
export function evolveContact(state: CaseState, event: Of<'contacted'>): CaseState {
  const noted = noteContact(state, event);
  if (!('step' in event)) return noted;
  const taken = takeStep(noted, event, { tried: !event.reached });
  return event.reached ? taken : addOccurrence(taken, event, `${event.step}.tried`);
}

type StepEvent = CaseEvent & { readonly stage: string; readonly step: string };

/** A step was taken, by whom and with which roles. */
export function takeStep(state: CaseState, event: StepEvent, change: Partial<StepTaken> = {}): CaseState {
  const taken: StepTaken = {
    ...momentOf(event),
    step: event.step,
    stage: event.stage,
    visit: visitOf(state, event),
    person: event.by.id,
    roles: event.by.roles,
    n: event.n,
    ...change,
  };
  return addOccurrence({ ...state, steps: [...state.steps, taken] }, event, `${event.step}.done`);
}

/** A step that must have been taken, for what came after it was told. */
export function implyStep(state: CaseState, event: CaseEvent & { stage: string }, step: string): CaseState {
  const implied = { ...momentOf(event), step, stage: event.stage, visit: visitOf(state, event), n: event.n };
  const taken: StepTaken = { ...implied, person: '', roles: [], implied: true };
  return addOccurrence({ ...state, steps: [...state.steps, taken] }, event, `${step}.done`, true);
}

/** A step of the landlord’s own, with what it leads to. */
export function evolveStepDone(state: CaseState, event: Of<'step-done'>): CaseState {
  const known = (event.implies ?? []).reduce((so, step) => implyStep(so, event, step), withFacts(state, event));
  const { outcome, leadsTo, seats } = event;
  const taken = takeStep(known, event, { outcome, tried: event.tried, back: leadsTo?.back, seats });
  const roles = event.addsRole ? { ...taken, addedRoles: [...taken.addedRoles, event.addsRole] } : taken;
  const named = event.outcome ? addOccurrence(roles, event, `${event.step}.${event.outcome}`) : roles;
  const tried = event.tried ? addOccurrence(named, event, `${event.step}.tried`) : named;
  return followOutcome(tried, event);
}

function followOutcome(state: CaseState, event: Of<'step-done'>): CaseState {
  const leadsTo = event.leadsTo ?? {};
  if (leadsTo.closes) return close(state, event.statusThen ?? 'closed', event);
  if (leadsTo.stage) return openStage(state, leadsTo.stage, event);
  return state;
}

/** Somebody has the case from now on. */
export function evolveAllocated(state: CaseState, event: Of<'allocated'>): CaseState {
  const given = { person: event.to, step: event.step, visit: visitOf(state, event) };
  const others = state.givenTo.filter(({ step, visit }) => step !== given.step || visit !== given.visit);
  const handler = { person: event.to, stage: event.stage };
  return { ...takeStep(state, event), handler, givenTo: [...others, given] };
}
