// Invented packs, each with one thing that few landlords do. They run with no code of their own.
import assert from 'node:assert/strict';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkExpected, loadSoundPolicies, loadToldCases, playToldCase } from '../support/replay-files.ts';

const policies = await loadSoundPolicies(import.meta.dirname);

for (const policy of policies) {
  const folder = join(import.meta.dirname, policy.pack.pack);
  for (const told of loadToldCases(join(folder, 'cases', '*.yaml'))) {
    test(`${policy.pack.pack}: ${told.title} (${told.name})`, () => {
      assert.equal(basename(dirname(dirname(told.path))), policy.pack.pack);
      checkExpected(told, playToldCase(told, policy));
    });
  }
}

test('each invented pack has a case', () => {
  for (const { pack } of policies) {
    const cases = loadToldCases(join(import.meta.dirname, pack.pack, 'cases', '*.yaml'));
    assert.ok(cases.length > 0, pack.pack);
  }
});
