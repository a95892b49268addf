import { type Field as EngineField, type Fact, findCommand, makeContext } from '../../../engine/index.ts';
import { describeCondition, describeFields } from '../../texts/index.ts';
import { typedFrom, type Field as WebField } from '../../web/forms.ts';
import { listFields, makePieces } from '../actions/form-pieces.ts';
import { residentFields } from '../log-complaint/list-log-fields.ts';
import type { OpenCase } from '../open-case.ts';
import { describeClause } from '../render-clause.ts';

/** What something turns out to be: one of the kinds, or nothing that is to be worked on as a case of its own. */
export const SORT_AS = 'sort-as';
export const PART_OF = 'part-of';
export const NOT_OURS = 'not-ours';
/** The reference of the case that it is part of, chosen from those shown or typed. */
export const INTO = 'into';
export const OTHER_REFERENCE = 'other-reference';

/** Fields of who acts for them: those of the engine's own command, under names of their own on this form. */
export const REPRESENTATIVE = 'representative-';

/** The questions of sorting, in the order they are asked. */
export type SortFields = {
  /** Those of the engine's commands, for reading what was answered. */
  readonly classify: readonly EngineField[];
  readonly sortAs: WebField;
  readonly partOf: readonly WebField[];
  readonly notOurs: readonly WebField[];
  readonly about: readonly WebField[];
  readonly who: readonly WebField[];
  readonly representative: readonly WebField[];
  /** What the procedure asks of everything, and what may lie in it that no question of its own covers. */
  readonly asked: readonly WebField[];
  /** What the procedure asks only where something else holds, which each says. */
  readonly askedSometimes: readonly WebField[];
};

const ABOUT = ['service', 'subject'];
const OWN = ['kind', 'why', ...ABOUT];

/** Everything that sorting asks, made from the engine's own commands and the pack of the case. */
export function listSortFields(open: OpenCase): SortFields {
  const classify = describe(open, 'classify');
  const fields = listFields(makePieces(classify, pieceContext(open)));
  const pick = (names: readonly string[]): readonly WebField[] =>
    names.flatMap((name) => fields.find((field) => field.name === name) ?? []);
  const { facts } = open.standing.policy.pack;
  // whether somebody is at risk comes first: it may not wait for the rest
  const others = [...pick(['concerns']), ...fields.filter(({ name }) => ![...OWN, 'concerns'].includes(name))];
  const isAlways = ({ name }: WebField): boolean => facts[name]?.when === undefined;
  return {
    classify,
    sortAs: { ...listKinds(fields), name: SORT_AS, required: true },
    partOf: [OTHER_CASE],
    notOurs: listFields(makePieces(describe(open, 'say-not-ours'), pieceContext(open))),
    about: pick(ABOUT).map((field) => ({ ...field, required: field.name === 'service' })),
    who: residentFields,
    representative: listRepresentative(open),
    asked: others.filter(isAlways).map((field) => ({ ...field, required: false })),
    askedSometimes: others.filter((field) => !isAlways(field)).map((field) => sayWhen(open, field, facts[field.name])),
  };
}

const pieceContext = ({ texts }: OpenCase) => ({
  points: [],
  counts: {},
  describeClause: (clause: string) => describeClause(texts, clause),
});

function describe(open: OpenCase, name: string): readonly EngineField[] {
  const command = findCommand(name);
  const context = makeContext(open.standing, open.standing.asOf);
  return command ? describeFields(open.texts, command, command.fields(context)) : [];
}

/** The kinds that the engine knows, and the two ways not to go on with it as a case. */
function listKinds(fields: readonly WebField[]): Extract<WebField, { kind: 'choice' }> {
  const kind = fields.find(({ name }) => name === 'kind');
  if (kind?.kind !== 'choice') throw new Error('The command classify asks for no kind.');
  const more = [
    { value: PART_OF, label: 'Part of a case that is there already' },
    { value: NOT_OURS, label: 'Not ours' },
  ];
  return { ...kind, label: 'What is it?', options: [...kind.options, ...more] };
}

const OTHER_CASE: WebField = {
  kind: 'text',
  name: OTHER_REFERENCE,
  label: 'The reference of another case',
  hint: 'If it is none of those shown. For example 26-7KQ4M.',
  required: false,
};

function listRepresentative(open: OpenCase): readonly WebField[] {
  const fields = listFields(makePieces(describe(open, 'name-representative'), pieceContext(open)));
  return fields.map((field) => ({ ...field, name: `${REPRESENTATIVE}${field.name}`, required: false }));
}

function sayWhen({ texts, standing }: OpenCase, field: WebField, fact: Fact | undefined): WebField {
  if (!fact?.when) return { ...field, required: false };
  const when = `Only where ${describeCondition(texts, standing.policy.pack, fact.when)}.`;
  return { ...field, required: false, hint: [when, field.hint].filter((one) => one !== undefined).join(' ') };
}

/** Every field of the form. */
export const listAllFields = (fields: SortFields): readonly WebField[] => [
  fields.sortAs,
  ...fields.partOf,
  ...fields.notOurs,
  ...fields.about,
  ...fields.who,
  ...fields.representative,
  ...fields.asked,
  ...fields.askedSometimes,
];

/** What the form begins with: what is known of the case. What it is, is left to whoever sorts it. */
export function prefillSort(open: OpenCase, fields: SortFields): Record<string, string | readonly string[]> {
  const { standing, wording } = open;
  const { facts } = standing.policy.pack;
  const answers = Object.entries(standing.state.facts).map(([id, value]) => [
    id,
    facts[id]?.kind === 'text' ? wording.textOf(id) : value,
  ]);
  const named = wording.people.get('representative');
  return typedFrom(listAllFields(fields), {
    ...Object.fromEntries(answers),
    service: standing.state.serviceUntold ? undefined : standing.state.service,
    subject: wording.textOf('subject'),
    concerns: standing.state.concerns,
    'resident-name': wording.resident.name,
    'resident-email': wording.resident.email,
    'resident-telephone': wording.resident.telephone,
    'resident-address': wording.resident.address,
    [`${REPRESENTATIVE}name`]: named?.name,
    [`${REPRESENTATIVE}relation`]: named?.relation,
    [`${REPRESENTATIVE}contact`]: named?.telephone,
    [`${REPRESENTATIVE}email`]: named?.email,
    [`${REPRESENTATIVE}address`]: named?.address,
  });
}
