// Housing Plus: Stage 1, from the log to the response (section 9).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '../../../engine/index.ts';
import {
  acknowledged,
  allocated,
  classified,
  contacted,
  defined,
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
  exa,
  hal,
  hope,
  landlord,
  leads,
  NOT_UPHELD,
  readyToInvestigate,
  receivedBeforeEaster,
  rita,
  sona,
} from './scenes.ts';

test('[HP-9.1] the log holds the details, the result they want, and talks inside apart from talks with them', async () => {
  const scene = (await landlord()).given(
    received('2026-03-25', { 'what-happened': 'No heating for a week', 'outcome-sought': 'A working boiler' }),
    defined('2026-03-26', { points: [{ text: 'No heating' }], 'outcome-sought': 'A working boiler' }, { by: ada }),
    { what: 'noted', on: '2026-03-27', with: { text: 'The contractor says the part is here' }, by: hal },
    contacted('2026-03-27', { 'what-was-said': 'The part comes on Monday' }, { by: ada }),
  );
  assert.equal(scene.standing.state.outcomeSought, true);
  const [noted, said] = scene.events.filter(({ type }) => type === 'noted' || type === 'contacted');
  assert.equal(noted?.type, 'noted');
  assert.equal(said?.type, 'contacted');
  assert.deepEqual([noted?.by.id, said?.by.id], ['hal', 'ada']);
  scene.when({ what: 'noted', on: '2026-03-27', with: { text: '' }, by: hal }).thenRefused('field-missing');
});

test('[HP-9.1] what they want must be in the acknowledgement, or it does not go', async () => {
  const letter = (await receivedBeforeEaster()).letter('acknowledgement');
  assert.ok(
    letter.parts.some(
      ({ part, clause, content }) => part === 'outcome-sought' && clause === '9-log' && content !== undefined,
    ),
  );
  const undefinedYet = (await landlord()).given(received('2026-03-25')).on('2026-03-26');
  undefinedYet.when(acknowledged('2026-03-26', { points: [] }, { by: ada })).thenRefused('part-not-known');
});

test('[HP-9.2] a head of the service and an advocacy officer are both named before it is looked into', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-03-27');
  scene
    .when(findingRecorded('2026-03-27', NOT_UPHELD, { by: hal }))
    .thenRefused('step-first', '9-investigation')
    .thenEvents();
  const name = (given: object): UnderPolicy =>
    scene.when(stepDone('2026-03-27', 'name-leads', { ...given }, { by: ada }));
  const named = name(leads()).thenAllowed();
  assert.deepEqual(
    named.standing.state.steps.flatMap(({ seats = [] }) => seats.map(({ seat, person: who }) => [seat, who])),
    [
      ['head-of-service', 'hal'],
      ['advocacy-officer', 'ada'],
    ],
  );
  name(leads(hope)).thenRefused('wants-role', '9-investigation').thenEvents();
  name(leads(hal, sona)).thenRefused('wants-role', '9-investigation').thenEvents();
});

test('[HP-9.2] no response goes without the approval of both, given for these very words', async () => {
  const found = (await readyToInvestigate()).given(findingRecorded('2026-04-02', NOT_UPHELD, { by: hal }));
  const respond = responseIssued('2026-04-09', undefined, { by: hal });
  found.on('2026-04-09').when(respond).thenRefused('step-first', '9-investigation').thenCase({ status: 'open' });
  const byHead = found.given(stepDone('2026-04-08', 'approve-by-head', {}, { by: hal }));
  byHead.on('2026-04-09').when(respond).thenRefused('step-first', '9-investigation');
  const both = await approved();
  both.on('2026-04-09').when(respond).thenAllowed();
  both
    .given({ what: 'drafted', on: '2026-04-08', by: hal })
    .on('2026-04-09')
    .when(respond)
    .thenRefused('step-first', '9-investigation')
    .thenCase({ status: 'open' });
  found
    .on('2026-04-08')
    .when(stepDone('2026-04-08', 'approve-by-head', {}, { by: hope }))
    .thenRefused('wants-role', '9-investigation');
  found
    .on('2026-04-08')
    .when(stepDone('2026-04-08', 'approve-by-officer', {}, { by: hal }))
    .thenRefused('wants-role', '9-investigation');
});

test('[HP-9.2] the two who are named approve, or who acts for them; another of their role does not', async () => {
  const found = (await readyToInvestigate())
    .given(findingRecorded('2026-04-02', NOT_UPHELD, { by: hal }))
    .on('2026-04-08');
  const approve = (step: string, by: Actor): UnderPolicy => found.when(stepDone('2026-04-08', step, {}, { by }));
  const otherHead = { ...hal, id: 'hugo' };
  const otherOfficer = { ...ada, id: 'abe' };
  approve('approve-by-head', hal).thenAllowed();
  approve('approve-by-head', otherHead).thenRefused('wants-named', '9-investigation').thenEvents();
  approve('approve-by-head', { ...otherHead, standsInFor: ['hal'] }).thenAllowed();
  approve('approve-by-officer', otherOfficer).thenRefused('wants-named', '9-investigation').thenEvents();
  const anew = found.given(stepDone('2026-04-07', 'name-leads', { ...leads(otherHead, otherOfficer) }, { by: ada }));
  anew.when(stepDone('2026-04-08', 'approve-by-head', {}, { by: otherHead })).thenAllowed();
  anew.when(stepDone('2026-04-08', 'approve-by-head', {}, { by: hal })).thenRefused('wants-named', '9-investigation');
});

