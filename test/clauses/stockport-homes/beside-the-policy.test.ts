// Stockport Homes: what runs beside the two stages (high-rise safety, the Council's grants, the conduct of staff).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInternal } from '../../../engine/index.ts';
import {
  acknowledged,
  allocated,
  classified,
  contacted,
  defined,
  escalationAccepted,
  escalationRequested,
  findingRecorded,
  person,
  received,
  responseIssued,
  stepDone,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const feedback = person('f1', ['customer-feedback-officer']);
const head = person('h1', ['head-of-service']);
const officer = person('o1', ['investigating-officer']);
const safety = person('b1', ['building-safety-manager']);
const PACK = 'stockport-homes';

test('[SH-2.3] high-rise safety assigns the Building Safety Manager at once, beside the two stages', async () => {
  const scene = (await underPolicy(PACK)).given(received('2026-03-30', { 'high-rise-safety': true })).on('2026-03-30');
  assert.deepEqual(
    scene.standing.routes.map(({ route, role, since, instead, clause }) => ({ route, role, since, instead, clause })),
    [
      {
        route: 'high-rise-safety',
        role: 'building-safety-manager',
        since: '2026-03-30',
        instead: false,
        clause: '2.3',
      },
    ],
  );
  scene
    .thenCase({ stage: 'stage-1', status: 'open' })
    .thenClock('stage-1-acknowledgement', { due: '2026-04-08', state: 'running' });
  scene
    .given(defined('2026-03-31'))
    .on('2026-03-31')
    .when(findingRecorded('2026-03-31', { findings: { 1: { finding: 'upheld' } } }, { by: safety }))
    .thenAllowed();
  const plain = (await underPolicy(PACK)).given(received('2026-03-30')).on('2026-03-31');
  assert.deepEqual(plain.standing.routes, []);
  plain
    .when(stepDone('2026-03-31', 'escalate-to-regulator', { 'regulator-asked-on': '2026-03-31' }))
    .thenRefused('step-not-needed', '2.3');
});

test('[SH-2.3] known later, the role is told from the day it was known', async () => {
  const later = (await underPolicy(PACK)).given(
    received('2026-03-30'),
    classified('2026-04-01', { 'high-rise-safety': true }),
  );
  assert.deepEqual(
    later.standing.routes.map(({ role, since }) => [role, since]),
    [['building-safety-manager', '2026-04-01']],
  );
});

test('[SH-2.3] a request for the regulator is recorded, dated and confirmed to the complainant', async () => {
  const scene = (await underPolicy(PACK)).given(received('2026-03-30', { 'high-rise-safety': true })).on('2026-04-02');
  const confirm = { parts: { 'what-was-passed-on': 'Your request of 1 April about the cladding' } };
  const asked = (given: object, by = safety): UnderPolicy =>
    scene.when(stepDone('2026-04-02', 'escalate-to-regulator', { ...confirm, ...given }, { by }));
  const done = asked({ 'regulator-asked-on': '2026-04-01' }).thenAllowed().thenEvents('step-done');
  assert.equal(done.standing.state.facts['regulator-asked-on'], '2026-04-01');
  done.thenCase({ stage: 'stage-1', status: 'open' });
  const letter = done.letter('regulator-confirmation', confirm.parts);
  const turnTo = letter.parts.find(({ part }) => part === 'who-to-turn-to')?.content;
  assert.deepEqual(turnTo?.kind === 'signposts' && turnTo.signposts.map(({ ombudsman }) => ombudsman), [
    'housing-ombudsman',
    'building-safety-regulator',
  ]);
  asked({}).thenRefused('field-missing', '2.3').thenEvents();
  asked({ 'regulator-asked-on': '2026-04-01', parts: { 'what-was-passed-on': '' } })
    .thenRefused('part-blank', '2.3')
    .thenEvents();
  asked({ 'regulator-asked-on': '2026-04-01' }, officer).thenRefused('wants-role', '2.3');
  assert.match(scene.policy.pack.intake.routes[0]?.assumption ?? '', /We take 'beside'/);
});

const AGENCIES = ['home-improvement-agency', 'council-commissioned-works'];

test('[SH-2.4] the Council’s own procedure is offered at logging, and the choice is recorded', async () => {
  for (const service of AGENCIES) {
    const empty = (await underPolicy(PACK, { service })).given(received('2026-03-30')).on('2026-03-30');
    const asked = empty.fields('classified').find(({ name }) => name === 'council-procedure');
    assert.deepEqual([asked?.kind, asked?.clause], ['yes-no', '2.4']);
    const open = empty.warnings.find(({ values }) => values['fact'] === 'council-procedure');
    assert.deepEqual([open?.code, open?.clause], ['question-not-answered', '2.4']);
    const chosen = (await underPolicy(PACK, { service })).given(received('2026-03-30', { 'council-procedure': false }));
    assert.equal(chosen.standing.state.facts['council-procedure'], false);
    assert.ok(!chosen.warnings.some(({ values }) => values['fact'] === 'council-procedure'));
  }
  const home = (await underPolicy(PACK, { service: 'housing' })).given(received('2026-03-30'));
  assert.ok(!home.warnings.some(({ values }) => values['fact'] === 'council-procedure'));
});

test('[SH-2.4] who chooses the Council’s procedure is referred to it, and the acknowledgement names the right', async () => {
  const service = 'home-improvement-agency';
  const council = (await underPolicy(PACK, { service }))
    .given(received('2026-03-30', { 'council-procedure': true }))
    .on('2026-03-31');
  council.when({ what: 'referred', by: feedback }).thenAllowed().thenCase({ status: 'closed', outcome: 'referred' });
  council.when(defined('2026-03-31')).thenRefused('goes-elsewhere', '2.4').thenEvents();
  const ours = (await underPolicy(PACK, { service })).given(
    received('2026-03-30', { 'council-procedure': false }),
    defined('2026-03-31'),
  );
  ours
    .on('2026-03-31')
    .when(acknowledged('2026-03-31', { parts: { 'council-choice': '' } }))
    .thenRefused('part-blank', '2.4')
    .thenEvents();
  ours.on('2026-03-31').when(acknowledged('2026-03-31')).thenAllowed();
});

/** Stage One answered on 20 March 2026 for a grant, and Stage Two asked for. */
async function askedForStageTwo(service: string, delivery: boolean): Promise<UnderPolicy> {
  return (await underPolicy(PACK, { service })).given(
    received('2026-03-09', { 'council-procedure': false, 'scheme-delivery': delivery }),
    defined('2026-03-10'),
    acknowledged('2026-03-10'),
    contacted('2026-03-11', undefined, { by: officer }),
    responseIssued('2026-03-20', undefined, { by: officer }),
    escalationRequested('2026-03-24'),
  );
}

test('[SH-2.4] a scheme delivery complaint opens Stage Two only after the Council is consulted', async () => {
  for (const service of AGENCIES) {
    const asked = (await askedForStageTwo(service, true)).on('2026-03-25');
    const accept = { what: 'escalation-accepted', by: feedback };
    asked.when(accept).thenRefused('step-first', '2.4').thenEvents().thenCase({ stage: 'stage-1' });
    asked
      .given(
        stepDone('2026-03-25', 'consult-council-before-stage-two', { 'council-view-before-stage-two': 'no reply' }),
      )
      .when(accept)
      .thenAllowed()
      .thenCase({ stage: 'stage-2' })
      .thenClock('stage-2-acknowledgement', { starts: '2026-03-24', due: '2026-03-31' });
    (await askedForStageTwo(service, false)).on('2026-03-25').when(accept).thenAllowed();
  }
  (await askedForStageTwo('housing', true))
    .on('2026-03-25')
    .when({ what: 'escalation-accepted', by: feedback })
    .thenAllowed();
});

/** Stage Two, ready for its decision but for the consultation. */
async function readyToDecide(service: string): Promise<UnderPolicy> {
  return (await askedForStageTwo(service, false)).given(
    escalationAccepted('2026-03-25', undefined, { by: feedback }),
    defined('2026-03-26'),
    acknowledged('2026-03-26'),
    stepDone('2026-03-27', 'ask-how-to-be-heard', { 'how-to-be-heard': 'call' }),
    findingRecorded('2026-04-08', { findings: { 1: { finding: 'not-upheld' } } }, { by: head }),
    stepDone('2026-04-08', 'opportunity-to-be-heard', { opportunity: 'used' }, { by: head }),
  );
}

test('[SH-2.4] no such case issues its decision without the recorded consultation, and no clock waits for it', async () => {
  for (const service of AGENCIES) {
    const scene = (await readyToDecide(service)).on('2026-04-10');
    const decide = { what: 'response-issued', by: head };
    scene.when(decide).thenRefused('step-first', '2.4').thenEvents();
    const { due } = scene.clock('stage-2-response');
    const consulted = scene.given(
      stepDone('2026-04-09', 'consult-council-on-decision', { 'council-view-on-decision': 'They agree' }),
    );
    consulted.thenClock('stage-2-response', { due });
    consulted.on('2026-04-10').when(decide).thenAllowed();
    scene
      .when(stepDone('2026-04-10', 'consult-council-on-decision', { 'council-view-on-decision': '' }))
      .thenRefused('field-missing', '2.4');
  }
  (await readyToDecide('housing')).on('2026-04-10').when({ what: 'response-issued', by: head }).thenAllowed();
});

const named = person('o2', ['investigating-officer', 'head-of-service', 'customer-feedback-officer']);

async function aboutStaff(): Promise<UnderPolicy> {
  return (await underPolicy(PACK)).given(
    received('2026-03-30', { 'about-staff-conduct': true, 'person-complained-about': named.id }),
  );
}

test('[SH-2.6] a complaint about a member of staff is in scope and goes on', async () => {
  (await aboutStaff())
    .on('2026-03-30')
    .thenCase({ kind: 'complaint', stage: 'stage-1', status: 'open' })
    .thenClock('stage-1-acknowledgement', { state: 'running', due: '2026-04-08' })
    .when(defined('2026-03-30', undefined, { by: feedback }))
    .thenAllowed();
});

test('[SH-2.6] the person named neither sees it, nor is given it, nor approves anything in it', async () => {
  const scene = (await aboutStaff()).given(defined('2026-03-30')).on('2026-03-31');
  assert.deepEqual(scene.allowed(named), []);
  scene
    .when(acknowledged('2026-03-31', undefined, { by: named }))
    .thenRefused('person-complained-about', '2.6')
    .thenEvents();
  scene.when({ what: 'noted', by: named }).thenRefused('person-complained-about', '2.6').thenEvents();
  const give = (to: string): UnderPolicy => scene.when({ what: 'allocated', with: { to }, by: feedback });
  give(named.id).thenRefused('person-complained-about', '2.6').thenEvents();
  give(officer.id).thenAllowed().thenEvents('allocated');
  scene
    .given(acknowledged('2026-03-31'))
    .on('2026-04-02')
    .when(responseIssued('2026-04-02', undefined, { by: named }))
    .thenRefused('person-complained-about', '2.6')
    .thenEvents();
  const other = (await underPolicy(PACK)).given(received('2026-03-30')).on('2026-03-31');
  other.when({ what: 'noted', by: named }).thenAllowed();
  assert.ok(other.allowed(named).length > 10);
});

test('[SH-2.6] a disciplinary referral can be noted, and nothing of it reaches a letter', async () => {
  const referral = stepDone(
    '2026-03-31',
    'note-disciplinary-referral',
    { 'disciplinary-referred-on': '2026-03-31', note: 'Formal hearing' },
    { by: head },
  );
  const scene = (await aboutStaff()).given(defined('2026-03-30'), acknowledged('2026-03-31'));
  const noted = scene.on('2026-03-31').when(referral).thenAllowed().thenEvents('step-done');
  const [event] = noted.events;
  assert.ok(event && isInternal(noted.policy, event), 'the referral stays with the landlord');
  for (const { id } of noted.policy.pack.letters) {
    const words = JSON.stringify(noted.letter(id));
    assert.doesNotMatch(words, /disciplin|hearing|2026-03-31"/i, id);
  }
  const finding = noted
    .on('2026-04-02')
    .given(
      allocated('2026-04-01', { to: officer.id }, { by: feedback }),
      findingRecorded('2026-04-02', { findings: { 1: { finding: 'not-upheld' } } }, { by: officer }),
    );
  const told = finding.events.find(({ type }) => type === 'acknowledged');
  assert.ok(told && !isInternal(finding.policy, told), 'what the complainant was written stays theirs');
  (await underPolicy(PACK))
    .given(received('2026-03-30'))
    .on('2026-03-31')
    .when(referral)
    .thenRefused('step-not-needed', '2.6');
});
