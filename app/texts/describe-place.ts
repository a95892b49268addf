import type { Pack } from '../../engine/index.ts';
import { capitalise } from './fill.ts';
import type { Texts } from './texts.ts';

const LISTS = ['procedures', 'stages', 'steps', 'clocks', 'outcomes', 'parts', 'seats'];

/**
 * A place in a pack as a person would find it: “Customer feedback › Stage One › Stage One response › Time allowed”.
 * `path` leads from the top of the pack; what is a list of named things is told by their names alone.
 */
export function describePlace(texts: Texts, pack: Pack, path: readonly (string | number)[]): string {
  let here: unknown = pack;
  let isQuestion = false;
  const words: string[] = [];
  for (const [i, key] of path.entries()) {
    here = here !== null && typeof here === 'object' ? (here as Record<string | number, unknown>)[key] : undefined;
    const named = isQuestion || typeof key === 'number' ? nameOf(here) : undefined;
    if (named !== undefined) words.push(named);
    else if (typeof key === 'string' && !(LISTS.includes(key) && i < path.length - 1))
      words.push(texts.procedures.places[key] ?? capitalise(key.replaceAll('-', ' ')));
    isQuestion = key === 'facts';
  }
  return words.length === 0 ? pack.title : words.join(' › ');
}

function nameOf(entry: unknown): string | undefined {
  if (entry === null || typeof entry !== 'object') return undefined;
  const { name, title, ask, about, what, id, channel } = entry as Readonly<Record<string, unknown>>;
  return [name, title, ask, about, what, id, channel].find((word): word is string => typeof word === 'string');
}
