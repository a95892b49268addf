import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import {
  findUndescribed,
  findWordsAt,
  generatePackReference,
  listPlaces,
  PACK_REFERENCE,
} from './generate-pack-reference.ts';
import { CLOSED_LISTS, EXAMPLES, SECTIONS } from './pack-reference-words.ts';

const page = generatePackReference();

test('the page that is checked in is current: else npm run packs', () => {
  assert.equal(readFileSync(join(import.meta.dirname, '..', PACK_REFERENCE), 'utf8'), page);
});

test('every word of the language is described', () => {
  assert.deepEqual(findUndescribed(), [], 'add .describe(…) in engine/policy/schema.ts');
});

test('every place of the language has a name and its turn, and none is left over', () => {
  assert.deepEqual(
    listPlaces().filter((path) => SECTIONS[path] === undefined),
    [],
    'add it to SECTIONS',
  );
  const known = ['sources', ...listPlaces()];
  assert.deepEqual(
    Object.keys(SECTIONS).filter((path) => !known.includes(path)),
    [],
  );
  assert.deepEqual(
    Object.keys(EXAMPLES).filter((path) => !known.includes(path)),
    [],
  );
});

test('every word of the closed lists stands on the page with its meaning', () => {
  for (const { name, values } of CLOSED_LISTS) {
    for (const word of values) {
      assert.match(page, new RegExp(`^\\| \`${word}\` \\| \\S`, 'm'), `${name}: ${word}`);
    }
  }
});

test('what links lead to stands on the page', () => {
  const anchors = [...page.matchAll(/^### (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
  for (const [, anchor = ''] of page.matchAll(/\]\(#([^)]+)\)/g)) assert.ok(anchors.includes(anchor), anchor);
  assert.equal(new Set(anchors).size, anchors.length);
});

test('the examples are YAML and use words of their place', () => {
  for (const [path, text] of Object.entries(EXAMPLES)) {
    const parsed = parse(text) as Record<string, unknown> | Record<string, unknown>[];
    const last = path.split('.').at(-1) ?? '';
    const inside = (
      Array.isArray(parsed) ? parsed : Object.hasOwn(parsed, last) ? parsed[last] : Object.values(parsed)[0]
    ) as object;
    const entries = (Array.isArray(inside) ? inside : path === 'facts' ? Object.values(inside) : [inside]) as object[];
    const known = findWordsAt(path);
    for (const entry of entries) {
      assert.deepEqual(
        Object.keys(entry).filter((key) => !known.includes(key)),
        [],
        path,
      );
    }
  }
});
