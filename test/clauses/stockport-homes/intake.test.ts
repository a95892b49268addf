// Stockport Homes: what is a complaint, what is not, and what goes another way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  classified,
  closed,
  defined,
  person,
  received,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const feedback = person('f1', ['customer-feedback-officer']);
const head = person('h1', ['head-of-service']);
const officer = person('o1', ['investigating-officer']);

const landlord = (service = 'housing'): Promise<UnderPolicy> => underPolicy('stockport-homes', { service });

/** Received on that day with these facts, and set out, so that the next thing is to investigate. */
async function ready(on: string, facts: object, service = 'housing'): Promise<UnderPolicy> {
  return (await landlord(service)).given(received(on, { ...facts }), defined(on), acknowledged(on)).on(on);
}

const INVESTIGATE = { what: 'finding-recorded', with: { findings: { 1: { finding: 'not-upheld' } } }, by: officer };

test('[SH-2.1] a home complaint answers to the Code, and runs its outer limits beside the landlord’s own', async () => {
  const scene = (await landlord()).given(received('2026-03-30')).on('2026-03-30');
  // 15 working days from 30 March: 31 March to 2 April 1 to 3, 7 to 10 April 4 to 7, 13 to 17 April 8 to 12, 20 to 22
  scene.thenClock('regime-stage-1-response', { due: '2026-04-22', owner: 'regime', clause: 'Code 6.3' });
  const service = scene.policy.pack.services.find(({ id }) => id === 'housing');
  assert.equal(service?.regime, 'housing-ombudsman-2024');
  assert.equal(service?.clause, '2.1');
});

test('[SH-2.1] who owns the home is known to the case, as a code that can be counted', async () => {
  for (const owner of ['stockport-homes', 'stockport-council', 'neither']) {
    const scene = (await landlord()).given(received('2026-03-30', { 'home-owned-by': owner }));
    assert.equal(scene.standing.state.facts['home-owned-by'], owner);
    assert.deepEqual(
      scene.events.flatMap((event) => (event.type === 'received' ? [event.facts['home-owned-by']] : [])),
      [owner],
    );
  }
  (await landlord())
    .on('2026-03-30')
    .when(received('2026-03-30', { 'home-owned-by': 'the council, I think' }))
    .thenRefused('not-an-option', 'footnote-1');
});

