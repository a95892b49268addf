import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { INSTALLED_POLICIES } from '../packs/find-pack-files.ts';
import { runPacks } from './packs.ts';

const FIXTURE = 'anytown-homes';
let folder: string;

async function draw(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const told: { out: string[]; err: string[] } = { out: [], err: [] };
  const io = { out: (text: string) => void told.out.push(text), err: (text: string) => void told.err.push(text) };
  const code = await runPacks(['draw', ...args, '--packs', folder], io);
  return { code, out: told.out.join(''), err: told.err.join('') };
}

describe('redress packs draw', () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-draw-'));
    const from = join(INSTALLED_POLICIES, FIXTURE);
    await cp(from, join(folder, FIXTURE), { recursive: true });
    await cp(from, join(folder, 'two-ways'), { recursive: true });
    const words = await readFile(join(from, '2000-01.yaml'), 'utf8');
    const other =
      'procedures:\n  - { id: short, name: A short way, when: { kind: comment }, clause: "1.1", stages: [{ id: answer, name: Answer, number: 1, final: true, clause: "1.1", steps: [{ id: respond, name: Answer it, does: respond, letter: stage-1-response, clause: "1.1" }] }] }';
    await writeFile(
      join(folder, 'two-ways', '2000-01.yaml'),
      words.replace('pack: anytown-homes', 'pack: two-ways').replace('procedures:', other),
    );
  });
  after(() => rm(folder, { recursive: true }));

  test('a picture to print, and the same in words', async () => {
    const picture = await draw(FIXTURE);
    assert.deepEqual([picture.code, picture.err], [0, '']);
    assert.match(picture.out, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 794 \d+"/);
    const words = await draw(`${FIXTURE}@2000-01`, '--as', 'text');
    assert.match(words.out, /^How we deal with complaints\nAnytown Homes · Version 2000-01/);
    assert.ok(words.out.split('\n').every((line) => line.length <= 100));
  });

  test('into a file; what it is called says what it is', async () => {
    const svg = join(folder, 'own.svg');
    const { out } = await draw(FIXTURE, '--out', svg);
    assert.match(out, /^Written: .*own\.svg\n$/);
    assert.match(await readFile(svg, 'utf8'), /^<svg /);
    await draw(FIXTURE, '--out', join(folder, 'own.txt'));
    assert.match(await readFile(join(folder, 'own.txt'), 'utf8'), /^How we deal/);
  });

  test('several procedures: a file of each, or one by its name', async () => {
    const { code, out } = await draw('two-ways', '--out', join(folder, 'both.svg'));
    assert.equal(code, 0);
    assert.equal(out.match(/Written: /g)?.length, 2);
    const made = (await readdir(folder)).filter((name) => name.startsWith('both')).toSorted();
    assert.deepEqual(made, ['both-complaints.svg', 'both-short.svg']);
    assert.match((await draw('two-ways', '--procedure', 'short')).out, />How we deal with complaints: A short way</);
    const words = await draw('two-ways', '--as', 'text');
    assert.ok(words.out.includes('A short way') && words.out.includes(': Complaints'));
  });

  test('what cannot be drawn is told with what can', async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['two-ways'], /2 procedures, and a picture holds one.*short, complaints/],
      [[FIXTURE, '--procedure', 'shorts'], /no procedure “shorts”\. There are: complaints/],
      [[FIXTURE, '--as', 'png'], /as svg or as text, not as png/],
      [['anytown-home'], /Did you mean anytown-homes\?/],
      [[], /one PACK/],
    ];
    for (const [args, says] of wrong) {
      const { code, out, err } = await draw(...args);
      assert.deepEqual([code, out], [1, ''], args.join(' '));
      assert.match(err, says);
    }
  });
});
