// Nine complaints as published determinations date them, run as histories; and the working days those determinations
// state, held against what `redress calendar count` answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { parse } from 'yaml';
import { runCalendar } from '../../app/cli/calendar.ts';
import type { Policy } from '../../engine/index.ts';
import { checkExpected, loadSoundPolicies, loadToldCases, playToldCase } from '../support/replay-files.ts';

const here = import.meta.dirname;
const told = loadToldCases(join(here, '2*.yaml'));
const policies = await loadSoundPolicies(join(here, '..', '..', 'policies'));
const policyOf = (pack: unknown): Policy => policies.find((policy) => policy.pack.pack === pack)!;

test('there are nine histories', () => assert.equal(told.length, 9));

for (const one of told) {
  test(`${one.name}: ${one.title}`, () => {
    const { pack } = parse(one.text) as { pack: string };
    const replay = playToldCase(one, policyOf(pack));
    checkExpected(one, replay);
    assert.deepEqual(replay.refused, [], 'a history refuses nothing');
  });
}

type Stated = { reference: string; what: string; from: string; to: string; counts: number; relation: string };

const agrees: Readonly<Record<string, (ours: number, theirs: number) => boolean>> = {
  exact: (ours, theirs) => ours === theirs || ours === theirs - 1,
  within: (ours, theirs) => ours <= theirs,
  approx: (ours, theirs) => Math.abs(ours - theirs) <= theirs / 7,
};

async function countWorkingDays(from: string, to: string): Promise<number> {
  let out = '';
  const io = {
    stdin: Readable.from([]),
    out: (text: string) => (out += text),
    err: (text: string) => assert.fail(text),
  };
  assert.equal(await runCalendar(['count', from, to, '--json'], io), 0);
  return (JSON.parse(out) as { workingDays: number }).workingDays;
}

for (const { reference, what, from, to, counts, relation } of parse(
  readFileSync(join(here, 'stated-counts.yaml'), 'utf8'),
) as Stated[]) {
  test(`${reference}: ${what}, ${relation} ${counts} working days`, async () => {
    const ours = await countWorkingDays(from, to);
    assert.ok(agrees[relation]?.(ours, counts), `ours is ${ours}`);
  });
}
