// Stockport Homes, Stage Two: who reviews, how long it takes, how the person is heard, and the final response.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
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
const senior = person('s1', ['senior-officer']);
const NOT_UPHELD = { findings: { 1: { finding: 'not-upheld' } } };

/** Answered at Stage One by somebody on 27 November 2026; Stage Two asked for, accepted and acknowledged in December. */
async function atStageTwo(
  investigator = person('o1', ['investigating-officer']),
  service = 'housing',
): Promise<UnderPolicy> {
  return (await underPolicy('stockport-homes', { service })).given(
    received('2026-11-16'),
    defined('2026-11-17'),
    acknowledged('2026-11-17'),
    contacted('2026-11-18', undefined, { by: person('c1', ['senior-officer']) }),
    findingRecorded('2026-11-25', NOT_UPHELD, { by: investigator }),
    responseIssued('2026-11-27', undefined, { by: investigator }),
    escalationRequested('2026-12-11'),
    escalationAccepted('2026-12-14', undefined, { by: feedback }),
    defined('2026-12-16'),
    acknowledged('2026-12-18'),
  );
}

test('[SH-4.2] five working days to acknowledge from the request, twenty to respond, over Christmas', async () => {
  // acknowledgement: 14 to 18 December. Response from Friday 18 December: 21 to 24 are days 1 to 4, 25 and 28 holidays,
  // 29 to 31 days 5 to 7, 1 January a holiday, 4 to 8 days 8 to 12, 11 to 15 days 13 to 17, 18 to 20 days 18 to 20
  (await atStageTwo())
    .on('2026-12-18')
    .thenClock('stage-2-acknowledgement', { starts: '2026-12-11', due: '2026-12-18', state: 'met' })
    .thenClock('stage-2-response', { starts: '2026-12-18', due: '2027-01-20', state: 'running', clause: '4.2' });
});

test('[SH-4.2] ten more if exceptional and agreed, and not without either', async () => {
  const scene = (await atStageTwo()).on('2027-01-15');
  const why = { 'exceptional-circumstance': 'The surveyor is in hospital' };
  scene
    .when({ what: 'extended', with: { ...why, agreed: true } })
    .thenAllowed()
    .thenClock('stage-2-response', { due: '2027-02-03' });
  scene.when({ what: 'extended', with: why }).thenRefused('extension-needs-agreement', '4.2').thenEvents();
  scene.when({ what: 'extended', with: { ...why, agreed: false } }).thenRefused('extension-needs-agreement', '4.2');
  scene
    .when({ what: 'extended', with: { 'exceptional-circumstance': '', agreed: true } })
    .thenRefused('field-missing', '4.2');
  scene.when({ what: 'extended', with: { ...why, agreed: true, by: 20 } }).thenRefused('extension-beyond-cap', '4.2');
});

test('[SH-4.2] the reviewer outranks the Stage One investigator', async () => {
  const review = (by: ReturnType<typeof person>): ReturnType<typeof findingRecorded> =>
    findingRecorded('2027-01-06', NOT_UPHELD, { by });
  const officerAnswered = (await atStageTwo()).on('2027-01-06');
  for (const who of [senior, head, person('a1', ['assistant-chief-executive'])])
    officerAnswered.when(review(who)).thenAllowed();
  officerAnswered
    .when(review(person('o9', ['investigating-officer'])))
    .thenRefused('wants-more-senior', '4.2')
    .thenEvents();
  const seniorAnswered = (await atStageTwo(person('s2', ['senior-officer']))).on('2027-01-06');
  seniorAnswered.when(review(senior)).thenRefused('wants-more-senior', '4.2');
  seniorAnswered.when(review(head)).thenAllowed();
  const headAnswered = (await atStageTwo(person('h2', ['head-of-service']))).on('2027-01-06');
  headAnswered.when(review(head)).thenRefused('wants-more-senior', '4.2');
  headAnswered.when(review(person('a1', ['assistant-chief-executive']))).thenAllowed();
});

