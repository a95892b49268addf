// Housing Plus: the review, Stage 2 (section 10), and whom a person can turn to after it (section 11, Appendix A).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCalendars } from '../../../app/packs/load-calendars.ts';
import { type Actor, type Happening, type IsoDate, type Replay, replayHappenings } from '../../../engine/index.ts';
import {
  acknowledged,
  contacted,
  defined,
  escalationAccepted,
  escalationRefused,
  escalationRequested,
  extended,
  findingRecorded,
  promised,
  received,
  responseIssued,
  stepDone,
  type UnderPolicy,
} from '../../support/under-policy.ts';
import {
  ada,
  approved,
  dana,
  dee,
  dov,
  ewan,
  exa,
  hal,
  landlord,
  leads,
  NOT_UPHELD,
  rita,
  sid,
  sona,
} from './scenes.ts';

/** Stage 1 answered on Friday 10 April 2026. */
const answered = async (service?: string, head = hal): Promise<UnderPolicy> =>
  (await approved(service, head)).given(responseIssued('2026-04-10', undefined, { by: head }));

const UNTIL_ANSWERED: readonly Happening[] = [
  received('2026-03-25'),
  defined('2026-03-26', undefined, { by: ada }),
  acknowledged('2026-03-26', undefined, { by: ada }),
  stepDone('2026-03-27', 'name-leads', { ...leads() }, { by: ada }),
  contacted('2026-03-30', { reached: true }, { by: ada }),
  stepDone('2026-03-30', 'agree-answer-way', { 'answer-way': 'letter' }, { by: ada }),
  findingRecorded('2026-04-02', NOT_UPHELD, { by: hal }),
  stepDone('2026-04-08', 'approve-by-head', {}, { by: hal }),
  stepDone('2026-04-08', 'approve-by-officer', {}, { by: ada }),
  responseIssued('2026-04-10', undefined, { by: hal }),
];

/** Stage 2 asked for on Monday 20 April, acknowledged on the next day. */
const atStageTwo = async (service?: string, head = hal): Promise<UnderPolicy> =>
  (await answered(service, head)).given(
    escalationRequested('2026-04-20'),
    defined('2026-04-21', undefined, { by: ada }),
    acknowledged('2026-04-21', undefined, { by: ada }),
  );

const reviewed = async (service?: string, head = hal): Promise<UnderPolicy> =>
  (await atStageTwo(service, head)).given(findingRecorded('2026-05-05', NOT_UPHELD, { by: sona }));

const SIGNED = { 'investigation-adequate': true, 'conclusions-reasonable': true, 'solution-right': true };

test('[HP-10.1] twenty working days to ask, and continued dissatisfaction alone opens Stage 2', async () => {
  // from 10 April: 13 to 17, 20 to 24, 27 April to 1 May, 5 to 8 and 11 May; 4 May is a holiday
  const scene = await answered();
  assert.equal(scene.standing.window?.lastDay, '2026-05-11');
  scene
    .on('2026-05-11')
    .when(escalationRequested('2026-05-11'))
    .thenAllowed()
    .thenCase({ stage: 'stage-2', status: 'open' });
  scene
    .on('2026-04-20')
    .when(escalationRequested('2026-04-20', { 'what-is-unresolved': 'I am still not happy' }, { by: ada }))
    .thenAllowed()
    .thenCase({ stage: 'stage-2' });
});

