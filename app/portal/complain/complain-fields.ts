import type { Channel, Input, Policy } from '../../../engine/index.ts';
import type { Field } from '../../web/forms.ts';

/** A part of the form under a heading of its own. */
export type FormSection = { readonly heading: string; readonly fields: readonly Field[] };

/** What the form asks, by section. Only what the landlord's procedure cannot do without is required. */
export function getSections(policy: Policy): readonly FormSection[] {
  return [
    { heading: 'Your complaint', fields: [whatHappened, outcomeSought, ...serviceFields(policy)] },
    { heading: 'About you', fields: [nameField(policy), ...REACH] },
    { heading: 'Help for you', fields: HELP },
  ];
}

export const getFields = (policy: Policy): readonly Field[] => getSections(policy).flatMap(({ fields }) => fields);

const whatHappened: Field = {
  name: 'what-happened',
  kind: 'long-text',
  label: 'What happened?',
  hint: 'Tell us in your own words. Say when it was, if you know.',
  required: true,
};

const outcomeSought: Field = {
  name: 'outcome-sought',
  kind: 'long-text',
  label: 'What would put it right?',
  required: false,
};

function serviceFields({ pack }: Policy): readonly Field[] {
  if (pack.services.length < 2) return [];
  const options = pack.services.map(({ id, name }) => ({ value: id, label: name }));
  const hint = 'If you are not sure, leave this out.';
  return [{ name: 'service', kind: 'choice', label: 'What is it about?', hint, required: false, options }];
}

function nameField({ pack }: Policy): Field {
  const required = pack.intake.anonymous?.accepted === false;
  const hint = required
    ? {}
    : {
        hint: 'You do not have to give your name. If you do, with an address, we can write and tell you what comes of it.',
      };
  return { name: 'resident-name', kind: 'text', label: 'Your name', required, ...hint };
}

const REACH: readonly Field[] = [
  {
    name: 'resident-email',
    kind: 'text',
    label: 'E-mail',
    hint: 'Give one way to reach you or more. If you give none, look here for our answer.',
    required: false,
  },
  { name: 'resident-telephone', kind: 'text', label: 'Telephone', required: false },
  {
    name: 'resident-address',
    kind: 'long-text',
    label: 'Your address',
    hint: 'Where you live, and where we can write to you.',
    required: false,
  },
];

const HELP: readonly Field[] = [
  {
    name: 'adjustments',
    kind: 'long-text',
    label: 'Do you need us to do anything differently?',
    hint: 'For example large print, an interpreter, or calls at certain times.',
    required: false,
  },
  { name: 'represented', kind: 'yes-no', label: 'Is somebody helping you with this?', required: false },
  {
    name: 'representative-name',
    kind: 'text',
    label: 'Who is helping you?',
    hint: 'Their name, and who they are to you.',
    required: false,
  },
  { name: 'representative-contact', kind: 'text', label: 'How can we reach them?', required: false },
];

/** What was typed, as the case is registered with it. */
export type Complaint = { readonly input: Input; readonly resident: Readonly<Record<string, string>> };

/** The names of what is kept as wording of the receipt, about the person and who helps them. */
const KEPT = [
  'resident-name',
  'resident-email',
  'resident-telephone',
  'resident-address',
  'representative-name',
  'representative-contact',
  'adjustments',
];

/** The values of the form, sorted into what the procedure asks and who complains. */
export function readComplaint({ pack }: Policy, values: Readonly<Record<string, unknown>>): Complaint {
  const resident = Object.fromEntries(
    KEPT.flatMap((name) => (values[name] === undefined ? [] : [[name, String(values[name])]])),
  );
  const represented = values['represented'] === true || resident['representative-name'] !== undefined;
  const asks = pack.facts['adjustments']?.kind === 'text' && values['adjustments'] !== undefined;
  const given = ['what-happened', 'outcome-sought', 'service'].filter((name) => values[name] !== undefined);
  return {
    resident,
    input: {
      ...Object.fromEntries(given.map((name) => [name, values[name]])),
      kind: 'complaint',
      untriaged: true,
      channel: chooseChannel(pack.intake.channels.are),
      ...(represented && { represented }),
      // whoever sends this form gets a code, and reads our letters with it
      ...(resident['resident-name'] === undefined && { anonymous: true, reachable: true }),
      ...(asks && { adjustments: values['adjustments'] }),
    },
  };
}

const chooseChannel = (channels: readonly Channel[]): Channel =>
  (['web', 'portal'] as const).find((channel) => channels.includes(channel)) ?? 'other';
