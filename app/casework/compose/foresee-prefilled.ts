import { listResponseLacks, makeContext, type Refusal } from '../../../engine/index.ts';
import type { WishedAction } from '../actions/find-action.ts';
import { prefillAction } from '../actions/prefill.ts';
import { readAction } from '../actions/read-action.ts';
import { foreseeActionLetter } from '../letters/foresee-action-letter.ts';
import type { OpenCase } from '../open-case.ts';

type Foreseen = NonNullable<ReturnType<typeof foreseeActionLetter>> & {
  /** What the response of the stage would still lack (see `listResponseLacks`). */
  readonly lacks: readonly Refusal[];
};

/** The letter of an action as it would read today with the words that its form begins with; undefined where it sends none. */
export function foreseePrefilled(open: OpenCase, action: WishedAction): Foreseen | undefined {
  const { command, step } = action;
  if (!action.letter) return undefined;
  const { input } = readAction(open, action, { form: prefillAction(open, action, ''), uploads: [] }, []);
  const moment = open.standing.asOf;
  const foreseen = foreseeActionLetter(open, { command, step, moment, input });
  return (
    foreseen && {
      ...foreseen,
      lacks: command.does === 'respond' ? listResponseLacks(makeContext(open.standing, moment), open.actor, input) : [],
    }
  );
}