test('[HP-10.1] a later request is kept, and a person decides on it', async () => {
  const scene = (await answered()).on('2026-05-12').when(escalationRequested('2026-05-12'));
  scene
    .thenRefused('after-window-person-decides', '10-request')
    .thenEvents('escalation-requested')
    .thenCase({ stage: 'stage-1' });
  const { policy } = scene;
  const calendar = loadCalendars().calendarFor(policy.pack.calendar.nation, { closures: [] });
  const accept = (by: Actor): Replay =>
    replayHappenings(
      policy,
      calendar,
      [...UNTIL_ANSWERED, escalationRequested('2026-05-12'), { ...escalationAccepted('2026-05-13'), by }],
      { mode: 'live', asOf: '2026-05-13' as IsoDate, service: 'homes-plus' },
    );
  assert.deepEqual(accept(dana).standing.state.visits.at(-1)?.stage, 'stage-2');
  const byOfficer = accept(ada);
  assert.equal(byOfficer.standing.state.visits.at(-1)?.stage, 'stage-1');
  assert.ok(byOfficer.refused.at(-1)?.reasons.some(({ code }) => code === 'wants-role'));
});

test('[HP-10.2] a review is declined by the director of housing or above, with reasons, form and ombudsman', async () => {
  const scene = (await answered()).given(escalationRequested('2026-04-20')).on('2026-04-22');
  const ground = { ground: 'claim-filed-at-court', 'claim-filed-on': '2026-04-16', evidence: 'The sealed claim form' };
  const decline = (given: object, by = dana): UnderPolicy =>
    scene.when(escalationRefused('2026-04-22', { ...ground, ...given }, { by }));
  for (const who of [dana, exa])
    decline({}, who).thenAllowed().thenCase({ status: 'closed', outcome: 'escalation refused' });
  for (const who of [ada, hal, sona, rita])
    decline({}, who).thenRefused('wants-role', '10-declined').thenCase({ status: 'open', stage: 'stage-2' });
  for (const part of ['explanation', 'told-as'])
    decline({ parts: { [part]: ' ' } })
      .thenRefused('part-blank', '10-declined')
      .thenCase({ status: 'open' });
  const letter = decline({}).letter(
    'review-declined',
    { explanation: 'A claim was filed.', 'told-as': 'In writing' },
    ground,
  );
  assert.equal(letter.ready, true);
  assert.ok(letter.parts.some(({ part, content }) => part === 'ombudsman' && content?.kind === 'signposts'));
});

test('[HP-10.2] for care the policy names nobody: that is an assumption', async () => {
  const scene = (await answered('care-plus', rita)).given(escalationRequested('2026-04-20')).on('2026-04-22');
  const ground = { ground: 'claim-filed-at-court', 'claim-filed-on': '2026-04-16', evidence: 'The sealed claim form' };
  scene.when(escalationRefused('2026-04-22', ground, { by: dov })).thenAllowed();
  scene.when(escalationRefused('2026-04-22', ground, { by: dana })).thenRefused('wants-role');
  const outcome = scene.policy.pack.procedures
    .flatMap(({ stages }) => stages.flatMap(({ escalation }) => escalation?.outcomes ?? []))
    .find(({ id }) => id === 'decline');
  assert.match(outcome?.who?.['first-of']?.[0]?.assumption ?? '', /For care the policy names nobody/);
});

test('[HP-10.3] the senior advocacy officer reviews, and not one who took part at Stage 1', async () => {
  const scene = (await atStageTwo()).on('2026-05-05');
  const review = (by = sona): UnderPolicy => scene.when(findingRecorded('2026-05-05', NOT_UPHELD, { by }));
  review().thenAllowed();
  for (const who of [ada, hal, dana, exa]) review(who).thenRefused('wants-role', '10-review').thenEvents();
  const tookPart = (await approved())
    .given(
      { what: 'contacted', on: '2026-04-09', with: { reached: true }, by: sid },
      responseIssued('2026-04-10', undefined, { by: hal }),
      escalationRequested('2026-04-20'),
      defined('2026-04-21', undefined, { by: ada }),
    )
    .on('2026-05-05');
  tookPart
    .when(findingRecorded('2026-05-05', NOT_UPHELD, { by: sid }))
    .thenRefused('took-any-part', '10-review')
    .thenEvents();
  tookPart.when(findingRecorded('2026-05-05', NOT_UPHELD, { by: sona })).thenAllowed();
});

