import { OUTSIDERS, type Outsider } from '../../case/evidence.ts';
import { CHANNELS, type Channel } from '../../policy/vocabulary.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command, Input } from '../command.ts';
import { type Field, options } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';
import { pointsField, pointsOf } from './evidence-fields.ts';

/** A conversation inside the landlord: with whom, what was said. It stays inside. */
export const recordInternalConversation: Command = {
  name: 'record-internal-conversation',
  word: 'colleague-contacted',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: (context) => conversationFields(context),
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'colleague-contacted', ...placeOf(input) }, texts: wordsOf(input) }],
    refusals: [],
  }),
};

/** A conversation with somebody outside who is not the complainant: a contractor, an expert, an authority. It stays inside. */
export const recordOutsideConversation: Command = {
  name: 'record-outside-conversation',
  word: 'outsider-contacted',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: (context) => [
    { name: 'outsider', label: '', required: true, kind: 'choice', options: options(OUTSIDERS) },
    ...conversationFields(context),
  ],
  decide: (_context, _actor, input) => {
    const who = (textOf(input, 'outsider') ?? 'other') as Outsider;
    return {
      events: [{ body: { type: 'outsider-contacted', who, ...placeOf(input) }, texts: wordsOf(input) }],
      refusals: [],
    };
  },
};

const conversationFields = (context: CaseContext): readonly Field[] => [
  { name: 'with', label: '', required: true, kind: 'text' },
  { name: 'channel', label: '', required: false, kind: 'choice', options: options(CHANNELS) },
  { name: 'what-was-said', label: '', required: true, kind: 'long-text' },
  ...pointsField(context),
];

const placeOf = (input: Input) => ({
  channel: (textOf(input, 'channel') ?? 'telephone') as Channel,
  points: pointsOf(input),
});

const wordsOf = (input: Input): Record<string, string> => textsOf(input, ['with', 'what-was-said']);
