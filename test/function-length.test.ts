// Engine functions stay short enough to read in one look: nine in ten within 25 lines, none over 60.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

type Found = { readonly name: string; readonly line: number; readonly lines: number };

const usualLimit = 25;
const hardLimit = 60;

const declaration = /^\s*(?:export )?(?:default )?(?:async )?function\*? ?([\w$]*)/;
const method = /^\s+(?:static |async |get |set |override |\*)*#?([\w$]+)\(.*\{$/;
const methodOverLines = /^\s+(?:static |async |override |\*)*#?([\w$]+)\($/;
const arrow = /=>(?: \{| \(| \[)?$/;
const named = /(?:const|let) ([\w$]+)|^\s*(?:readonly )?['"]?([\w$-]+)['"]?:/;
const statements = new Set(['if', 'for', 'while', 'switch', 'catch', 'return', 'with', 'super', 'function']);

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The last line of what begins at `start`: the next line, no deeper, that closes; before that where a bare `=>` ends. */
function findEnd(lines: readonly string[], start: number): number {
  const indent = indentOf(lines[start] ?? '');
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || indentOf(line) > indent) continue;
    const goesOn = /^\s*[)\]}].*(?:\{|=>|\()$/.test(line);
    if (goesOn) continue;
    return /^\s*[)\]}]/.test(line) ? index : index - 1;
  }
  return lines.length - 1;
}

/** A parameter list over several lines closes with `) => {`: the function began where its list was opened. */
function findStart(lines: readonly string[], index: number): number {
  const line = lines[index] ?? '';
  if (!/^\s*[)}\]]/.test(line)) return index;
  for (let before = index - 1; before >= 0; before -= 1) {
    const candidate = lines[before] ?? '';
    if (candidate.trim() !== '' && indentOf(candidate) <= indentOf(line)) return before;
  }
  return index;
}

function findName(line: string): string | undefined {
  const declared = line.match(declaration);
  if (declared !== null) return declared[1] || '(unnamed)';
  const inClass = line.match(method) ?? line.match(methodOverLines);
  const name = inClass?.[1];
  if (name !== undefined && !statements.has(name) && !line.includes('=>') && !line.trimStart().startsWith('.')) {
    return name;
  }
  return undefined;
}

/** Every function of more than one line in a source as the formatter leaves it, where indentation shows the blocks. */
function getFunctions(text: string): Found[] {
  const lines = text.split('\n');
  const found = new Map<number, Found>();
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:\*|\/\/|\/\*)/.test(line)) continue;
    const start = arrow.test(line) ? findStart(lines, index) : index;
    const opening = lines[start] ?? '';
    const name = arrow.test(line) ? (opening.match(named)?.slice(1).find(Boolean) ?? '(unnamed)') : findName(line);
    if (name === undefined || found.has(start)) continue;
    const isCall = line.match(methodOverLines) !== null && !/^\s*\).*\{$/.test(lines[findClose(lines, index)] ?? '');
    if (isCall && !declaration.test(line)) continue;
    found.set(start, { name, line: start + 1, lines: findEnd(lines, start) - start + 1 });
  }
  return [...found.values()];
}

/** The first later line at the same depth: where the brackets opened at the end of this line close. */
function findClose(lines: readonly string[], index: number): number {
  const indent = indentOf(lines[index] ?? '');
  const after = lines.slice(index + 1).findIndex((line) => line.trim() !== '' && indentOf(line) <= indent);
  return after === -1 ? lines.length - 1 : index + 1 + after;
}

/** The length within which so great a part of the functions stays. */
const percentile = (sizes: readonly number[], part: number): number =>
  [...sizes].sort((a, b) => a - b)[Math.max(0, Math.ceil(sizes.length * part) - 1)] ?? 0;

const all = globSync('engine/**/*.ts')
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) => getFunctions(readFileSync(file, 'utf8')).map((found) => ({ ...found, file })));

const longest = (over: number): string =>
  all
    .filter(({ lines }) => lines > over)
    .sort((a, b) => b.lines - a.lines)
    .map(({ file, line, name, lines }) => `${file}:${line} ${name} has ${lines} lines`)
    .join('\n');

test(`no engine function is longer than ${hardLimit} lines`, () => {
  assert.equal(longest(hardLimit), '');
});

test(`nine engine functions in ten stay within ${usualLimit} lines`, () => {
  const reached = percentile(
    all.map(({ lines }) => lines),
    0.9,
  );
  assert.ok(reached <= usualLimit, `the ninth in ten has ${reached} lines; the long ones:\n${longest(usualLimit)}`);
});

test('functions of every form are found, with their lengths', () => {
  const text = [
    'export function plain(a: number): number {', // 1
    '  return a;',
    '}',
    '',
    'export async function wide(', // 5
    '  a: { b: number },',
    '): Promise<number> {',
    '  return list.map((one) => {', // 8
    '    return one;',
    '  });',
    '}',
    'const short = (a: number): number => a + 1;',
    'const folded = (a: number): number =>', // 13
    '  a',
    '    .more();',
    'const block = (', // 16
    '  a: number,',
    ') => {',
    '  return a;',
    '};',
    'class Thing {',
    '  get(a: number): number {', // 22
    '    if (a > 1) {',
    '      return 1;',
    '    }',
    '    for (const one of list) {',
    '      call(',
    '        one,',
    '      );',
    '    }',
    '    return 2;',
    '  }',
    '}',
    'function opened({', // 34
    '  a,',
    '  b,',
    '}: Options): void {',
    '  run(a, b);',
    '}',
  ].join('\n');
  assert.deepEqual(
    getFunctions(text).map(({ name, line, lines }) => [name, line, lines]),
    [
      ['plain', 1, 3],
      ['wide', 5, 7],
      ['(unnamed)', 8, 3],
      ['folded', 13, 3],
      ['block', 16, 5],
      ['get', 22, 11],
      ['opened', 34, 6],
    ],
  );
});

test('a function too long is told by name', () => {
  const body = Array.from({ length: 70 }, () => '  step();').join('\n');
  assert.deepEqual(getFunctions(`function endless(): void {\n${body}\n}\n`), [{ name: 'endless', line: 1, lines: 72 }]);
});
