// The resolution-team landlord: what its page does not say, and that the pack cannot leave it unsaid too.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runPacks } from '../../../app/cli/packs.ts';
import { findPoliciesFolder } from '../../../app/packs/find-pack-files.ts';
import { mutate } from '../../../scripts/mutate-pack.ts';

const PACK = 'resolution-team';
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
    about: 'what a response contains at Stage 1',
    at: 'letters[stage-1-response].parts[complaint-definition]',
    by: ['regime'],
    told: /asks for a full response at Stage 1 and an outcome at Stage 2 and lists no contents/,
    named: /“complaint-definition” does not say where it comes from/,
  },
  {
    about: 'what a response contains at Stage 2',
    at: 'letters[stage-2-response].parts[reasons]',
    by: ['regime'],
    told: /the outcome is given, and not what it contains/,
    named: /“reasons” does not say where it comes from/,
  },
  {
    about: 'an acknowledgement at Stage 2',
    at: `${STAGES}[stage-2].clocks[stage-2-acknowledgement].limit`,
    by: ['regime'],
    told: /An acknowledgement at Stage 2/,
    named: /stage-2-acknowledgement/,
  },
  {
    about: 'what is not taken as a complaint',
    at: 'intake.not-accepted.grounds[already-considered]',
    by: ['regime'],
    told: /names nothing that is not taken as a complaint/,
    named: /“already-considered” does not say where it comes from/,
  },
  {
    about: 'how old a matter may be',
    at: 'intake.time-limits[twelve-months]',
    by: ['regime', 'assumption'],
    told: /sets no time limit\. We take the twelve months of the code/,
    named: /“twelve-months” does not say where it comes from/,
  },
  {
    about: 'somebody who acts for a resident',
    at: 'intake.representative',
    by: ['regime', 'assumption'],
    told: /does not speak of representatives\. The code asks us to take complaints from them/,
    named: /`representative` does not say where it comes from/,
  },
  {
    about: 'adjustments',
    at: 'facts.adjustments',
    by: ['regime', 'assumption'],
    told: /does not speak of adjustments/,
    named: /`adjustments`|“adjustments” does not say where it comes from/,
  },
  {
    about: 'remedies',
    at: 'remedies',
    by: ['regime', 'assumption'],
    told: /does not speak of remedies/,
    named: /`remedies` does not say where it comes from/,
  },
  {
    about: 'learning',
    at: 'silences.9',
    by: ['assumption'],
    told: /feedback is monitored and not how/,
    named: /`silences`.*does not say where it comes from/,
  },
  {
    about: 'the policy itself',
    at: 'silences.1',
    by: ['assumption'],
    told: /sends the reader to a Complaints Policy, which is not before us/,
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

describe('[CR-0] what the page leaves unsaid', () => {
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

  test('[CR-0] stands first on the page of the pack, as assumption or as a value of the Code', async () => {
    const { code, out } = await run('show', PACK, '--packs', folder);
    assert.equal(code, 0);
    const [first = ''] = out.split('\nDepartures from the regime');
    const page = first.replace(/\s+/g, ' ');
    for (const { about, told } of SILENCES) assert.match(page, told, about);
  });

  test('[CR-0] the pack as it is loads', async () => {
    assert.deepEqual(await run('check', join(folder, FILE)).then(({ code }) => code), 0);
  });

  for (const { about, at, by, named } of SILENCES) {
    test(`[CR-0] a copy without ${about} is refused, naming it`, async () => {
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
