import type { Requirement } from '../../case/state.ts';
import { REQUIREMENT_SOURCES } from '../../policy/vocabulary.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command, Input, NewEvent } from '../command.ts';
import type { Field, Option } from '../field.ts';
import { dateOf, numberOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/**
 * A commissioner, a regulator, an ombudsman, a court or another body requires something by a day. It is a task on the
 * case until it is met, also after the case is closed. A day that has passed is taken as it is: late is late.
 */
export const recordRequirement: Command = {
  name: 'record-requirement',
  word: 'requirement-recorded',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: (context) => [
    { name: 'required-by', label: '', required: true, kind: 'choice', options: listSources(context) },
    { name: 'required-by-name', label: '', required: false, kind: 'text' },
    { name: 'requirement-text', label: '', required: true, kind: 'long-text' },
    { name: 'required-on', label: '', required: true, kind: 'date' },
  ],
  decide: (context, _actor, input) => {
    const due = dateOf(input, 'required-on');
    const source = textOf(input, 'required-by');
    if (!due || !source) return { events: [], refusals: [] };
    const texts = textsOf(input, ['requirement-text', 'required-by-name']);
    return { events: [{ ...makeRequirement(context, source, due), texts }], refusals: checkNamed(context, input) };
  },
};

/** The event of one more requirement, numbered after those there are. */
export function makeRequirement(context: CaseContext, source: string, due: Requirement['due']): NewEvent {
  const numbers = context.standing.state.requirements.map(({ requirement }) => requirement);
  return { body: { type: 'requirement-recorded', requirement: Math.max(0, ...numbers) + 1, source, due } };
}

/** The ombudsmen that the pack names, by name; then the kinds of body, those that the pack promises to heed in front. */
function listSources({ standing: { policy } }: CaseContext): readonly Option[] {
  const named = policy.pack.signposting
    .map((entry) => ('otherwise' in entry ? entry.otherwise : entry.ombudsman))
    .filter((id) => policy.ombudsmen.has(id));
  const heeded: readonly string[] = policy.pack.requirements?.from ?? [];
  const kinds = [...heeded, ...REQUIREMENT_SOURCES.filter((kind) => !heeded.includes(kind))];
  return [
    ...[...new Set(named)].map((id) => ({ value: id, label: policy.ombudsmen.get(id)?.name ?? '' })),
    ...kinds.map((value) => ({ value, label: '' })),
  ];
}

const checkNamed = ({ standing }: CaseContext, input: Input): readonly Refusal[] =>
  textOf(input, 'required-by') === 'other' && textOf(input, 'required-by-name') === undefined
    ? [refuse('field-missing', standing.policy.pack.requirements, { field: 'required-by-name', label: '' })]
    : [];

const openOnes = ({ standing }: CaseContext): readonly Requirement[] =>
  standing.state.requirements.filter(({ met }) => met === undefined);

const checkAnyOpen = (context: CaseContext): readonly Refusal[] =>
  openOnes(context).length === 0 ? [refuse('no-open-requirement', context.standing.policy.pack.requirements)] : [];

const requirementField = (context: CaseContext): Field => ({
  name: 'requirement',
  label: '',
  required: false,
  kind: 'choice',
  options: openOnes(context).map(({ requirement }) => ({ value: String(requirement), label: '' })),
});

const requirementOf = (context: CaseContext, input: Input): number =>
  Number(textOf(input, 'requirement') ?? numberOf(input, 'requirement') ?? openOnes(context)[0]?.requirement ?? 0);

const ofRequirement = {
  appliesTo: (context) => context.standing.state.requirements.length > 0,
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor), ...checkAnyOpen(context)],
} satisfies Pick<Command, 'appliesTo' | 'guard'>;

/** News of a requirement, such as another day that the body set; also after the case is closed. */
export const updateRequirement: Command = {
  ...ofRequirement,
  name: 'update-requirement',
  word: 'requirement-updated',
  adds: true,
  takenBy: 'landlord',
  fields: (context) => [
    requirementField(context),
    { name: 'required-on', label: '', required: false, kind: 'date' },
    { name: 'requirement-news', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const due = dateOf(input, 'required-on');
    const requirement = requirementOf(context, input);
    const body = { type: 'requirement-updated' as const, requirement, ...(due !== undefined && { due }) };
    return { events: [{ body, texts: textsOf(input, ['requirement-news']) }], refusals: [] };
  },
};

/** A requirement has been met; how it is known is recorded. Also after the case is closed. */
export const meetRequirement: Command = {
  ...ofRequirement,
  name: 'meet-requirement',
  word: 'requirement-met',
  adds: true,
  takenBy: 'landlord',
  fields: (context) => [requirementField(context), { name: 'met-how', label: '', required: true, kind: 'long-text' }],
  decide: (context, _actor, input) => ({
    events: [
      {
        body: { type: 'requirement-met', requirement: requirementOf(context, input) },
        texts: textsOf(input, ['met-how']),
      },
    ],
    refusals: [],
  }),
};
