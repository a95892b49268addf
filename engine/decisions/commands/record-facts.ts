import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { factFields, factTexts, factValues, getFacts } from '../input-values.ts';

/** Answers to the pack's questions that became known outside the step that asks them. */
export const recordFacts: Command = {
  name: 'record-facts',
  word: 'facts-recorded',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: (context) => factFields(allFacts(context)).map((field) => ({ ...field, required: false })),
  decide: (context, _actor, input) => ({
    events: [
      {
        body: { type: 'facts-recorded', facts: factValues(allFacts(context), input) },
        texts: factTexts(allFacts(context), input),
      },
    ],
    refusals: [],
  }),
};

const allFacts = (context: Parameters<typeof getFacts>[0]): ReturnType<typeof getFacts> =>
  getFacts(context, Object.keys(context.standing.policy.pack.facts));
