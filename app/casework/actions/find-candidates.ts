import {
  decideCommand,
  makeContext,
  type Refusal,
  SEAT_ROLES,
  seatField,
  type Warning,
  warnOfChoice,
} from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import type { OpenCase } from '../open-case.ts';
import type { WishedAction } from './find-action.ts';

/**
 * A person who could be chosen, why they cannot, what to think of before choosing them, and whether the choice needs a
 * reason: they are none of the usual.
 */
export type Candidate = {
  readonly person: Person;
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
  readonly needsReason: boolean;
};

/** What tells the engine of the roles of the person chosen. */
export const ROLES_OF_CHOSEN = 'to-roles';

const NEEDS_REASON = 'wants-reason';

type Action = Pick<WishedAction, 'command' | 'step'>;
type Put = {
  readonly seat?: string;
  readonly input: (person: Person) => Readonly<Record<string, unknown>>;
};

/**
 * For each field of a form that puts somebody into a place (who is given the case, who has a seat): everybody who
 * works here, as the engine judges them for it, those whom it usually is in front. What would speak against the choice
 * whoever were chosen is left out: the form says that by itself.
 */
export function findCandidates(open: OpenCase, action: Action): ReadonlyMap<string, readonly Candidate[]> {
  const places = new Map<string, Put>();
  if (action.command.does === 'allocate')
    places.set('to', { input: ({ id, roles }) => ({ to: id, [ROLES_OF_CHOSEN]: roles }) });
  for (const { id: seat } of action.step?.seats ?? [])
    places.set(seatField(seat), {
      seat,
      input: ({ id, roles }) => ({ [seatField(seat)]: id, [SEAT_ROLES]: { [seat]: roles } }),
    });
  return new Map([...places].map(([field, put]) => [field, judgeAll(open, action, put)]));
}

function judgeAll(open: OpenCase, { command, step }: Action, put: Put): readonly Candidate[] {
  const judge = (input: Readonly<Record<string, unknown>>): readonly Refusal[] =>
    decideCommand(open.standing, { command, actor: open.actor, moment: open.standing.asOf, input, step: step?.id })
      .refusals;
  const context = makeContext(open.standing, open.standing.asOf);
  const always = new Set(judge({}).map(keyOfRefusal));
  const candidates = open.people
    .filter(({ state }) => state === 'active')
    .map((person): Candidate => {
      const against = judge(put.input(person)).filter((refusal) => !always.has(keyOfRefusal(refusal)));
      const refusals = against.filter(({ code }) => code !== NEEDS_REASON);
      const { id, roles } = person;
      const warnings = warnOfChoice(context, { step, seat: put.seat }, { person: id, roles });
      return { person, refusals, warnings, needsReason: refusals.length < against.length };
    });
  return candidates.toSorted((a, b) => Number(a.needsReason) - Number(b.needsReason));
}

const keyOfRefusal = ({ code, values }: Refusal): string => JSON.stringify([code, values]);
