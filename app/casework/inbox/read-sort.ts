import type { FastifyRequest } from 'fastify';
import type { Input, Kind } from '../../../engine/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { firstOf, type Option, readForm, type Typed } from '../../web/forms.ts';
import { assembleInput } from '../actions/read-input-values.ts';
import { RESIDENT_FIELDS } from '../log-complaint/list-log-fields.ts';
import type { OpenCase } from '../open-case.ts';
import {
  INTO,
  listAllFields,
  NOT_OURS,
  OTHER_REFERENCE,
  PART_OF,
  REPRESENTATIVE,
  SORT_AS,
  type SortFields,
} from './list-sort-fields.ts';

/** One thing to be recorded, by the name of its command. */
export type SortWish = { readonly command: string; readonly input: Input };

/** What somebody says that it is. */
export type Sorting =
  | { readonly as: Kind; readonly wishes: readonly SortWish[] }
  | { readonly as: typeof PART_OF; readonly into: string; readonly wishes: readonly SortWish[] }
  | { readonly as: typeof NOT_OURS; readonly wishes: readonly SortWish[] };

export type ReadSort = {
  readonly sorting: Sorting | undefined;
  readonly errors: readonly FieldError[];
  readonly typed: Typed;
};

/** Reads the form of sorting. What belongs to another answer than the one chosen is not looked at. */
export function readSort(
  open: OpenCase,
  fields: SortFields,
  request: FastifyRequest,
  people: readonly Option[],
): ReadSort {
  const read = readForm(listAllFields(fields), request.form, [], { people });
  const chosen = typeof read.values[SORT_AS] === 'string' ? read.values[SORT_AS] : undefined;
  const of = (list: readonly { name: string }[]) => new Set(list.map(({ name }) => name));
  const ignored =
    chosen === PART_OF || chosen === NOT_OURS
      ? of([...fields.about, ...fields.who, ...fields.representative, ...fields.asked, ...fields.askedSometimes])
      : of([]);
  const notAsked = chosen === NOT_OURS ? of([]) : of(fields.notOurs);
  const errors = read.errors.filter(({ field }) => {
    const name = field.replace(/-(day|month|year)$/, '');
    return ![...ignored, ...notAsked].some((one) => one === field || one === name);
  });
  const typed = { ...read.typed, [INTO]: firstOf(request.form, INTO) };
  if (chosen === undefined) return { sorting: undefined, errors, typed };
  const made = makeSorting(open, fields, chosen, { ...read.values, [INTO]: firstOf(request.form, INTO) });
  const all = [...errors, ...made.errors];
  return { sorting: all.length === 0 ? made.sorting : undefined, errors: all, typed };
}

type Values = Readonly<Record<string, unknown>>;
type Made = { readonly sorting: Sorting; readonly errors: readonly FieldError[] };

function makeSorting(open: OpenCase, fields: SortFields, chosen: string, values: Values): Made {
  if (chosen === PART_OF) return makePartOf(values);
  if (chosen === NOT_OURS) {
    const input = pickTexts(values, ['why', 'pointed-to']);
    return { sorting: { as: NOT_OURS, wishes: [{ command: 'say-not-ours', input }] }, errors: [] };
  }
  const as = chosen as Kind;
  const { input, errors } = assembleInput(fields.classify, values);
  const { why: _why, ...told } = input;
  const wishes = [
    ...wishDetails(open, values),
    ...wishRepresentative(open, values),
    { command: 'classify', input: { ...told, ...clearConcerns(open, told), kind: as } },
  ];
  return { sorting: { as, wishes }, errors: [...errors, ...checkRepresentative(values)] };
}

/** Nothing ticked takes back what was ticked before. */
const clearConcerns = ({ standing }: OpenCase, told: Readonly<Record<string, unknown>>): { concerns?: readonly [] } =>
  told['concerns'] === undefined && standing.state.concerns.length > 0 ? { concerns: [] } : {};

function makePartOf(values: Values): Made {
  const typed = typeof values[OTHER_REFERENCE] === 'string' ? values[OTHER_REFERENCE].trim().toUpperCase() : '';
  const into = typed !== '' ? typed : String(values[INTO] ?? '');
  const message = 'Choose the case it is part of, or enter its reference';
  return {
    sorting: { as: PART_OF, into, wishes: [{ command: 'merge', input: { into } }] },
    errors: into === '' ? [{ field: OTHER_REFERENCE, message }] : [],
  };
}

const pickTexts = (values: Values, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]]] : [])));

/** How the person is called and reached, where it differs from what is known. */
function wishDetails({ wording }: OpenCase, values: Values): readonly SortWish[] {
  const known: Readonly<Record<string, string | undefined>> = {
    'resident-name': wording.resident.name,
    'resident-email': wording.resident.email,
    'resident-telephone': wording.resident.telephone,
    'resident-address': wording.resident.address,
  };
  const told = pickTexts(values, RESIDENT_FIELDS);
  const changed = Object.entries(told).filter(([name, text]) => text !== known[name]);
  return changed.length === 0 ? [] : [{ command: 'record-details', input: Object.fromEntries(changed) }];
}

const representativeOf = (values: Values): Record<string, string> =>
  Object.fromEntries(
    ['name', 'relation', 'contact', 'email', 'address'].flatMap((name) => {
      const value = values[`${REPRESENTATIVE}${name}`];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

/** Who acts for them, where it is somebody else than is known. */
function wishRepresentative({ wording }: OpenCase, values: Values): readonly SortWish[] {
  const told = representativeOf(values);
  const known = wording.people.get('representative');
  const same = known && told['name'] === known.name && told['email'] === known.email;
  return told['name'] === undefined || same ? [] : [{ command: 'name-representative', input: told }];
}

function checkRepresentative(values: Values): readonly FieldError[] {
  const told = representativeOf(values);
  if (told['name'] !== undefined || Object.keys(told).length === 0) return [];
  return [{ field: `${REPRESENTATIVE}name`, message: 'Enter the name of whoever acts for them' }];
}
