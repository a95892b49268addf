import { CHANNELS } from '../../policy/vocabulary.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command, Input } from '../command.ts';
import { type Field, options } from '../field.ts';
import { textsOf } from '../input-values.ts';

/**
 * One more resident complains about the same thing, on the same case. From then on every letter goes to them too,
 * under their own name; what went before can be sent to them as a copy.
 */
export const addResident: Command = {
  name: 'add-resident',
  word: 'resident-joined',
  adds: false,
  takenBy: 'resident',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    return closed.length > 0 ? closed : checkRestricted(context, actor);
  },
  fields: () => residentFields(true),
  decide: (context, _actor, input) => {
    const known = context.standing.state.complainants.map(({ resident }) => resident);
    const resident = Math.max(1, ...known) + 1;
    return { events: [{ body: { type: 'resident-joined', resident }, texts: residentTexts(input) }], refusals: [] };
  },
};

/** What is asked about one of the residents who complain. All of it is wording, kept apart. */
export const residentFields = (isNew: boolean): readonly Field[] => [
  { name: 'resident-name', label: '', required: isNew, kind: 'text' },
  { name: 'resident-address', label: '', required: false, kind: 'long-text' },
  { name: 'resident-email', label: '', required: false, kind: 'text' },
  { name: 'resident-telephone', label: '', required: false, kind: 'text' },
  { name: 'resident-channel', label: '', required: false, kind: 'choice', options: options(CHANNELS) },
];

export const residentTexts = (input: Input): Record<string, string> =>
  textsOf(
    input,
    residentFields(false).map(({ name }) => name),
  );
