import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { checkOffer } from '../determine-authority.ts';
import type { Field } from '../field.ts';
import { answerOf, dateOf, numberOf, textOf, textsOf } from '../input-values.ts';
import { markPromiseNeeds } from '../promise-needs.ts';
import { type Refusal, refuse } from '../refusal.ts';

/**
 * A remedy or an action is promised: of what kind, by whom, by when, whom to ask about it, and how much where it is
 * money (pence). What the pack needs of each may still be open while it is being settled; a response or a closing with
 * one open is refused. Nobody offers more on one complaint than their limit, or than was approved.
 */
export const promise: Command = {
  name: 'promise',
  word: 'promise-made',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: (context) => markPromiseNeeds(context.standing, listFields(context)),
  decide: (context, actor, input) => {
    const head = textOf(input, 'kind') ?? headsOf(context)[0]?.id ?? 'other';
    const pence = numberOf(input, 'amount');
    const body = {
      type: 'promise-made' as const,
      promise: Math.max(0, ...context.standing.state.promises.map(({ promise: n }) => n)) + 1,
      head,
      due: dateOf(input, 'due'),
      owner: textOf(input, 'owner'),
      pence,
      point: numberOf(input, 'point'),
      agreedDate: answerOf(input, 'date-agreed'),
      ...(textOf(input, 'contact') !== undefined && { contact: true }),
    };
    return {
      events: [{ body, texts: textsOf(input, ['what', 'contact']) }],
      refusals: [
        ...checkPoint(context, body.point),
        ...checkMoneyHead(context, head, pence),
        ...checkOffer(context, actor, head, pence ?? 0),
      ],
    };
  },
};

const listFields = (context: CaseContext): readonly Field[] => [
  {
    name: 'kind',
    label: '',
    required: false,
    kind: 'choice',
    options: headsOf(context).map(({ id, name }) => ({ value: id, label: name })),
  },
  { name: 'what', label: '', required: true, kind: 'long-text' },
  { name: 'owner', label: '', required: false, kind: 'person' },
  { name: 'due', label: '', required: false, kind: 'date' },
  { name: 'contact', label: '', required: false, kind: 'text' },
  { name: 'amount', label: '', required: false, kind: 'money' },
  { name: 'point', label: '', required: false, kind: 'number' },
  { name: 'date-agreed', label: '', required: false, kind: 'yes-no' },
];

type Remedies = NonNullable<CaseContext['standing']['policy']['pack']['remedies']>;

const headsOf = (context: CaseContext): Remedies['heads'] => context.standing.policy.pack.remedies?.heads ?? [];

/** One that was withdrawn since will do, so that its promise can still be corrected. */
function checkPoint({ standing }: CaseContext, point: number | undefined): readonly Refusal[] {
  const isThere = point === undefined || standing.state.points.some(({ n }) => n === point);
  return isThere ? [] : [refuse('no-such-point', undefined, { field: 'point', point })];
}

function checkMoneyHead(context: CaseContext, head: string, pence: number | undefined): readonly Refusal[] {
  const rule = headsOf(context).find(({ id }) => id === head);
  if (rule?.money && pence === undefined)
    return [refuse('money-missing', [rule, context.standing.policy.pack.remedies], { kind: rule.name })];
  if (rule && !rule.money && pence !== undefined)
    return [refuse('money-under-wrong-kind', [rule, context.standing.policy.pack.remedies], { kind: rule.name })];
  return [];
}
