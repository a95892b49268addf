import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { answerOf, textOf } from '../input-values.ts';
import { residentFields, residentTexts } from './add-resident.ts';
import { listResidents } from './remove-resident.ts';

/**
 * A resident's name or how to reach them, new or put right; also on a closed case. Somebody who gave no name and no
 * way to write to them, and now does, gets letters from then on.
 */
export const recordDetails: Command = {
  name: 'record-details',
  word: 'details-recorded',
  adds: true,
  takenBy: 'resident',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: (context) => [
    { name: 'resident', label: '', required: false, kind: 'choice', options: listResidents(context) },
    ...residentFields(false),
    { name: 'reachable', label: '', required: false, kind: 'yes-no' },
  ],
  decide: (context, _actor, input) => {
    const resident = Number(textOf(input, 'resident') ?? listResidents(context)[0]?.value ?? 1);
    const named = textOf(input, 'resident-name') === undefined ? undefined : true;
    const way = textOf(input, 'resident-address') ?? textOf(input, 'resident-email');
    const reachable = answerOf(input, 'reachable') ?? (way === undefined ? undefined : true);
    const body = { type: 'details-recorded' as const, resident, named, reachable };
    return { events: [{ body, texts: residentTexts(input) }], refusals: [] };
  },
};
