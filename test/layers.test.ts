// The dependency fence of ARCHITECTURE.md: who may import whom.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';

type Source = { readonly path: string; readonly text: string };

/** What each engine folder may import of the others. Among the last four: a decision may ask what a letter lacks and whom to signpost. */
const engineMayImport: Readonly<Record<string, readonly string[]>> = {
  calendar: [],
  policy: ['calendar'],
  case: ['policy', 'calendar'],
  clocks: ['policy', 'case', 'calendar'],
  letters: ['clocks', 'policy', 'case', 'calendar', 'signposting'],
  signposting: ['clocks', 'policy', 'case', 'calendar'],
  decisions: ['clocks', 'policy', 'case', 'calendar', 'letters', 'signposting'],
  reports: ['clocks', 'policy', 'case', 'calendar'],
};

/** Packages the engine may use, and the one folder that may. */
const enginePackages: Readonly<Record<string, string>> = { zod: 'policy' };

/** Files that see every folder: nothing else may import them. The first pattern is who may. */
const compositionRoots = ['app/main.ts', 'app/config.ts'];
const mayImportRoots = (path: string): boolean => compositionRoots.includes(path) || path.startsWith('app/cli/');

const strangers: readonly (readonly [string, string])[] = [
  ['app/casework/', 'app/portal/'],
  ['app/portal/', 'app/casework/'],
];

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** Every module a source names: import and export … from, bare imports, import() with a literal, import types. */
function getSpecifiers(text: string): string[] {
  const code = withoutComments(text);
  const forms = [
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"`]([^'"`]+)['"`]/g,
  ];
  return forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1] ?? ''));
}

const isTest = (path: string): boolean =>
  path.endsWith('.test.ts') || path.endsWith('.contract.ts') || path.startsWith('test/');

const engineFolder = (path: string): string => {
  const parts = path.split('/');
  return parts.length > 2 ? (parts[1] ?? '') : '';
};

function judgeEnginePackage(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('node:')) return 'the engine does no I/O: it never imports node:*';
  const folder = enginePackages[specifier];
  if (folder === undefined) return 'the engine imports no package (zod, in engine/policy, is the one exception)';
  return engineFolder(from) === folder ? undefined : `${specifier} is for engine/${folder} only`;
}

function judgeEngineImport(from: string, to: string): string | undefined {
  if (!to.startsWith('engine/')) return `the engine imports nothing outside itself`;
  if (from === 'engine/index.ts') return undefined;
  const [own, other] = [engineFolder(from), engineFolder(to)];
  const allowed = engineMayImport[own];
  if (allowed === undefined)
    return `${from} lies in no known folder of the engine: name it in engineMayImport, with what it may import`;
  if (own === other || allowed.includes(other)) return undefined;
  return `engine/${own} may import ${allowed.length === 0 ? 'nothing of the engine' : allowed.join(', ')}, not ${other || to}`;
}

function judgeAppImport(from: string, to: string): string | undefined {
  if (to.startsWith('engine/') && to !== 'engine/index.ts') return 'the app reaches the engine by engine/index.ts only';
  if (/^(test|scripts|bench)\//.test(to)) return `the app never imports ${to.split('/')[0]}/`;
  if (compositionRoots.includes(to) && !mayImportRoots(from)) {
    return `${to} is a composition root: only app/main.ts and app/cli import it; have what you need passed in`;
  }
  const pair = strangers.find(([mine, theirs]) => from.startsWith(mine) && to.startsWith(theirs));
  return pair === undefined
    ? undefined
    : `${pair[0]} and ${pair[1]} never import each other: move what they share to app/web or the engine`;
}

function judge(from: string, specifier: string): string | undefined {
  const relative = specifier.startsWith('.');
  const to = relative ? posix.join(posix.dirname(from), specifier) : specifier;
  if (from.startsWith('engine/')) return relative ? judgeEngineImport(from, to) : judgeEnginePackage(from, specifier);
  if (from.startsWith('app/') && relative) return judgeAppImport(from, to);
  return undefined;
}

/** Every import that breaks the fence, each with its file and the rule. Tests are free. */
function findBreaches(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, text }) =>
      getSpecifiers(text).flatMap((specifier) => {
        const rule = judge(path, specifier);
        return rule === undefined ? [] : [`${path} imports '${specifier}': ${rule}`];
      }),
    );
}

