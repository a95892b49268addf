import { type Action, guardCommand, isForOthers, makeContext } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { actorOf } from '../get-signed-in.ts';
import type { OpenCase } from '../open-case.ts';

/**
 * Everybody who works here and can do an action as the case stands, for a person against whom only their roles, rank or
 * part in the case speaks. Nobody where something else speaks against it: then it is for nobody yet.
 */
export function findWhoCould(open: OpenCase, action: Pick<Action, 'command' | 'step' | 'refusals'>): readonly Person[] {
  if (!isForOthers(action)) return [];
  const context = makeContext(open.standing, open.standing.asOf);
  return open.people.filter(
    (person) =>
      person.state === 'active' && guardCommand(context, actorOf(person), action.command, action.step).length === 0,
  );
}
