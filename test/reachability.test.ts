// No dead end: from every position a case can come to, the landlord can end it: closed for a reason of the pack, or with
// a final response that names whom to turn to. And nothing stands in a pack that no case ever comes to.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Policy } from '../engine/index.ts';
import { loadSoundPolicies } from './support/replay-files.ts';
import { walkCases } from './support/walk-cases.ts';

const listStages = ({ pack }: Policy): readonly string[] =>
  pack.procedures.flatMap(({ stages }) => stages.map(({ id }) => id));

const listSteps = ({ pack }: Policy): readonly string[] =>
  pack.procedures.flatMap((procedure) => [
    ...procedure.stages.flatMap((stage) => stage.steps.map(({ id }) => `${stage.id}.${id}`)),
    ...procedure['any-time'].map(({ id }) => `.${id}`),
  ]);

for (const folder of ['../policies', 'oddities']) {
  for (const policy of await loadSoundPolicies(join(import.meta.dirname, folder))) {
    test(`${policy.pack.pack}: no dead end, and every stage and step is reached`, () => {
      const walk = walkCases(policy);
      assert.ok(
        walk.isWhole,
        `${walk.nodes.size} positions are too many: some fact or step of the pack multiplies them`,
      );
      assert.deepEqual(walk.deadEnds.slice(0, 5), []);
      assert.deepEqual(
        listStages(policy).filter((stage) => !walk.stages.has(stage)),
        [],
      );
      assert.deepEqual(
        listSteps(policy).filter((step) => !walk.steps.has(step)),
        [],
      );
      const hasFinal = policy.pack.procedures.some(({ stages }) => stages.some(({ final }) => final));
      assert.equal(walk.finalAnswers > 0, hasFinal);
    });
  }
}

test('a stage whose answer can never go is found as a dead end', async () => {
  const [sound] = await loadSoundPolicies(join(import.meta.dirname, 'oddities', 'one-stage'));
  const pack = structuredClone(sound!.pack);
  const respond = pack.procedures[0]!.stages[0]!.steps.find(({ does }) => does === 'respond')!;
  respond.when = { fact: 'never-asked', is: true };
  const walk = walkCases({ ...sound!, pack });
  assert.ok(walk.deadEnds.length > 0);
  assert.equal(walk.steps.has('only.respond'), false);
});
