import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textsOf } from '../input-values.ts';

/** Somebody helps the complainant or comes along, and acts for nobody: they are recorded apart and get no letters. */
export const nameSupporter: Command = {
  name: 'name-supporter',
  word: 'supporter-named',
  adds: true,
  takenBy: 'resident',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: () => [
    { name: 'name', label: '', required: true, kind: 'text' },
    { name: 'relation', label: '', required: false, kind: 'text' },
    { name: 'contact', label: '', required: false, kind: 'text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'supporter-named' }, texts: textsOf(input, ['name', 'relation', 'contact']) }],
    refusals: [],
  }),
};
