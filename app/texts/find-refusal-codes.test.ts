// Every reason the engine can give has words, and all words belong to a reason. Both are read from the engine's sources.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { describeRefusalParts } from './describe-refusal.ts';
import { findPlaceholderNames } from './fill.ts';
import { loadTexts } from './load-texts.ts';

/** A place in the engine that gives a reason: its codes, and the names of the values it gives with them. */
type Site = { readonly file: string; readonly codes: readonly string[]; readonly values: readonly string[] };

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** What stands between a bracket at `open` and the one that closes it. */
function readBracketed(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ('([{'.includes(text[at] ?? '')) depth++;
    if (')]}'.includes(text[at] ?? '')) depth--;
    if (depth === 0) return text.slice(open + 1, at);
  }
  return text.slice(open + 1);
}

/** The arguments of a call: split at commas outside any bracket or quote. */
function splitArguments(call: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [token] of call.matchAll(/'[^']*'|`[^`]*`|[\s\S]/g)) {
    if (token.length === 1 && '([{'.includes(token)) depth++;
    if (token.length === 1 && ')]}'.includes(token)) depth--;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim());
}

/** Quoted codes of an expression, without what is only compared with. */
const quotedIn = (expression: string): string[] =>
  [...expression.replace(/[!=]==\s*'[^']*'/g, '').matchAll(/'([a-z][a-z-]*)'/g)].map(([, code]) => code ?? '');

/** The names in an object literal, or those of the constant it names in the same file. */
function readNames(argument: string | undefined, source: string): string[] {
  if (argument === undefined || argument === '') return [];
  if (!argument.startsWith('{')) {
    const constant = new RegExp(`const ${argument} = (\\{[^}]*\\})`).exec(source)?.[1];
    return constant === undefined ? [] : readNames(constant, source);
  }
  return splitArguments(argument.slice(1, -1))
    .map((entry) => /^['"]?([\w-]+)/.exec(entry)?.[1] ?? '')
    .filter((name) => name !== '');
}

function findCalls(source: string, called: string): string[][] {
  const calls = [...source.matchAll(new RegExp(`(?<!function |#)\\b${called}\\(`, 'g'))];
  return calls.map((call) => splitArguments(readBracketed(source, call.index + call[0].length - 1)));
}

function findSites(file: string): Site[] {
  const source = withoutComments(readFileSync(file, 'utf8'));
  const refused = findCalls(source, 'refuse').map(([code = '', , values]) => ({
    file,
    codes: quotedIn(code),
    values: readNames(values, source),
  }));
  const wrong = findCalls(source, 'wrong').map(([code = '', , values]) => ({
    file,
    codes: quotedIn(code),
    values: ['field', 'label', ...readNames(values, source)],
  }));
  const numbers = findCalls(source, 'checkNumber').map(([, , code = '']) => ({
    file,
    codes: quotedIn(code),
    values: ['field', 'label', 'given'],
  }));
  const literals = [...source.matchAll(/\bcode: ('[a-z-]+'),[\s\S]*?\bvalues: (\{[^}]*\})/g)].map(
    ([, code = '', values]) => ({
      file,
      codes: quotedIn(code),
      values: readNames(values, source),
    }),
  );
  return [...refused, ...wrong, ...numbers, ...literals].filter(({ codes }) => codes.length > 0);
}

/** Codes made from why a part of a letter is missing. */
function findPartSites(): Site[] {
  const file = 'engine/letters/determine-letter.ts';
  const [, union = ''] = /export type Missing =([^;]*);/.exec(readFileSync(file, 'utf8')) ?? [];
  return quotedIn(union).map((missing) => ({
    file,
    codes: [`part-${missing}`],
    values: ['part', 'id', 'letter', 'lacks'],
  }));
}

/** Warnings have codes and words of their own. */
const isRead = (file: string): boolean =>
  !file.endsWith('.test.ts') && !/\/(list-warnings|warn-of-\w+)\.ts$/.test(file);
const files = globSync('engine/**/*.ts').filter(isRead);
const sites = [...files.flatMap(findSites), ...findPartSites()];
const codes = [...new Set(sites.flatMap((site) => site.codes))].sort();
const texts = loadTexts();

test('the reading finds the codes', () => {
  assert.ok(codes.length > 70, `only ${codes.length} codes were found in the engine`);
  for (const code of [
    'took-part',
    'part-blank',
    'not-a-number',
    'field-missing',
    'no-version-in-force',
    'after-window',
  ]) {
    assert.ok(codes.includes(code), code);
  }
});

test('every call of refuse was understood', () => {
  const unread = files.flatMap((file) =>
    findCalls(withoutComments(readFileSync(file, 'utf8')), 'refuse')
      .filter(([code = '']) => quotedIn(code).length === 0)
      .map(([code]) => `${file}: refuse(${code}`),
  );
  assert.deepEqual(unread, []);
});

test('every reason has words, and no words are without a reason', () => {
  assert.deepEqual(Object.keys(texts.refusals).sort(), codes);
});

/** Values that the words may use beside those that come with a reason. */
function derivedFrom(values: readonly string[]): string[] {
  const period = values.includes('n') && values.includes('unit') ? ['period'] : [];
  return [...values, ...period, ...(values.includes('field') ? ['label'] : [])];
}

test('words ask only for values that come with the reason wherever it is given', () => {
  const lacking = sites.flatMap(({ file, codes: given, values }) =>
    given.flatMap((code) => {
      const known = derivedFrom(values);
      const asked = Object.values(texts.refusals[code] ?? {}).flatMap((words) => findPlaceholderNames(words ?? ''));
      return asked.filter((name) => !known.includes(name)).map((name) => `${file}: ${code} has no {${name}}`);
    }),
  );
  assert.deepEqual(lacking, []);
});

test('every reason can be said with the values of each place', () => {
  for (const { codes: given, values } of sites) {
    const filled = Object.fromEntries(
      values.map((name) => [name, name === 'unit' ? 'working-day' : name === 'field' ? 'a-field' : 2]),
    );
    for (const code of given) {
      const { says, mend } = describeRefusalParts(texts, { code, values: filled });
      assert.match(says, /\.$/);
      assert.match(mend, /\.$/);
    }
  }
});
