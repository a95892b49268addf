import { findProcedure } from '../../policy/find-in-pack.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/** The case goes on under another procedure of the same pack and version, at the stage named, or its first. */
export const changeProcedure: Command = {
  name: 'change-procedure',
  word: 'procedure-changed',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    return others(context).length === 0 ? [refuse('no-other-procedure')] : checkRestricted(context, actor);
  },
  fields: (context) => [
    {
      name: 'procedure',
      label: '',
      required: true,
      kind: 'choice',
      options: others(context).map(({ id, name }) => ({ value: id, label: name })),
    },
    { name: 'stage', label: '', required: false, kind: 'text' },
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const procedure = findProcedure(context.standing.policy, textOf(input, 'procedure')) ?? others(context)[0];
    const stage = procedure?.stages.find(({ id }) => id === textOf(input, 'stage')) ?? procedure?.stages[0];
    const refusals = procedure && stage ? [] : [refuse('no-other-procedure')];
    return {
      events: [
        {
          body: { type: 'procedure-changed', procedure: procedure?.id ?? '', opens: stage?.id ?? '' },
          texts: textsOf(input, ['why']),
        },
      ],
      refusals,
    };
  },
};

const others = (context: CaseContext): CaseContext['standing']['policy']['pack']['procedures'] =>
  context.standing.policy.pack.procedures.filter(({ id }) => id !== context.standing.state.procedure);
