import { getName, type Path } from './fault.ts';
import type { Pack } from './schema.ts';

/**
 * A place in which two versions of a pack differ. `path` leads from the top of the version that has it, the later one
 * where both do. `before`, `after`: the values there; undefined where a version has none.
 */
export type PackChange = {
  readonly path: Path;
  readonly in: 'before' | 'after';
  readonly before: unknown;
  readonly after: unknown;
};

/** What names a version, and the words that prove a value: no rule of a procedure. */
const PASSED_OVER: readonly string[] = ['version', 'in-force', 'quote', 'note'];

/**
 * Every place in which two versions of one pack differ, in the order of the later one, then what is there no more. Of a
 * list the entries with the same name are compared with each other, wherever they stand; the order alone is no change.
 */
export const findChanges = (before: Pack, after: Pack): readonly PackChange[] => compare(before, after, [], []);

type Keyed = ReadonlyMap<string, { readonly key: string | number; readonly value: unknown }>;

function compare(before: unknown, after: unknown, was: Path, is: Path): readonly PackChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [listEntries(before), listEntries(after)];
  if (!old || !now)
    return [
      after === undefined ? { path: was, in: 'before', before, after } : { path: is, in: 'after', before, after },
    ];
  const kept = [...now].flatMap(([name, { key, value }]) => {
    const then = old.get(name);
    return compare(then?.value, value, [...was, then?.key ?? key], [...is, key]);
  });
  const gone = [...old].filter(([name]) => !now.has(name));
  return [...kept, ...gone.flatMap(([, { key, value }]) => compare(value, undefined, [...was, key], is))];
}

/** What a value is made of, by name; undefined for what is compared as a whole: plain values, lists of them, periods. */
function listEntries(value: unknown): Keyed | undefined {
  if (value === null || typeof value !== 'object' || isPeriod(value)) return undefined;
  if (!Array.isArray(value)) {
    const own = Object.entries(value).filter(([key]) => !PASSED_OVER.includes(key));
    return new Map(own.map(([key, inner]) => [key, { key, value: inner as unknown }]));
  }
  if (value.some((entry) => entry === null || typeof entry !== 'object')) return undefined;
  return new Map(value.map((entry: unknown, key) => [getName(entry) ?? `#${key}`, { key, value: entry }]));
}

const isPeriod = (value: object): boolean => 'n' in value && 'unit' in value;
