import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readAnchors } from '../../engine/index.ts';
import { loadPacks } from '../packs/load-packs.ts';
import { CannotMake, newPack } from './new-pack.ts';
import { runPacks } from './packs.ts';
import { runReplay } from './replay.ts';

const IN_FORCE = '2026-04-01';
let folder: string;

const make = (name: string, more: { from?: string; inForce?: string; packs?: string } = {}) =>
  newPack({ name, from: undefined, packs: folder, inForce: IN_FORCE, ...more });

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const told: { out: string[]; err: string[] } = { out: [], err: [] };
  const io = { out: (text: string) => void told.out.push(text), err: (text: string) => void told.err.push(text) };
  const code = await runPacks(args, io);
  return { code, out: told.out.join(''), err: told.err.join('') };
}

describe('redress packs new', () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-new-pack-'));
    await make('our-homes');
  });
  after(() => rm(folder, { recursive: true }));

  test('makes a folder to fill in, whose version loads without a fault', async () => {
    const own = join(folder, 'our-homes');
    assert.deepEqual((await readdir(own)).toSorted(), ['2026-04.yaml', 'examples', 'letters', 'source.md']);
    const { versions, faults } = await loadPacks({ folder: own });
    assert.deepEqual(faults, []);
    const pack = versions[0]?.policy?.pack;
    assert.deepEqual([pack?.pack, pack?.version, pack?.['in-force'].from], ['our-homes', '2026-04', IN_FORCE]);
    assert.equal(pack?.organisation.name, 'Our Homes');
    assert.equal(pack?.organisation.fictitious, undefined);
  });

  test('no value rests on the model’s own text: each is an assumption marked TODO, or the regime’s', async () => {
    const text = await readFile(join(folder, 'our-homes', '2026-04.yaml'), 'utf8');
    assert.doesNotMatch(text, /Anytown Homes|^[^#\n]*\bquote:|^[^#\n]*\bclause: (?!title|how-anchors-work)/m);
    assert.match(text, /assumption: "TODO: cite your clause, or say why \(anytown-homes: 3\.1\)\."/);
    assert.match(text, /regime: "6\.2"/);
  });

  test('source.md shows how an anchor stands, and is covered', async () => {
    const { anchors, twice } = readAnchors(await readFile(join(folder, 'our-homes', 'source.md'), 'utf8'));
    assert.deepEqual([[...anchors.keys()], twice], [['title', 'how-anchors-work'], []]);
    const { out: told } = await run('show', 'our-homes', '--coverage', '--packs', folder);
    assert.match(told, /0 bare/);
  });

  test('its example can be run', async () => {
    const told: string[] = [];
    const io = {
      stdin: process.stdin,
      out: (text: string) => void told.push(text),
      err: (text: string) => void told.push(text),
    };
    const example = join(folder, 'our-homes', 'examples', 'first-complaint.yaml');
    assert.equal(await runReplay([example, '--packs', folder], io), 0, told.join(''));
    assert.match(told.join(''), /Stage 1 acknowledgement: running, due 10 Apr 2026/);
  });

  test('starts from any pack that comes with Redress', async () => {
    const from = 'stockport-homes';
    await make(`from-${from}`, { from });
    const { faults } = await loadPacks({ folder: join(folder, `from-${from}`) });
    assert.deepEqual(faults, [], from);
  });

  test('refuses names that cannot be, or are taken, and says what would do', async () => {
    const wrong: readonly (readonly [string, Parameters<typeof make>[1], RegExp])[] = [
      ['Our_Homes', {}, /small letters, digits and single hyphens, such as our-homes/],
      ['1st', {}, /cannot be the name of a pack/],
      ['../away', {}, /cannot be the name of a pack/],
      ['cases', {}, /Redress uses that name itself/],
      ['regimes', {}, /Redress uses that name itself/],
      ['our-homes', {}, /a pack “our-homes” already/],
      ['others', { from: 'anytown-home' }, /Did you mean anytown-homes\?/],
      ['others', { inForce: '2026-02-30' }, /“2026-02-30” is no day/],
      ['others', { packs: join(folder, 'nowhere') }, /There is no folder .*nowhere/],
    ];
    for (const [name, more, says] of wrong) {
      await assert.rejects(make(name, more), (error) => error instanceof CannotMake && says.test(error.message), name);
    }
    assert.ok(!(await readdir(folder)).includes('others'), 'nothing is left of what was refused');
  });

  test('the command tells what was made and what to do next; a refusal is plain', async () => {
    const args = ['new', 'told-homes', '--packs', folder, '--in-force', IN_FORCE];
    const first = await run(...args);
    assert.equal(first.code, 0);
    assert.match(first.out, /Made: .*told-homes.*source\.md\n[\s\S]*packs check .*told-homes --watch/);
    const again = await run(...args);
    assert.equal(again.code, 1);
    assert.match(again.err, /^redress packs: There is a pack “told-homes” already/);
  });
});
