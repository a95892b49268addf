import { findStepThat } from '../../policy/find-in-pack.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { answerOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/**
 * Something new is raised while the complaint runs. Related and before the response, it joins as a further point;
 * otherwise it becomes a linked case with clocks of its own (Code 6.8). Which of the two, and why, is recorded.
 */
export const addPoint: Command = {
  name: 'add-point',
  word: 'point-added',
  adds: false,
  takenBy: 'resident',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    return closed.length > 0 ? closed : checkRestricted(context, actor);
  },
  fields: () => [
    { name: 'text', label: '', required: true, kind: 'long-text' },
    { name: 'related', label: '', required: true, kind: 'yes-no' },
    { name: 'why', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const { state } = context.standing;
    const stage = context.visit?.stage ?? '';
    const answered = state.responses.some((response) => response.visit === context.visit?.index);
    const related = answerOf(input, 'related') ?? true;
    const texts = textsOf(input, ['text', 'why']);
    if (!related || answered) {
      const events = [{ body: { type: 'linked' as const, to: 'new', how: 'split-off' }, texts }];
      return { events, refusals: [], linked: { how: 'split-off', receivedOn: context.moment, texts } };
    }
    const point = Math.max(0, ...state.points.map(({ n }) => n)) + 1;
    const define = findStepThat(context.stage, 'define');
    return {
      events: [
        {
          body: { type: 'point-added', stage, point, related },
          texts: { [`point.${point}`]: texts.text ?? '', ...textsOf(input, ['why']) },
        },
      ],
      refusals: context.visit ? [] : [refuse('no-stage', define)],
    };
  },
};