const REASONS = [
  'colleague-absent',
  'no-home-visit',
  'more-information',
  'complex',
  'outside-our-control',
  'cannot-send',
  'cannot-see-records',
  'third-party',
  'unreasonable-behaviour',
];

test('[HP-9.3] nine reasons and no tenth, and ten working days and no eleventh', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-04-10');
  const more = (given: object): UnderPolicy => scene.when(extended('2026-04-10', { ...given }, { by: ada }));
  // ten more from 13 April: 14 to 17, 20 to 24 and 27 April
  for (const reason of REASONS)
    more({ reason }).thenAllowed().thenClock('stage-1-response', { due: '2026-04-27', state: 'running' });
  more({ reason: 'we-are-busy' }).thenRefused('not-an-option', '9-extension').thenEvents();
  more({}).thenRefused('field-missing', '9-extension').thenEvents();
  more({ reason: 'complex', by: 11 }).thenRefused('extension-beyond-cap', '9-extension').thenEvents();
  more({ reason: 'complex', by: 10 }).thenAllowed();
  const field = scene.fields('extended').find(({ name }) => name === 'reason');
  assert.deepEqual(field?.kind === 'choice' ? field.options.map(({ value }) => value) : [], REASONS);
});

test('[HP-9.3] the notice holds the reason, the new date and the ombudsman, and goes before the time is up', async () => {
  const scene = await receivedBeforeEaster();
  const told = scene
    .on('2026-04-10')
    .when(extended('2026-04-10', { reason: 'complex' }, { by: ada }))
    .thenAllowed();
  const letter = told.letter('extension-notice', {}, { clock: 'stage-1-response', reason: 'complex' });
  assert.deepEqual(
    letter.parts.map(({ part, content }) => [part, content?.kind]),
    [
      ['extension-reason', 'id'],
      ['new-due-date', 'date'],
      ['ombudsman', 'signposts'],
    ],
  );
  assert.deepEqual(letter.parts[1]?.content, { kind: 'date', on: '2026-04-27' });
  scene
    .on('2026-04-14')
    .when(extended('2026-04-14', { reason: 'complex' }, { by: ada }))
    .thenRefused('extension-after-due', '9-extension')
    .thenClock('stage-1-response', { due: '2026-04-13', state: 'late' });
});

const DIRECTOR = {
  'delay-explained': 'The survey came back late',
  'delay-told-on': '2026-04-24',
  agreed: true,
  to: '2026-05-15',
};

test('[HP-9.4] beyond twenty working days only a director speaks with them and agrees a day', async () => {
  const scene = (await receivedBeforeEaster())
    .given(extended('2026-04-10', { reason: 'complex' }, { by: ada }))
    .on('2026-04-24');
  const beyond = (given: object, by = dana): UnderPolicy => scene.when(extended('2026-04-24', { ...given }, { by }));
  for (const who of [dana, exa])
    beyond(DIRECTOR, who).thenAllowed().thenClock('stage-1-response', { due: '2026-05-15', state: 'running' });
  for (const who of [ada, hal, sona, rita])
    beyond(DIRECTOR, who).thenRefused('wants-role', '9-beyond').thenClock('stage-1-response', { due: '2026-04-27' });
  for (const missing of ['delay-explained', 'delay-told-on'])
    beyond({ ...DIRECTOR, [missing]: '' })
      .thenRefused('field-missing', '9-beyond')
      .thenEvents();
  beyond({ ...DIRECTOR, agreed: false })
    .thenRefused('extension-needs-agreement', '9-beyond')
    .thenClock('stage-1-response', { due: '2026-04-27' });
  const parts = scene.letter('long-delay-notice', { 'why-so-long': 'The survey' }, { clock: 'stage-1-response' }).parts;
  assert.ok(parts.some(({ part, clause }) => part === 'ombudsman' && clause === '9-extension-ombudsman'));
});

test('[HP-9.4] a director cannot go beyond before the ordinary ten were taken', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-04-10');
  scene
    .when(extended('2026-04-10', { reason: 'complex', by: 10 }, { by: dana }))
    .thenRefused('wants-role', '9-investigation');
});

