// Housing Plus: whom and what the policy covers (sections 2 to 7), by service.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { determineReach, isInReach } from '../../../engine/index.ts';
import {
  acknowledged,
  classified,
  defined,
  findingRecorded,
  person,
  received,
  responseIssued,
  stepDone,
  type UnderPolicy,
} from '../../support/under-policy.ts';
import {
  ada,
  amir,
  dana,
  dee,
  guard,
  hal,
  hope,
  landlord,
  NOT_UPHELD,
  readyToInvestigate,
  receivedBeforeEaster,
} from './scenes.ts';

const PURCHASE = { 'outright-purchase': true };

const bodiesNamed = (scene: UnderPolicy): readonly string[] => {
  const part = scene.letter('acknowledgement').parts.find((one) => one.part === 'ombudsman');
  return part?.content?.kind === 'signposts' ? part.content.signposts.map(({ ombudsman }) => ombudsman) : [];
};

test('[HP-2.1] on one day, care and a new home get different clocks and different bodies to turn to', async () => {
  const care = (await landlord('care-plus')).given(received('2026-03-25')).on('2026-03-26');
  const home = (await landlord('county-town-homes')).given(received('2026-03-25', PURCHASE)).on('2026-03-26');
  care.thenClock('stage-1-acknowledgement', { due: '2026-04-01', state: 'running' });
  // the first business day after receipt is 26 March; five calendar days from it end on a Tuesday
  home.thenClock('new-home-acknowledgement', { due: '2026-03-31', state: 'running' });
  assert.equal(home.standing.state.procedure, 'new-home-purchase');
  assert.equal(care.standing.state.procedure, 'complaints');
  assert.deepEqual(bodiesNamed(care), ['lgsco']);
  assert.deepEqual(bodiesNamed(home), ['new-homes-ombudsman']);
});

test('[HP-2.1] a conduct complaint is taken on and hidden from the person named', async () => {
  const scene = await readyToInvestigate('homes-plus', hal, {
    'about-staff-conduct': true,
    'person-complained-about': amir.id,
  });
  scene.on('2026-04-02').thenCase({ kind: 'complaint', status: 'open', stage: 'stage-1' });
  assert.equal(isInReach(determineReach(scene.standing), amir, scene.policy.pack), false);
  assert.equal(isInReach(determineReach(scene.standing), ada, scene.policy.pack), true);
  scene
    .on('2026-04-02')
    .when(findingRecorded('2026-04-02', NOT_UPHELD, { by: amir }))
    .thenRefused('person-complained-about', '2-covered')
    .thenEvents();
  scene.when(findingRecorded('2026-04-02', NOT_UPHELD, { by: hal })).thenAllowed();
});

test('[HP-2.1] a County Town Homes matter that is no purchase waits for a person to choose the process', async () => {
  const scene = (await landlord('county-town-homes'))
    .given(received('2026-03-25', { 'outright-purchase': false }))
    .on('2026-03-26');
  scene.thenCase({ stage: 'which-process' });
  const choose = (outcome: string, by = dee): UnderPolicy =>
    scene.when({
      what: 'step-done',
      with: {
        step: 'choose-process',
        outcome,
        'bought-outright': outcome === 'new-home',
        'process-why': 'It is a lease',
      },
      by,
    });
  choose('general', ada).thenRefused('wants-role', '2-purchase').thenCase({ stage: 'which-process' });
  choose('general').thenAllowed().thenCase({ stage: 'stage-1' });
  choose('new-home').thenAllowed().thenCase({ stage: 'purchase-complaint' });
});

test('[HP-2.2] legal action is a ground that says who is in it and what it is, and a person decides', async () => {
  const scene = (await landlord()).given(received('2026-03-25')).on('2026-03-27');
  const refuse = (given: object, by = dana): UnderPolicy =>
    scene.when({
      what: 'complaint-refused',
      with: { ground: 'legal-action', evidence: 'Letter of 3 March', ...given },
      by,
    });
  const facts = { 'legal-action-by': 'regulator', 'legal-action-what': 'An enforcement notice, not yet served' };
  refuse(facts).thenAllowed().thenCase({ status: 'closed', outcome: 'refused' });
  refuse({ 'legal-action-what': 'A claim is threatened' }).thenRefused('ground-needs-fact', '2-out-of-scope');
  refuse({ 'legal-action-by': 'complainant' }).thenRefused('ground-needs-fact', '2-out-of-scope');
  refuse(facts, ada).thenRefused('wants-role', '8-frivolous-decision');
  const ground = scene.policy.pack.intake['not-accepted']?.grounds.find(({ id }) => id === 'legal-action');
  assert.match(ground?.assumption ?? '', /Section 8 leaves out only\s+what has been filed at court/);
});

