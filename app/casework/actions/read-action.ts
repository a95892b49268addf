import type { FastifyRequest } from 'fastify';
import { getOpenPoints, type Moment, OPEN_TO_ROLES, SEAT_ROLES, seatField } from '../../../engine/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type FormBody, firstOf, type Option, readForm, type Typed, type Field as WebField } from '../../web/forms.ts';
import type { OpenCase } from '../open-case.ts';
import { describeClause } from '../render-clause.ts';
import type { WishedAction } from './find-action.ts';
import { ROLES_OF_CHOSEN } from './find-candidates.ts';
import { listFields, makePieces, type Piece } from './form-pieces.ts';
import { assembleInput, toMoment } from './read-input-values.ts';

/** The input that asks when something happened. */
export const MOMENT = 'happened-when';
export const SEEN = '_seen';
export const DOES = '_do';
const COUNT = '_count.';

/** More rows than anybody writes: a form shows no more, so that none is shown that is not read. */
const MOST_ROWS = 200;

/** Which lists are shown with how many rows; one more where a list was told to grow. */
export function readCounts(body: FormBody, grow?: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of Object.keys(body)) {
    if (name.startsWith(COUNT))
      counts[name.slice(COUNT.length)] = Math.min(MOST_ROWS, Number(firstOf(body, name)) || 1);
  }
  if (grow !== undefined) counts[grow] = Math.min(MOST_ROWS, (counts[grow] ?? 1) + 1);
  return counts;
}

export const countName = (list: string): `_${string}` => `${COUNT}${list}`;

/** The question of when it happened, for every form. */
export const momentField: WebField = {
  kind: 'moment',
  name: MOMENT,
  label: 'When did this happen?',
  hint: 'Today, unless you record it later. It cannot be a day to come.',
  required: true,
};

/** The pieces of an action's form, with as many rows of its lists as asked for. */
export function makeActionPieces(
  open: OpenCase,
  action: WishedAction,
  counts: Readonly<Record<string, number>>,
): readonly Piece[] {
  const points = getOpenPoints(open.standing.state).map(({ n }) => {
    const text = open.wording.pointText(n);
    return { n, label: text ? `Point ${n}: ${text}` : `Point ${n}` };
  });
  const known = action.command.does === 'define' ? { points: open.standing.state.points.length } : {};
  return makePieces(action.fields, {
    letter: action.letter,
    points,
    comments: open.wording.comments.map(({ comment: n, text }) => ({ n, label: `Comment ${n}: ${text}` })),
    counts: { ...known, ...counts },
    describeClause: (clause) => describeClause(open.texts, clause),
    neededBefore: open.texts.fields['needed-before'],
  });
}

/** What was sent: the input for the engine, when it happened, what cannot be read, and all as typed. */
export type ReadAction = {
  readonly pieces: readonly Piece[];
  readonly typed: Typed;
  readonly input: Readonly<Record<string, unknown>>;
  readonly moment: Moment | undefined;
  readonly errors: readonly FieldError[];
};

/** Reads the form of an action; required fields left empty are told by the form itself, all other rules by the engine. */
export function readAction(
  open: OpenCase,
  action: WishedAction,
  request: Pick<FastifyRequest, 'form' | 'uploads'>,
  people: readonly Option[],
): ReadAction {
  const pieces = makeActionPieces(open, action, readCounts(request.form));
  // The engine says what a letter or a point lacks, with the clause; the form only says what is empty on its first level.
  const ownNames = new Set(action.fields.map(({ name }) => name));
  const fields = [momentField, ...listFields(pieces)].map((field) =>
    ownNames.has(field.name) || field.name === MOMENT ? field : { ...field, required: false },
  );
  const read = readForm(fields, request.form, request.uploads, { people });
  const { input, errors } = assembleInput(action.fields, read.values);
  const told = read.values[MOMENT];
  const misread = [...read.errors, ...errors];
  return {
    pieces,
    typed: read.typed,
    input: addRoles(open, action, input),
    moment: typeof told === 'string' ? toMoment(told) : undefined,
    errors: misread.filter((error, index) => misread.findIndex(({ field }) => field === error.field) === index),
  };
}

/** The roles of several people chosen, by id. */
function rolesById({ people }: OpenCase, ids: unknown) {
  const chosen = people.filter(({ id }) => [ids].flat().includes(id));
  return Object.fromEntries(chosen.map(({ id, roles }) => [id, roles]));
}

/** The engine judges whoever is chosen by the roles they hold. */
function addRoles(open: OpenCase, action: WishedAction, input: Record<string, unknown>): Record<string, unknown> {
  const rolesOf = (id: unknown) => open.people.find((person) => person.id === id)?.roles;
  const chosen = action.command.does === 'allocate' ? rolesOf(input['to']) : undefined;
  const seats = (action.step?.seats ?? []).flatMap(({ id }) => {
    const roles = rolesOf(input[seatField(id)]);
    return roles ? [[id, roles] as const] : [];
  });
  return {
    ...input,
    ...(chosen && { [ROLES_OF_CHOSEN]: chosen }),
    ...(action.command.supplied?.includes(OPEN_TO_ROLES) && { [OPEN_TO_ROLES]: rolesById(open, input['open-to']) }),
    ...(seats.length > 0 && { [SEAT_ROLES]: Object.fromEntries(seats) }),
  };
}
