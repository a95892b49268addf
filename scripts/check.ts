// npm run check: types, lint and format, and the fences, side by side. What a person must read comes last.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './test-record.ts';

type Check = { readonly name: string; readonly args: readonly string[]; readonly mend: string };

const bin = (...parts: string[]): string => join(root, 'node_modules', ...parts);

const checks: readonly Check[] = [
  { name: 'types', args: [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'], mend: 'mend the types named above' },
  {
    name: 'types of the engine alone',
    args: [bin('typescript', 'bin', 'tsc'), '-p', 'engine/tsconfig.json'],
    mend: 'the engine compiles without Node and without a browser: pass in what it needs',
  },
  {
    name: 'lint and format',
    args: [bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '--max-diagnostics=50'],
    mend: 'node_modules/.bin/biome check --write mends the most',
  },
  {
    name: 'layers, lengths, names',
    args: [
      '--test',
      '--test-isolation=none',
      '--test-reporter=dot',
      'test/layers.test.ts',
      'test/function-length.test.ts',
      'test/no-landlord-names.test.ts',
    ],
    mend: 'each message above names the file and the rule',
  },
];

type Result = { readonly check: Check; readonly ok: boolean; readonly output: string; readonly seconds: string };

function run(check: Check): Promise<Result> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, check.args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      resolve({ check, ok: code === 0, output, seconds });
    });
  });
}

const results = await Promise.all(checks.map(run));
for (const { check, output } of results.filter(({ ok }) => !ok)) {
  process.stdout.write(`── ${check.name}\n${output.trim()}\n\n`);
}
for (const { check, ok, seconds } of results) {
  process.stdout.write(`${ok ? '✔' : '✖'} ${check.name} (${seconds} s)${ok ? '' : `: ${check.mend}`}\n`);
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
