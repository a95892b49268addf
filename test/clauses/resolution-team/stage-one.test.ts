// The resolution-team landlord: Stage 1, from the request or the failed quick try to the written response.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listDuties } from '../../../engine/index.ts';
import {
  acknowledged,
  allocated,
  defined,
  escalationRequested,
  extended,
  findingRecorded,
  happen,
  person,
  received,
  responseIssued,
  stepDone,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const team = person('t1', ['customer-resolution-officer']);
const investigator = person('i1', ['complaint-investigator']);
const another = person('i2', ['complaint-investigator']);
const verbalResponse = happen('verbal-response-given');

/** First told on Thursday 2 April 2026; Good Friday and Easter Monday follow. */
const told = async (given: object = {}): Promise<UnderPolicy> =>
  (await underPolicy('resolution-team')).given(received('2026-04-02', { ...given }));

const formal = async (): Promise<UnderPolicy> => told({ 'wants-formal-investigation': true });

const allocatedToFirst = async (): Promise<UnderPolicy> =>
  (await formal()).given(allocated('2026-04-07', { to: 'i1', 'to-roles': investigator.roles }, { by: team }));

/** Acknowledged on Thursday 9 April, so that ten working days end on Thursday 23 April. */
const underWay = async (): Promise<UnderPolicy> =>
  (await allocatedToFirst()).given(
    defined('2026-04-09', undefined, { by: investigator }),
    acknowledged('2026-04-09', undefined, { by: investigator }),
    stepDone('2026-04-09', 'understand', { 'desired-outcome': 'Mend the lift' }, { by: investigator }),
  );

test('[CR-2.1] Stage 1 opens where a formal investigation is asked for, at once or later', async () => {
  (await formal()).on('2026-04-02').thenCase({ stage: 'stage-1', status: 'open' });
  (await told()).on('2026-04-02').thenCase({ stage: 'quick-resolution' });
  const asked = (await told()).on('2026-04-07').when({ what: 'escalation-requested' });
  asked.thenAllowed().thenEvents('escalation-requested').thenCase({ stage: 'stage-1', status: 'open' });
  asked.thenClock('quick-resolution', { state: 'met' });
  // nobody accepts or refuses it
  asked
    .given()
    .when({
      what: 'escalation-refused',
      with: { ground: 'already-considered', 'earlier-case': 'An old one' },
      by: team,
    })
    .thenRefused('no-escalation-asked');
  asked.given().when({ what: 'escalation-accepted', by: team }).thenRefused('stage-opened-by-request');
});

test('[CR-2.1] Stage 1 opens where it cannot be resolved straight away, with the reason', async () => {
  const move = { outcome: 'not-straight-away', 'why-not-straight-away': 'The contractor has to be asked first' };
  const scene = (await told()).on('2026-04-07');
  scene
    .when(stepDone('2026-04-07', 'move-to-stage-1', move, { by: team }))
    .thenAllowed()
    .thenCase({ stage: 'stage-1' });
  scene
    .when(stepDone('2026-04-07', 'move-to-stage-1', { ...move, 'why-not-straight-away': '' }, { by: team }))
    .thenRefused('field-missing', 'stage-1-start')
    .thenCase({ stage: 'quick-resolution' });
});

test('[CR-2.1] a complaint investigator manages it, and nobody else can be given it', async () => {
  const scene = (await formal()).on('2026-04-07');
  const give = (to: ReturnType<typeof person>, by = team): UnderPolicy =>
    scene.when(allocated('2026-04-07', { to: to.id, 'to-roles': to.roles }, { by }));
  give(investigator).thenAllowed();
  give(person('x1', ['specialist'])).thenRefused('wants-role', 'stage-1-start');
  give(investigator, another).thenRefused('wants-role', 'stage-1-start');
});

test('[CR-2.2] the assigned investigator acknowledges, and no other', async () => {
  const given = (await allocatedToFirst())
    .given(defined('2026-04-08', undefined, { by: investigator }))
    .on('2026-04-09');
  given
    .when({ what: 'acknowledged', by: investigator })
    .thenAllowed()
    .thenClock('stage-1-acknowledgement', { state: 'met', workingDaysTaken: 3 });
  given.when({ what: 'acknowledged', by: another }).thenRefused('wants-handler', 'stage-1-acknowledgement');
  given.when({ what: 'acknowledged', by: team }).thenRefused('wants-role', 'stage-1-acknowledgement');
  (await formal())
    .on('2026-04-07')
    .when({ what: 'acknowledged', by: investigator })
    .thenRefused('step-first', 'stage-1-start');
  const letter = given
    .given(defined('2026-04-09'))
    .letter('acknowledgement', { responsibilities: 'The lift is ours.' });
  assert.deepEqual(letter.parts.find(({ part }) => part === 'investigator')?.content, { kind: 'person', person: 'i1' });
});

test('[CR-2.2] the five working days start with the first contact, whatever opened Stage 1', async () => {
  // 7 to 10 and 13 April
  const expected = { starts: '2026-04-02', startedBy: 'received', due: '2026-04-13' };
  (await formal()).on('2026-04-02').thenClock('stage-1-acknowledgement', expected);
  const asked = (await told()).given(escalationRequested('2026-04-08'));
  asked.on('2026-04-13').thenClock('stage-1-acknowledgement', { ...expected, state: 'running' });
  asked.on('2026-04-14').thenClock('stage-1-acknowledgement', { state: 'late', workingDaysLate: 1 });
  const [stage] = (await told()).policy.pack.procedures[0]?.stages.filter(({ id }) => id === 'stage-1') ?? [];
  const clock = stage?.clocks.find(({ id }) => id === 'stage-1-acknowledgement');
  assert.match(clock?.starts.assumption ?? '', /could be the first contact or the request/);
});

test('[CR-2.2] what would put it right is known before the investigation starts, or was tried without answer', async () => {
  const acknowledgedOnly = (await allocatedToFirst())
    .given(
      defined('2026-04-09', undefined, { by: investigator }),
      acknowledged('2026-04-09', undefined, { by: investigator }),
    )
    .on('2026-04-10');
  const find = (scene: UnderPolicy): UnderPolicy =>
    scene.when(findingRecorded(scene.standing.asOf.on, undefined, { by: investigator }));
  find(acknowledgedOnly).thenRefusedOnly('step-first').thenRefused('step-first', 'stage-1-acknowledgement');
  const know = (given: object): UnderPolicy =>
    acknowledgedOnly.when(stepDone('2026-04-10', 'understand', { ...given }, { by: investigator }));
  know({ 'desired-outcome': '' }).thenRefused('field-missing', 'stage-1-acknowledgement');
  find(know({ 'desired-outcome': 'Mend the lift' }).thenAllowed().given()).thenAllowed();
  find(know({ tried: true }).thenAllowed().given()).thenAllowed();
});

test('[CR-2.2] nothing is investigated before the acknowledgement and the complaint set out', async () => {
  const steps = (await allocatedToFirst())
    .on('2026-04-08')
    .when(findingRecorded('2026-04-08', undefined, { by: investigator }))
    .refusals.filter(({ code }) => code === 'step-first')
    .map(({ values }) => values['id']);
  assert.deepEqual(steps.toSorted(), ['acknowledge', 'define', 'understand']);
});

test('[CR-2.3] ten working days from the acknowledgement, ending with the written response', async () => {
  const scene = await underWay();
  scene
    .on('2026-04-09')
    .thenClock('stage-1-response', { starts: '2026-04-09', due: '2026-04-23', clause: 'stage-1-response' });
  scene
    .given(responseIssued('2026-04-23', undefined, { by: investigator }))
    .thenClock('stage-1-response', { state: 'met', workingDaysTaken: 10 });
  const [stage] = scene.policy.pack.procedures[0]?.stages.filter(({ id }) => id === 'stage-1') ?? [];
  const clock = stage?.clocks.find(({ id }) => id === 'stage-1-response');
  assert.match(clock?.starts.assumption ?? '', /could be the acknowledgement or the start of\s+the investigation/);
});

test('[CR-2.3] an answer on the telephone stops no clock', async () => {
  const spoken = (await underWay()).given(verbalResponse('2026-04-22', undefined, { by: investigator }));
  spoken
    .on('2026-04-23')
    .thenClock('stage-1-response', { state: 'running', stopped: undefined })
    .thenCase({ status: 'open' });
  spoken.on('2026-04-24').thenClock('stage-1-response', { state: 'late', workingDaysLate: 1 });
  spoken
    .given(responseIssued('2026-04-23', undefined, { by: investigator }))
    .thenClock('stage-1-response', { state: 'met' });
});

test('[CR-2.3] near the day it warns; an update with a new date must go before it is over', async () => {
  const scene = await underWay();
  scene.on('2026-04-20').thenNotWarned('internal-target-reached');
  scene.on('2026-04-21').thenWarned('internal-target-reached', 'stage-1-response');
  const why = { 'why-longer': 'The engineer has not reported' };
  const later = scene.on('2026-04-23').when(extended('2026-04-23', why, { by: investigator }));
  // 24, 27 to 30 April, 1, 5, 6, 7 and 8 May: the bank holiday on 4 May lies between
  later.thenAllowed().thenClock('stage-1-response', { due: '2026-05-08', state: 'running' });
  const letter = later.letter('extension-notice', {}, { clock: 'stage-1-response', reason: 'why-longer' });
  assert.ok(letter.ready);
  assert.deepEqual(letter.parts.find(({ part }) => part === 'new-due-date')?.content, {
    kind: 'date',
    on: '2026-05-08',
  });
  scene
    .on('2026-04-23')
    .when(extended('2026-04-23', { 'why-longer': '' }, { by: investigator }))
    .thenRefused('field-missing', 'stage-1-response');
});

test('[CR-2.3] past the day without one it shows as late, and no notice can mend that', async () => {
  const late = (await underWay()).on('2026-04-24');
  late.thenClock('stage-1-response', { state: 'late', workingDaysLate: 1, clause: 'stage-1-response' });
  late
    .when(extended('2026-04-24', { 'why-longer': 'The engineer is ill' }, { by: investigator }))
    .thenRefused('extension-after-due', 'stage-1-response')
    .thenClock('stage-1-response', { due: '2026-04-23', state: 'late' });
  const update = { 'expected-on': '2026-04-29' };
  late
    .when(stepDone('2026-04-24', 'holding-update', update, { by: investigator }))
    .thenAllowed()
    .thenClock('stage-1-response', { due: '2026-04-23', state: 'late' });
  late
    .when(stepDone('2026-04-24', 'holding-update', { 'expected-on': '' }, { by: investigator }))
    .thenRefused('field-missing', 'stage-1-response');
});

test('[CR-2.3] past the day they are kept informed, by the day they were told with the last update', async () => {
  const wordDue = ({ standing }: UnderPolicy) => listDuties(standing).find(({ kind }) => kind === 'contact')?.due;
  const scene = await underWay();
  assert.equal(wordDue(scene.on('2026-04-23')), undefined);
  // five working days from Thursday 23 April, the day it was due
  assert.equal(wordDue(scene.on('2026-04-24')), '2026-04-30');
  scene.on('2026-04-30').thenNotWarned('contact-overdue');
  scene.on('2026-05-01').thenWarned('contact-overdue', 'stage-1-response');
  const update = { 'expected-on': '2026-05-06' };
  const informed = scene.given(stepDone('2026-04-24', 'holding-update', update, { by: investigator }));
  assert.equal(wordDue(informed), '2026-05-06');
  informed.on('2026-05-06').thenNotWarned('contact-overdue');
  informed.on('2026-05-07').thenWarned('contact-overdue', 'stage-1-response');
});

test('[CR-2.3] the delay is capped by the code, as a value of the regime', async () => {
  const scene = (await underWay()).on('2026-04-23');
  const more = { by: 11, 'why-longer': 'The engineer has not reported' };
  const longer = (given: object): UnderPolicy =>
    scene.when(extended('2026-04-23', { ...more, ...given }, { by: investigator }));
  longer({}).thenRefused('extension-beyond-cap', 'stage-1-response');
  longer({ 'good-reason': 'The only part comes by ship' }).thenAllowed();
  longer({ by: 10 }).thenAllowed();
  const [stage] = scene.policy.pack.procedures[0]?.stages.filter(({ id }) => id === 'stage-1') ?? [];
  const rule = stage?.clocks.find(({ id }) => id === 'stage-1-response')?.extensions[0];
  assert.deepEqual([rule?.regime, rule?.extra], ['6.4', { n: 10, unit: 'working-day' }]);
  assert.match(rule?.assumption ?? '', /sets no end to a delay/);
});
