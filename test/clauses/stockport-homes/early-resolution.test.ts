// Stockport Homes: putting it right quickly, outside the two stages (3.4).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  defined,
  person,
  received,
  reopened,
  stepDone,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const feedback = person('f1', ['customer-feedback-officer']);
const BOTH = { 'likely-to-be-quick': true, 'agrees-to-early-resolution': true };

/** Raised on Thursday 2 April 2026: 3 and 6 April are holidays, so 7 to 10 are days 1 to 4 and Monday 13 is day 5. */
const raised = async (facts: object = BOTH): Promise<UnderPolicy> =>
  (await underPolicy('stockport-homes')).given(received('2026-04-02', { ...facts }));

test('[SH-3.4b] with both conditions recorded it stays outside the two stages, for five working days', async () => {
  const scene = (await raised()).on('2026-04-02');
  scene
    .thenCase({ stage: 'early-resolution', status: 'open' })
    .thenClock('early-resolution', { starts: '2026-04-02', startedBy: 'received', due: '2026-04-13', clause: '3.4' });
  assert.equal(scene.standing.state.facts['agrees-to-early-resolution'], true);
});

test('[SH-3.4b] without either condition it is at Stage One', async () => {
  const incomplete = [
    { 'likely-to-be-quick': true },
    { 'agrees-to-early-resolution': true },
    { ...BOTH, 'agrees-to-early-resolution': false },
    { ...BOTH, 'likely-to-be-quick': false },
  ];
  for (const facts of incomplete) (await raised(facts)).on('2026-04-02').thenCase({ stage: 'stage-1' });
});

test('[SH-3.4b] it warns on day 4, when a day is left', async () => {
  const scene = await raised();
  scene.on('2026-04-09').thenNotWarned('internal-target-reached');
  scene.on('2026-04-10').thenWarned('internal-target-reached', '3.4');
  scene.on('2026-04-13').thenWarned('internal-target-reached', '3.4');
  assert.equal(scene.clock('early-resolution').internalTarget, '2026-04-10');
  scene
    .given(stepDone('2026-04-09', 'agree-resolution', { outcome: 'agreed' }, { by: feedback }))
    .on('2026-04-10')
    .thenNotWarned('internal-target-reached');
});

test('[SH-3.4b] at the end of day 5 it is resolved by agreement …', async () => {
  (await raised())
    .on('2026-04-13')
    .when(
      stepDone(
        '2026-04-13',
        'agree-resolution',
        { outcome: 'agreed', 'agreed-resolution': 'A new lock on Friday' },
        { by: feedback },
      ),
    )
    .thenAllowed()
    .thenCase({ status: 'closed', outcome: 'resolved' })
    .thenClock('early-resolution', { state: 'met', stopped: '2026-04-13', workingDaysTaken: 5 });
  (await raised())
    .on('2026-04-13')
    .when(stepDone('2026-04-13', 'agree-resolution', { outcome: 'agreed', 'agreed-resolution': '' }, { by: feedback }))
    .thenRefused('field-missing', '3.4')
    .thenCase({ status: 'open' });
});

test('[SH-3.4b] … or at Stage One and acknowledged within the same five days …', async () => {
  for (const outcome of ['accepted', 'no-answer']) {
    (await raised())
      .given(
        stepDone('2026-04-10', 'offer-two-stages', { outcome }, { by: feedback }),
        defined('2026-04-13'),
        acknowledged('2026-04-13'),
      )
      .on('2026-04-14')
      .thenCase({ stage: 'stage-1', status: 'open' })
      .thenClock('early-resolution', { state: 'met' })
      .thenClock('stage-1-acknowledgement', { starts: '2026-04-02', due: '2026-04-13', state: 'met' })
      .thenClock('stage-1-response', { starts: '2026-04-13', due: '2026-04-27' });
  }
});

test('[SH-3.4b] … or breached, and then it is at Stage One by itself', async () => {
  const scene = await raised();
  scene.on('2026-04-13').thenCase({ stage: 'early-resolution' });
  scene
    .on('2026-04-14')
    .thenCase({ stage: 'stage-1', status: 'open' })
    .thenClock('early-resolution', { lapsed: true })
    .thenClock('stage-1-acknowledgement', { due: '2026-04-13', state: 'late', workingDaysLate: 1, clause: 'Code 6.2' });
  scene
    .on('2026-04-14')
    .when(stepDone('2026-04-14', 'agree-resolution', { outcome: 'agreed' }, { by: feedback }))
    .thenRefused('no-such-step')
    .thenEvents();
  scene
    .given(stepDone('2026-04-10', 'offer-two-stages', { outcome: 'accepted' }, { by: feedback }))
    .on('2026-04-15')
    .thenClock('stage-1-acknowledgement', { state: 'late', workingDaysLate: 2 });
});

test('[SH-3.4b] turning the offer down closes it as withdrawn, and it can be opened again', async () => {
  const refused = (await raised()).given(
    stepDone('2026-04-10', 'offer-two-stages', { outcome: 'refused' }, { by: feedback }),
  );
  refused.thenCase({ status: 'closed', outcome: 'withdrawn' });
  refused.given(reopened('2026-04-16', { stage: 'stage-1' })).thenCase({ status: 'open', stage: 'stage-1' });
});

test('[SH-3.4b] what was agreed counts, not what is delivered; what silence and refusal mean is assumed', async () => {
  const { policy } = await raised();
  const stage = policy.pack.procedures[0]?.stages.find(({ id }) => id === 'early-resolution');
  const told = stage?.steps.flatMap(({ outcomes }) =>
    (outcomes ?? []).map(({ id, assumption }) => [id, assumption ?? ''] as const),
  );
  const assumptions = new Map(told);
  assert.match(assumptions.get('agreed') ?? '', /agreement to be enough/);
  assert.match(assumptions.get('no-answer') ?? '', /silence should not cost/);
  assert.match(assumptions.get('refused') ?? '', /close the case as\s+withdrawn/);
});
