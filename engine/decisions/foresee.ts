import type { ActorOnEvent, CaseEvent, EventBody } from '../case/events.ts';
import { findCurrentVisit, findHandler } from '../case/state.ts';
import { determineStanding, type Standing } from '../clocks/determine-standing.ts';
import {
  determineLetter,
  type LetterMatter,
  type LetterStanding,
  type PartTexts,
} from '../letters/determine-letter.ts';
import type { Actor, CaseContext, NewEvent } from './command.ts';
import type { Refusal } from './refusal.ts';

/** Who acts, as it is recorded: with whom they do it for, where the case or the promise is somebody's they stand in for. */
function describeActor({ state }: Standing, actor: Actor, body: EventBody): ActorOnEvent {
  const { id, kind, roles, standsInFor = [] } = actor;
  const made = 'promise' in body ? state.promises.find(({ promise }) => promise === body.promise) : undefined;
  const whose = [made?.owner, findHandler(state)].find(
    (person) => person !== undefined && standsInFor.includes(person),
  );
  return { id, kind, roles, ...(whose !== undefined && { for: whose }) };
}

/** The events as they will be recorded after those already there. */
export function numberEvents(
  standing: Standing,
  bodies: readonly EventBody[],
  context: Pick<CaseContext, 'moment'>,
  actor: Actor,
): readonly CaseEvent[] {
  const last = Math.max(0, ...standing.history.map((event) => event.n));
  const { on, at } = context.moment;
  return bodies.map(
    (body, index): CaseEvent => ({
      ...body,
      n: last + index + 1,
      on,
      at,
      recordedOn: standing.asOf.on,
      by: describeActor(standing, actor, body),
    }),
  );
}

/** How the case would stand once these events were recorded: letters say what will then be true. */
export function foreseeStanding(context: CaseContext, actor: Actor, bodies: readonly EventBody[]): Standing {
  const { policy, calendar, history, asOf } = context.standing;
  return determineStanding(
    policy,
    calendar,
    [...history, ...numberEvents(context.standing, bodies, context, actor)],
    asOf,
  );
}

/** The letter that would go with these events, as it would then read. */
export function foreseeLetter(
  context: CaseContext,
  actor: Actor,
  letter: string | undefined,
  events: readonly NewEvent[],
  texts: PartTexts,
  matter: LetterMatter = {},
): LetterStanding | undefined {
  const after = foreseeStanding(
    context,
    actor,
    events.map((event) => event.body),
  );
  // what tells that a request is accepted speaks of the stage that it opens
  const opens = events.some(({ body }) => body.type === 'escalation-accepted');
  return determineLetter(after, letter, texts, matter, opens ? findCurrentVisit(after.state) : context.visit);
}

/** One refusal per part of a letter that is missing, blank, or still holds a placeholder, with the part's own clause. */
export function refuseMissingParts(letter: LetterStanding | undefined): readonly Refusal[] {
  return (letter?.parts ?? [])
    .filter((part) => part.missing !== undefined)
    .map((part) => ({
      code: `part-${part.missing}`,
      clause: part.clause,
      values: { part: part.name, id: part.part, letter: letter?.letter.title ?? '', lacks: part.lacks.join(', ') },
    }));
}

/** The names of the parts of a letter that are filled, as the event keeps them. */
export const filledParts = (letter: LetterStanding | undefined): readonly string[] =>
  (letter?.parts ?? []).filter((part) => part.missing === undefined).map((part) => part.part);

/** The wording of a letter's parts as texts to be stored apart: `parts.<part>` or `parts.<part>.<point>`. */
export function partTexts(texts: PartTexts): Record<string, string> {
  const flat = Object.entries(texts).flatMap(([part, text]) =>
    typeof text === 'string'
      ? [[`parts.${part}`, text] as const]
      : Object.entries(text).map(([point, words]) => [`parts.${part}.${point}`, words] as const),
  );
  return Object.fromEntries(flat);
}

/** The letter-part texts given under a field, whatever else was given. */
export function readPartTexts(given: unknown): PartTexts {
  return typeof given === 'object' && given !== null ? (given as PartTexts) : {};
}