test('[HP-3.2] dissatisfaction with a request raises a linked complaint dated that day, and the request goes on', async () => {
  const request = (await landlord()).given(received('2026-03-16', { kind: 'service-request' })).on('2026-03-25');
  const raised = request.when({ what: 'complaint-raised', with: { 'what-is-wrong': 'Nobody came' } }).thenAllowed();
  raised.thenEvents('linked').thenCase({ kind: 'service-request', status: 'open' });
  assert.deepEqual(
    raised.replay.linked.map(({ how, receivedOn }) => [how, receivedOn.on]),
    [['complaint-raised', '2026-03-25']],
  );
  const complaint = (await landlord()).given(received('2026-03-25'));
  complaint.on('2026-03-25').when({ what: 'complaint-raised' }).thenRefused('not-a-service-request');
});

test('[HP-4] a complaint without a name is worked, and its letters are not possible rather than overdue', async () => {
  const scene = (await landlord())
    .given(received('2026-03-25', { anonymous: true }), defined('2026-03-26', undefined, { by: ada }))
    .on('2026-05-20');
  scene.thenClock('stage-1-acknowledgement', { state: 'not-possible' });
  scene.when(acknowledged('2026-05-20', undefined, { by: ada })).thenRefused('nobody-to-write-to', '4');
  const worked = scene.given(
    stepDone(
      '2026-03-27',
      'name-leads',
      {
        'seats.head-of-service': hal.id,
        'seats.advocacy-officer': ada.id,
        'seat-roles': { 'head-of-service': hal.roles, 'advocacy-officer': ada.roles },
      },
      { by: ada },
    ),
    findingRecorded('2026-04-02', NOT_UPHELD, { by: hal }),
    stepDone('2026-04-07', 'approve-by-head', {}, { by: hal }),
    stepDone('2026-04-07', 'approve-by-officer', {}, { by: ada }),
  );
  worked
    .on('2026-04-08')
    .when(responseIssued('2026-04-08', undefined, { by: hal }))
    .thenAllowed()
    .thenCase({ status: 'answered' });
});

test('[HP-4] ‘not enough information’ is a decision that says what is lacking, and holds for nobody with a name', async () => {
  const refuse = (scene: UnderPolicy, given: object): UnderPolicy =>
    scene
      .on('2026-03-30')
      .when({ what: 'complaint-refused', with: { ground: 'not-enough-information', ...given }, by: dana });
  const facts = { 'information-lacking': 'Which of nine estates it is', evidence: 'The note of 25 March' };
  const nameless = (await landlord()).given(received('2026-03-25', { anonymous: true }));
  refuse(nameless, facts).thenAllowed().thenCase({ status: 'closed', outcome: 'refused' });
  refuse(nameless, { evidence: 'The note of 25 March' })
    .thenRefused('ground-needs-fact', '4')
    .thenCase({ status: 'open' });
  refuse((await landlord()).given(received('2026-03-25')), facts).thenRefused('ground-does-not-hold', '4');
});

test('[HP-5.1] each service answers to its own regime, whose clocks run on it and no other’s', async () => {
  const regimes = async (service: string, facts: object = {}): Promise<readonly string[]> => {
    const scene = (await landlord(service)).given(received('2026-03-25', { ...facts })).on('2026-03-26');
    return scene.standing.clocks.flatMap(({ owner, id }) => (owner === 'regime' ? [id] : []));
  };
  assert.ok((await regimes('homes-plus')).includes('regime-stage-1-response'));
  assert.ok((await regimes('severn-homes')).includes('regime-stage-1-response'));
  assert.deepEqual(await regimes('care-plus'), []);
  assert.ok(!(await regimes('county-town-homes', PURCHASE)).includes('regime-stage-1-response'));
  const { policy } = await landlord();
  const told = new Map(policy.pack.services.map(({ id, regime, assumption }) => [id, { regime, assumption }]));
  assert.deepEqual(
    [...told].map(([id, { regime }]) => [id, regime]),
    [
      ['homes-plus', 'housing-ombudsman-2024'],
      ['severn-homes', 'housing-ombudsman-2024'],
      ['care-plus', 'regulated-care'],
      ['county-town-homes', 'new-homes'],
    ],
  );
  assert.match(told.get('care-plus')?.assumption ?? '', /Regulations 2024.*those of 2014/s);
  assert.match(told.get('severn-homes')?.assumption ?? '', /names no code and no ombudsman/);
  assert.match(told.get('county-town-homes')?.assumption ?? '', /does not say which consumer code/);
});

const SUSPECTED = { kind: 'complaint', safeguarding: true };

