// Packs read from disk: the installation's own, and folders anywhere.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { coverage, isPolicyRefusal } from '../../engine/index.ts';
import { findPoliciesFolder, INSTALLED_POLICIES, NoPacksThere } from './find-pack-files.ts';
import { type LoadedPacks, loadPacks, loadPolicies, readPackText } from './load-packs.ts';
import { readYaml } from './read-yaml.ts';

const FIXTURE = 'anytown-homes';

describe('the packs of the installation', () => {
  let loaded: LoadedPacks;
  before(async () => {
    loaded = await loadPacks({ folder: INSTALLED_POLICIES });
  });

  test('have no fault', () => {
    assert.deepEqual(
      loaded.faults.map(({ file, line, what }) => `${basename(dirname(file))}/${basename(file)}:${line} ${what}`),
      [],
    );
  });

  test('leave no paragraph of the landlord’s text bare', () => {
    const bare = loaded.versions.flatMap(({ policy, paragraphs }) =>
      policy
        ? coverage(policy, paragraphs).flatMap((one) => (one.bare ? [`${policy.pack.pack} {#${one.anchor}}`] : []))
        : [],
    );
    assert.deepEqual(bare, []);
  });

  test('begin with the line that lets an editor complete them', async () => {
    for (const { file } of loaded.versions) {
      const [first] = (await readFile(file, 'utf8')).split('\n');
      assert.equal(first, '# yaml-language-server: $schema=../pack.schema.json', file);
    }
  });

  test('with an unknown key and one told twice are checked for everything else as well', async () => {
    const sound = loaded.versions.find(({ policy }) => policy?.pack.pack === FIXTURE);
    const broken = (await readFile(sound?.file ?? '', 'utf8'))
      .replace(/^title: .*$/m, '$&\ntitle: Again')
      .replace('rank: 5, clause:', 'rank: 5, claus:')
      .replace('starts: escalation-requested', 'starts: never-happens');
    const { anchors, regimes, ombudsmen } = sound?.policy ?? assert.fail('the fixture is there');
    const text = { anchors, paragraphs: sound?.paragraphs ?? [], twice: [] };
    const { faults } = readPackText(broken, 'pack.yaml', { regimes, ombudsmen, text });
    const lineOf = (words: string) => broken.slice(0, broken.indexOf(words)).split('\n').length;
    assert.deepEqual(
      faults.map(({ line }) => line),
      [lineOf('title: Again'), lineOf('claus:'), lineOf('starts: never-happens')],
    );
  });

  test('carry the digest of their file', async () => {
    for (const { file, policy } of loaded.versions) {
      assert.equal(
        policy?.hash,
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      );
    }
  });

  test('stand on regimes and ombudsmen with what is not confirmed said', () => {
    const code = loaded.regimes.get('housing-ombudsman-2024');
    assert.equal(code?.provisions.length, 73);
    const isConfirmed = (number: string) =>
      code?.provisions.find((provision) => provision.number === number)?.confirmed;
    assert.deepEqual([isConfirmed('6.2'), isConfirmed('6.14'), isConfirmed('5.11')], [true, false, false]);
    assert.deepEqual(
      code?.['outer-limits'].map(({ id, limit }) => [id, limit.n]),
      [
        ['regime-stage-1-response', 15],
        ['regime-stage-2-response', 25],
      ],
    );
    assert.deepEqual(
      [...loaded.ombudsmen.keys()],
      [
        'housing-ombudsman',
        'lgsco',
        'building-safety-regulator',
        'information-commissioner',
        'new-homes-ombudsman',
        'scottish-public-services-ombudsman',
        'public-services-ombudsman-for-wales',
        'northern-ireland-public-services-ombudsman',
        'care-inspectorate',
        'first-tier-tribunal-for-scotland-housing',
        'consumer-code-dispute-resolution',
      ],
    );
    assert.match(
      loaded.ombudsmen.get('housing-ombudsman')?.contacts.at(-1)?.['email-note'] ?? '',
      /no longer be opened by e-mail/,
    );
  });
});