test('[HP-10.3] twenty working days from the acknowledgement, and twenty more at most for one of the nine reasons', async () => {
  // from 21 April: 22 to 24 days 1 to 3, 27 April to 1 May 4 to 8, 5 to 8 May 9 to 12, 11 to 15 13 to 17, 18 to 20 May
  const scene = (await atStageTwo()).on('2026-05-15');
  scene.thenClock('stage-2-acknowledgement', { starts: '2026-04-20', due: '2026-04-27', state: 'met' });
  scene.thenClock('stage-2-response', {
    starts: '2026-04-21',
    due: '2026-05-20',
    state: 'running',
    clause: '10-review',
  });
  const talked = {
    reason: 'third-party',
    'delay-discussion': 'We rang and said why',
    'delay-discussed-on': '2026-05-15',
  };
  const more = (given: object): UnderPolicy => scene.when(extended('2026-05-15', { ...given }, { by: sona }));
  // 25 May is a holiday: twenty working days after 20 May
  more(talked).thenAllowed().thenClock('stage-2-response', { due: '2026-06-18' });
  more({ ...talked, by: 21 })
    .thenRefused('extension-beyond-cap', '10-review')
    .thenEvents();
  more({ ...talked, reason: 'we-are-busy' })
    .thenRefused('not-an-option', '10-review')
    .thenEvents();
  more({ ...talked, 'delay-discussion': '' })
    .thenRefused('field-missing', '10-review')
    .thenEvents();
  more({ ...talked, reason: '' })
    .thenRefused('field-missing', '10-review')
    .thenEvents();
  const notice = more(talked).letter('extension-notice', {}, { clock: 'stage-2-response', reason: 'third-party' });
  assert.ok(notice.parts.some(({ part, content }) => part === 'ombudsman' && content?.kind === 'signposts'));
});

test('[HP-10.4] three answers by a director of the service or an executive, after the last edit', async () => {
  const scene = await reviewed();
  const respond = responseIssued('2026-05-08', undefined, { by: sona });
  scene.on('2026-05-08').when(respond).thenRefused('step-first', '10-sign-off').thenCase({ status: 'open' });
  const sign = (given: object, by = dana): UnderPolicy =>
    scene.on('2026-05-07').when(stepDone('2026-05-07', 'sign-off', { ...given }, { by }));
  for (const who of [dana, exa]) sign(SIGNED, who).thenAllowed().given().on('2026-05-08').when(respond).thenAllowed();
  for (const who of [sona, sid, hal, dov]) sign(SIGNED, who).thenRefused('wants-role', '10-sign-off').thenEvents();
  for (const question of Object.keys(SIGNED)) {
    sign({ ...SIGNED, [question]: false })
      .thenRefused('answer-does-not-allow', '10-sign-off')
      .thenEvents();
    sign({ ...SIGNED, [question]: '' })
      .thenRefused('field-missing', '10-sign-off')
      .thenEvents();
  }
  const edited = scene.given(
    stepDone('2026-05-07', 'sign-off', SIGNED, { by: dana }),
    promised('2026-05-07', { kind: 'apology', what: 'Say sorry', due: '2026-06-01', owner: 'hal' }, { by: sona }),
  );
  edited.on('2026-05-08').when(respond).thenRefused('step-first', '10-sign-off').thenCase({ status: 'open' });
});

