import { type Field as EngineField, findCommand, makeContext, type Standing } from '../../../engine/index.ts';
import { describeFields, type Texts } from '../../texts/index.ts';
import type { Field as WebField } from '../../web/forms.ts';
import { listFields, makePieces } from '../actions/form-pieces.ts';
import { describeClause } from '../render-clause.ts';

export const RECEIVED = 'received-when';
export const RESIDENT_FIELDS: readonly string[] = [
  'resident-name',
  'resident-email',
  'resident-telephone',
  'resident-address',
];

/** The questions of logging, in the order they are asked. */
export type LogFields = {
  readonly engine: readonly EngineField[];
  readonly first: readonly WebField[];
  readonly resident: readonly WebField[];
  readonly triage: readonly WebField[];
};

const FIRST = ['channel', 'service', 'kind', 'subject', 'what-happened', 'outcome-sought'];
const ABOUT_RESIDENT = ['anonymous', 'represented', 'residents'];
/** What the address given, or none, says by itself; and what follows from who logs it. */
const NOT_ASKED = ['reachable', 'untriaged'];

/** What a person who logs a complaint is asked: the engine's own fields, how to reach the resident, and what the procedure asks at triage. */
export function listLogFields(texts: Texts, standing: Standing): LogFields {
  const receive = findCommand('received');
  const context = makeContext(standing, standing.asOf);
  const engine = receive ? describeFields(texts, receive, receive.fields(context)) : [];
  const pieces = makePieces(engine, {
    points: [],
    counts: {},
    describeClause: (clause) => describeClause(texts, clause),
  });
  const fields = listFields(pieces);
  const pick = (names: readonly string[]): readonly WebField[] =>
    names.flatMap((name) => fields.find((field) => field.name === name) ?? []);
  const needed = new Set(['channel', 'service', 'kind']);
  const [channel = [], ...others] = pick(FIRST).map((field) =>
    needed.has(field.name) ? { ...field, required: true } : field,
  );
  return {
    engine,
    first: [...[channel].flat(), receivedField, ...others],
    resident: [...residentFields, ...pick(ABOUT_RESIDENT)],
    triage: fields.filter(({ name }) => ![...FIRST, ...ABOUT_RESIDENT, ...NOT_ASKED].includes(name)),
  };
}

const receivedField: WebField = {
  kind: 'moment',
  name: RECEIVED,
  label: 'When did we receive it?',
  hint: 'The day it first reached anybody who works for us. Everything is counted from it.',
  required: true,
};

export const residentFields: readonly WebField[] = [
  { kind: 'text', name: 'resident-name', label: 'Their name', required: false },
  { kind: 'text', name: 'resident-email', label: 'E-mail address', required: false },
  { kind: 'text', name: 'resident-telephone', label: 'Telephone number', required: false },
  {
    kind: 'long-text',
    name: 'resident-address',
    label: 'Postal address',
    hint: 'As it goes on an envelope.',
    required: false,
  },
];
