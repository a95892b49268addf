// What drafts, more time and a response do to a case.
import type { CaseEvent, EventBody } from './events.ts';
import { addOccurrence, momentOf, visitOf } from './evolve-stages.ts';
import { implyStep, noteContact, takeStep, withFacts } from './evolve-steps.ts';
import { type CaseState, findCurrentVisit } from './state.ts';

type Of<T extends EventBody['type']> = Extract<CaseEvent, { type: T }>;

/** A draft that goes to the complainant is sent, beside being drafted. */
export function evolveDrafted(state: CaseState, event: Of<'drafted'>): CaseState {
  const drafted = takeStep({ ...state, lastEdit: event.n }, event);
  if (!event.forComment) return drafted;
  const { stage, step, channel, n } = event;
  const sent = { ...momentOf(event), stage, step, channel, n, visit: visitOf(state, event) };
  const noted = noteContact({ ...drafted, drafts: [...drafted.drafts, sent] }, event);
  return addOccurrence(noted, event, 'draft-issued');
}

/** What the complainant said on a draft. */
export function evolveCommented(state: CaseState, event: Of<'draft-commented'>): CaseState {
  const { comment, finished, n } = event;
  if (comment === undefined) return state;
  const said = { ...momentOf(event), comment, n, visit: visitOf(state, event) };
  const noted = { ...state, comments: [...state.comments, said] };
  return finished ? addOccurrence(noted, event, 'comments-finished') : noted;
}

/** More time, by a rule of the pack. */
export function evolveExtended(state: CaseState, event: Of<'extended'>): CaseState {
  const { clock, rule, extra, to, reason, agreed, goodReason, n } = event;
  const made = {
    ...momentOf(event),
    clock,
    rule,
    extra,
    to,
    reason,
    agreed,
    goodReason,
    n,
    visit: visitOf(state, event),
  };
  return { ...withFacts(state, event), extensions: [...state.extensions, made] };
}

/** A day agreed for a time without a limit. */
export function evolveTimeAgreed(state: CaseState, event: Of<'time-agreed'>): CaseState {
  const agreed = { clock: event.clock, visit: visitOf(state, event), to: event.to, n: event.n };
  return { ...state, agreedTimes: [...state.agreedTimes, agreed] };
}

/** A response has gone: the case is answered, where it is that of the stage the case is in. */
export function evolveResponse(state: CaseState, event: Of<'response-issued'>): CaseState {
  const known = (event.implies ?? []).reduce((so, step) => implyStep(so, event, step), state);
  const visit = visitOf(state, event);
  const { stage, channel, final, n, lastDayToEscalate } = event;
  const response = { ...momentOf(event), stage, visit, channel, final, n, lastDayToEscalate };
  const isCurrent = visit === findCurrentVisit(state)?.index;
  const taken = takeStep({ ...known, responses: [...known.responses, response], lastContact: momentOf(event) }, event);
  const standing = letRequestStand(taken, event);
  return isCurrent && state.status === 'open' ? { ...standing, status: 'answered' } : standing;
}

/** A request that came before the response counts as asked from the day of the response. */
function letRequestStand(state: CaseState, event: Of<'response-issued'>): CaseState {
  const kept = state.escalations.findLast((asked) => asked.visit === visitOf(state, event) && asked.state === 'kept');
  if (!kept) return state;
  const escalations = state.escalations.map((asked) =>
    asked === kept ? { ...asked, state: 'waiting' as const } : asked,
  );
  return addOccurrence({ ...state, escalations }, event, 'escalation-requested');
}
