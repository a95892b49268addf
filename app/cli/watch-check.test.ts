// `packs check --watch` as a person runs it: a process of its own, a file that is saved, Ctrl-C.
import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { INSTALLED_POLICIES } from '../packs/find-pack-files.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

type Watched = {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly until: (what: RegExp) => Promise<string>;
};

/** Starts watching; `until` answers with what was printed since it was last asked, once the pattern stands in it. */
function startWatching(path: string): Watched {
  const child = spawn(process.execPath, [MAIN, 'packs', 'check', path, '--watch'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const until = async (what: RegExp): Promise<string> => {
    while (!what.test(told)) {
      const [event] = await Promise.race([
        once(child.stdout, 'data').then(() => ['data']),
        once(child, 'exit').then(() => ['exit']),
      ]);
      if (event === 'exit') throw new Error(`ended before ${what}: ${told}${errors}`);
    }
    const seen = told;
    told = '';
    return seen;
  };
  return { child, until };
}

describe('redress packs check --watch', () => {
  let folder: string;
  let file: string;
  let sound: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-watch-'));
    await cp(join(INSTALLED_POLICIES, 'anytown-homes'), join(folder, 'anytown-homes'), { recursive: true });
    file = join(folder, 'anytown-homes', '2000-01.yaml');
    sound = await readFile(file, 'utf8');
  });
  after(() => rm(folder, { recursive: true }));

  test('checks at once and after each save, and Ctrl-C ends it', async () => {
    const { child, until } = startWatching(join(folder, 'anytown-homes'));
    const ended = once(child, 'exit');
    try {
      const first = await until(/Waiting for the next save/);
      assert.match(first, /no faults in 1 version of packs\.\nChecked at \d\d:\d\d:\d\d in \d+ ms\./);
      await writeFile(file, sound.replace('title: How we', 'titel: How we'));
      const wrong = await until(/`titel`[\s\S]*Waiting for the next save/);
      assert.match(
        wrong,
        /2000-01\.yaml:\d+:1\n {2}`titel` is not a key that is known here\.\n {2}Why: .+\n {2}To mend: /,
      );
      // As many editors save: a new file is put in the old one's place.
      await writeFile(`${file}~`, sound);
      await rename(`${file}~`, file);
      await until(/no faults[\s\S]*Waiting for the next save/);
    } finally {
      child.kill('SIGINT');
    }
    assert.deepEqual(await ended, [0, null]);
  });

  test('one file can be watched, and its text beside it counts', async () => {
    const { child, until } = startWatching(file);
    const ended = once(child, 'exit');
    try {
      await until(/no faults[\s\S]*Waiting/);
      const source = join(folder, 'anytown-homes', 'source.md');
      const text = await readFile(source, 'utf8');
      await writeFile(source, text.replace('{#5.2}', '{#5.22}'));
      await until(/There is no clause `5\.2` in source\.md[\s\S]*Waiting/);
      await writeFile(source, text);
      await until(/no faults[\s\S]*Waiting/);
    } finally {
      child.kill('SIGINT');
    }
    assert.deepEqual(await ended, [0, null]);
  });
});
