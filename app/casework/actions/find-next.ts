import {
  type Action,
  checkSorting,
  findDraftToWrite,
  isForOthers,
  isTooEarly,
  isUntriaged,
  listNextActions,
  makeContext,
  orderNextActions,
} from '../../../engine/index.ts';
import { findPresentHandler } from '../case-words.ts';
import type { OpenCase } from '../open-case.ts';

/** What the procedure asks for next on a case, by what keeps this person from doing it. */
export type NextActions = {
  /** They can do it now, what is asked for first in front. */
  readonly now: readonly Action[];
  /** Somebody else can: only this person's roles, rank or part in the case stand against it. */
  readonly forOthers: readonly Action[];
  /** They could do it, but it comes after the looking into, which is not done. */
  readonly tooEarly: readonly Action[];
  /** Nobody can yet. */
  readonly later: readonly Action[];
};

/** Whether a case waits in the inbox and this person may say what it is: that comes before whatever the procedure asks for. */
export const isToSort = ({ standing, actor }: OpenCase): boolean =>
  isUntriaged(standing.state) && checkSorting(makeContext(standing, standing.asOf), actor).length === 0;

/** What the procedure asks for next (see `listNextActions`); a case of somebody whose account is closed is nobody's. */
export function findNextActions({ standing, actor, people }: OpenCase): NextActions {
  const unassigned = findPresentHandler(standing, people) === undefined;
  const gives = ({ command }: Action): boolean => unassigned && command.name === 'allocate';
  const next = listNextActions(standing, actor, unassigned);
  const open = next.filter(({ refusals }) => refusals.length === 0);
  const forOthers = next.filter((action) => isForOthers(action) && !isTooEarly(standing, action));
  const ready = open.filter((action) => !isTooEarly(standing, action));
  const toWrite = findDraftToWrite(standing, actor, next);
  return {
    now: orderNextActions(standing, [...toWrite, ...ready.filter(({ id }) => !toWrite.some((one) => one.id === id))]),
    tooEarly: open.filter((action) => isTooEarly(standing, action)),
    forOthers,
    later: next.filter((action) => action.refusals.length > 0 && !forOthers.includes(action) && !gives(action)),
  };
}