test('[SH-4.2] nobody who took part at Stage One reviews it or signs the answer, whatever they have become', async () => {
  const scene = (await atStageTwo()).on('2027-01-06');
  for (const id of ['o1', 'c1']) {
    const promoted = person(id, ['assistant-chief-executive']);
    scene
      .when(findingRecorded('2027-01-06', NOT_UPHELD, { by: promoted }))
      .thenRefused('took-part', '4.2')
      .thenEvents();
  }
  const ready = (await heard()).on('2027-01-12');
  ready
    .when(responseIssued('2027-01-12', undefined, { by: person('o1', ['head-of-service']) }))
    .thenRefused('took-part', 'Code 6.13')
    .thenEvents();
  ready.when(responseIssued('2027-01-12', undefined, { by: head })).thenAllowed();
});

test('[SH-4.2] a reviewer who is not a Head of Service needs no reason', async () => {
  const scene = (await atStageTwo()).on('2027-01-06').when(findingRecorded('2027-01-06', NOT_UPHELD, { by: senior }));
  scene.thenAllowed().thenEvents('finding-recorded');
  assert.deepEqual(
    scene.fields('finding-recorded').map(({ name }) => name),
    ['findings'],
  );
});

/** Reviewed and heard: only the response is left. */
async function heard(service = 'housing'): Promise<UnderPolicy> {
  return (await atStageTwo(undefined, service)).given(
    stepDone('2026-12-21', 'ask-how-to-be-heard', { 'how-to-be-heard': 'meeting' }, { by: feedback }),
    stepDone(
      '2027-01-05',
      'opportunity-to-be-heard',
      { opportunity: 'used', 'opportunity-notes': 'We met at the library' },
      { by: head },
    ),
    findingRecorded('2027-01-06', NOT_UPHELD, { by: head }),
  );
}

test('[SH-4.2] no response until the opportunity to be heard is recorded as used or declined', async () => {
  const before = (await atStageTwo()).given(
    stepDone('2026-12-21', 'ask-how-to-be-heard', { 'how-to-be-heard': 'call' }, { by: feedback }),
    findingRecorded('2027-01-06', NOT_UPHELD, { by: head }),
  );
  const issue = responseIssued('2027-01-12', undefined, { by: head });
  before.on('2027-01-12').when(issue).thenRefused('step-first', '4.2').thenRefusedOnly('step-first').thenEvents();
  for (const opportunity of ['used', 'declined'])
    before
      .given(stepDone('2027-01-08', 'opportunity-to-be-heard', { opportunity }, { by: head }))
      .on('2027-01-12')
      .when(issue)
      .thenAllowed();
  const record = (given: object): UnderPolicy =>
    before.on('2027-01-08').when(stepDone('2027-01-08', 'opportunity-to-be-heard', { ...given }, { by: head }));
  record({}).thenRefused('field-missing', '4.2').thenEvents();
  record({ opportunity: 'perhaps' }).thenRefused('not-an-option', '4.2');
});

const PARTS = { reasons: 'The log shows that the repair was done in time.' };

test('[SH-4.2b] the final response holds the outcome, the remedies and the way on, and says that it is final', async () => {
  const scene = (await heard()).on('2027-01-12');
  const issued = scene.when(responseIssued('2027-01-12', { parts: PARTS }, { by: head })).thenAllowed();
  const letter = issued.letter('stage-two-response', PARTS);
  assert.equal(letter.ready, true);
  const part = (id: string): object => {
    const found = letter.parts.find((one) => one.part === id);
    return { kind: found?.content?.kind, clause: found?.clause };
  };
  assert.deepEqual(part('outcome'), { kind: 'points', clause: '4.2' });
  assert.deepEqual(part('remedies'), { kind: 'none', clause: '4.2' });
  assert.deepEqual(part('ombudsman'), { kind: 'signposts', clause: '4.2' });
  const final = letter.parts.find(({ part }) => part === 'final-response');
  assert.deepEqual(final?.content, { kind: 'stage', name: 'Stage Two', number: 2, final: true });
  const [event] = issued.events;
  assert.equal(event?.type === 'response-issued' && event.final, true);
  issued.given().on('2027-01-20').when({ what: 'escalation-requested' }).thenRefused('final-stage', '4.2');
});