test('[HP-10.4] a director who acted at Stage 1 does not sign off; for care it is the director of care', async () => {
  const beyond = { 'delay-explained': 'The survey', 'delay-told-on': '2026-04-10', agreed: true, to: '2026-05-29' };
  const acted = (await approved()).given(
    extended('2026-04-10', { reason: 'complex' }, { by: ada }),
    extended('2026-04-10', beyond, { by: exa }),
    responseIssued('2026-04-10', undefined, { by: hal }),
    escalationRequested('2026-04-20'),
    defined('2026-04-21', undefined, { by: ada }),
    findingRecorded('2026-05-05', NOT_UPHELD, { by: sona }),
  );
  acted
    .on('2026-05-07')
    .when(stepDone('2026-05-07', 'sign-off', SIGNED, { by: exa }))
    .thenRefused('took-any-part', '10-sign-off')
    .thenEvents();
  acted
    .on('2026-05-07')
    .when(stepDone('2026-05-07', 'sign-off', SIGNED, { by: ewan }))
    .thenAllowed();
  const care = (await reviewed('care-plus', rita)).on('2026-05-07');
  care.when(stepDone('2026-05-07', 'sign-off', SIGNED, { by: dana })).thenRefused('wants-role', '10-sign-off');
  care.when(stepDone('2026-05-07', 'sign-off', SIGNED, { by: dov })).thenAllowed();
});

test('[HP-10.5] the request begins Stage 2 from its receipt, before anybody accepts it', async () => {
  const scene = (await answered()).given(escalationRequested('2026-04-20')).on('2026-04-20');
  scene
    .thenCase({ stage: 'stage-2', status: 'open' })
    .thenClock('stage-2-acknowledgement', { starts: '2026-04-20', due: '2026-04-27', state: 'running' });
});

test('[HP-10.5] declining needs a ground of section 8, and lateness is none', async () => {
  const scene = (await answered()).given(escalationRequested('2026-04-20')).on('2026-04-22');
  scene
    .when(escalationRefused('2026-04-22', undefined, { by: dana }))
    .thenRefused('no-ground', '10-declined')
    .thenCase({ stage: 'stage-2', status: 'open' });
  scene
    .when(escalationRefused('2026-04-22', { ground: 'asked-too-late' }, { by: dana }))
    .thenRefused('not-an-option')
    .thenCase({ status: 'open' });
  scene
    .when(escalationRefused('2026-04-22', { ground: 'claim-filed-at-court', evidence: 'None yet' }, { by: dana }))
    .thenRefused('ground-needs-fact', '8-legal');
  const taken = await approvedFinal();
  taken
    .on('2026-05-12')
    .when(escalationRefused('2026-05-12', undefined, { by: dana }))
    .thenRefused('no-escalation-asked');
});

/** The final response sent on 8 May 2026. */
const approvedFinal = async (service?: string, head = hal, director = dana): Promise<UnderPolicy> =>
  (await reviewed(service, head)).given(
    stepDone('2026-05-07', 'sign-off', SIGNED, { by: director }),
    responseIssued('2026-05-08', undefined, { by: sona }),
  );

test('[HP-10.6] the final response names the way to the ombudsman of the service, and lacks a part without it', async () => {
  for (const [service, head, director, body] of [
    ['homes-plus', hal, dana, 'housing-ombudsman'],
    ['care-plus', rita, dov, 'lgsco'],
  ] as const) {
    const scene = await approvedFinal(service, head, director);
    const part = scene.letter('stage-two-response').parts.find((one) => one.part === 'ombudsman');
    assert.equal(part?.clause, '10-ombudsman');
    assert.deepEqual(
      part?.content?.kind === 'signposts' ? part.content.signposts.map(({ ombudsman }) => ombudsman) : [],
      [body],
    );
    scene.thenCase({ stage: 'stage-2', status: 'answered' });
    scene.on('2026-06-01').when(escalationRequested('2026-06-01')).thenRefused('final-stage');
  }
});

