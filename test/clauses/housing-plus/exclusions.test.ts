// Housing Plus: what the policy does not take on, who decides it and how soon it is told (section 8).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  complaintRefused,
  defined,
  findingRecorded,
  received,
  stepDone,
  type UnderPolicy,
} from '../../support/under-policy.ts';
import { ada, dana, dee, dov, exa, hal, landlord, leads, NOT_UPHELD, rita } from './scenes.ts';

const EVIDENCE = { evidence: 'The file of 2025, pages 3 to 9' };
const GROUNDS = [
  ['already-investigated', { 'earlier-case': 'HP-2025-0117, answered 3 March 2025' }, '8-already'],
  ['frivolous', { 'frivolous-test': 'malice' }, '8-frivolous'],
  ['claim-filed-at-court', { 'claim-filed-on': '2026-03-16' }, '8-legal'],
  ['other-appeal', { 'appeal-which': 'The review of a banding decision' }, '8-appeal'],
  ['request-for-service', { 'service-wanted': 'Help with noise next door' }, '8-request'],
  ['other', { 'other-reason': 'It is about another landlord' }, '8-examples'],
] as const;

const opened = async (service?: string, facts: object = {}): Promise<UnderPolicy> =>
  (await landlord(service)).given(received('2026-03-25', { ...facts })).on('2026-03-27');

const refuse = (scene: UnderPolicy, ground: string, given: object, by = dana): UnderPolicy =>
  scene.when({ what: 'complaint-refused', with: { ground, ...given }, by });

test('[HP-8.1] a complaint is taken to be genuine: no ground holds without recorded evidence', async () => {
  const scene = await opened();
  for (const [ground, facts, clause] of GROUNDS) {
    refuse(scene, ground, { ...facts, ...EVIDENCE })
      .thenAllowed()
      .thenCase({ status: 'closed', outcome: 'refused' });
    refuse(scene, ground, facts)
      .thenRefused('ground-needs-fact', clause)
      .thenRefusedOnly('ground-needs-fact')
      .thenCase({ status: 'open' });
  }
  const grounds = scene.policy.pack.intake['not-accepted']?.grounds ?? [];
  assert.deepEqual(
    grounds.filter(({ needs }) => !needs.includes('evidence')).map(({ id }) => id),
    [],
  );
});

test('[HP-8.2] each of the examples is a ground with facts of its own', async () => {
  const scene = await opened();
  for (const [ground, facts, clause] of GROUNDS) {
    refuse(scene, ground, { ...facts, ...EVIDENCE }).thenAllowed();
    refuse(scene, ground, EVIDENCE).thenRefused('ground-needs-fact', clause).thenCase({ status: 'open' });
  }
  refuse(scene, 'too-busy', EVIDENCE).thenRefused('not-an-option');
  scene.when({ what: 'complaint-refused', with: EVIDENCE, by: dana }).thenRefused('no-ground', '8-refusal');
});

test('[HP-8.2] ‘other’ wants a reason and a director; help with anti-social behaviour leaves as a service request', async () => {
  const care = await opened('care-plus');
  const other = { 'other-reason': 'It is about another provider', ...EVIDENCE };
  refuse(care, 'other', other, rita).thenRefused('wants-role', '8-examples').thenCase({ status: 'open' });
  refuse(care, 'other', other, dov).thenAllowed();
  refuse(care, 'other', other, exa).thenAllowed();
  refuse(await opened(), 'other', EVIDENCE, dana).thenRefused('ground-needs-fact', '8-examples');
  (await opened())
    .when({ what: 'classified', with: { kind: 'service-request' }, by: ada })
    .thenAllowed()
    .thenCase({ kind: 'service-request', status: 'open' });
});

/** Everything done but finding on it, on Friday 27 March 2026. */
const toInvestigate = async (facts: object): Promise<UnderPolicy> =>
  (await landlord())
    .given(
      received('2026-03-25', { ...facts }),
      defined('2026-03-26', undefined, { by: ada }),
      acknowledged('2026-03-26', undefined, { by: ada }),
      stepDone('2026-03-26', 'name-leads', leads(), { by: ada }),
    )
    .on('2026-03-27');

const INVESTIGATE = findingRecorded('2026-03-27', NOT_UPHELD, { by: hal });
const LATE = { 'event-on': '2025-03-24', 'aware-on': '2025-03-24' };

test('[HP-8.3] twelve months from the later of the event and its coming to their attention', async () => {
  // twelve months from 25 March 2025 end on the day of receipt
  (await toInvestigate({ 'event-on': '2025-03-25', 'aware-on': '2025-03-25' })).when(INVESTIGATE).thenAllowed();
  (await toInvestigate(LATE)).when(INVESTIGATE).thenRefused('time-limit-not-decided', '8-historic').thenEvents();
  (await toInvestigate({ ...LATE, 'aware-on': '2025-03-25' })).when(INVESTIGATE).thenAllowed();
  (await toInvestigate({ 'event-on': '2023-01-09', 'aware-on': '2025-03-24' }))
    .when(INVESTIGATE)
    .thenRefused('time-limit-not-decided', '8-historic');
  const scene = await landlord();
  assert.deepEqual(
    scene
      .given(received('2026-03-25'))
      .fields('classified')
      .flatMap(({ name, clause }) => (clause === '8-historic' ? [name] : [])),
    ['event-on', 'aware-on'],
  );
});