test('[SH-3.1] the definition is published word for word', async () => {
  const { policy } = await landlord();
  const plain = (text: string): string =>
    text
      .replace(/[*'‘’“”"]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  const own = plain(policy.pack.intake.definition.is);
  assert.ok(plain(policy.anchors.get('3.1') ?? '').includes(own), `not in 3.1: ${own}`);
  assert.match(own, /^An expression of dissatisfaction.*individual resident or group of residents$/);
  assert.match(policy.pack.intake['time-limits'][0]?.assumption ?? '', /3\.1 counts.*3\.5 counts.*We follow 3\.5/s);
});

test('[SH-3.1] six months from the matter arising: the last day is in time, the next is flagged for a person', async () => {
  // six calendar months from 30 September 2025 end on 30 March 2026
  const inTime = await ready('2026-03-30', { 'matter-arose-on': '2025-09-30' });
  assert.deepEqual(inTime.standing.timeLimits.map(({ limit, lastDay, outside }) => [limit, lastDay, outside])[0], [
    'six-months',
    '2026-03-30',
    false,
  ]);
  inTime.when(INVESTIGATE).thenAllowed();
  const late = await ready('2026-03-31', { 'matter-arose-on': '2025-09-30' });
  assert.equal(late.standing.timeLimits[0]?.outside, true);
  late.when(INVESTIGATE).thenRefused('time-limit-not-decided', '3.5').thenEvents();
  late.thenCase({ status: 'open', stage: 'stage-1' }).thenClock('stage-1-response', { state: 'running' });
  // 31 August has no counterpart in February: its last day is the 28th
  const shortMonth = await ready('2026-02-28', { 'matter-arose-on': '2025-08-31' });
  assert.equal(shortMonth.standing.timeLimits[0]?.lastDay, '2026-02-28');
});

test('[SH-3.1] a person decides, and only the one the pack names', async () => {
  const late = await ready('2026-03-31', { 'matter-arose-on': '2025-09-30' });
  const decide = { what: 'time-limit-decided', with: { accepted: true, why: 'In hospital over the winter' } };
  late
    .when({ ...decide, by: officer })
    .thenRefused('wants-role', '3.5')
    .thenEvents();
  late
    .when({ ...decide, by: head })
    .thenAllowed()
    .given()
    .on('2026-04-01')
    .when(INVESTIGATE)
    .thenAllowed();
  const anyone = (await ready('2026-03-31', { 'matter-arose-on': '2025-12-01' })).when({ ...decide, by: head });
  anyone.thenRefused('no-time-limit-to-decide');
});

test('[SH-3.2c] an e-mail that never says complaint is logged as one', async () => {
  const words = 'My radiator has been cold for three weeks and nobody rings me back. Please sort it out.';
  (await landlord())
    .on('2026-03-30')
    .when(received('2026-03-30', { channel: 'e-mail', 'what-happened': words, 'wants-a-complaint': true }))
    .thenAllowed()
    .thenCase({ kind: 'complaint', stage: 'stage-1', status: 'open' })
    .thenClock('stage-1-acknowledgement', { state: 'running', due: '2026-04-08' });
});

test('[SH-3.2c] triage asks whether they are unhappy, and that answer keeps it from being called a request', async () => {
  const scene = (await landlord()).given(received('2026-03-30', { 'wants-a-complaint': true })).on('2026-03-30');
  const asked = scene.fields('classified').find(({ name }) => name === 'wants-a-complaint');
  assert.equal(asked?.kind, 'yes-no');
  assert.equal(asked?.clause, '3.2');
  assert.match(asked?.label ?? '', /unhappy/);
  assert.doesNotMatch(asked?.label ?? '', /say the word|use the word/);
  scene
    .when(classified('2026-03-30', { kind: 'service-request' }, { by: feedback }))
    .thenRefused('person-chose-complaint', '3.4')
    .thenCase({ kind: 'complaint' });
});

const REQUEST = { kind: 'service-request', 'what-happened': 'The plumber did not come this morning' };

test('[SH-3.4a] a service request is logged with its outcome, runs no clock and is counted apart', async () => {
  const scene = (await landlord()).given(received('2026-03-30', REQUEST)).on('2026-03-30');
  scene.thenCase({ kind: 'service-request', status: 'open' });
  assert.deepEqual(
    scene.standing.clocks.filter(({ state }) => state === 'running' || state === 'late'),
    [],
  );
  scene
    .when({ what: 'closed', with: { 'service-request-outcome': 'A new appointment tomorrow at nine' }, by: feedback })
    .thenAllowed()
    .thenEvents('facts-recorded', 'closed')
    .thenCase({ status: 'closed', outcome: 'done', kind: 'service-request' });
  scene
    .when({ what: 'closed', with: { 'service-request-outcome': '' }, by: feedback })
    .thenRefused('field-missing', '3.4')
    .thenCase({ status: 'open' });
});

test('[SH-3.4a] once the person asks for a complaint it can neither be one nor be closed as one', async () => {
  const asks = { ...REQUEST, 'wants-a-complaint': true };
  (await landlord()).on('2026-03-30').when(received('2026-03-30', asks)).thenRefused('person-chose-complaint', '3.4');
  const scene = (await landlord()).given(received('2026-03-30', REQUEST)).on('2026-03-31');
  scene
    .when(classified('2026-03-31', { kind: 'service-request', 'wants-a-complaint': true }, { by: feedback }))
    .thenRefused('person-chose-complaint', '3.4')
    .thenEvents();
  scene
    .given({ what: 'facts-recorded', on: '2026-03-31', with: { 'wants-a-complaint': true } })
    .when(closed('2026-03-31', { 'service-request-outcome': 'A new appointment' }, { by: feedback }))
    .thenRefused('person-chose-complaint', '3.4');
  scene.when(classified('2026-03-31', { kind: 'service-request', 'wants-a-complaint': false })).thenAllowed();
});

test('[SH-3.4a] it becomes a complaint on the same case and keeps the day of first contact', async () => {
  // five working days from 30 March end on 8 April, however late the person asks
  (await landlord())
    .given(received('2026-03-30', REQUEST))
    .on('2026-04-09')
    .when({ what: 'complaint-raised' })
    .thenAllowed()
    .thenCase({ kind: 'complaint', stage: 'stage-1' })
    .thenClock('stage-1-acknowledgement', {
      starts: '2026-03-30',
      due: '2026-04-08',
      state: 'late',
      workingDaysLate: 1,
    })
    .thenClock('regime-stage-1-response', { starts: '2026-03-30', due: '2026-04-22' });
  (await landlord())
    .given(received('2026-03-30', REQUEST), closed('2026-03-30', { 'service-request-outcome': 'A new appointment' }))
    .on('2026-04-02')
    .when({ what: 'complaint-raised' })
    .thenAllowed()
    .thenCase({ kind: 'complaint', stage: 'stage-1', status: 'open' });
  (await landlord())
    .given(received('2026-03-30'))
    .on('2026-03-31')
    .when({ what: 'complaint-raised' })
    .thenRefused('not-a-service-request');
});

test('[SH-3.6] a report of anti-social behaviour leaves as a referral, and is not worked on here', async () => {
  const report = (await landlord())
    .given(received('2026-03-30', { 'anti-social-behaviour': 'report' }))
    .on('2026-03-31');
  report.when(defined('2026-03-31')).thenRefused('goes-elsewhere', '3.6').thenEvents();
  report
    .when({ what: 'referred', by: feedback })
    .thenAllowed()
    .thenEvents('referred')
    .thenCase({ status: 'closed', outcome: 'referred' });
  report
    .when({ what: 'referred', with: { parts: { explanation: '' } }, by: feedback })
    .thenRefused('part-blank', '3.7')
    .thenCase({ status: 'open' });
  const handling = (await landlord()).given(received('2026-03-30', { 'anti-social-behaviour': 'handling' }));
  handling.on('2026-03-31').when({ what: 'referred', by: feedback }).thenRefused('no-route-elsewhere');
});

test('[SH-3.6] concern about an open case, or one closed within six months, becomes a complaint', async () => {
  const open = await ready('2026-03-30', { 'anti-social-behaviour': 'handling' });
  open.thenCase({ kind: 'complaint', stage: 'stage-1' }).when(INVESTIGATE).thenAllowed();
  // six calendar months from 30 September 2025 end on 30 March 2026
  const lately = await ready('2026-03-30', { 'anti-social-behaviour': 'handling', 'asb-case-closed-on': '2025-09-30' });
  lately.when(INVESTIGATE).thenAllowed();
  const asked = (await landlord()).given(received('2026-03-30')).fields('classified');
  assert.deepEqual(
    asked.filter(({ name }) => name.startsWith('a')).flatMap(({ name, clause }) => (clause === '3.6' ? [name] : [])),
    ['anti-social-behaviour', 'asb-case-closed-on'],
  );
});

test('[SH-3.6] one closed longer ago goes to a person’s decision', async () => {
  const older = await ready('2026-03-30', { 'anti-social-behaviour': 'handling', 'asb-case-closed-on': '2025-09-29' });
  older.when(INVESTIGATE).thenRefused('time-limit-not-decided', '3.6');
  const decide = { what: 'time-limit-decided', with: { limit: 'asb-case-closed', accepted: true, why: 'A pattern' } };
  older.when({ ...decide, by: feedback }).thenRefused('wants-role', '3.6');
  older
    .when({ ...decide, by: head })
    .thenAllowed()
    .given()
    .on('2026-03-31')
    .when(INVESTIGATE)
    .thenAllowed();
});
