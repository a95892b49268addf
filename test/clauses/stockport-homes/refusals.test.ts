// Stockport Homes: what is not accepted, how that is told, and what an ombudsman's instruction changes (3.5, 3.7).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  complaintRefused,
  defined,
  findingRecorded,
  person,
  received,
  reopened,
  responseIssued,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const feedback = person('f1', ['customer-feedback-officer']);
const head = person('h1', ['head-of-service']);
const officer = person('o1', ['investigating-officer']);

const landlord = (service = 'housing'): Promise<UnderPolicy> => underPolicy('stockport-homes', { service });

const GROUNDS = [
  ['other-route', { 'which-route': 'Allocations review' }],
  ['already-answered', { 'earlier-case': 'SH-2025-0117' }],
  ['unreasonably-pursued', { incident: 'Threats to the front desk on 12 March' }],
  ['no-significant-impact', { impact: 'A light in the hall was out for one evening' }],
  ['claim-filed-at-court', { 'filed-on': '2026-03-16' }],
] as const;

const LETTER = { parts: { explanation: 'We looked at what you told us. The rule applies because …' } };

test('[SH-3.5] a refusal names one of the six grounds with the facts it rests on', async () => {
  const scene = (await landlord()).given(received('2026-03-30')).on('2026-03-31');
  for (const [ground, facts] of GROUNDS) {
    const refuse = (given: object): UnderPolicy =>
      scene.when({ what: 'complaint-refused', with: { ground, ...LETTER, ...given }, by: head });
    refuse(facts).thenAllowed().thenEvents('complaint-refused').thenCase({ status: 'closed', outcome: 'refused' });
    refuse({})
      .thenRefused('ground-needs-fact', '3.5')
      .thenRefusedOnly('ground-needs-fact')
      .thenCase({ status: 'open' });
  }
  scene.when({ what: 'complaint-refused', with: LETTER, by: head }).thenRefused('no-ground', '3.7');
  scene
    .when({ what: 'complaint-refused', with: { ...LETTER, ground: 'too-busy' }, by: head })
    .thenRefused('not-an-option');
});

test('[SH-3.5] six months is a ground only once they are over, and never for health and safety', async () => {
  const refuse = { what: 'complaint-refused', with: { ground: 'not-raised-in-time', ...LETTER }, by: head };
  const matter = { 'matter-arose-on': '2025-09-29' };
  const scene = await landlord();
  scene.given(received('2026-03-30', matter)).on('2026-03-31').when(refuse).thenAllowed();
  scene
    .given(received('2026-03-29', matter))
    .on('2026-03-31')
    .when(refuse)
    .thenRefused('ground-does-not-hold', '3.5')
    .thenCase({ status: 'open' });
  scene.given(received('2026-03-30')).on('2026-03-31').when(refuse).thenRefused('ground-needs-fact', '3.5');
  const safety = scene.given(received('2026-03-30', { ...matter, 'health-and-safety': true })).on('2026-03-31');
  safety.when(refuse).thenRefused('ground-lifted', '3.5').thenRefusedOnly('ground-lifted');
  assert.equal(safety.standing.timeLimits[0]?.lifted, true);
});

test('[SH-3.5] health and safety lifts none of the other five', async () => {
  const safety = (await landlord()).given(received('2026-03-30', { 'health-and-safety': true })).on('2026-03-31');
  for (const [ground, facts] of GROUNDS)
    safety.when({ what: 'complaint-refused', with: { ground, ...LETTER, ...facts }, by: head }).thenAllowed();
});

test('[SH-3.5] who refuses is assumed, and nobody else can', async () => {
  const scene = (await landlord()).given(received('2026-03-30')).on('2026-03-31');
  for (const who of [officer, feedback, person('s1', ['senior-officer'])])
    scene
      .when({ what: 'complaint-refused', with: { ground: 'other-route', 'which-route': 'Review', ...LETTER }, by: who })
      .thenRefused('wants-role', '3.5');
  assert.match(scene.policy.pack.intake['not-accepted']?.who.assumption ?? '', /does not say who may refuse/);
});

const REFUSE = { ground: 'no-significant-impact', impact: 'A light in the hall was out for one evening' };

