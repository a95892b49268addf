import { type Action, isForOthers, listNextActions } from '../../../engine/index.ts';
import { findPresentHandler } from '../case-words.ts';
import type { OpenCase } from '../open-case.ts';

/** What the procedure asks for next on a case, by what keeps this person from doing it. */
export type NextActions = {
  /** They can do it now. */
  readonly now: readonly Action[];
  /** Somebody else can: only this person's roles, rank or part in the case stand against it. */
  readonly forOthers: readonly Action[];
  /** Nobody can yet. */
  readonly later: readonly Action[];
};

/** What the procedure asks for next (see `listNextActions`); a case of somebody whose account is closed is nobody's. */
export function findNextActions({ standing, actor, people }: OpenCase): NextActions {
  const unassigned = findPresentHandler(standing, people) === undefined;
  const gives = ({ command }: Action): boolean => unassigned && command.name === 'allocate';
  const next = listNextActions(standing, actor, unassigned);
  return {
    now: next.filter(({ refusals }) => refusals.length === 0),
    forOthers: next.filter(isForOthers),
    later: next.filter((action) => action.refusals.length > 0 && !isForOthers(action) && !gives(action)),
  };
}