test('[SH-4.2b] without a part, or with a point left open, it cannot go', async () => {
  const scene = (await heard()).on('2027-01-12');
  const issue = (parts: object): UnderPolicy => scene.when(responseIssued('2027-01-12', { parts }, { by: head }));
  issue({ reasons: '' }).thenRefused('part-blank', 'Code 6.19').thenEvents();
  issue({ reasons: 'TBC' }).thenRefused('part-placeholder', 'Code 6.19').thenEvents();
  scene
    .given({ what: 'point-added', on: '2027-01-11', with: { related: true } })
    .on('2027-01-12')
    .when(responseIssued('2027-01-12', { findings: [] }, { by: head }))
    .thenRefused('point-unanswered', '4.2')
    .thenEvents();
});

test('[SH-4.2b] it names the ombudsman of the service', async () => {
  const agency = 'home-improvement-agency';
  const named = async (service: string): Promise<unknown> => {
    const { content } =
      (await heard(service)).letter('stage-two-response').parts.find(({ part }) => part === 'ombudsman') ?? {};
    return content?.kind === 'signposts' && content.signposts.map(({ ombudsman }) => ombudsman);
  };
  assert.deepEqual(await named('housing'), ['housing-ombudsman']);
  assert.deepEqual(await named(agency), ['lgsco']);
});

test('[SH-7.2] at Stage Two the complainant is asked how to be heard, and the choice is on the case', async () => {
  const scene = (await atStageTwo()).on('2026-12-21');
  const ask = (given: object): UnderPolicy =>
    scene.when(stepDone('2026-12-21', 'ask-how-to-be-heard', { ...given }, { by: feedback }));
  for (const choice of ['meeting', 'call', 'in-writing'])
    assert.equal(ask({ 'how-to-be-heard': choice }).thenAllowed().standing.state.facts['how-to-be-heard'], choice);
  const other = ask({ 'how-to-be-heard': 'other', 'how-else-to-be-heard': 'With my sister, in British Sign Language' });
  assert.equal(other.thenAllowed().standing.state.facts['how-else-to-be-heard'], true);
  ask({ 'how-to-be-heard': 'other' }).thenRefused('field-missing', '7.2').thenEvents();
  ask({}).thenRefused('field-missing', '7.2').thenEvents();
  ask({ 'how-to-be-heard': 'never' }).thenRefused('not-an-option', '7.2');
  ask({ tried: true }).thenAllowed();
});

test('[SH-7.2] asking comes before hearing, and what was done is on the case', async () => {
  const hear = { opportunity: 'used', 'opportunity-notes': 'We met at the library' };
  const scene = (await atStageTwo()).on('2027-01-05');
  scene
    .when(stepDone('2027-01-05', 'opportunity-to-be-heard', hear, { by: head }))
    .thenRefused('step-first', '7.2')
    .thenEvents();
  const done = await heard();
  assert.equal(done.standing.state.facts['how-to-be-heard'], 'meeting');
  assert.equal(done.standing.state.facts['opportunity'], 'used');
  const told = done.events.find((event) => event.type === 'step-done' && event.step === 'opportunity-to-be-heard');
  assert.equal(done.replay.texts.get(told?.n ?? 0)?.['opportunity-notes'], 'We met at the library');
  scene
    .given(stepDone('2026-12-21', 'ask-how-to-be-heard', { 'how-to-be-heard': 'call' }, { by: feedback }))
    .on('2027-01-05')
    .when(stepDone('2027-01-05', 'opportunity-to-be-heard', { ...hear, 'opportunity-notes': '' }, { by: head }))
    .thenRefused('field-missing', '7.2')
    .thenEvents();
});
