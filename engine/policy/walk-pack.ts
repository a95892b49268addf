import type { Path } from './fault.ts';
import { packSchema } from './schema.ts';

/** What of a schema's inside is needed to walk a value beside it. */
type Schema = { readonly _zod: { readonly def: unknown } };
type Def = {
  readonly type: string;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly getter?: () => Schema;
  readonly options?: readonly Schema[];
  readonly element?: Schema;
  readonly valueType?: Schema;
  readonly shape?: Readonly<Record<string, Schema>>;
};

/** An object of a pack as it was written. `sourced`: the language lets it name where it comes from. */
export type Written = {
  readonly path: Path;
  readonly object: Readonly<Record<string, unknown>>;
  readonly sourced: boolean;
};

const getDef = (schema: Schema): Def => schema._zod.def as Def;

/** The plain schemas behind defaults, shorthands and choices: one, or one for each alternative. */
function spellOut(schema: Schema): readonly Schema[] {
  const def = getDef(schema);
  if (def.type === 'union') return (def.options ?? []).flatMap(spellOut);
  const inner = def.type === 'lazy' ? def.getter?.() : def.type === 'pipe' ? def.in : def.innerType;
  return inner ? spellOut(inner) : [schema];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Of several alternatives the one whose keys the value mostly uses; undefined where none is an object. */
function chooseObject(schemas: readonly Schema[], value: Record<string, unknown>): Def | undefined {
  const objects = schemas.map(getDef).filter((def) => def.shape !== undefined || def.type === 'record');
  const fit = (def: Def) => (def.shape ? Object.keys(value).filter((key) => key in def.shape!).length : 1);
  return objects.toSorted((a, b) => fit(b) - fit(a))[0];
}

/** Every object of a raw pack that the language knows, from the top down, with whether it can carry a source. */
export function* walkPack(raw: unknown, schema: Schema = packSchema, path: Path = []): Generator<Written> {
  const schemas = spellOut(schema);
  if (Array.isArray(raw)) {
    const element = schemas.map(getDef).find((def) => def.type === 'array')?.element;
    if (element) for (const [i, entry] of raw.entries()) yield* walkPack(entry, element, [...path, i]);
    return;
  }
  if (!isObject(raw)) return;
  const def = chooseObject(schemas, raw);
  if (!def) return;
  yield { path, object: raw, sourced: def.shape !== undefined && 'assumption' in def.shape };
  for (const [key, value] of Object.entries(raw)) {
    const next = def.shape ? def.shape[key] : def.valueType;
    if (next) yield* walkPack(value, next, [...path, key]);
  }
}

/** The keys that the language knows at a path; of every alternative where there are several. Empty: no object. */
export function findKnownKeys(path: Path, schema: Schema = packSchema): readonly string[] {
  let here: readonly Schema[] = spellOut(schema);
  for (const key of path) {
    here = here.flatMap((candidate) => {
      const def = getDef(candidate);
      const next = typeof key === 'number' ? def.element : (def.shape?.[key] ?? def.valueType);
      return next ? spellOut(next) : [];
    });
  }
  return [...new Set(here.flatMap((candidate) => Object.keys(getDef(candidate).shape ?? {})))];
}

/** Every object of a parsed pack, from the top down, with its path. */
export function* walkObjects(
  value: unknown,
  path: Path = [],
): Generator<{ path: Path; object: Record<string, unknown> }> {
  if (Array.isArray(value)) {
    for (const [i, entry] of value.entries()) yield* walkObjects(entry, [...path, i]);
  } else if (isObject(value)) {
    yield { path, object: value };
    for (const [key, entry] of Object.entries(value)) yield* walkObjects(entry, [...path, key]);
  }
}

/** The list or field that an object stands in: `clocks`, `steps`, `who` … The empty text for the pack itself. */
export function getKind(path: Path): string {
  return String(path.findLast((key) => typeof key === 'string') ?? '');
}
