// The council: two stages, named (1), and acknowledgements that say the stage and who deals with it (2, first bullet).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  allocated,
  defined,
  escalationRequested,
  received,
  responseIssued,
  underPolicy,
} from '../../support/under-policy.ts';
import { acknowledgedAtOnce, atStageTwo, cora, discussed, PACK, readyToAnswer, reviewed, rhea } from './scenes.ts';

const NAMES = ['Stage 1 - Investigation', 'Stage 2 - Review'];

test('[CO-1] there are two stages, and both names stand on the case and in its letters', async () => {
  const { policy } = await underPolicy(PACK);
  for (const { stages } of policy.pack.procedures)
    assert.deepEqual(
      stages.map(({ name }) => name),
      NAMES,
    );
  const first = await acknowledgedAtOnce();
  first.thenCase({ stage: 'stage-1' });
  const stageIn = (scene: typeof first, letter: string): unknown => {
    const { content } = scene.letter(letter).parts.find(({ part }) => part === 'stage') ?? {};
    return content?.kind === 'stage' ? content.name : content;
  };
  for (const letter of ['acknowledgement', 'draft-response', 'stage-1-response'])
    assert.equal(stageIn(first, letter), NAMES[0], letter);
  const second = await atStageTwo();
  second.thenCase({ stage: 'stage-2' });
  for (const letter of ['escalation-accepted', 'draft-response', 'stage-2-response'])
    assert.equal(stageIn(second, letter), NAMES[1], letter);
});

test('[CO-1] a third stage cannot be opened, before the final response or after it', async () => {
  (await atStageTwo()).on('2026-05-06').when(escalationRequested('2026-05-06')).thenRefused('final-stage', '1');
  const answered = (await reviewed()).given(
    discussed('2026-05-11', 2, 'declined'),
    responseIssued('2026-05-12', undefined, { by: rhea }),
  );
  answered.thenCase({ stage: 'stage-2', status: 'answered' });
  answered.on('2026-05-20').when(escalationRequested('2026-05-20')).thenRefused('final-stage', '1');
  answered
    .on('2026-05-20')
    .when({ what: 'escalation-accepted', with: {} })
    .thenRefused('stage-opened-by-request', '1')
    .thenEvents();
});

test('[CO-2a] the acknowledgement says the stage and who deals with it, at both stages', async () => {
  const told = (scene: Awaited<ReturnType<typeof acknowledgedAtOnce>>, letter: string): object => {
    const { parts } = scene.letter(letter, { responsibilities: 'The roof is ours.' });
    const of = (id: string): object | undefined => parts.find(({ part }) => part === id)?.content;
    return { stage: of('stage'), handler: of('handler') };
  };
  assert.deepEqual(told(await acknowledgedAtOnce(), 'acknowledgement'), {
    stage: { kind: 'stage', name: NAMES[0], number: 1, final: false },
    handler: { kind: 'person', person: 'ines' },
  });
  assert.deepEqual(told(await atStageTwo(), 'escalation-accepted'), {
    stage: { kind: 'stage', name: NAMES[1], number: 2, final: true },
    handler: { kind: 'person', person: 'rhea' },
  });
});

test('[CO-2a] it cannot go before somebody has the complaint, nor at Stage 2 with the officer of Stage 1', async () => {
  for (const service of ['housing', 'other']) {
    const given = (await underPolicy(PACK)).given(received('2026-03-02', { service }));
    const nobody = given.given(defined('2026-03-02', undefined, { by: cora })).on('2026-03-03');
    nobody
      .when(acknowledged('2026-03-03', undefined, { by: cora }))
      .thenRefused('step-first', '2a')
      .thenRefused('part-not-known', '2a')
      .thenEvents();
    nobody
      .given(allocated('2026-03-03', { to: 'ines' }, { by: cora }))
      .when(acknowledged('2026-03-03', undefined, { by: cora }))
      .thenAllowed();
  }
  (await readyToAnswer())
    .given(responseIssued('2026-03-10'), escalationRequested('2026-05-05'), defined('2026-05-05', undefined))
    .on('2026-05-06')
    .when(acknowledged('2026-05-06', undefined, { by: cora }))
    .thenRefused('step-first', '2a')
    .thenEvents();
});

test('[CO-2a] five working days, as the codes have it, from receipt and from the request, over Easter', async () => {
  // 30, 31 March, 1 and 2 April; the 3rd and the 6th are Good Friday and Easter Monday; 7 April
  for (const [service, code] of [
    ['housing', 'Code 6.2'],
    ['other', 'Code 6.2'],
  ] as const)
    (await underPolicy(PACK))
      .given(received('2026-03-27', { service }))
      .thenClock('stage-1-acknowledgement', { starts: '2026-03-27', due: '2026-04-07', state: 'running', clause: code })
      .on('2026-04-08')
      .thenClock('stage-1-acknowledgement', { state: 'late' });
  (await readyToAnswer('not-upheld', 'other'))
    .given(responseIssued('2026-03-20'), escalationRequested('2026-03-27'))
    .on('2026-04-07')
    .thenClock('stage-2-acknowledgement', {
      starts: '2026-03-27',
      due: '2026-04-07',
      state: 'running',
      clause: 'Code 6.11',
    });
});
