// Stockport Homes: asking for Stage Two, in time and late, and when it is refused (4.1).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  contacted,
  defined,
  escalationRequested,
  person,
  received,
  responseIssued,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const feedback = person('f1', ['customer-feedback-officer']);
const head = person('h1', ['head-of-service']);
const officer = person('o1', ['investigating-officer']);

/** Stage One answered on Friday 20 March 2026. */
async function answered(): Promise<UnderPolicy> {
  return (await underPolicy('stockport-homes')).given(
    received('2026-03-09'),
    defined('2026-03-10'),
    acknowledged('2026-03-10'),
    contacted('2026-03-11', undefined, { by: officer }),
    responseIssued('2026-03-20', undefined, { by: officer }),
  );
}

test('[SH-4.1c] the last day to ask is 20 working days after the response, and is printed', async () => {
  // 23 to 27 March days 1 to 5, 30 March to 2 April 6 to 9, 7 to 10 April 10 to 13, 13 to 17 April 14 to 18, 20 and 21
  const scene = await answered();
  assert.equal(scene.standing.window?.lastDay, '2026-04-21');
  const part = scene.letter('stage-one-response').parts.find(({ part }) => part === 'last-day-to-escalate');
  assert.deepEqual(part?.content, { kind: 'date', on: '2026-04-21' });
  assert.equal(part?.clause, '4.1');
  const [issued] = scene.events.filter((event) => event.type === 'response-issued');
  assert.equal(issued?.lastDayToEscalate, '2026-04-21');
  scene
    .given(escalationRequested('2026-04-21'))
    .on('2026-04-22')
    .when({ what: 'escalation-accepted', by: feedback })
    .thenAllowed()
    .thenCase({ stage: 'stage-2' });
});

test('[SH-4.1c] a late request is kept, and decided by the Customer Feedback team with what kept the person', async () => {
  const late = (await answered()).given(escalationRequested('2026-04-22')).on('2026-04-23');
  assert.equal(late.standing.state.escalations[0]?.state, 'waiting');
  late
    .when({ what: 'escalation-accepted', with: { mitigation: 'In hospital from 1 to 20 April' }, by: feedback })
    .thenAllowed()
    .thenEvents('facts-recorded', 'escalation-accepted')
    .thenCase({ stage: 'stage-2' });
  late
    .when({ what: 'escalation-accepted', with: { mitigation: '' }, by: feedback })
    .thenRefused('field-missing', '4.1')
    .thenCase({ stage: 'stage-1' });
  (await answered())
    .given(escalationRequested('2026-04-22', { mitigation: 'In hospital' }))
    .on('2026-04-23')
    .when({ what: 'escalation-accepted', with: { mitigation: '' }, by: feedback })
    .thenAllowed();
});

test('[SH-4.1c] nobody else can accept or refuse a late request, and lateness refuses nothing', async () => {
  const late = (await answered()).given(escalationRequested('2026-04-22')).on('2026-04-23');
  const ground = { ground: 'no-significant-impact', impact: 'A scuffed skirting board, made good since' };
  for (const who of [head, officer, person('a1', ['assistant-chief-executive'])]) {
    late.when({ what: 'escalation-accepted', by: who }).thenRefused('wants-role', '4.1').thenCase({ stage: 'stage-1' });
    late
      .when({ what: 'escalation-refused', with: ground, by: who })
      .thenRefused('wants-role', '4.1')
      .thenCase({ status: 'answered' });
  }
  late.when({ what: 'escalation-refused', with: ground, by: feedback }).thenAllowed();
  late.when({ what: 'escalation-refused', by: feedback }).thenRefused('no-ground', '4.1');
  late.when({ what: 'escalation-refused', with: { ground: 'late' }, by: feedback }).thenRefused('not-an-option');
});

test('[SH-4.1d] a refusal rests on a ground of 3.5 and says so, with reasons, finality and ombudsman', async () => {
  const asked = (await answered()).given(escalationRequested('2026-04-10')).on('2026-04-14');
  const ground = { ground: 'claim-filed-at-court', 'filed-on': '2026-04-07' };
  const refused = asked.when({ what: 'escalation-refused', with: ground, by: feedback }).thenAllowed();
  refused.thenEvents('escalation-refused').thenCase({ status: 'closed', outcome: 'escalation refused' });
  const letter = refused.letter('escalation-refused', { explanation: 'A claim was issued.' }, ground);
  assert.equal(letter.ready, true);
  const content = new Map(letter.parts.map((part) => [part.part, part]));
  assert.deepEqual(content.get('ground')?.content, { kind: 'id', id: 'claim-filed-at-court' });
  const final = content.get('stage-one-was-final');
  assert.deepEqual(final?.content, { kind: 'stage', name: 'Stage One', number: 1, final: true });
  assert.equal(final?.clause, '4.1');
  assert.equal(content.get('ombudsman')?.content?.kind, 'signposts');
});

test('[SH-4.1d] without a ground, its facts, or the reasons, it is no refusal', async () => {
  const asked = (await answered()).given(escalationRequested('2026-04-10')).on('2026-04-14');
  const refuse = (given: object): UnderPolicy =>
    asked.when({ what: 'escalation-refused', with: { ...given }, by: feedback });
  refuse({}).thenRefused('no-ground', '4.1').thenEvents().thenCase({ status: 'answered' });
  refuse({ ground: 'claim-filed-at-court' }).thenRefused('ground-needs-fact', '3.5');
  refuse({ ground: 'claim-filed-at-court', 'filed-on': '2026-04-07', parts: { explanation: '' } }).thenRefused(
    'part-blank',
    '4.1',
  );
  assert.deepEqual(
    asked
      .fields('escalation-refused')
      .flatMap((field) =>
        field.name === 'ground' && field.kind === 'choice' ? field.options.map(({ value }) => value) : [],
      ),
    [
      'other-route',
      'not-raised-in-time',
      'already-answered',
      'unreasonably-pursued',
      'no-significant-impact',
      'claim-filed-at-court',
    ],
  );
});

test('[SH-4.1d] the pack says that 3.4 is read as 3.5, and that lateness alone refuses nothing', async () => {
  const { policy } = await answered();
  const stage = policy.pack.procedures[0]?.stages.find(({ id }) => id === 'stage-1');
  const refusing = stage?.escalation?.outcomes.find(({ id }) => id === 'refuse');
  assert.match(refusing?.assumption ?? '', /3\.4\. Those stand in 3\.5/);
  assert.match(refusing?.assumption ?? '', /lateness alone does not refuse/);
  assert.deepEqual(refusing?.clauses, ['3.4', '3.5']);
});
