// The recipes of the how-to are quoted from packs that run, so that what a person copies from it loads.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const path = join(root, 'docs', 'how-to', 'write-a-pack.md');
const page = readFileSync(path, 'utf8');
const recipes = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
const packs = globSync(['policies/*/*.yaml', 'test/oddities/*/*.yaml'], { cwd: root }).map((file): unknown =>
  parse(readFileSync(join(root, file), 'utf8')),
);

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Every value a pack holds at any depth. */
const walk = (value: unknown): readonly unknown[] => [
  value,
  ...(isTree(value) ? Object.values(value).flatMap(walk) : []),
];

/** Whether a list holds the wanted entries, or a mapping the wanted keys with these very values. */
function holds(value: unknown, wanted: unknown): boolean {
  if (isDeepStrictEqual(value, wanted)) return true;
  if (Array.isArray(wanted))
    return Array.isArray(value) && wanted.every((one) => value.some((other) => isDeepStrictEqual(other, one)));
  if (!isTree(wanted) || !isTree(value) || Array.isArray(value)) return false;
  return Object.entries(wanted).every(([key, one]) => holds(value[key], one));
}

test('there are recipes', () => {
  assert.ok(recipes.length >= 10, `found ${recipes.length}`);
});

for (const recipe of recipes) {
  test(`a pack runs: ${recipe.trim().split('\n')[0]?.slice(0, 90)}`, () => {
    const wanted: unknown = parse(recipe);
    assert.ok(
      packs.some((pack) => walk(pack).some((value) => holds(value, wanted))),
      `no pack in policies/ or test/oddities/ holds this recipe:\n${recipe}`,
    );
  });
}

test('every page and pack that it points at is there', () => {
  const links = [...page.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) => link);
  const missing = links.filter((link) => !existsSync(resolve(dirname(path), link)));
  assert.deepEqual(missing, []);
});