test('[SH-3.7] no refusal letter goes without ground, reasons and ombudsman', async () => {
  const scene = (await landlord()).given(received('2026-03-30')).on('2026-03-31');
  const refused = scene.when({ what: 'complaint-refused', with: { ...REFUSE, ...LETTER }, by: head }).thenAllowed();
  const letter = refused.letter('refusal', LETTER.parts, REFUSE);
  assert.deepEqual(
    letter.parts.map(({ part, content, missing }) => [part, content?.kind, missing]),
    [
      ['ground', 'id', undefined],
      ['explanation', 'text', undefined],
      ['ombudsman', 'signposts', undefined],
    ],
  );
  const without = (given: object): UnderPolicy =>
    scene.when({ what: 'complaint-refused', with: { ...given }, by: head });
  without(LETTER).thenRefused('no-ground', '3.7').thenRefused('part-not-known', '3.5').thenEvents();
  without({ ...REFUSE, parts: { explanation: ' ' } })
    .thenRefused('part-blank', '3.7')
    .thenEvents();
  without({ ...REFUSE, parts: { explanation: 'Because [insert reason].' } }).thenRefused('part-placeholder', '3.7');
});

test('[SH-3.7] the ombudsman is the one for the service, for a refusal and for a referral', async () => {
  const named = (scene: UnderPolicy): readonly string[] => {
    const part = scene.letter('refusal').parts.find(({ part }) => part === 'ombudsman');
    return part?.content?.kind === 'signposts' ? part.content.signposts.map(({ ombudsman }) => ombudsman) : [];
  };
  const refused = async (service: string): Promise<UnderPolicy> =>
    (await landlord(service)).given(received('2026-03-30'), complaintRefused('2026-03-31', REFUSE, { by: head }));
  assert.deepEqual(named(await refused('housing')), ['housing-ombudsman']);
  assert.deepEqual(named(await refused('home-improvement-agency')), ['lgsco']);
  const report = (await landlord())
    .given(received('2026-03-30', { 'anti-social-behaviour': 'report' }))
    .on('2026-03-31');
  const letter = report.letter('refusal', LETTER.parts, { ground: 'anti-social-behaviour-report' });
  assert.equal(letter.ready, true);
  report.when({ what: 'referred', with: LETTER, by: feedback }).thenAllowed();
});

test('[SH-3.7] an ombudsman’s instruction re-opens the case, with new times from that day', async () => {
  const refused = (await landlord()).given(
    received('2026-03-30'),
    complaintRefused('2026-03-31', REFUSE, { by: head }),
  );
  // 14 May 2026 is a Thursday: 15, 18, 19, 20, 21 May are five working days; 25 May is a holiday
  const again = refused.given(reopened('2026-05-14', { instructed: true }));
  again
    .on('2026-05-14')
    .thenCase({ status: 'open', stage: 'stage-1' })
    .thenClock('stage-1-acknowledgement#2', {
      starts: '2026-05-14',
      startedBy: 'reopened',
      due: '2026-05-21',
      state: 'running',
    })
    .thenClock('stage-1-acknowledgement', { state: 'not-needed', waits: false })
    .thenClock('regime-stage-1-response#2', { starts: '2026-05-14', due: '2026-06-05' });
  again
    .given(defined('2026-05-18'), acknowledged('2026-05-18'))
    .on('2026-05-18')
    .thenClock('stage-1-response#2', { due: '2026-06-02' });
  refused.on('2026-05-14').when({ what: 'acknowledged' }).thenRefused('case-closed').thenEvents();
  (await landlord())
    .given(received('2026-03-30'))
    .on('2026-05-14')
    .when({ what: 'reopened' })
    .thenRefused('not-closed');
});

test('[SH-3.7] an instruction after a refused escalation opens the stage that was refused', async () => {
  const answered = (await landlord()).given(
    received('2026-03-09'),
    defined('2026-03-10'),
    acknowledged('2026-03-10'),
    findingRecorded('2026-03-18', { findings: { 1: { finding: 'not-upheld' } } }, { by: officer }),
    responseIssued('2026-03-20', undefined, { by: officer }),
    { what: 'escalation-requested', on: '2026-03-23' },
    { what: 'escalation-refused', on: '2026-03-24', with: REFUSE, by: feedback },
  );
  answered
    .given(reopened('2026-05-14', { instructed: true }))
    .on('2026-05-14')
    .thenCase({ stage: 'stage-2', status: 'open' })
    .thenClock('stage-2-acknowledgement', { starts: '2026-05-14', due: '2026-05-21', state: 'running' })
    .thenClock('regime-stage-2-response', { starts: '2026-05-14' });
});
