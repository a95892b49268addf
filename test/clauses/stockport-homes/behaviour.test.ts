// Stockport Homes: behaviour towards staff is dealt with beside the complaint, which goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { determineClocks, isInternal, listDuties } from '../../../engine/index.ts';
import {
  acknowledged,
  complaintRefused,
  contacted,
  defined,
  happen,
  person,
  received,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const PACK = 'stockport-homes';
const head = person('h1', ['head-of-service']);
const officer = person('o1', ['investigating-officer']);
const feedback = person('f1', ['customer-feedback-officer']);

const incident = happen('incident-recorded');
const restricted = happen('contact-restricted');
const reviewed = happen('restriction-reviewed');

const CALLS = {
  channels: ['telephone'],
  limits: 'Calls, to one a week on Tuesday mornings, with Ms Head',
  'stays-open': 'Letters and e-mail at any time',
  'restriction-reason': 'Forty calls on 4 March, after two letters that asked for fewer',
  'equality-note': 'He told us of his anxiety; one named person takes his calls',
  starts: '2026-03-06',
  'review-on': '2026-06-05',
};

async function open(): Promise<UnderPolicy> {
  return (await underPolicy(PACK)).given(received('2026-03-02'), defined('2026-03-03'), acknowledged('2026-03-03'));
}

const restrict = (given: object = {}, by = head) => restricted('2026-03-05', { ...CALLS, ...given }, { by });

test('[SH-2.5] an incident is kept inside, by one of the policy’s three kinds', async () => {
  const scene = (await open()).on('2026-03-05');
  const told = { 'incident-kind': 'abusive-behaviour', 'what-they-did': 'Shouted for ten minutes', against: 'o1' };
  const kept = scene
    .when(incident('2026-03-04', told, { by: officer }))
    .thenAllowed()
    .thenEvents('incident-recorded');
  assert.ok(isInternal(kept.policy, kept.events[0]!));
  assert.deepEqual(
    kept.standing.state.incidents.map(({ on, kind, against }) => [on, kind, against]),
    [['2026-03-04', 'abusive-behaviour', 'o1']],
  );
  scene
    .when(incident('2026-03-04', { ...told, 'incident-kind': 'rudeness' }, { by: officer }))
    .thenRefused('not-an-option');
  scene
    .when(incident('2026-03-04', { ...told, 'what-they-did': '' }, { by: officer }))
    .thenRefused('field-missing', '2.5');
});

test('[SH-2.5] a restriction says what is limited, what stays open, why, from when and when it is reviewed', async () => {
  const scene = (await open()).on('2026-03-05');
  scene.when(restrict()).thenAllowed().thenEvents('contact-restricted', 'restriction-reasoned');
  for (const part of ['limits', 'stays-open', 'restriction-reason', 'equality-note'])
    scene
      .when(restrict({ [part]: '' }))
      .thenRefused('field-missing', '2.5')
      .thenEvents();
  scene
    .when(restrict({ 'review-on': '2026-03-06' }))
    .thenRefused('review-not-after-start', '2.5')
    .thenEvents();
  const all = ['e-mail', 'web', 'letter', 'telephone', 'in-person', 'web-chat', 'social-media', 'portal'];
  scene
    .when(restrict({ channels: all }))
    .thenRefused('no-way-left-open', '2.5')
    .thenEvents();
  scene.when(restrict({}, officer)).thenRefused('wants-role', '2.5').thenEvents();
});

test('[SH-2.5] the complaint and its clocks go on, and what comes in by a limited way is kept', async () => {
  const before = (await open()).on('2026-03-10');
  const after = (await open()).given(restrict()).on('2026-03-10');
  const dates = (scene: UnderPolicy) =>
    determineClocks(scene.standing).map(({ id, due, state }) => ({ id, due, state }));
  assert.deepEqual(dates(after), dates(before));
  assert.deepEqual(after.standing.state.status, 'open');
  const call = contacted('2026-03-10', { channel: 'telephone', 'what-was-said': 'He called' }, { by: officer });
  after.when(call).thenAllowed().thenEvents('contacted').thenWarned('contact-though-restricted', '2.5');
  before.when(call).thenAllowed().thenNotWarned('contact-though-restricted');
  const letter = contacted('2026-03-10', { channel: 'letter', 'what-was-said': 'We wrote' }, { by: officer });
  after.when(letter).thenAllowed().thenNotWarned('contact-though-restricted');
});

test('[SH-2.5] a review is a dated duty, overdue it is flagged, and nothing ends by itself', async () => {
  const scene = (await open()).given(restrict());
  const duty = listDuties(scene.on('2026-04-01').standing).find(({ kind }) => kind === 'behaviour-review');
  assert.deepEqual([duty?.due, duty?.owner], ['2026-06-05', 'h1']);
  scene.on('2026-06-05').thenNotWarned('restriction-review-overdue');
  const overdue = scene.on('2026-06-08').thenWarned('restriction-review-overdue', '2.5');
  assert.equal(overdue.standing.state.restrictions[0]?.lifted, undefined);
  const why = { 'restriction-reason': 'Calmer since', 'equality-note': 'Nothing new' };
  const keep = reviewed('2026-06-08', { ...why, 'review-outcome': 'kept', 'review-on': '2026-09-01' }, { by: head });
  overdue.when(keep).thenAllowed().thenNotWarned('restriction-review-overdue');
  overdue
    .when(reviewed('2026-06-08', { ...why, 'review-outcome': 'kept' }, { by: head }))
    .thenRefused('next-review-later', '2.5')
    .thenEvents();
  const change = { ...why, 'review-outcome': 'changed', 'review-on': '2026-09-01', channels: ['in-person'] };
  overdue
    .when(reviewed('2026-06-08', change, { by: head }))
    .thenRefused('change-says-what', '2.5')
    .thenEvents();
  const scope = { limits: 'No visits to the office', 'stays-open': 'Calls, letters, e-mail' };
  const changed = overdue
    .when(reviewed('2026-06-08', { ...change, ...scope }, { by: head }))
    .thenAllowed()
    .thenEvents('restriction-reviewed', 'contact-restricted');
  assert.deepEqual(
    changed.standing.state.restrictions.map(({ restriction, channels, review }) => [restriction, channels, review]),
    [[1, ['in-person'], '2026-09-01']],
  );
  const lifted = overdue
    .when(reviewed('2026-06-08', { ...why, 'review-outcome': 'lifted' }, { by: head }))
    .thenAllowed();
  lifted.thenNotWarned('restriction-review-overdue');
  assert.ok(!listDuties(lifted.standing).some(({ kind }) => kind === 'behaviour-review'));
  lifted
    .given()
    .when(reviewed('2026-06-08', { ...why, 'review-outcome': 'kept' }, { by: head }))
    .thenRefused('nothing-restricted');
});

test('[SH-2.5] only a refusal under 3.5 that names what happened stops the complaint, never a restriction', async () => {
  const scene = (await open()).given(restrict()).on('2026-03-10');
  scene.thenCase({ status: 'open' });
  scene
    .when(complaintRefused('2026-03-10', { ground: 'unreasonably-pursued' }, { by: head }))
    .thenRefused('ground-needs-fact', '3.5')
    .thenCase({ status: 'open' });
  const named = { ground: 'unreasonably-pursued', incident: 'A threat on 9 March' };
  scene
    .when(complaintRefused('2026-03-10', named, { by: head }))
    .thenAllowed()
    .thenCase({ outcome: 'refused' });
  scene.when(complaintRefused('2026-03-10', named, { by: feedback })).thenRefused('wants-role');
  const ground = scene.policy.pack.intake['not-accepted']?.grounds.find(({ id }) => id === 'unreasonably-pursued');
  assert.match(ground?.assumption ?? '', /behaviour restricts contact first/);
});
