// Stockport Homes, Stage One: how long it takes, what the answer says, and how to go on from it.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { runReplay } from '../../../app/cli/replay.ts';
import {
  acknowledged,
  contacted,
  defined,
  findingRecorded,
  person,
  received,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const feedback = person('f1', ['customer-feedback-officer']);
const officer = person('o1', ['investigating-officer']);

/** Received on Monday 30 March 2026, acknowledged on Wednesday 1 April: Easter falls within the ten working days. */
async function acknowledgedBeforeEaster(service = 'housing'): Promise<UnderPolicy> {
  return (await underPolicy('stockport-homes', { service })).given(
    received('2026-03-30'),
    defined('2026-03-31'),
    acknowledged('2026-04-01'),
  );
}

const WHY = { 'exceptional-circumstance': 'The engineer’s report is delayed by a fire at the laboratory' };

test('[SH-4.1a] ten working days from the acknowledgement, Easter not counted', async () => {
  // 2 April is day 1; 3 and 6 April are Good Friday and Easter Monday; 7 to 10 are days 2 to 5, 13 to 17 days 6 to 10
  const scene = (await acknowledgedBeforeEaster()).on('2026-04-17');
  scene.thenClock('stage-1-response', {
    starts: '2026-04-01',
    startedBy: 'acknowledge.done',
    due: '2026-04-17',
    state: 'running',
    clause: '4.1',
  });
  assert.deepEqual(
    scene
      .clock('stage-1-response')
      .skipped.filter(({ because }) => /Easter|Good/.test(because))
      .map(({ date }) => date),
    ['2026-04-03', '2026-04-06'],
  );
  scene.on('2026-04-20').thenClock('stage-1-response', { state: 'late', workingDaysLate: 1 });
});

test('[SH-4.1a] ten working days over Christmas, with the substitute day', async () => {
  // from Friday 18 December 2026: 21 to 24 are days 1 to 4; 25 and 28 are holidays; 29 to 31 days 5 to 7; 1 January is
  // a holiday; 4 to 6 January are days 8 to 10
  (await underPolicy('stockport-homes'))
    .given(received('2026-12-17'), defined('2026-12-17'), acknowledged('2026-12-18'))
    .on('2026-12-18')
    .thenClock('stage-1-response', { due: '2027-01-06' });
});

test('[SH-4.1a] ten more with the circumstance and the agreement, and not without either', async () => {
  const scene = (await acknowledgedBeforeEaster()).on('2026-04-16');
  scene
    .when({ what: 'extended', with: { ...WHY, agreed: true }, by: feedback })
    .thenAllowed()
    .thenEvents('extended')
    .thenClock('stage-1-response', { due: '2026-05-01', firstDue: '2026-04-17' });
  for (const agreed of [{ agreed: false }, {}])
    scene
      .when({ what: 'extended', with: { ...WHY, ...agreed }, by: feedback })
      .thenRefused('extension-needs-agreement', '4.1')
      .thenRefusedOnly('extension-needs-agreement')
      .thenEvents()
      .thenClock('stage-1-response', { due: '2026-04-17' });
  scene
    .when({ what: 'extended', with: { 'exceptional-circumstance': ' ', agreed: true }, by: feedback })
    .thenRefused('field-missing', '4.1')
    .thenRefusedOnly('field-missing');
});

test('[SH-4.1a] never beyond ten, nor a second time, nor when the time is up', async () => {
  const scene = (await acknowledgedBeforeEaster()).on('2026-04-16');
  const eleven = scene.when({ what: 'extended', with: { ...WHY, agreed: true, by: 11 } });
  eleven.thenRefused('extension-beyond-cap', '4.1');
  assert.equal(eleven.refusals.find(({ code }) => code === 'extension-beyond-cap')?.until, '2026-05-01');
  scene.when({ what: 'extended', with: { ...WHY, agreed: true, by: 10 } }).thenAllowed();
  scene
    .when({ what: 'extended', with: { ...WHY, agreed: true, to: '2026-05-05' } })
    .thenRefused('extension-beyond-cap');
  scene
    .when({ what: 'extended', with: { ...WHY, agreed: true } })
    .given()
    .on('2026-04-28')
    .when({ what: 'extended', with: { ...WHY, agreed: true } })
    .thenRefused('no-more-extension', '4.1');
  scene
    .on('2026-04-20')
    .when({ what: 'extended', with: { ...WHY, agreed: true } })
    .thenRefused('extension-after-due', '4.1');
});

test('[SH-4.1a] the command line tells the same dates, the refusal and its clause', async () => {
  const file = [
    'pack: stockport-homes',
    'happened:',
    '  - { on: 2026-03-30, what: received }',
    '  - { on: 2026-03-31, what: defined }',
    '  - { on: 2026-04-01, what: acknowledged }',
    '  - { on: 2026-04-15, what: extended, with: { agreed: no } }',
    '  - { on: 2026-04-16, what: extended, with: { agreed: yes } }',
    '  - { on: 2026-04-28, what: extended, with: { agreed: yes } }',
  ];
  let out = '';
  const tell = (text: string): void => {
    out += text;
  };
  const io = { stdin: Readable.from([file.join('\n')]), out: tell, err: assert.fail };
  assert.equal(await runReplay(['-', '--json', '--as-of', '2026-04-28'], io), 0);
  const told = JSON.parse(out) as {
    clocks: { id: string; due: string; clause: string }[];
    refused: { on: string; reasons: { code: string; clause: string; message: string }[] }[];
  };
  const clock = told.clocks.find(({ id }) => id === 'stage-1-response');
  assert.deepEqual([clock?.due, clock?.clause], ['2026-05-01', '4.1']);
  assert.deepEqual(
    told.refused.map(({ on, reasons }) => [on, reasons[0]?.code, reasons[0]?.clause]),
    [
      ['2026-04-15', 'extension-needs-agreement', '4.1'],
      ['2026-04-28', 'no-more-extension', '4.1'],
    ],
  );
});

test('[SH-4.1a] what starts the ten days and what is exceptional are told as assumed', async () => {
  const { policy } = await acknowledgedBeforeEaster();
  const stage = policy.pack.procedures[0]?.stages.find(({ id }) => id === 'stage-1');
  const clock = stage?.clocks.find(({ id }) => id === 'stage-1-response');
  assert.match(clock?.starts.assumption ?? '', /does not say what starts the ten working days/);
  assert.match(
    policy.pack.facts['exceptional-circumstance']?.assumption ?? '',
    /does not say what counts as exceptional/,
  );
});

/** Everything done at Stage One but the response. */
async function investigated(service = 'housing', finding = 'not-upheld'): Promise<UnderPolicy> {
  return (await acknowledgedBeforeEaster(service)).given(
    contacted('2026-04-02', undefined, { by: officer }),
    findingRecorded('2026-04-13', { findings: { 1: { finding } } }, { by: officer }),
  );
}

const PARTS = {
  'how-investigated': 'We read the repair log and visited.',
  'failures-found': 'none',
  reasons: 'The log shows it.',
};

test('[SH-4.1b] the response holds the six parts, and none is an answer for failure and remedies', async () => {
  const scene = await investigated();
  scene
    .on('2026-04-15')
    .when({ what: 'response-issued', with: { parts: PARTS }, by: officer })
    .thenAllowed()
    .thenEvents('response-issued')
    .thenClock('stage-1-response', { state: 'met', stopped: '2026-04-15' });
  const letter = scene.letter('stage-one-response', PARTS);
  const contents = new Map(letter.parts.map(({ part, content, clause }) => [part, { kind: content?.kind, clause }]));
  assert.deepEqual(contents.get('how-investigated'), { kind: 'text', clause: '4.1' });
  assert.deepEqual(contents.get('failures-found'), { kind: 'none', clause: '4.1' });
  assert.deepEqual(contents.get('outcome'), { kind: 'points', clause: '4.1' });
  assert.deepEqual(contents.get('remedies'), { kind: 'none', clause: '4.1' });
  assert.deepEqual(contents.get('how-to-escalate'), { kind: 'escalation', clause: '4.1' });
  assert.deepEqual(contents.get('ombudsman'), { kind: 'signposts', clause: '4.1' });
});

test('[SH-4.1b] with a part missing, blank or a placeholder it cannot go', async () => {
  const scene = (await investigated()).on('2026-04-15');
  const issue = (parts: object): UnderPolicy =>
    scene.when({ what: 'response-issued', with: { parts: { ...PARTS, ...parts } }, by: officer });
  issue({ 'how-investigated': '' }).thenRefused('part-blank', '4.1').thenEvents();
  issue({ 'how-investigated': 'none' }).thenAllowed();
  issue({ 'failures-found': '-' }).thenRefused('part-blank', '4.1');
  issue({ 'failures-found': '[insert what went wrong]' }).thenRefused('part-placeholder', '4.1');
  (await acknowledgedBeforeEaster())
    .given(contacted('2026-04-02', undefined, { by: officer }))
    .on('2026-04-15')
    .when({ what: 'response-issued', with: { parts: PARTS, findings: [] }, by: officer })
    .thenRefused('point-unanswered', '4.1');
});

test('[SH-4.1b] the ombudsman named is the one for the service', async () => {
  const named = async (service: string): Promise<readonly string[]> => {
    const part = (await investigated(service))
      .letter('stage-one-response')
      .parts.find(({ part }) => part === 'ombudsman');
    return part?.content?.kind === 'signposts' ? part.content.signposts.map(({ ombudsman }) => ombudsman) : [];
  };
  assert.deepEqual(await named('housing'), ['housing-ombudsman']);
  assert.deepEqual(await named('home-improvement-agency'), ['lgsco']);
});

test('[SH-4.1e] contacts are on the timeline, and a response without any is warned about, not refused', async () => {
  const before = (await acknowledgedBeforeEaster()).given(
    findingRecorded('2026-04-13', { findings: { 1: { finding: 'not-upheld' } } }, { by: officer }),
  );
  before.thenWarned('encouraged-step-left-out', '4.1');
  before
    .on('2026-04-15')
    .when({ what: 'response-issued', by: officer })
    .thenAllowed()
    .thenWarned('encouraged-step-left-out', '4.1');
  const spoken = (await investigated()).on('2026-04-15').when({ what: 'response-issued', by: officer }).thenAllowed();
  spoken.thenNotWarned('encouraged-step-left-out');
  const contact = spoken.standing.history.find((event) => event.type === 'contacted');
  assert.deepEqual(
    [contact?.on, contact?.by.id, contact && 'step' in contact && contact.step],
    ['2026-04-02', 'o1', 'contact'],
  );
});

test('[SH-4.1e] trying to reach the complainant is enough, and a contact by somebody else is no engagement', async () => {
  const finding = findingRecorded('2026-04-13', { findings: { 1: { finding: 'not-upheld' } } }, { by: officer });
  (await acknowledgedBeforeEaster())
    .given(contacted('2026-04-02', { reached: false }, { by: officer }), finding)
    .thenNotWarned('encouraged-step-left-out');
  (await acknowledgedBeforeEaster())
    .given(contacted('2026-04-02', undefined, { by: person('a9', ['customer-adviser']) }), finding)
    .thenWarned('encouraged-step-left-out', '4.1');
});
