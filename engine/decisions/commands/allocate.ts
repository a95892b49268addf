import type { RoleHeld } from '../../case/events.ts';
import type { Step } from '../../policy/schema.ts';
import { findWhoToGive } from '../ask-why-another.ts';
import { findNextStepThat, guardStep } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { Actor, CaseContext, Command, Input } from '../command.ts';
import { textOf, textsOf } from '../input-values.ts';
import type { Refusal } from '../refusal.ts';

/**
 * Somebody is given the complaint at this stage. A stage may have several steps of this kind, each with those it may
 * be given to (`to`; absent: whoever may investigate). Whoever could not do what they are chosen for, because of their
 * role or rank, because they took part before, or because the complaint is about them, cannot be chosen.
 */
export const allocate: Command = {
  name: 'allocate',
  word: 'allocated',
  does: 'allocate',
  supplied: ['to-roles'],
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor, step) => {
    const own = findOwn(context, step);
    return guardStep(context, actor, own && { ...own, repeatable: true }, 'allocate');
  },
  fields: () => [
    { name: 'to', label: '', required: true, kind: 'person' },
    { name: 'why', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, actor, input, step) => {
    const own = findOwn(context, step);
    const stage = context.visit?.stage ?? '';
    const to = textOf(input, 'to') ?? `chosen-${context.standing.history.length + 1}`;
    const toRoles = rolesOf(input) ?? [];
    return {
      events: [
        {
          body: { type: 'allocated', stage, step: own?.id ?? 'allocate', to, toRoles },
          texts: textsOf(input, ['why']),
        },
      ],
      refusals: checkChoice(context, actor, input, own),
    };
  },
};

const findOwn = (context: CaseContext, step: Step | undefined): Step | undefined =>
  step?.does === 'allocate' ? step : findNextStepThat(context, 'allocate');

const rolesOf = (input: Input): readonly RoleHeld[] | undefined =>
  Array.isArray(input['to-roles']) ? (input['to-roles'] as readonly RoleHeld[]) : undefined;

/** Whether the person chosen may be, and whoever chooses may choose them. */
function checkChoice(context: CaseContext, actor: Actor, input: Input, own: Step | undefined): readonly Refusal[] {
  const to = textOf(input, 'to');
  const roles = rolesOf(input);
  const entitled = to === undefined || roles === undefined;
  const chosen: Actor = { id: to ?? '', kind: 'staff', roles: roles ?? [], entitled };
  const { who, within } = findWhoToGive(context, own);
  const chooser = who?.['chosen-by'];
  const asChooser = chooser && { ...who, role: chooser, 'any-of': undefined, 'not-who': undefined, trained: undefined };
  return [...checkWho(context, chosen, who, within), ...(asChooser ? checkWho(context, actor, asChooser, within) : [])];
}
