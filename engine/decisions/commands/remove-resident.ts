import { getComplainants } from '../../case/state.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import type { Option } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/**
 * One of several residents complains no longer: they get no more letters and can follow the case no more. The last one
 * does not leave; they withdraw the complaint.
 */
export const removeResident: Command = {
  name: 'remove-resident',
  word: 'resident-left',
  adds: false,
  takenBy: 'resident',
  guard: (context, actor) => {
    const none = checkReceived(context);
    if (none.length > 0) return none;
    const last = getComplainants(context.standing.state).length < 2;
    return [...(last ? [refuse('last-resident')] : []), ...checkRestricted(context, actor)];
  },
  fields: (context) => [
    { name: 'resident', label: '', required: true, kind: 'choice', options: listResidents(context) },
    { name: 'why', label: '', required: false, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [
      {
        body: { type: 'resident-left', resident: Number(textOf(input, 'resident')) },
        texts: textsOf(input, ['why']),
      },
    ],
    refusals: [],
  }),
};

/** The residents who complain now, by number. */
export const listResidents = ({ standing }: CaseContext): readonly Option[] =>
  getComplainants(standing.state).map(({ resident }) => ({ value: String(resident), label: '' }));
