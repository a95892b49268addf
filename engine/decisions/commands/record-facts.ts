import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command, Input, NewEvent } from '../command.ts';
import { factFields, factTexts, factValues, getFacts } from '../input-values.ts';

/**
 * Answers to the pack's questions that became known outside the step that asks them. Those that the pack marks
 * `internal` are recorded apart from the others, so that no event holds words of both.
 */
export const recordFacts: Command = {
  name: 'record-facts',
  word: 'facts-recorded',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: (context) => factFields(allFacts(context)).map((field) => ({ ...field, required: false })),
  decide: (context, _actor, input) => {
    const given = allFacts(context).filter(({ id }) => factValues(allFacts(context), input)[id] !== undefined);
    const [inside, others] = [given.filter(({ internal }) => internal), given.filter(({ internal }) => !internal)];
    const parts = [others, inside].filter((part) => part.length > 0);
    return { events: (parts.length > 0 ? parts : [given]).map((part) => recordOf(part, input)), refusals: [] };
  },
};

const recordOf = (facts: ReturnType<typeof getFacts>, input: Input): NewEvent => ({
  body: { type: 'facts-recorded', facts: factValues(facts, input) },
  texts: factTexts(facts, input),
});

const allFacts = (context: Parameters<typeof getFacts>[0]): ReturnType<typeof getFacts> =>
  getFacts(context, Object.keys(context.standing.policy.pack.facts));
