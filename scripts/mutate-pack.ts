import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** One alteration of a pack: a value taken out, or another put in its place. */
export type Change =
  | { readonly path: string; readonly remove: true }
  | { readonly path: string; readonly set: unknown };

/**
 * A rule taken out of a pack, to see whether the tests of its clause notice.
 * `pack` is a folder of policies/; every version in it that has the path is changed, unless `file` (relative to policies/)
 * names one file. `refused` says that the loader itself is expected to refuse what is left.
 */
export type Mutation = {
  readonly clause: string;
  readonly pack: string;
  readonly file?: string;
  readonly change: readonly Change[];
  readonly why: string;
  readonly refused?: boolean;
};

const namingKeys = ['id', 'part', 'fact', 'step', 'name'];

/** `stages[stage-1].clocks.0` → ['stages', 'stage-1', 'clocks', '0']; a bracketed segment may hold dots. */
export function getSegments(path: string): string[] {
  const segments = [...path.matchAll(/([^.[\]]+)|\[([^\]]+)\]/g)].map((match) => match[1] ?? match[2] ?? '');
  if (segments.length === 0) throw new Error(`“${path}” names no place in a pack`);
  return segments;
}

const isNamed = (item: unknown, name: string): boolean =>
  (isScalar(item) && String(item.value) === name) ||
  (isMap(item) && namingKeys.some((key) => String(item.get(key)) === name));

function findIndex(list: YAMLSeq, segment: string): number {
  if (/^\d+$/.test(segment)) return Number(segment) < list.items.length ? Number(segment) : -1;
  return list.items.findIndex((item) => isNamed(item, segment));
}

type Place = { readonly parent: YAMLMap | YAMLSeq; readonly key: string | number; readonly present: boolean };

const resolve = (document: Document, node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);

function findPlace(document: Document, segments: readonly string[]): Place | undefined {
  let node: unknown = document.contents;
  let place: Place | undefined;
  for (const segment of segments) {
    const parent = resolve(document, node);
    if (place !== undefined && !place.present) return undefined;
    if (isMap(parent)) place = { parent, key: segment, present: parent.has(segment) };
    else if (isSeq(parent)) {
      const index = findIndex(parent, segment);
      if (index === -1) return undefined;
      place = { parent, key: index, present: true };
    } else return undefined;
    node = place.present ? (place.parent as YAMLMap).get(place.key, true) : undefined;
  }
  return place;
}

/**
 * Applies changes to a pack's text and returns the new text, or undefined when a path leads nowhere in it.
 * The list item `[stage-1]` is the one whose id, part, fact, step or name is that; a number counts from 0.
 * `remove` needs the value to be there; `set` may add a key to a mapping that is there.
 */
export function mutate(text: string, changes: readonly Change[]): string | undefined {
  const document = parseDocument(text);
  for (const change of changes) {
    const place = findPlace(document, getSegments(change.path));
    if (place === undefined || ('remove' in change && !place.present)) return undefined;
    if ('remove' in change) place.parent.delete(place.key);
    else place.parent.set(place.key as never, document.createNode(change.set) as Node);
  }
  return document.toString({ lineWidth: 0 });
}

function listCandidates(policies: string, mutation: Mutation): string[] {
  if (mutation.file !== undefined) return [join(policies, mutation.file)];
  const folder = join(policies, mutation.pack);
  if (!existsSync(folder)) throw new Error(`there is no pack folder “${mutation.pack}”`);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name));
}

export type Copy = { readonly folder: string; readonly changed: readonly string[]; readonly remove: () => void };

/** A copy of policies/ in a temporary folder with the mutation applied. Throws where the mutation fits no version of the pack. */
export function saveMutatedCopy(policies: string, mutation: Mutation): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'redress-mutation-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    cpSync(policies, folder, { recursive: true });
    const changed = listCandidates(folder, mutation).filter((file) => {
      const text = mutate(readFileSync(file, 'utf8'), mutation.change);
      if (text !== undefined) writeFileSync(file, text);
      return text !== undefined;
    });
    if (changed.length === 0) {
      throw new Error(`no version of ${mutation.pack} has ${mutation.change.map(({ path }) => path).join(' and ')}`);
    }
    return { folder, changed, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