test('[HP-9.6] the acknowledgement is written, holds the detail, and a call alone leaves the time running', async () => {
  const scene = (await landlord()).given(
    received('2026-03-25'),
    contacted('2026-03-26', { reached: true }, { by: ada }),
  );
  scene.on('2026-04-02').thenClock('stage-1-acknowledgement', { due: '2026-04-01', state: 'late' });
  const written = scene.given(defined('2026-03-30', undefined, { by: ada }));
  written
    .on('2026-04-01')
    .when(acknowledged('2026-04-01', undefined, { by: ada }))
    .thenAllowed()
    .thenClock('stage-1-acknowledgement', { state: 'met' });
  scene
    .on('2026-04-01')
    .when(acknowledged('2026-04-01', { points: [] }, { by: ada }))
    .thenRefused('part-not-known', '9-acknowledgement')
    .thenClock('stage-1-acknowledgement', { state: 'running' });
  const step = scene.policy.pack.procedures
    .flatMap(({ stages }) => stages.flatMap(({ steps }) => steps))
    .find(({ assumption }) => /get in touch/.test(assumption ?? ''));
  assert.match(step?.assumption ?? '', /'get in touch', and section 9 says 'write to you'/);
});

test('[HP-9.6] logging late moves no date: it counts from the receipt', async () => {
  const late = (await landlord()).given(
    received('2026-03-25'),
    classified('2026-04-01', { kind: 'complaint' }, { by: ada }),
  );
  late.on('2026-04-01').thenClock('stage-1-acknowledgement', { starts: '2026-03-25', due: '2026-04-01' });
});

const OTHER = {
  'other-head-why': 'The head of the service was on the visit',
  'seats.other-head': hope.id,
  'seat-roles': { 'other-head': hope.roles },
};

test('[HP-9.7] only an executive director has a head of another service manage it', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-03-27');
  const choose = (by = exa, given: Record<string, unknown> = OTHER): UnderPolicy =>
    scene.when(stepDone('2026-03-27', 'choose-other-head', { ...given }, { by }));
  for (const who of [ada, hal, dana, sona]) choose(who).thenRefused('wants-role', '9-other-head').thenEvents();
  choose(exa, { ...OTHER, 'seats.other-head': hal.id, 'seat-roles': { 'other-head': hal.roles } })
    .thenRefused('wants-role-of-other-area', '9-other-head')
    .thenEvents();
  const chosen = choose().thenAllowed();
  assert.ok(chosen.events.some((event) => event.type === 'step-done' && event.by.id === 'exa'));
  const ready = chosen.given(stepDone('2026-03-27', 'name-leads', leads(hope), { by: ada })).on('2026-03-30');
  ready.when(findingRecorded('2026-03-30', NOT_UPHELD, { by: hope })).thenAllowed();
  ready
    .when(findingRecorded('2026-03-30', NOT_UPHELD, { by: hal }))
    .thenRefused('wants-role-of-other-area', '9-other-head');
});

test('[HP-9.7] without that choice a head of another service manages nothing here', async () => {
  const scene = (await readyToInvestigate()).on('2026-04-02');
  scene
    .when(findingRecorded('2026-04-02', NOT_UPHELD, { by: hope }))
    .thenRefused('wants-role', '9-investigation')
    .thenEvents();
  scene
    .when(allocated('2026-04-02', { to: 'hope', 'to-roles': hope.roles }, { by: ada }))
    .thenRefused('wants-role', '9-investigation');
});

test('[HP-9.8] the response ends Stage 1, with actions open or not, and starts the time to ask for a review', async () => {
  const open = (await approved()).given(
    promised(
      '2026-04-08',
      { kind: 'apology', what: 'Say sorry in person', due: '2026-06-01', owner: 'hal' },
      { by: hal },
    ),
    stepDone('2026-04-08', 'approve-by-head', {}, { by: hal }),
    stepDone('2026-04-08', 'approve-by-officer', {}, { by: ada }),
  );
  const answered = open
    .on('2026-04-09')
    .when(responseIssued('2026-04-09', undefined, { by: hal }))
    .thenAllowed();
  answered.thenCase({ stage: 'stage-1', status: 'answered' }).thenClock('stage-1-response', { state: 'met' });
  assert.equal(
    answered.standing.state.promises.some(({ kept }) => !kept),
    true,
  );
  // 20 working days from 9 April: 10 April day 1, 13 to 17 days 2 to 6, 20 to 24 7 to 11, 27 April to 1 May 12 to 16,
  // 4 May a holiday, 5 to 8 May 17 to 20
  assert.equal(answered.standing.window?.lastDay, '2026-05-08');
  const done = answered.given().on('2026-04-10');
  done.when(findingRecorded('2026-04-10', NOT_UPHELD, { by: hal })).thenRefused('already-answered', '9-investigation');
});

test('[HP-9.8] until it is written and sent Stage 1 goes on', async () => {
  const told = (await approved()).given({
    what: 'verbal-response-given',
    on: '2026-04-09',
    with: { conversation: 'A call', 'outcome-told': 'No fault' },
    by: hal,
  });
  told.on('2026-04-14').thenCase({ stage: 'stage-1', status: 'open' }).thenClock('stage-1-response', { state: 'late' });
  assert.equal(told.standing.window?.lastDay, undefined);
});
