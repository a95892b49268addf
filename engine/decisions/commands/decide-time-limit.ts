import { checkOpen } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { answerOf, textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/** A person decides whether a complaint that comes after the pack's time limit is looked into all the same. */
export const decideTimeLimit: Command = {
  name: 'decide-time-limit',
  word: 'time-limit-decided',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    const open = undecided(context);
    return open.length === 0
      ? [refuse('no-time-limit-to-decide')]
      : checkWho(context, actor, open[0]?.rule.who, open[0]?.rule);
  },
  fields: (context) => [
    {
      name: 'limit',
      label: '',
      required: false,
      kind: 'choice',
      options: undecided(context).map(({ limit, lastDay }) => ({ value: limit, label: lastDay ?? limit })),
    },
    { name: 'accepted', label: '', required: true, kind: 'yes-no' },
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, actor, input) => {
    const open = undecided(context);
    const named = textOf(input, 'limit');
    const limit = open.find((candidate) => candidate.limit === named) ?? open[0];
    return {
      events: [
        {
          body: {
            type: 'time-limit-decided',
            limit: limit?.limit ?? named ?? '',
            accepted: answerOf(input, 'accepted') ?? true,
          },
          texts: textsOf(input, ['why']),
        },
      ],
      refusals: checkWho(context, actor, limit?.rule.who, limit?.rule),
    };
  },
};

const undecided = (context: CaseContext): CaseContext['standing']['timeLimits'] =>
  context.standing.timeLimits.filter(
    (limit) => limit.outside && limit.force === 'person-decides' && limit.decided === undefined,
  );
