// `redress packs`, run as a person runs it; packs are taken from the installation.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { INSTALLED_POLICIES } from '../packs/find-pack-files.ts';
import { runPacks } from './packs.ts';

const FIXTURE = 'anytown-homes';

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' };
  const code = await runPacks(args, {
    out: (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
  });
  return { code, ...told };
}

describe('redress packs', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-cli-packs-'));
    await cp(join(INSTALLED_POLICIES, FIXTURE), join(folder, FIXTURE), { recursive: true });
    const words = await readFile(join(folder, FIXTURE, '2000-01.yaml'), 'utf8');
    const slower = words
      .replace(`pack: ${FIXTURE}`, 'pack: slower')
      .replace(
        'limit: { is: 10 working-days, clause: "3.2", quote: within ten working days of that letter }',
        'limit: { is: 12 working-days, assumption: Twelve days are what this test is about. }',
      );
    await cp(join(folder, FIXTURE), join(folder, 'slower'), { recursive: true });
    await writeFile(join(folder, 'slower', '2000-01.yaml'), slower);
    await cp(join(folder, FIXTURE), join(folder, '.wrong', FIXTURE), { recursive: true });
    await writeFile(
      join(folder, '.wrong', FIXTURE, '2000-01.yaml'),
      words
        .replace('limit: { is: 10 working-days,', 'limit: { is: 12 working-days,')
        .replace('title: How we', 'titel: How we'),
    );
  });
  after(() => rm(folder, { recursive: true }));

  test('list: each version with its dates', async () => {
    const { code, out } = await run('list', '--packs', folder);
    assert.equal(code, 0);
    assert.match(out, /^anytown-homes@2000-01 +2000-01-01 to now on +Anytown Homes: How we deal with complaints$/m);
    const json = JSON.parse((await run('list', '--packs', folder, '--json')).out) as {
      pack: string;
      from: string;
      until: null;
    }[];
    assert.deepEqual(
      json.map(({ pack, from, until }) => [pack, from, until]),
      [
        [FIXTURE, '2000-01-01', null],
        ['slower', '2000-01-01', null],
      ],
    );
  });

  test('show: what must be confirmed comes first, then every value with its clause', async () => {
    const { code, out } = await run('show', FIXTURE, '--packs', folder);
    assert.equal(code, 0);
    const at = (words: string) => {
      assert.ok(out.includes(words), words);
      return out.indexOf(words);
    };
    assert.ok(at('To be confirmed by the landlord') < at('Organisation'));
    assert.ok(at('What the text does not say') < at('Services'));
    at('clock: Stage 1 response (stage-1-response): 10 working-days [3.2]; from acknowledge.done [3.2]');
    at('extension: at most 10 working-days more');
    at('letters[escalation-refused].parts[explanation]: housing-ombudsman-2024 5.11');
    at('ground: A claim was filed at court, with filed-on [2.1]');
  });

  test('show: panels, who is consulted, the way an answer goes, what a part begins with, how people are kept informed', async () => {
    const show = async (pack: string) => (await run('show', pack)).out.replace(/\s+/g, ' ');
    const carecall = await show('carecall');
    assert.match(carecall, /meets on panel-on in panel-meets, papers 5 working-days before/);
    assert.match(carecall, /seat: Senior manager: Senior manager/);
    assert.match(carecall, /per point, starts from finding-reasons/);
    assert.match(carecall, /as agreed once the response is overdue; by the day told with an update \(next-update-on\)/);
    assert.match(await show('stockport-homes'), /asks for the view of Stockport Council/);
    assert.match(await show('council-housing'), /goes the way answered in preferred-contact/);
    assert.match(await show(FIXTURE), /nothing is set: as agreed with each of them/);
  });

  test('show --coverage: what became of each paragraph', async () => {
    const { out } = await run('show', `${FIXTURE}@2000-01`, '--coverage', '--packs', folder);
    assert.match(out, /0 bare/);
    assert.match(out, /says nothing we run: A heading\./);
    const json = JSON.parse((await run('show', FIXTURE, '--coverage', '--json', '--packs', folder)).out) as {
      coverage: { anchor: string; citedBy: string[] }[];
      assumptions: unknown[];
    };
    assert.ok(
      json.coverage
        .find(({ anchor }) => anchor === '3.2')
        ?.citedBy.some((path) => path.endsWith('clocks[stage-1-response]')),
    );
    assert.ok(json.assumptions.length > 0);
  });

  test('check: a sound pack, with its departures for information', async () => {
    const { code, out } = await run('check', join(folder, 'slower'));
    assert.equal(code, 0);
    assert.match(out, /Stage 1: response: 12 working-days; housing-ombudsman-2024 6\.3: 10 working-days/);
    assert.match(out, /no faults in 1 version of packs/);
  });

  test('check: every fault with its place, why and how to mend it, and exit code 1', async () => {
    const path = join(folder, '.wrong', FIXTURE);
    const { code, out } = await run('check', path);
    assert.equal(code, 1);
    assert.match(
      out,
      /2000-01\.yaml:5:1\n {2}`titel` is not a key that is known here\.\n {2}Why: .+\n {2}To mend: Did you mean `title`\?/,
    );
    assert.match(out, /does not say 12 working-days/);
    assert.match(out, /3 faults in 1 version of packs/);
    const json = JSON.parse((await run('check', join(path, '2000-01.yaml'), '--json')).out) as {
      faults: { file: string; line: number }[];
    };
    assert.deepEqual(
      json.faults.map(({ line }) => line > 0),
      [true, true, true],
    );
  });

  test('compare: side by side, differing cells marked, assumed values marked', async () => {
    const { code, out } = await run('compare', '--packs', folder);
    assert.equal(code, 0);
    assert.match(out, /anytown-homes@2000-01 +slower@2000-01/);
    assert.match(out, /response limit +10 working-days \[3\.2\] +≠ 12 working-days \*/);
    const json = JSON.parse((await run('compare', FIXTURE, 'slower', '--json', '--packs', folder)).out) as {
      rows: { name: string; cells: { differs: boolean }[] }[];
    };
    assert.deepEqual(
      json.rows.find(({ name }) => name === 'response limit')?.cells.map(({ differs }) => differs),
      [false, true],
    );
  });

  test('what is not there is said on stderr with what is, exit code 1', async () => {
    const wrong = [
      { args: ['show', 'anytown-home', '--packs', folder], says: /Did you mean anytown-homes\?/ },
      { args: ['show', `${FIXTURE}@1999`, '--packs', folder], says: /no version 1999\. There are: 2000-01/ },
      { args: ['check', join(folder, 'nowhere')], says: /There is no file or folder/ },
      { args: ['check'], says: /one FILE or FOLDER/ },
      { args: ['shew'], says: /no “packs shew”/ },
      { args: [], says: /list, show, check, compare, draw or new/ },
      { args: ['list', '--nonsense'], says: /nonsense/ },
    ];
    for (const { args, says } of wrong) {
      const { code, out, err } = await run(...args);
      assert.deepEqual([code, out], [1, ''], args.join(' '));
      assert.match(err, says);
      assert.ok(!err.includes('    at '), 'no stack');
    }
  });

  test('--help explains itself', async () => {
    const { code, out } = await run('--help');
    assert.equal(code, 0);
    assert.match(out, /packs check FILE-OR-FOLDER/);
  });
});
