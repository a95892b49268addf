// A landlord is data: nothing of the engine or the app knows one by name.
import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

type Term = { readonly text: string; readonly what: string };

/** Ids so plain that they are words of the trade, not signs of a landlord. */
const plainWords = new Set(['housing', 'repairs', 'care', 'service', 'services', 'general', 'all', 'other']);

const idsIn = (list: unknown): string[] => {
  if (Array.isArray(list)) return list.flatMap((one) => (typeof one?.id === 'string' ? [one.id] : []));
  return typeof list === 'object' && list !== null ? Object.keys(list) : [];
};

/** The names a pack brings: its id (and its folder's), the organisation's name, its services' ids. */
function getTerms(folder: string, text: string): Term[] {
  const pack = (parse(text) ?? {}) as { pack?: unknown; organisation?: { name?: unknown }; services?: unknown };
  const terms: Term[] = [
    { text: folder, what: 'pack id' },
    { text: String(pack.pack ?? folder), what: 'pack id' },
    ...(typeof pack.organisation?.name === 'string' ? [{ text: pack.organisation.name, what: 'landlord’s name' }] : []),
    ...idsIn(pack.services).map((id) => ({ text: id, what: 'service id' })),
  ];
  return terms.filter((term) => !plainWords.has(term.text));
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Each place where a term stands in a source, as a word of its own, in any case. */
function findNames(path: string, source: string, terms: readonly Term[]): string[] {
  return source
    .split('\n')
    .flatMap((line, index) =>
      terms
        .filter(({ text }) => new RegExp(`(?<![\\w-])${escaped(text)}(?![\\w-])`, 'i').test(line))
        .map(({ text, what }) => `${path}:${index + 1} holds “${text}”, a ${what}: take it from the pack`),
    );
}

const folders = existsSync('policies')
  ? readdirSync('policies', { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'regimes')
  : [];

const terms = [
  ...folders.map(({ name }) => ({ text: name, what: 'pack id' })),
  ...globSync('policies/*/*.yaml')
    .filter((file) => basename(dirname(file)) !== 'regimes')
    .flatMap((file) => getTerms(basename(dirname(file)), readFileSync(file, 'utf8'))),
];

const unique = [...new Map(terms.map((term) => [term.text.toLowerCase(), term])).values()];

test('no landlord’s name, pack id or service id stands in the engine or the app', () => {
  const sources = globSync(['engine/**/*.ts', 'app/**/*.ts']).filter((file) => !file.endsWith('.test.ts'));
  assert.deepEqual(
    sources.flatMap((file) => findNames(file, readFileSync(file, 'utf8'), unique)),
    [],
  );
});

test('a name that slipped in is found, in code and comments, and part of a longer word is not', () => {
  const pack = 'pack: sandhill\norganisation: { name: Sandhill Homes }\nservices: { lift-care: {}, housing: {} }\n';
  const found = getTerms('sandhill', pack);
  assert.match(
    findNames('engine/a.ts', "if (pack === 'sandhill') {}", found).join('\n'),
    /engine\/a\.ts:1 holds “sandhill”/,
  );
  assert.match(findNames('engine/a.ts', '\n// SANDHILL HOMES does it', found).join('\n'), /:2 holds “Sandhill Homes”/);
  assert.match(findNames('engine/a.ts', "service: 'lift-care'", found).join('\n'), /a service id/);
  assert.deepEqual(findNames('engine/a.ts', 'const sandhills = housing;', found), []);
});