test('[HP-11] each body is named with post, telephone and form, from the list in force on the day', async () => {
  const contactsOf = async (service: string, on: string, facts: object = {}): Promise<object> => {
    const scene = (await landlord(service)).given(received(on, { ...facts })).on(on);
    const part = scene.letter('acknowledgement').parts.find((one) => one.part === 'ombudsman');
    return part?.content?.kind === 'signposts' ? (part.content.signposts[0]?.contact ?? {}) : {};
  };
  const housing = await contactsOf('homes-plus', '2026-03-25');
  assert.match(JSON.stringify(housing), /PR2 0ET.*0300 111 3000/);
  assert.doesNotMatch(JSON.stringify(housing), /Liverpool|L33 7WQ|housingombudsman\.org\.uk/);
  assert.match(JSON.stringify(await contactsOf('care-plus', '2026-03-25')), /CV4 0EH.*0300 061 0614/);
  assert.ok(!('email' in (await contactsOf('care-plus', '2026-03-25'))));
  const { policy } = await landlord();
  const last = policy.pack.signposting.at(-1);
  assert.match(last?.note ?? '', /Liverpool.*superseded/s);
  assert.match(last?.assumption ?? '', /'after your complaint has been reviewed at stage 2' and 'at any time'/);
});

test('[HP-11] the Housing Ombudsman is named from the first letter on, and never for care', async () => {
  const named = async (service: string): Promise<readonly string[]> => {
    const scene = (await landlord(service)).given(received('2026-03-25')).on('2026-03-26');
    return ['acknowledgement', 'extension-notice', 'refusal', 'stage-one-response'].map((letter) => {
      const part = scene.letter(letter).parts.find((one) => one.part === 'ombudsman');
      return part?.content?.kind === 'signposts'
        ? part.content.signposts.map(({ ombudsman }) => ombudsman).join()
        : 'none';
    });
  };
  assert.deepEqual(new Set(await named('homes-plus')), new Set(['housing-ombudsman']));
  assert.deepEqual(new Set(await named('severn-homes')), new Set(['housing-ombudsman']));
  assert.deepEqual(new Set(await named('care-plus')), new Set(['lgsco']));
});

const PURCHASE = { 'outright-purchase': true };

test('[HP-A] a purchase runs in calendar days from the first business day after receipt', async () => {
  // received on Maundy Thursday, 2 April 2026: the first business day after it is Tuesday 7 April
  const scene = (await landlord('county-town-homes')).given(received('2026-04-02', PURCHASE)).on('2026-04-03');
  scene.thenCase({ stage: 'purchase-complaint' });
  for (const [clock, due] of [
    ['new-home-acknowledgement', '2026-04-12'],
    ['path-to-resolution', '2026-04-17'],
    ['assessment-and-response', '2026-05-07'],
    ['eight-week-letter', '2026-06-02'],
  ] as const)
    scene.thenClock(clock, { countedFrom: '2026-04-07', due, state: 'running' });
  assert.deepEqual(
    scene.standing.clocks.filter(({ clock }) => clock.startsWith('stage-')).map(({ clock }) => clock),
    [],
  );
});

test('[HP-A] updates follow every 28 days, and it is marked as reconstructed', async () => {
  const scene = (await landlord('county-town-homes')).given(
    received('2026-04-02', PURCHASE),
    defined('2026-04-08', undefined, { by: ada }),
    acknowledged('2026-04-08', undefined, { by: ada }),
    stepDone('2026-04-14', 'path-to-resolution', {}, { by: ada }),
    findingRecorded('2026-04-27', NOT_UPHELD, { by: ada }),
    responseIssued('2026-04-28', undefined, { by: dee }),
  );
  scene.on('2026-05-01').thenClock('new-home-update', { starts: '2026-04-28', due: '2026-05-26', state: 'running' });
  const procedure = scene.policy.pack.procedures.find(({ id }) => id === 'new-home-purchase');
  assert.match(procedure?.reconstructed ?? '', /Appendix A.*is not in the policy as published/s);
  assert.match(
    scene.policy.pack.services.find(({ id }) => id === 'county-town-homes')?.assumption ?? '',
    /Consumer Code for Home Builders/,
  );
  const other = (await landlord('homes-plus')).given(received('2026-04-02')).on('2026-04-03');
  other.thenClock('stage-1-acknowledgement', { due: '2026-04-13' });
});
