import { type Command, decideCommand, type Refusal } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import type { OpenCase } from '../open-case.ts';

/** A person who could be chosen, and why they cannot. */
export type Candidate = { readonly person: Person; readonly refusals: readonly Refusal[] };

/** What tells the engine of the roles of the person chosen. */
export const ROLES_OF_CHOSEN = 'to-roles';

/**
 * Everybody who works here, as the engine judges them for the work they would be chosen for. What would speak against
 * the choice whoever were chosen is left out: the form says that by itself.
 */
export function findCandidates(open: OpenCase, command: Command): readonly Candidate[] {
  const judge = (input: Record<string, unknown>): readonly Refusal[] =>
    decideCommand(open.standing, { command, actor: open.actor, moment: open.standing.asOf, input }).refusals;
  const always = new Set(judge({}).map(keyOfRefusal));
  return open.people
    .filter(({ state }) => state === 'active')
    .map((person) => ({
      person,
      refusals: judge({ to: person.id, [ROLES_OF_CHOSEN]: person.roles }).filter(
        (refusal) => !always.has(keyOfRefusal(refusal)),
      ),
    }));
}

const keyOfRefusal = ({ code, values }: Refusal): string => JSON.stringify([code, values]);