describe('a folder of packs anywhere on disk', () => {
  let folder: string;
  let words: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-packs-'));
    await cp(join(INSTALLED_POLICIES, FIXTURE), join(folder, FIXTURE), { recursive: true });
    words = await readFile(join(folder, FIXTURE, '2000-01.yaml'), 'utf8');
  });
  after(() => rm(folder, { recursive: true }));

  /** A folder of one pack with these files, beside its text. */
  async function makePack(name: string, files: Record<string, string>): Promise<string> {
    const at = join(folder, 'made', name, FIXTURE);
    await mkdir(at, { recursive: true });
    await cp(join(folder, FIXTURE, 'source.md'), join(at, 'source.md'));
    for (const [file, text] of Object.entries(files)) await writeFile(join(at, file), text);
    return at;
  }

  test('is read as a folder of packs, as one pack, and as one file, with the installation’s regimes', async () => {
    for (const path of [folder, join(folder, FIXTURE), join(folder, FIXTURE, '2000-01.yaml')]) {
      const { policies, faults } = await loadPolicies({ folder: path });
      assert.deepEqual(faults, []);
      assert.deepEqual(policies.names(), [FIXTURE]);
      assert.deepEqual([...(policies.get(FIXTURE, '2000-01')?.regimes.keys() ?? [])].toSorted(), [
        'housing-ombudsman-2024',
        'lgsco-2024',
        'new-homes',
        'regulated-care',
      ]);
      assert.equal(policies.get(FIXTURE, '1999'), undefined);
    }
  });

  test('two versions follow each other, and nothing falls back to the nearest', async () => {
    const first = words.replace('from: 2000-01-01', 'from: 2000-01-01\n  until: 2009-12-31');
    const second = words
      .replace('version: 2000-01', 'version: 2010-01')
      .replace('from: 2000-01-01', 'from: 2010-01-01');
    const at = await makePack('two', { '2000-01.yaml': first, '2010-01.yaml': second });
    const { policies, faults } = await loadPolicies({ folder: at });
    assert.deepEqual(faults, []);
    const find = (date: string) => {
      const found = policies.inForce(FIXTURE, date);
      return isPolicyRefusal(found) ? found.code : found.pack.version;
    };
    assert.deepEqual(['1999-12-31', '2009-12-31', '2010-01-01'].map(find), [
      'no-version-in-force',
      '2000-01',
      '2010-01',
    ]);
    assert.deepEqual(
      policies.versions(FIXTURE).map(({ pack }) => pack.version),
      ['2000-01', '2010-01'],
    );
  });

  test('an overlap is told at the later version, which is then not run', async () => {
    const second = words
      .replace('version: 2000-01', 'version: 2010-01')
      .replace('from: 2000-01-01', 'from: 2010-01-01');
    const at = await makePack('overlap', { '2000-01.yaml': words, '2010-01.yaml': second });
    const { policies, faults } = await loadPolicies({ folder: at });
    assert.equal(faults.length, 1);
    assert.equal(basename(faults[0]!.file), '2010-01.yaml');
    assert.equal(second.split('\n')[faults[0]!.line - 1]?.trim(), 'from: 2010-01-01');
    assert.deepEqual(
      policies.versions(FIXTURE).map(({ pack }) => pack.version),
      ['2000-01'],
    );
  });

  test('the names of folder and file are held against the pack, where they lie in a folder of packs', async () => {
    const at = await makePack('names', { '2001-01.yaml': words });
    const { faults } = await loadPacks({ folder: dirname(at) });
    assert.match(faults[0]!.what, /`version` is “2000-01”, and the file is called “2001-01”/);
  });

  test('an anchor that stands twice is told in the text, with its line', async () => {
    const at = await makePack('anchors', { '2000-01.yaml': words });
    const source = await readFile(join(at, 'source.md'), 'utf8');
    await writeFile(join(at, 'source.md'), `${source}\n{#4.4}Again.\n`);
    const { faults } = await loadPacks({ folder: at });
    assert.equal(faults.length, 1);
    assert.deepEqual(
      [basename(faults[0]!.file), faults[0]!.line, faults[0]!.column],
      ['source.md', source.split('\n').length + 1, 1],
    );
  });

  test('a text that is not there is missed, unless the landlord is invented', async () => {
    const at = await makePack('no-text', { '2000-01.yaml': words.replace('  fictitious: true\n', '') });
    await rm(join(at, 'source.md'));
    const { faults } = await loadPacks({ folder: at });
    assert.match(faults[0]!.what, /cites clauses, and no source.md/);
    await writeFile(join(at, '2000-01.yaml'), words);
    assert.deepEqual((await loadPacks({ folder: at })).faults, []);
  });

  test('only the packs asked for are read', async () => {
    const { versions } = await loadPacks({ folder, only: ['another'] });
    assert.deepEqual(versions, []);
  });

  test('a path that is not there, or holds no pack, is said so', async () => {
    await assert.rejects(loadPacks({ folder: join(folder, 'nowhere') }), NoPacksThere);
    await mkdir(join(folder, 'empty'));
    await assert.rejects(loadPacks({ folder: join(folder, 'empty') }), /no pack in/);
  });

  test('the folder is the one named, else that of the environment, else the installation’s', () => {
    assert.equal(findPoliciesFolder('/a', { REDRESS_POLICIES: '/b' }), '/a');
    assert.equal(findPoliciesFolder(undefined, { REDRESS_POLICIES: '/b' }), '/b');
    assert.equal(findPoliciesFolder(undefined, {}), INSTALLED_POLICIES);
  });
});

describe('positions in YAML', () => {
  const { locate, raw } = readYaml('a:\n  - id: x\n    b: &n { c: 1 }\nd: *n\n', 'x.yaml');

  test('a path is found at its key or list entry, through aliases, else at the nearest above', () => {
    assert.deepEqual(raw, { a: [{ id: 'x', b: { c: 1 } }], d: { c: 1 } });
    assert.deepEqual(locate(['a', 0, 'b']), { line: 3, column: 5 });
    assert.deepEqual(locate(['a', 0, 'b', 'c']), { line: 3, column: 13 });
    assert.deepEqual(locate(['d', 'c']), { line: 3, column: 13 });
    assert.deepEqual(locate(['a', 0, 'missing']), { line: 2, column: 5 });
    assert.deepEqual(locate(['nothing']), { line: 1, column: 1 });
  });
});
