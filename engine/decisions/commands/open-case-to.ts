import type { Command } from '../command.ts';
import { determineReach } from '../determine-reach.ts';
import { textsOf } from '../input-values.ts';
import { checkNamed, OPEN_TO_ROLES, openToField, readNamed } from '../name-people.ts';
import { refuse } from '../refusal.ts';
import { guardRestricting } from './restrict-case.ts';

/**
 * Who may work on a restricted case beside those who act on it already and the roles that see it: the people named, in
 * place of those named before. Decided by whoever may restrict it. Without it a case that was restricted before
 * anybody acted on it could be worked by those roles alone.
 */
export const openCaseTo: Command = {
  name: 'open-case-to',
  word: 'case-opened-to',
  adds: false,
  supplied: [OPEN_TO_ROLES],
  takenBy: 'landlord',
  guard: (context, actor) => {
    const isOpen = determineReach(context.standing).only === undefined;
    const refused = guardRestricting(context, actor);
    return isOpen && context.standing.state.status !== 'none' ? [refuse('case-open-to-all'), ...refused] : refused;
  },
  fields: () => [openToField(true), { name: 'why', label: '', required: false, kind: 'long-text' }],
  decide: (context, _actor, input) => ({
    events: [{ body: { type: 'case-opened-to', people: readNamed(input) }, texts: textsOf(input, ['why']) }],
    refusals: checkNamed(context, input),
  }),
};
