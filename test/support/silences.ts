// What a landlord's text does not say: that its pack shows each silence first, and cannot be loaded without filling it.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runPacks } from '../../app/cli/packs.ts';
import { findPoliciesFolder } from '../../app/packs/find-pack-files.ts';
import { mutate } from '../../scripts/mutate-pack.ts';

export type Silence = {
  readonly about: string;
  /** Where the pack fills it: what stands there as assumption or as a value of the regime. */
  readonly at: string;
  readonly by: readonly ('assumption' | 'regime')[];
  /** How the first lines of the pack tell it. */
  readonly told: RegExp;
  /** What the loader names when it is gone. */
  readonly named: RegExp;
};

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

/** The tests of one pack's silences, under the clause that lists them: `testSilences('[SH-0]', 'stockport-homes', '2023-08', …)`. */
export function testSilences(clause: string, pack: string, version: string, silences: readonly Silence[]): void {
  describe(`${clause} what the text leaves unsaid`, () => {
    let folder: string;
    let file: string;
    let words: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'redress-silences-'));
      file = join(folder, pack, `${version}.yaml`);
      const policies = findPoliciesFolder();
      await cp(join(policies, pack), join(folder, pack), { recursive: true });
      await cp(join(policies, 'regimes'), join(folder, 'regimes'), { recursive: true });
      words = await readFile(file, 'utf8');
    });
    after(() => rm(folder, { recursive: true }));

    test(`${clause} stands first on the page of the pack, as assumption or as a value of the code`, async () => {
      const { code, out } = await run('show', pack, '--packs', folder);
      assert.equal(code, 0);
      const [first = ''] = out.split('\nDepartures from the regime');
      const page = first.replace(/\s+/g, ' ');
      for (const { about, told } of silences) assert.match(page, told, about);
    });

    test(`${clause} the pack as it is loads`, async () => {
      assert.equal((await run('check', file)).code, 0);
    });

    for (const { about, at, by, named } of silences) {
      test(`${clause} a copy without ${about} is refused, naming it`, async () => {
        const without = mutate(
          words,
          by.map((source) => ({ path: `${at}.${source}`, remove: true })),
        );
        assert.ok(without !== undefined, `the pack has no ${by.join(' and ')} at ${at}`);
        const copy = join(folder, pack, 'without.yaml');
        await writeFile(copy, without);
        const { code, out, err } = await run('check', copy);
        await rm(copy);
        assert.equal(code, 1, `${about}: the loader takes it`);
        assert.match(`${out}${err}`.replace(/\s+/g, ' '), named);
        assert.match(`${out}${err}`, /without\.yaml:\d+/);
      });
    }
  });
}
