import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runRedress } from './main.ts';

const bin = join(import.meta.dirname, '..', '..', 'bin', 'redress');

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runRedress(args, {
    stdin: (async function* () {})(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

test('--help lists every command on standard output', async () => {
  const { code, out, err } = await run('--help');
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /^ {2}calendar {2,}/m);
});

test('without a command the same is said on stderr, with exit code 1', async () => {
  const { code, out, err } = await run();
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, /Usage: redress COMMAND/);
});

test('an unknown command is named, also where its name means something to JavaScript', async () => {
  for (const name of ['calender', 'constructor', '__proto__']) {
    const { code, out, err } = await run(name);
    assert.deepEqual([code, out], [1, '']);
    assert.ok(err.includes(`“${name}”`));
  }
});

test('help COMMAND and COMMAND --help say the same', async () => {
  assert.deepEqual(await run('help', 'calendar'), await run('calendar', '--help'));
});

test('bin/redress finds its home through a symbolic link, from any folder, and keeps words with spaces whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress bin '));
  try {
    symlinkSync(bin, join(folder, 'a link'));
    const version = spawnSync(join(folder, 'a link'), ['--version'], { cwd: folder, encoding: 'utf8' });
    assert.match(version.stdout, /^redress \d+\.\d+\.\d+\n$/);
    const unknown = spawnSync(join(folder, 'a link'), ['no such command'], { cwd: folder, encoding: 'utf8' });
    assert.deepEqual([unknown.status, unknown.stdout], [1, '']);
    assert.match(unknown.stderr, /“no such command”/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a folder that nobody may read is named in plain words', (t) => {
  if (process.getuid?.() === 0) return t.skip('root may read everything');
  const folder = mkdtempSync(join(tmpdir(), 'redress-closed-'));
  try {
    chmodSync(folder, 0);
    const checked = spawnSync(bin, ['packs', 'check', folder], { encoding: 'utf8' });
    assert.equal(checked.status, 1);
    assert.match(
      checked.stderr,
      /^redress: \S*redress-closed-\S* may not be read or written by whoever runs this\..*\n$/,
    );
  } finally {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a reader that stops reading is no error', () => {
  const ended = spawnSync('sh', ['-c', `"$1" calendar holidays 2026 | true`, 'sh', bin], { encoding: 'utf8' });
  assert.equal(ended.stderr, '');
});
