import type { WishedAction } from '../actions/find-action.ts';
import { prefillAction } from '../actions/prefill.ts';
import { readAction } from '../actions/read-action.ts';
import { foreseeActionLetter } from '../letters/foresee-action-letter.ts';
import type { OpenCase } from '../open-case.ts';

/** The letter of an action as it would read today with the words that its form begins with; undefined where it sends none. */
export function foreseePrefilled(open: OpenCase, action: WishedAction): ReturnType<typeof foreseeActionLetter> {
  const { command, step } = action;
  if (!action.letter) return undefined;
  const { input } = readAction(open, action, { form: prefillAction(open, action, ''), uploads: [] }, []);
  return foreseeActionLetter(open, { command, step, moment: open.standing.asOf, input });
}
