import type { TimeLimitStanding } from '../../clocks/determine-time-limits.ts';
import { checkOpen } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { CaseContext, Command, Input, NewEvent } from '../command.ts';
import { answerOf, checkMust, factFields, factTexts, factValues, getFacts, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

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
    ...factFields(getNeeded(context, undecided(context))).map((field) => ({ ...field, required: false })),
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, actor, input) => {
    const open = undecided(context);
    const named = textOf(input, 'limit');
    const limit = open.find((candidate) => candidate.limit === named) ?? open[0];
    const accepted = answerOf(input, 'accepted') ?? true;
    const facts = getNeeded(context, open);
    const answers = factValues(facts, input);
    const answered: readonly NewEvent[] =
      Object.keys(answers).length > 0
        ? [{ body: { type: 'facts-recorded', facts: answers }, texts: factTexts(facts, input) }]
        : [];
    const body = { type: 'time-limit-decided' as const, limit: limit?.limit ?? named ?? '', accepted };
    return {
      events: [...answered, { body, texts: textsOf(input, ['why']) }],
      refusals: [
        ...checkWho(context, actor, limit?.rule.who, limit?.rule),
        ...(accepted && limit ? checkNeeds(context, input, limit) : []),
      ],
    };
  },
};

/** What the pack wants to be known before an old matter is taken on, where that is not known or does not allow it. */
function checkNeeds(context: CaseContext, input: Input, limit: TimeLimitStanding): readonly Refusal[] {
  const facts = getNeeded(context, [limit]);
  const known = { ...context.standing.state.facts, ...factValues(facts, input) };
  return [
    ...facts
      .filter(({ id }) => known[id] === undefined)
      .map((fact) => refuse('field-missing', [limit.rule, fact], { field: fact.id, label: fact.ask })),
    ...checkMust(facts, known),
  ];
}

const getNeeded = (context: CaseContext, limits: readonly TimeLimitStanding[]): ReturnType<typeof getFacts> =>
  getFacts(context, [...new Set(limits.flatMap(({ rule }) => rule.needs))]);

const undecided = (context: CaseContext): CaseContext['standing']['timeLimits'] =>
  context.standing.timeLimits.filter(
    (limit) => limit.outside && limit.force === 'person-decides' && limit.decided === undefined,
  );
