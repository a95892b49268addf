import type { Field as EngineField, Letter, NeededBefore, Part } from '../../../engine/index.ts';
import type { Field as WebField } from '../../web/forms.ts';

/** A form as it is drawn: single fields under their full input names, and groups of them. */
export type Piece =
  | { readonly kind: 'field'; readonly field: WebField }
  | {
      readonly kind: 'group';
      readonly name: string;
      readonly legend: string;
      readonly hint?: string | undefined;
      readonly pieces: readonly Piece[];
      /** A group that can grow by one of its kind. */
      readonly grows?: boolean | undefined;
    };

/** What a form needs to know beside its fields. */
export type PieceContext = {
  /** The letter whose parts the form asks for: it knows which are told point by point. */
  readonly letter?: Letter | undefined;
  readonly points: readonly { readonly n: number; readonly label: string }[];
  /** The comments on the draft, for the parts that answer each. */
  readonly comments?: readonly { readonly n: number; readonly label: string }[] | undefined;
  /** How many of a list are shown, by the name of the list. */
  readonly counts: Readonly<Record<string, number>>;
  readonly describeClause: (clause: string) => string;
  /** What is said of fields that are not required now, and that something waits for. */
  readonly neededBefore?: Readonly<Record<NeededBefore, string>> | undefined;
};

type Of<K extends EngineField['kind']> = Extract<EngineField, { kind: K }>;

/** A command's described fields as pieces of a form. Input names say where a value belongs: `points.2.text`. */
export function makePieces(fields: readonly EngineField[], context: PieceContext): readonly Piece[] {
  return fields.map((field) => makePiece(field, field.name, context));
}

function makePiece(field: EngineField, name: string, context: PieceContext): Piece {
  switch (field.kind) {
    case 'texts':
      return makeTexts(field, name, context);
    case 'per-point':
      return group(field, name, context, {
        pieces: field.points.map((point) => makeRow(field.fields, `${name}.${point.n}`, point.label, context)),
      });
    case 'list':
      return makeList(field, name, context);
    default:
      return { kind: 'field', field: makeSimple(field, name, context) };
  }
}

type Simple = Exclude<EngineField, { kind: 'texts' | 'per-point' | 'list' }>;

/** Several people are chosen from a list, which whoever makes the form puts in: without it there is nobody to choose. */
const peopleless = (asked: Omit<WebField, 'kind'>): WebField =>
  ({ ...asked, kind: 'choices', options: [] }) as WebField;

function makeSimple(field: Simple, name: string, context: PieceContext): WebField {
  const hint = hintOf(field, context);
  const optional = field.neededBefore && context.neededBefore?.[field.neededBefore];
  const asked = {
    name,
    label: field.label,
    required: field.required,
    ...(hint !== undefined && { hint }),
    ...(optional !== undefined && { optional }),
  };
  if (field.kind === 'people') return peopleless(asked);
  if (field.kind !== 'choice' && field.kind !== 'choices') return { ...asked, kind: field.kind };
  const options = field.options.map(({ value, label, hint: more }) => ({
    value,
    label,
    ...(more !== undefined && { hint: more }),
  }));
  return { ...asked, kind: field.kind, options };
}

function hintOf({ hint, clause }: { hint?: string | undefined; clause?: string | undefined }, context: PieceContext) {
  const parts = [
    hint,
    clause !== undefined && clause !== 'assumption' ? `${context.describeClause(clause)}.` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' ') || undefined;
}

function group(
  field: EngineField,
  name: string,
  context: PieceContext,
  more: { pieces: readonly Piece[]; grows?: boolean },
): Piece {
  return { kind: 'group', name, legend: field.label, hint: hintOf(field, context), ...more };
}

function makeRow(fields: readonly EngineField[], name: string, legend: string, context: PieceContext): Piece {
  const pieces = fields.map((inner) => makePiece(inner, `${name}.${inner.name}`, context));
  return { kind: 'group', name, legend, pieces };
}

function makeList(field: Of<'list'>, name: string, context: PieceContext): Piece {
  const count = Math.max(field.atLeast, 1, context.counts[name] ?? 0);
  const rows = Array.from({ length: count }, (_, index) =>
    makeRow(field.fields, `${name}.${index + 1}`, `Point ${index + 1}`, context),
  );
  return group(field, name, context, { pieces: rows, grows: true });
}

function makeTexts(field: Of<'texts'>, name: string, context: PieceContext): Piece {
  const pieces = field.parts.map((asked): Piece => {
    const part = context.letter?.parts.find((candidate) => candidate.part === asked.value);
    if (part?.['per-comment']) return makePerPoint(asked, part, name, context, context.comments ?? []);
    return part?.['per-point'] ? makePerPoint(asked, part, name, context) : makePart(asked, part, name, context);
  });
  return group(field, name, context, { pieces });
}

type AskedPart = Of<'texts'>['parts'][number];

function partHint(asked: AskedPart, part: Part | undefined, context: PieceContext): string | undefined {
  const source = part?.clause ?? (part?.regime ? `Code ${part.regime}` : undefined);
  const none = part?.['none-allowed'] ? 'If there is nothing to say, write “none”.' : undefined;
  return hintOf({ hint: [asked.hint, none].filter(Boolean).join(' ') || undefined, clause: source }, context);
}

function makePart(asked: AskedPart, part: Part | undefined, name: string, context: PieceContext): Piece {
  const hint = partHint(asked, part, context);
  const field: WebField = {
    kind: 'long-text',
    name: `${name}.${asked.value}`,
    label: asked.label,
    required: asked.required,
    ...(hint !== undefined && { hint }),
  };
  return { kind: 'field', field };
}

function makePerPoint(
  asked: AskedPart,
  part: Part,
  name: string,
  context: PieceContext,
  numbered: PieceContext['points'] = context.points,
): Piece {
  const own = `${name}.${asked.value}`;
  const pieces = numbered.map(
    ({ n, label }): Piece => ({
      kind: 'field',
      field: { kind: 'long-text', name: `${own}.${n}`, label, required: asked.required },
    }),
  );
  return { kind: 'group', name: own, legend: asked.label, hint: partHint(asked, part, context), pieces };
}

/** Every single field of a form, in order. */
export function listFields(pieces: readonly Piece[]): readonly WebField[] {
  return pieces.flatMap((piece) => (piece.kind === 'field' ? [piece.field] : listFields(piece.pieces)));
}
