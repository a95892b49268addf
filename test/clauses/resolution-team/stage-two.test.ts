// The resolution-team landlord, Stage 2: who looks again, how long it takes, and the last word (Stage 2 Review).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '../../../engine/index.ts';
import {
  acknowledged,
  allocated,
  defined,
  escalationAccepted,
  escalationRequested,
  extended,
  findingRecorded,
  happen,
  person,
  received,
  responseIssued,
  stepDone,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const team = person('t1', ['customer-resolution-officer']);
const investigator = person('i1', ['complaint-investigator']);
const senior = person('s1', ['senior-investigator']);
const NOT_UPHELD = { findings: { 1: { finding: 'not-upheld' } } };

/** Answered at Stage 1 on 27 November 2026; Stage 2 asked for on 11 December and accepted on the 16th. */
async function atStageTwo(): Promise<UnderPolicy> {
  return (await underPolicy('resolution-team')).given(
    received('2026-11-16', { 'wants-formal-investigation': true }),
    allocated('2026-11-17', { to: 'i1', 'to-roles': investigator.roles }, { by: team }),
    defined('2026-11-17', undefined, { by: investigator }),
    acknowledged('2026-11-17', undefined, { by: investigator }),
    stepDone('2026-11-18', 'understand', { tried: true }, { by: investigator }),
    findingRecorded('2026-11-25', NOT_UPHELD, { by: investigator }),
    responseIssued('2026-11-27', undefined, { by: investigator }),
    escalationRequested('2026-12-11'),
    escalationAccepted('2026-12-16', undefined, { by: team }),
  );
}

const acknowledgedThere = async (): Promise<UnderPolicy> =>
  (await atStageTwo()).given(
    defined('2026-12-17', undefined, { by: senior }),
    acknowledged('2026-12-17', undefined, { by: senior }),
  );

test('[CR-3.5] twenty working days from the acceptance, over Christmas', async () => {
  // 17, 18, 21 to 24 days 1 to 6, 25 and 28 holidays, 29 to 31 days 7 to 9, 1 January a holiday, 4 to 8 days 10 to 14,
  // 11 to 15 days 15 to 19, Monday 18 January
  const scene = await acknowledgedThere();
  const clock = {
    starts: '2026-12-16',
    startedBy: 'escalation-accepted',
    due: '2027-01-18',
    clause: 'stage-2-outcome',
  };
  scene.on('2027-01-18').thenClock('stage-2-response', { ...clock, state: 'running' });
  scene.on('2027-01-19').thenClock('stage-2-response', { state: 'late', workingDaysLate: 1 });
  scene.thenClock('stage-2-acknowledgement', {
    starts: '2026-12-11',
    due: '2026-12-18',
    state: 'met',
    clause: 'Code 6.11',
  });
  const stage = scene.policy.pack.procedures[0]?.stages.find(({ id }) => id === 'stage-2');
  const rule = stage?.clocks.find(({ id }) => id === 'stage-2-response');
  assert.match(rule?.starts.assumption ?? '', /the request, its acceptance or an\s+acknowledgement/);
});

test('[CR-3.5] only a senior investigator looks into it', async () => {
  const scene = (await acknowledgedThere()).on('2027-01-06');
  const review = (by: Actor): UnderPolicy => scene.when(findingRecorded('2027-01-06', NOT_UPHELD, { by }));
  review(senior).thenAllowed();
  for (const role of ['complaint-investigator', 'customer-resolution-officer', 'specialist'])
    review(person('x1', [role]))
      .thenRefused('wants-role', 'stage-2-outcome')
      .thenEvents();
  const choose = (to: Actor): UnderPolicy =>
    scene.when(allocated('2027-01-06', { to: to.id, 'to-roles': to.roles }, { by: team }));
  choose(senior).thenAllowed();
  choose(person('x1', ['complaint-investigator'])).thenRefused('wants-role', 'stage-2-outcome');
});

test('[CR-3.5] and only one who took no part in Stage 1, whatever it was and whatever they are now', async () => {
  const promoted = person('i1', ['complaint-investigator', 'senior-investigator']);
  const chooser = person('t1', ['customer-resolution-officer', 'senior-investigator']);
  const scene = (await acknowledgedThere()).on('2027-01-06');
  for (const by of [promoted, chooser]) {
    scene.when(findingRecorded('2027-01-06', NOT_UPHELD, { by })).thenRefused('took-any-part', 'stage-2-outcome');
    scene
      .when(responseIssued('2027-01-06', NOT_UPHELD, { by }))
      .thenRefused('took-any-part', 'stage-2-outcome')
      .thenEvents();
    scene
      .when(
        allocated(
          '2027-01-06',
          { to: by.id, 'to-roles': by.roles },
          { by: person('t2', ['customer-resolution-officer']) },
        ),
      )
      .thenRefused('took-any-part', 'stage-2-outcome');
  }
  const who = scene.policy.pack.procedures[0]?.stages
    .find(({ id }) => id === 'stage-2')
    ?.steps.find(({ id }) => id === 'review')?.who;
  assert.equal(who?.regime, '6.13');
});

test('[CR-3.5] who only gave more time, or told a new date, at Stage 1 took part as well', async () => {
  const helper = person('s2', ['senior-investigator']);
  const scene = (await underPolicy('resolution-team'))
    .given(
      received('2026-11-16', { 'wants-formal-investigation': true }),
      allocated('2026-11-17'),
      acknowledged('2026-11-17'),
      stepDone('2026-11-18', 'understand', { tried: true }),
      extended('2026-12-01', { 'why-longer': 'The engineer is ill' }, { by: helper }),
      responseIssued('2026-12-04'),
      escalationRequested('2026-12-11'),
      escalationAccepted('2026-12-16'),
      defined('2026-12-17'),
    )
    .on('2026-12-17');
  scene.when({ what: 'acknowledged', by: helper }).thenRefused('took-any-part', 'Code 6.13').thenEvents();
  scene.when({ what: 'acknowledged', by: senior }).thenAllowed();
});

test('[CR-3.5] more time is told with a new date, capped by the code', async () => {
  const scene = (await acknowledgedThere()).on('2027-01-15');
  const why = { 'why-longer': 'Two witnesses are abroad' };
  const longer = (given: object): UnderPolicy =>
    scene.when(extended('2027-01-15', { ...why, ...given }, { by: senior }));
  // twenty more from Monday 18 January: Monday 15 February
  const later = longer({}).thenAllowed().thenClock('stage-2-response', { due: '2027-02-15' });
  const letter = later.letter('extension-notice', {}, { clock: 'stage-2-response', reason: 'why-longer' });
  assert.deepEqual(letter.parts.find(({ part }) => part === 'new-due-date')?.content, {
    kind: 'date',
    on: '2027-02-15',
  });
  assert.equal(letter.parts.find(({ part }) => part === 'ombudsman')?.content?.kind, 'signposts');
  longer({ by: 21 }).thenRefused('extension-beyond-cap', 'stage-2-outcome');
  longer({ 'why-longer': '' }).thenRefused('field-missing', 'stage-2-outcome');
  scene
    .on('2027-01-19')
    .when(extended('2027-01-19', why, { by: senior }))
    .thenRefused('extension-after-due', 'stage-2-outcome');
});

test('[CR-3.5] the outcome is in writing: told in words it stops nothing', async () => {
  const spoken = (await acknowledgedThere()).given(
    happen('verbal-response-given')('2027-01-14', undefined, { by: senior }),
  );
  spoken.on('2027-01-19').thenClock('stage-2-response', { state: 'late', stopped: undefined });
  const respond = spoken.policy.pack.procedures[0]?.stages
    .find(({ id }) => id === 'stage-2')
    ?.steps.find(({ id }) => id === 'respond');
  assert.match(respond?.assumption ?? '', /says nothing of the kind for Stage 2/);
});

test('[CR-3.5] it is the final stage, and the response says so', async () => {
  const scene = (await acknowledgedThere()).on('2027-01-15');
  const answer = { ...NOT_UPHELD, parts: { reasons: { 1: 'The records say so.' } } };
  const sent = scene.when(responseIssued('2027-01-15', answer, { by: senior })).thenAllowed();
  const issued = sent.events.find((event) => event.type === 'response-issued');
  assert.equal(issued?.final, true);
  assert.ok(issued?.filled.includes('final-response'));
  const content = new Map(sent.letter('stage-2-response').parts.map(({ part, content }) => [part, content]));
  assert.deepEqual(content.get('final-response'), { kind: 'stage', name: 'Stage 2', number: 2, final: true });
  assert.equal(content.get('ombudsman')?.kind, 'signposts');
  assert.equal(content.has('how-to-escalate'), false);
  const after = sent.given().on('2027-01-20');
  after.when({ what: 'escalation-requested' }).thenRefused('final-stage', 'stage-2');
  assert.equal(after.standing.window, undefined);
  assert.deepEqual(
    after.policy.pack.procedures[0]?.stages.map(({ number }) => number),
    [0, 1, 2],
  );
});
