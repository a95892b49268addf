// Housing Plus: the service standards. What is logged and told within five working days, and what the ten count from.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledged, classified, contacted, received } from '../../support/under-policy.ts';
import { ada, approved, landlord, receivedBeforeEaster } from './scenes.ts';

test('[HP-S.1] a complaint, a comment and a compliment are each acknowledged within five working days', async () => {
  // from 25 March: 26, 27, 30, 31 March, 1 April
  for (const [kind, clock] of [
    ['complaint', 'stage-1-acknowledgement'],
    ['comment', 'feedback-acknowledgement'],
    ['compliment', 'feedback-acknowledgement'],
  ] as const) {
    const scene = (await landlord()).given(received('2026-03-25', { kind }));
    scene.on('2026-04-01').thenClock(clock, { due: '2026-04-01', state: 'running' });
    scene.on('2026-04-02').thenClock(clock, { state: 'late', workingDaysLate: 1 });
    scene
      .on('2026-04-01')
      .when(acknowledged('2026-04-01', undefined, { by: ada }))
      .thenAllowed()
      .thenClock(clock, { state: 'met' });
  }
});

test('[HP-S.1] working days are Monday to Friday without bank holidays, and an evening belongs to its day', async () => {
  // received late on Wednesday 1 April: 2, 7, 8, 9 and 10 April; Good Friday and Easter Monday are left out
  const scene = (await landlord()).given({ ...received('2026-04-01'), at: '2026-04-01T20:45:00Z' });
  scene.on('2026-04-01').thenClock('stage-1-acknowledgement', { due: '2026-04-10' });
  assert.deepEqual(
    scene
      .clock('stage-1-acknowledgement')
      .skipped.flatMap(({ because }) => (['Saturday', 'Sunday'].includes(because) ? [] : [because])),
    ['Good Friday', 'Easter Monday'],
  );
  const { calendar } = scene.policy.pack;
  assert.equal(calendar['cut-off'], undefined);
  assert.match(calendar.quote ?? '', /Monday to Friday and don’t include evenings, weekends and bank holidays/);
  assert.match(calendar.assumption ?? '', /We take no hour: what\s+arrives in the evening belongs to that day/);
});

test('[HP-S.1] feedback cannot be passed on and closed before the person was told', async () => {
  const scene = (await landlord()).given(received('2026-03-25', { kind: 'compliment' })).on('2026-03-26');
  const passOn = {
    what: 'step-done',
    with: { step: 'pass-on', outcome: 'passed-on', 'shared-with': 'The repairs team' },
    by: ada,
  };
  scene.when(passOn).thenRefused('step-first', 'standards-acknowledge').thenCase({ status: 'open' });
  scene
    .given(acknowledged('2026-03-26', undefined, { by: ada }))
    .when(passOn)
    .thenAllowed()
    .thenCase({ status: 'closed', outcome: 'passed on' });
});

test('[HP-S.2] the ten working days of Stage 1 count from the acknowledgement', async () => {
  // from 26 March: 27, 30, 31 March, 1, 2, 7, 8, 9, 10, 13 April
  const scene = await receivedBeforeEaster();
  scene.on('2026-04-13').thenClock('stage-1-response', {
    starts: '2026-03-26',
    due: '2026-04-13',
    state: 'running',
    clause: '9-investigation',
  });
  scene.on('2026-04-14').thenClock('stage-1-response', { state: 'late', workingDaysLate: 1 });
  const start = scene.policy.pack.procedures
    .flatMap(({ stages }) => stages.flatMap(({ clocks }) => clocks))
    .find(({ id }) => id === 'stage-1-response')?.starts;
  assert.match(
    start?.assumption ?? '',
    /from the acknowledgement in two places, and from the day the complaint was\s+logged in a third/,
  );
  assert.deepEqual(start?.clauses, ['standards-stage-1', '9-extension']);
});

test('[HP-S.2] nothing but the acknowledgement starts them, and only the response ends them', async () => {
  const logged = (await landlord()).given(
    received('2026-03-25'),
    classified('2026-03-26', { kind: 'complaint' }, { by: ada }),
  );
  logged.on('2026-04-20').thenClock('stage-1-response', { state: 'not-started' });
  (await receivedBeforeEaster())
    .given(contacted('2026-04-09', { reached: true }, { by: ada }))
    .on('2026-04-14')
    .thenClock('stage-1-response', { state: 'late' });
  (await approved())
    .on('2026-04-13')
    .when({ what: 'response-issued', by: ada })
    .thenAllowed()
    .thenClock('stage-1-response', { state: 'met' });
});
