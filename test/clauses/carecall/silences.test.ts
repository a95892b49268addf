// Carecall: what its page does not say, and that the pack cannot leave it unsaid too.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runPacks } from '../../../app/cli/packs.ts';
import { findPoliciesFolder } from '../../../app/packs/find-pack-files.ts';
import { mutate } from '../../../scripts/mutate-pack.ts';

const PACK = 'carecall';
const FILE = join(PACK, '2020-01.yaml');
const STAGES = 'procedures[complaints].stages';

type Silence = {
  readonly about: string;
  /** Where the pack fills it: what stands there as assumption or as a value of the regime. */
  readonly at: string;
  readonly by: readonly ('assumption' | 'regime')[];
  /** How the first lines of the pack tell it. */
  readonly told: RegExp;
  /** What the loader names when it is gone. */
  readonly named: RegExp;
};

const SILENCES: readonly Silence[] = [
  {
    about: 'an acknowledgement at Stage 1',
    at: `${STAGES}[stage-1].clocks[stage-1-acknowledgement].limit`,
    by: ['regime'],
    told: /An acknowledgement at either stage: The page does not speak of one\./,
    named: /stage-1-acknowledgement/,
  },
  {
    about: 'an acknowledgement at Stage 2',
    at: `${STAGES}[stage-2].clocks[stage-2-acknowledgement].limit`,
    by: ['regime'],
    told: /as the code asks \(6\.2 and 6\.11\)/,
    named: /stage-2-acknowledgement/,
  },
  {
    about: 'the grounds for not taking a complaint',
    at: 'intake.not-accepted.grounds[claim-filed-at-court]',
    by: ['regime'],
    told: /What is not taken as a complaint: The page excludes nothing\./,
    named: /`grounds` “claim-filed-at-court” does not say where it comes from/,
  },
  {
    about: 'who refuses',
    at: 'intake.not-accepted.who',
    by: ['assumption'],
    told: /does not say that a complaint can be refused, nor by whom/,
    named: /`who` does not say where it comes from/,
  },
  {
    about: 'how old a matter may be',
    at: 'intake.time-limits[twelve-months]',
    by: ['regime'],
    told: /How old a matter may be: The page sets no limit\./,
    named: /“twelve-months” does not say where it comes from/,
  },
  {
    about: 'an ombudsman for what comes with a home',
    at: 'signposting.0',
    by: ['assumption', 'regime'],
    told: /names no ombudsman at any stage\. For Carecall that comes with a home/,
    named: /`signposting`.*does not say where it comes from/,
  },
  {
    about: 'what a person who took it out themselves can turn to',
    at: 'signposting.2',
    by: ['assumption'],
    told: /For Carecall that a person took out themselves we name none/,
    named: /`signposting`.*does not say where it comes from/,
  },
  {
    about: 'more time at Stage 2',
    at: 'silences.4',
    by: ['assumption'],
    told: /More time at Stage 2: The page gives more time at Stage 1 and none at Stage 2/,
    named: /`silences`.*does not say where it comes from/,
  },
  {
    about: 'whether the policy of the parent fills the gaps',
    at: 'silences.5',
    by: ['assumption'],
    told: /Whether the policy of Stockport Homes fills these gaps/,
    named: /`silences`.*does not say where it comes from/,
  },
  {
    about: 'what starts the ten working days',
    at: `${STAGES}[stage-1].clocks[stage-1-response].starts`,
    by: ['assumption'],
    told: /does not say what starts the 10 working days/,
    named: /`starts` does not say where it comes from|“stage-1-response” does not say/,
  },
];

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

describe('[CC-0] what the page leaves unsaid', () => {
  let folder: string;
  let words: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-silences-'));
    const policies = findPoliciesFolder();
    await cp(join(policies, PACK), join(folder, PACK), { recursive: true });
    await cp(join(policies, 'regimes'), join(folder, 'regimes'), { recursive: true });
    words = await readFile(join(folder, FILE), 'utf8');
  });
  after(() => rm(folder, { recursive: true }));

  test('[CC-0] stands first on the page of the pack, as assumption or as a value of the code', async () => {
    const { code, out } = await run('show', PACK, '--packs', folder);
    assert.equal(code, 0);
    const [first = ''] = out.split('\nDepartures from the regime');
    const page = first.replace(/\s+/g, ' ');
    for (const { about, told } of SILENCES) assert.match(page, told, about);
  });

  test('[CC-0] the pack as it is loads', async () => {
    assert.deepEqual(await run('check', join(folder, FILE)).then(({ code }) => code), 0);
  });

  for (const { about, at, by, named } of SILENCES) {
    test(`[CC-0] a copy without ${about} is refused, naming it`, async () => {
      const without = mutate(
        words,
        by.map((source) => ({ path: `${at}.${source}`, remove: true })),
      );
      assert.ok(without !== undefined, `the pack has no ${by.join(' and ')} at ${at}`);
      const copy = join(folder, PACK, 'without.yaml');
      await writeFile(copy, without);
      const { code, out, err } = await run('check', copy);
      await rm(copy);
      assert.equal(code, 1, `${about}: the loader takes it`);
      assert.match(`${out}${err}`.replace(/\s+/g, ' '), named);
      assert.match(`${out}${err}`, /without\.yaml:\d+/);
    });
  }
});
