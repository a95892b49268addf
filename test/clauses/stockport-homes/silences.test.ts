// Stockport Homes: what its policy does not say, and that the pack cannot leave it unsaid too.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runPacks } from '../../../app/cli/packs.ts';
import { findPoliciesFolder } from '../../../app/packs/find-pack-files.ts';
import { mutate } from '../../../scripts/mutate-pack.ts';

const PACK = 'stockport-homes';
const FILE = join(PACK, '2023-08.yaml');
const STAGES = 'procedures[customer-feedback].stages';

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
    about: 'what starts the ten working days',
    at: `${STAGES}[stage-1].clocks[stage-1-response].starts`,
    by: ['assumption', 'regime'],
    told: /does not say what starts the ten working days/,
    named: /“stage-1-response” does not say where it comes from/,
  },
  {
    about: 'what starts the twenty working days',
    at: `${STAGES}[stage-2].clocks[stage-2-response].starts`,
    by: ['assumption', 'regime'],
    told: /does not say what starts the 20 working days/,
    named: /“stage-2-response” does not say where it comes from/,
  },
  {
    about: 'an acknowledgement outside 3.4',
    at: `${STAGES}[stage-1].clocks[stage-1-acknowledgement].limit`,
    by: ['regime'],
    told: /An acknowledgement outside early resolution/,
    named: /stage-1-acknowledgement/,
  },
  {
    about: 'an acknowledgement at Stage Two',
    at: `${STAGES}[stage-2].clocks[stage-2-acknowledgement].limit`,
    by: ['regime'],
    told: /as the code asks \(6\.2 and 6\.11\)/,
    named: /stage-2-acknowledgement/,
  },
  {
    about: 'what is exceptional',
    at: 'facts.exceptional-circumstance',
    by: ['assumption'],
    told: /does not say what counts as exceptional/,
    named: /“?exceptional-circumstance.*does not say where it comes from/,
  },
  {
    about: 'what a working day is',
    at: 'calendar',
    by: ['assumption'],
    told: /does not say what a working day is/,
    named: /`calendar` does not say where it comes from/,
  },
  {
    about: 'who refuses',
    at: 'intake.not-accepted.who',
    by: ['assumption'],
    told: /does not say who may refuse a complaint/,
    named: /`who` does not say where it comes from/,
  },
  {
    about: 'how often learning is published',
    at: 'silences.1',
    by: ['assumption'],
    told: /When learning is published/,
    named: /`silences`.*does not say where it comes from/,
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

describe('[SH-0] what the policy leaves unsaid', () => {
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

  test('[SH-0] stands first on the page of the pack, as assumption or as a value of the Code', async () => {
    const { code, out } = await run('show', PACK, '--packs', folder);
    assert.equal(code, 0);
    const [first = ''] = out.split('\nDepartures from the regime');
    const page = first.replace(/\s+/g, ' ');
    for (const { about, told } of SILENCES) assert.match(page, told, about);
  });

  test('[SH-0] the pack as it is loads', async () => {
    assert.deepEqual(await run('check', join(folder, FILE)).then(({ code }) => code), 0);
  });

  for (const { about, at, by, named } of SILENCES) {
    test(`[SH-0] a copy without ${about} is refused, naming it`, async () => {
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
