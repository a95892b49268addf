import { getOpenPoints } from '../../case/state.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/** The complainant withdraws one point; the last one cannot go this way, for that is withdrawing the complaint. */
export const withdrawPoint: Command = {
  name: 'withdraw-point',
  word: 'point-withdrawn',
  adds: false,
  takenBy: 'resident',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    const enough = getOpenPoints(context.standing.state).length > 1;
    return [...(enough ? [] : [refuse('last-point')]), ...checkRestricted(context, actor)];
  },
  fields: (context) => [
    {
      name: 'point',
      label: '',
      required: true,
      kind: 'choice',
      options: getOpenPoints(context.standing.state).map(({ n }) => ({ value: String(n), label: '' })),
    },
    { name: 'why', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const point = Number(textOf(input, 'point') ?? getOpenPoints(context.standing.state).at(-1)?.n ?? 0);
    return {
      events: [
        { body: { type: 'point-withdrawn', stage: context.visit?.stage ?? '', point }, texts: textsOf(input, ['why']) },
      ],
      refusals: [],
    };
  },
};
