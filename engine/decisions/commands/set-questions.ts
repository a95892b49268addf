import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command, NewEvent } from '../command.ts';
import { refuse } from '../refusal.ts';
import { pointOptions } from './define.ts';

type Asked = { readonly question?: string };

/**
 * What is to be found out about each point. A question may be put anew while the complaint is looked into; the ones
 * before stay in the history.
 */
export const setQuestions: Command = {
  name: 'set-questions',
  word: 'question-set',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => [
    ...checkReceived(context),
    ...checkRestricted(context, actor),
    ...(pointOptions(context).length === 0 ? [refuse('not-defined')] : []),
  ],
  fields: (context) => [
    {
      name: 'questions',
      label: '',
      required: true,
      kind: 'per-point',
      points: pointOptions(context),
      fields: [{ name: 'question', label: '', required: true, kind: 'long-text' }],
    },
  ],
  decide: (_context, _actor, input) => ({
    events: Object.entries((input['questions'] ?? {}) as Readonly<Record<string, Asked>>).flatMap(
      ([point, { question }]): readonly NewEvent[] =>
        question ? [{ body: { type: 'question-set', point: Number(point) }, texts: { question } }] : [],
    ),
    refusals: [],
  }),
};
