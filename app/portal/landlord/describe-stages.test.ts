// What residents read of the stages of a procedure: who else looks at a complaint, and what they see before it is decided.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPacks } from '../../packs/load-packs.ts';
import { loadTexts } from '../../texts/index.ts';
import { describeStages } from './describe-stages.ts';

async function sentencesOf(pack: string): Promise<string> {
  const { versions } = await loadPacks({ only: [pack] });
  const policy = versions[0]?.policy;
  assert.ok(policy, pack);
  const stages = policy.pack.procedures.flatMap((procedure) => describeStages(loadTexts(), policy, procedure));
  return stages.flatMap(({ name, sentences }) => sentences.map((sentence) => `${name}: ${sentence}`)).join('\n');
}

test('a panel with who sits on it, whom the landlord asks, and the draft that they see first', async () => {
  const carecall = await sentencesOf('carecall');
  assert.match(
    carecall,
    /Stage 2: A panel (may meet|meets) to talk about your complaint\. On it sit: Senior manager, /,
  );
  assert.doesNotMatch(carecall, /Stage 1: A panel/);
  assert.match(await sentencesOf('stockport-homes'), /We may ask Stockport Council what they think\./);
  assert.match(
    await sentencesOf('council-housing'),
    /We may send you a draft of our answer first, in the way you prefer\. You can tell us what you think of it before we decide\./,
  );
  assert.doesNotMatch(await sentencesOf('anytown-homes'), /panel|draft|what they think/i);
});