test('[HP-6] suspected abuse tells the safeguarding lead, restricts the case and wants a decision before the response', async () => {
  const scene = (await readyToInvestigate()).given(classified('2026-03-31', SUSPECTED, { by: ada }));
  const { pack } = scene.policy;
  const reach = determineReach(scene.standing);
  for (const who of [guard, hal, ada, dana]) assert.equal(isInReach(reach, who, pack), true, who.id);
  for (const who of [amir, hope, person('nobody', [])]) assert.equal(isInReach(reach, who, pack), false, who.id);
  assert.deepEqual(
    scene.standing.routes.map(({ rule, role }) => [rule.id, role]),
    [['safeguarding', 'safeguarding-lead']],
  );
  const ready = scene.given(
    findingRecorded('2026-04-02', NOT_UPHELD, { by: hal }),
    stepDone('2026-04-08', 'approve-by-head', {}, { by: hal }),
    stepDone('2026-04-08', 'approve-by-officer', {}, { by: ada }),
  );
  const respond = { what: 'response-issued', by: hal };
  ready.on('2026-04-09').when(respond).thenRefused('step-first', '6').thenCase({ status: 'open' });
  const decide = {
    what: 'step-done',
    with: { step: 'decide-safeguarding', outcome: 'referred', 'referral-decision': 'Referred to the county' },
  };
  ready
    .on('2026-04-09')
    .when({ ...decide, by: ada })
    .thenRefused('wants-role', '6');
  ready
    .on('2026-04-09')
    .when({ ...decide, with: { ...decide.with, 'referral-decision': '' }, by: guard })
    .thenRefused('field-missing', '6');
  ready
    .on('2026-04-09')
    .when({ ...decide, by: guard })
    .thenAllowed()
    .given()
    .when(respond)
    .thenAllowed();
});

test('[HP-6] the complaint’s clocks run on, and without the suspicion nothing is restricted', async () => {
  const abuse = (await receivedBeforeEaster()).given(classified('2026-03-31', SUSPECTED, { by: ada }));
  abuse.on('2026-04-01').thenClock('stage-1-response', { due: '2026-04-13', state: 'running' });
  const other = (await receivedBeforeEaster()).given(
    classified('2026-03-31', { ...SUSPECTED, safeguarding: false }, { by: ada }),
  );
  assert.equal(isInReach(determineReach(other.standing), amir, other.policy.pack), true);
  const route = other.policy.pack.intake.routes.find(({ id }) => id === 'safeguarding');
  assert.match(route?.assumption ?? '', /its\s+clocks run/);
});

const AUTHORITY = { 'signed-authority-on': '2026-03-30', 'wants-investigation': true, 'agreed-approach': 'both' };

test('[HP-7.2] nothing goes to a representative until authority, wish and approach are recorded; clocks run', async () => {
  const scene = (await receivedBeforeEaster()).given({
    what: 'representative-named',
    on: '2026-03-27',
    with: { name: 'Jo Bell', contact: 'jo@example.org' },
  });
  scene.on('2026-03-30').thenClock('stage-1-response', { due: '2026-04-13', state: 'running' });
  const copy = { what: 'copy-sent', with: { letter: 3, 'copy-to': 'representative' }, by: ada };
  scene.on('2026-03-30').when(copy).thenRefused('no-authority', '7-authority').thenEvents();
  for (const missing of Object.keys(AUTHORITY)) {
    const given = Object.fromEntries(Object.entries(AUTHORITY).filter(([id]) => id !== missing));
    scene
      .on('2026-03-30')
      .when({ what: 'authority-recorded', with: { given: true, ...given } })
      .thenRefused('authority-incomplete', '7-authority')
      .thenEvents();
  }
  const allowed = scene.given({ what: 'authority-recorded', on: '2026-03-30', with: { given: true, ...AUTHORITY } });
  allowed.on('2026-03-31').when(copy).thenAllowed();
  allowed
    .given({ what: 'authority-recorded', on: '2026-03-31', with: { given: false } })
    .on('2026-03-31')
    .when(copy)
    .thenRefused('authority-withdrawn', '7-authority')
    .thenEvents();
});

test('[HP-7.2] a supporter is recorded apart and gets no letters', async () => {
  const scene = (await receivedBeforeEaster()).given({
    what: 'supporter-named',
    on: '2026-03-27',
    with: { name: 'Jo Bell' },
  });
  scene.on('2026-03-30');
  assert.equal(scene.standing.state.represented, false);
  scene
    .on('2026-03-30')
    .when({ what: 'copy-sent', with: { letter: 3, 'copy-to': 'representative' }, by: ada })
    .thenRefused('not-an-option')
    .thenEvents();
});
