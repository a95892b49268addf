import type { RoleHeld } from '../../case/events.ts';
import { findStepThat } from '../../policy/find-in-pack.ts';
import { guardStep } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textOf, textsOf } from '../input-values.ts';

/**
 * Somebody is chosen to look into the complaint at this stage. Whoever could not take the step themselves (because of
 * their role or rank, because they took part before, or because the complaint is about them) cannot be chosen for it.
 */
export const allocate: Command = {
  name: 'allocate',
  word: 'allocated',
  does: 'allocate',
  supplied: ['to-roles'],
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const step = findStepThat(context.stage, 'allocate');
    return guardStep(context, actor, step && { ...step, repeatable: true }, 'allocate');
  },
  fields: () => [
    { name: 'to', label: '', required: true, kind: 'person' },
    { name: 'why', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, actor, input) => {
    const stage = context.visit?.stage ?? '';
    const step = findStepThat(context.stage, 'allocate')?.id ?? 'allocate';
    const to = textOf(input, 'to');
    const toRoles = Array.isArray(input['to-roles']) ? (input['to-roles'] as readonly RoleHeld[]) : [];
    const chosen = {
      id: to ?? '',
      kind: 'staff' as const,
      roles: toRoles,
      entitled: to === undefined || input['to-roles'] === undefined,
    };
    const job = findStepThat(context.stage, 'investigate') ?? findStepThat(context.stage, 'respond');
    const chooser = job?.who?.['chosen-by'];
    return {
      events: [
        {
          body: { type: 'allocated', stage, step, to: to ?? `chosen-${context.standing.history.length + 1}`, toRoles },
          texts: textsOf(input, ['why']),
        },
      ],
      refusals: [
        ...checkWho(context, chosen, job?.who, job),
        ...(chooser
          ? checkWho(context, actor, { ...job?.who, role: chooser, 'any-of': undefined, 'not-who': undefined }, job)
          : []),
      ],
    };
  },
};