test('[HP-8.3] a good reason lifts it only where a fair investigation is still possible; great severity alone does', async () => {
  const good = { ...LATE, 'late-good-reason': 'In hospital for a year' };
  (await toInvestigate(good)).when(INVESTIGATE).thenRefused('time-limit-not-decided', '8-historic');
  (await toInvestigate({ ...good, 'late-still-possible': false }))
    .when(INVESTIGATE)
    .thenRefused('time-limit-not-decided');
  (await toInvestigate({ ...LATE, 'late-still-possible': true }))
    .when(INVESTIGATE)
    .thenRefused('time-limit-not-decided');
  (await toInvestigate({ ...good, 'late-still-possible': true })).when(INVESTIGATE).thenAllowed();
  (await toInvestigate({ ...LATE, 'late-so-severe': 'A child was hurt' })).when(INVESTIGATE).thenAllowed();
});

test('[HP-8.3] beyond them a director decides, and lateness is a ground only while no exception holds', async () => {
  const decide = {
    what: 'time-limit-decided',
    with: { limit: 'twelve-months', accepted: true, why: 'The records are complete' },
  };
  const late = await toInvestigate(LATE);
  late.when({ ...decide, by: ada }).thenRefused('wants-role', '8-frivolous-decision');
  late
    .when({ ...decide, by: dana })
    .thenAllowed()
    .given()
    .when(INVESTIGATE)
    .thenAllowed();
  refuse(await opened('homes-plus', LATE), 'historic', EVIDENCE).thenAllowed();
  const excepted = await opened('homes-plus', { ...LATE, 'late-so-severe': 'A child was hurt' });
  refuse(excepted, 'historic', EVIDENCE).thenRefused('ground-lifted', '8-historic').thenCase({ status: 'open' });
  const inTime = await opened('homes-plus', { 'event-on': '2026-01-09', 'aware-on': '2026-01-09' });
  refuse(inTime, 'historic', EVIDENCE).thenRefused('ground-does-not-hold', '8-historic');
});

const PERSISTENT = ['frivolous', { 'frivolous-test': 'nuisance', ...EVIDENCE }] as const;

test('[HP-8.4] a refusal is explained within five working days of receipt', async () => {
  // from 25 March: 26, 27, 30, 31 March, 1 April
  const scene = await opened();
  scene.thenClock('not-accepted', { starts: '2026-03-25', due: '2026-04-01', state: 'running', clause: '8-refusal' });
  scene.on('2026-04-02').thenClock('not-accepted', { state: 'late', workingDaysLate: 1 });
  scene
    .given(complaintRefused('2026-04-01', { ground: 'frivolous', ...PERSISTENT[1] }, { by: dana }))
    .on('2026-04-09')
    .thenClock('not-accepted', { state: 'met' });
  scene
    .given(acknowledged('2026-03-30', undefined, { by: ada }))
    .on('2026-04-09')
    .thenClock('not-accepted', { state: 'met' });
});

test('[HP-8.4] the letter says why, how to go on and which ombudsman, or it does not go', async () => {
  const scene = await opened();
  const letter = scene
    .when({ what: 'complaint-refused', with: { ground: 'frivolous', ...PERSISTENT[1] }, by: dana })
    .thenAllowed()
    .letter('refusal', {}, { ground: 'frivolous' });
  const byPerson = letter.parts.filter(({ filledBy }) => filledBy === 'person').map(({ part }) => part);
  assert.ok(byPerson.length > 0);
  assert.ok(letter.parts.some(({ part, content }) => part === 'ombudsman' && content?.kind === 'signposts'));
  for (const part of byPerson)
    scene
      .when({
        what: 'complaint-refused',
        with: { ground: 'frivolous', ...PERSISTENT[1], parts: { [part]: ' ' } },
        by: dana,
      })
      .thenRefused('part-blank')
      .thenCase({ status: 'open' });
});

test('[HP-8.5] frivolous wants one of the two tests, and coming back again and again is none', async () => {
  const scene = await opened();
  for (const test of ['nuisance', 'malice'])
    refuse(scene, 'frivolous', { 'frivolous-test': test, ...EVIDENCE }).thenAllowed();
  refuse(scene, 'frivolous', { 'frivolous-test': 'persistent-only', ...EVIDENCE })
    .thenRefused('ground-does-not-hold', '8-frivolous')
    .thenCase({ status: 'open' });
  refuse(scene, 'frivolous', EVIDENCE).thenRefused('ground-needs-fact', '8-frivolous');
});

test('[HP-8.5] only the roles the policy names decide it, by service', async () => {
  const may = [
    ['homes-plus', [dana, exa], [ada, hal, rita, dov]],
    ['severn-homes', [dana, exa], [ada, hal, rita]],
    ['care-plus', [rita, dov, exa], [ada, hal, dana]],
    ['county-town-homes', [dee, exa], [ada, rita, dana]],
  ] as const;
  for (const [service, these, others] of may) {
    const scene = await opened(service, { 'outright-purchase': true });
    for (const who of these) refuse(scene, ...PERSISTENT, who).thenAllowed();
    for (const who of others)
      refuse(scene, ...PERSISTENT, who)
        .thenRefused('wants-role')
        .thenCase({ status: 'open' });
  }
  refuse(await opened('care-plus'), ...PERSISTENT, dana).thenRefused('wants-role', '8-frivolous-decision');
});
