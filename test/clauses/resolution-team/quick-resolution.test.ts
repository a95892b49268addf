// The resolution-team landlord: putting things right when first told, and what a complaint is (opening, definition).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRecipients } from '../../../engine/index.ts';
import {
  acknowledged,
  allocated,
  complaintRefused,
  escalationRequested,
  happen,
  person,
  received,
  responseIssued,
  stepDone,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const team = person('t1', ['customer-resolution-officer']);
const PUT_RIGHT = {
  outcome: 'resolved',
  'quick-issue': 'The heating was cold',
  'quick-what-was-done': 'A plumber came the same day',
  'quick-agreed': true,
};

/** First told on Thursday 2 April 2026: 3 and 6 April are holidays, so 7, 8 and 9 April are the three days. */
const told = async (given: object = {}): Promise<UnderPolicy> =>
  (await underPolicy('resolution-team')).given(received('2026-04-02', { channel: 'telephone', ...given }));

test('[CR-1.1] a complaint is first tried quickly, within three working days from the first contact', async () => {
  const scene = (await told()).on('2026-04-02');
  scene
    .thenCase({ stage: 'quick-resolution', status: 'open' })
    .thenClock('quick-resolution', { starts: '2026-04-02', startedBy: 'received', due: '2026-04-09' });
  scene
    .on('2026-04-09')
    .when(stepDone('2026-04-09', 'put-right', PUT_RIGHT, { by: team }))
    .thenAllowed()
    .thenCase({ status: 'closed', outcome: 'resolved' })
    .thenClock('quick-resolution', { state: 'met', workingDaysTaken: 3 });
});

test('[CR-1.1] the issue, what was done and the agreement are recorded, and told in the confirmation', async () => {
  const put = (given: object): UnderPolicy =>
    scene.when(stepDone('2026-04-08', 'put-right', { ...PUT_RIGHT, ...given }, { by: team }));
  const scene = (await told()).on('2026-04-08');
  for (const fact of ['quick-issue', 'quick-what-was-done', 'quick-agreed'])
    put({ [fact]: '' })
      .thenRefused('field-missing', 'opening')
      .thenCase({ status: 'open' });
  put({ 'quick-agreed': false }).thenRefused('answer-does-not-allow', 'opening').thenCase({ status: 'open' });
  const done = put({}).thenAllowed();
  const { facts } = done.standing.state;
  assert.deepEqual(
    ['quick-issue', 'quick-what-was-done', 'quick-agreed'].map((fact) => facts[fact]),
    [true, true, true],
  );
  const letter = done.letter('quick-resolution-confirmation');
  assert.ok(letter.ready);
  const content = new Map(letter.parts.map((part) => [part.part, part.content]));
  assert.deepEqual(content.get('what-was-wrong'), { kind: 'answer', fact: 'quick-issue', value: true });
  assert.deepEqual(content.get('what-was-done'), { kind: 'answer', fact: 'quick-what-was-done', value: true });
  assert.match(JSON.stringify(content.get('how-to-go-on')), /formal investigation at any time/);
});

test('[CR-1.1] the limit is an assumption, within the five working days of the acknowledgement', async () => {
  const { policy } = await told();
  const stages = policy.pack.procedures[0]?.stages ?? [];
  const limitOf = (clock: string) => stages.flatMap(({ clocks }) => clocks).find(({ id }) => id === clock)?.limit;
  const quick = limitOf('quick-resolution');
  assert.match(quick?.assumption ?? '', /says 'straight away' and gives no number/);
  assert.equal(quick?.clause, undefined);
  assert.ok((quick?.is?.n ?? 99) < (limitOf('stage-1-acknowledgement')?.is?.n ?? 0));
});

test('[CR-1.1] left alone it opens Stage 1 by itself, and the first contact stays the day that counts', async () => {
  const left = await told();
  left.on('2026-04-09').thenCase({ stage: 'quick-resolution' }).thenWarned('internal-target-reached');
  left
    .on('2026-04-10')
    .thenCase({ stage: 'stage-1', status: 'open' })
    .thenClock('quick-resolution', { lapsed: true })
    // 7 to 10 and 13 April
    .thenClock('stage-1-acknowledgement', { starts: '2026-04-02', due: '2026-04-13', state: 'running' });
  left
    .on('2026-04-10')
    .when(stepDone('2026-04-10', 'put-right', PUT_RIGHT, { by: team }))
    .thenRefused('no-such-step')
    .thenEvents();
});

test('[CR-1.1] one put right that goes wrong again becomes Stage 1 with its first date', async () => {
  (await told())
    .given(stepDone('2026-04-07', 'put-right', PUT_RIGHT, { by: team }), escalationRequested('2026-04-14'))
    .on('2026-04-14')
    .thenCase({ stage: 'stage-1', status: 'open' })
    .thenClock('stage-1-acknowledgement', { starts: '2026-04-02', due: '2026-04-13', state: 'late' });
});

test('[CR-1.1] what was put right quickly can be told apart, by service and by cause', async () => {
  const quick = (await told({ cause: 'lack-of-action' })).given(
    stepDone('2026-04-07', 'put-right', PUT_RIGHT, { by: team }),
  );
  const investigated = (await told({ cause: 'lack-of-action', 'wants-formal-investigation': true })).on('2026-04-07');
  const count = ({ standing: { state } }: UnderPolicy): readonly unknown[] => [
    state.visits.map(({ stage }) => stage),
    state.outcome,
    state.service,
    state.facts['cause'],
  ];
  assert.deepEqual(count(quick), [['quick-resolution'], 'resolved', 'housing', 'lack-of-action']);
  assert.deepEqual(count(investigated), [['stage-1'], undefined, 'housing', 'lack-of-action']);
});

test('[CR-1.2] the definition stands word for word in the pack', async () => {
  const { policy } = await told();
  const { definition } = policy.pack.intake;
  assert.equal(definition.clause, 'definition');
  assert.ok(policy.anchors.get('definition')?.includes(`‘${definition.is.trim()}.`));
});

test('[CR-1.2] a complaint about a contractor, however made, is taken like any other', async () => {
  for (const channel of ['social-media', 'in-person', 'letter', 'web']) {
    const scene = (await told({ channel, 'about-whom': 'on-our-behalf', cause: 'standard' })).on('2026-04-02');
    scene.thenCase({ stage: 'quick-resolution', status: 'open', kind: 'complaint' });
    assert.deepEqual([scene.standing.routes, scene.standing.state.facts['about-whom']], [[], 'on-our-behalf']);
    // that it is about a contractor is no ground of a refusal
    scene
      .when(complaintRefused('2026-04-02', { ground: 'contractor' }, { by: person('s1', ['senior-investigator']) }))
      .thenRefused('not-an-option')
      .thenCase({ status: 'open' });
  }
  (await told())
    .on('2026-04-02')
    .when(received('2026-04-02', { 'about-whom': 'somebody-else' }))
    .thenRefused('not-an-option');
});

test('[CR-1.2] one case holds several residents, and each of them gets the letters', async () => {
  const group = (await told({ residents: 3, 'wants-formal-investigation': true })).given(
    happen('resident-joined')('2026-04-07', { 'resident-name': 'Bo Lin' }),
    happen('resident-joined')('2026-04-07', { 'resident-name': 'Cy Wood' }),
    allocated('2026-04-07', undefined, { by: team }),
    acknowledged('2026-04-08'),
  );
  const getting = (scene: UnderPolicy): readonly string[] => listRecipients(scene.standing).map(({ key }) => key);
  assert.deepEqual(getting(group.on('2026-04-08')), ['resident-1', 'resident-2', 'resident-3']);
  assert.equal(group.standing.state.residents, 3);
  const fewer = group.given(happen('resident-left')('2026-04-09', { resident: 2 }));
  assert.deepEqual(getting(fewer.on('2026-04-09')), ['resident-1', 'resident-3']);
  // one who joins after a letter has not had it, and that is said
  const later = group.given(happen('resident-joined')('2026-04-10', { 'resident-name': 'Di Fox' }));
  assert.ok(later.on('2026-04-10').warnings.length > group.on('2026-04-09').warnings.length);
  group.given(stepDone('2026-04-10', 'understand', { tried: true }), responseIssued('2026-04-14')).thenCase({
    status: 'answered',
  });
});