const clocksAndChance = /\b(Math\.random|Date\.now|new Date\b|Temporal\.Now|performance\.now)/;

/** Engine sources that ask for the time or for chance: both are passed in. */
function findImpurities(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('engine/') && !isTest(path))
    .flatMap(({ path, text }) => {
      const found = withoutComments(text).match(clocksAndChance)?.[1];
      return found === undefined
        ? []
        : [`${path} uses ${found}: the engine has no clock and no chance, pass the value in`];
    });
}

const readSources = (): Source[] =>
  globSync(['engine/**/*.ts', 'app/**/*.ts'])
    .map((path) => path.split('\\').join('/'))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

test('nobody climbs the fence', () => {
  assert.deepEqual(findBreaches(readSources()), []);
});

test('the engine asks for neither the time nor chance', () => {
  assert.deepEqual(findImpurities(readSources()), []);
});

const breach = (path: string, text: string): string => findBreaches([{ path, text }]).join('\n');

test('an engine folder may not import one above it', () => {
  assert.match(
    breach('engine/calendar/add-days.ts', "import type { Pack } from '../policy/schema.ts';"),
    /engine\/calendar\/add-days\.ts imports '\.\.\/policy\/schema\.ts': engine\/calendar may import nothing/,
  );
  assert.match(breach('engine/clocks/a.ts', "export * from '../decisions/extend.ts';"), /not decisions/);
  assert.match(breach('engine/policy/a.ts', "import { a } from '../case/a.ts';"), /may import calendar, not case/);
  assert.match(breach('engine/clocks/a.ts', "import { a } from '../index.ts';"), /not engine\/index\.ts/);
  assert.match(breach('engine/newcomer/a.ts', "import { a } from '../case/a.ts';"), /no known folder/);
});

test('the engine may not leave itself, in any form of import', () => {
  assert.match(breach('engine/case/a.ts', "import { readFileSync } from 'node:fs';"), /never imports node/);
  assert.match(breach('engine/case/a.ts', "import 'yaml';"), /imports no package/);
  assert.match(breach('engine/case/a.ts', "import { z } from 'zod';"), /engine\/policy only/);
  assert.match(
    breach('engine/case/a.ts', "const a = await import('../../app/web/page.ts');"),
    /nothing outside itself/,
  );
  assert.match(breach('engine/case/a.ts', "type A = import('../../app/web/page.ts').A;"), /nothing outside itself/);
  assert.match(breach('engine/case/a.ts', "import {\n  a,\n  b,\n} from '../../app/b.ts';"), /nothing outside itself/);
});

test('the app may not go round the engine’s door, to its neighbour, or up to its root', () => {
  assert.match(
    breach('app/casework/log/view.ts', "import { a } from '../../../engine/clocks/a.ts';"),
    /engine\/index\.ts only/,
  );
  assert.match(breach('app/casework/log/view.ts', "import { a } from '../../portal/a.ts';"), /never import each other/);
  assert.match(breach('app/web/page.ts', "import { config } from '../config.ts';"), /composition root/);
  assert.match(breach('app/web/page.ts', "import { a } from '../../test/support/a.ts';"), /never imports test/);
});

test('what is allowed is let through', () => {
  const allowed: readonly (readonly [string, string])[] = [
    ['engine/clocks/a.ts', "import { a } from '../policy/a.ts';\nimport { b } from './b.ts';"],
    ['engine/decisions/a.ts', "import { a } from '../letters/a.ts';"],
    ['engine/policy/schema.ts', "import { z } from 'zod';"],
    ['engine/case/a.ts', "// import { a } from 'node:fs';\n/** import { b } from '../decisions/b.ts' */"],
    ['engine/case/a.test.ts', "import { test } from 'node:test';"],
    ['app/casework/log/view.ts', "import { a } from '../../../engine/index.ts';\nimport { b } from '../../web/b.ts';"],
    ['app/cli/serve.ts', "import { a } from '../main.ts';"],
  ];
  for (const [path, text] of allowed) assert.equal(breach(path, text), '');
});

test('a clock in the engine is found', () => {
  assert.equal(findImpurities([{ path: 'engine/case/a.ts', text: 'const now = Date.now();' }]).length, 1);
  assert.equal(findImpurities([{ path: 'app/main.ts', text: 'const now = Date.now();' }]).length, 0);
});
