// Carecall, Stage 1: how a complaint starts, what is asked first, who investigates, how long it takes, and the reply.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHANNELS } from '../../../engine/index.ts';
import {
  acknowledged,
  allocated,
  defined,
  escalationRequested,
  extended,
  findingRecorded,
  person,
  received,
  responseIssued,
  stepDone,
  type UnderPolicy,
} from '../../support/under-policy.ts';
import {
  ASK_REMEDY,
  CLARIFY,
  CONFIRM,
  carecall,
  checked,
  fay,
  fin,
  mo,
  notUpheld,
  receivedBeforeEaster,
  sam,
  sen,
  written,
} from './scenes.ts';

const SERVICES = ['with-home', 'through-the-council', 'own-contract'];

test('[CC-1.1] every complaint opens at Stage 1, whatever it is about and however it comes', async () => {
  for (const service of SERVICES)
    for (const channel of CHANNELS)
      (await carecall(service))
        .given(received('2026-03-25', { channel }))
        .on('2026-03-25')
        .thenCase({ kind: 'complaint', stage: 'stage-1', status: 'open' });
});

test('[CC-1.1] there is no informal stage, and no way to Stage 2 around Stage 1; why all start there is told', async () => {
  const scene = (await carecall()).given(received('2026-03-25'));
  const [procedure] = scene.policy.pack.procedures;
  assert.deepEqual(
    procedure?.stages.map(({ id, number }) => [id, number]),
    [
      ['stage-1', 1],
      ['stage-2', 2],
    ],
  );
  scene
    .on('2026-03-26')
    .when(escalationRequested('2026-03-26'))
    .thenRefused('no-response-yet', 'stage-2-start')
    .thenCase({ stage: 'stage-1' });
  const opening = procedure['opens-at']?.[0];
  assert.match(opening?.assumption ?? '', /most complaints start at Stage 1.*We start all of them there/s);
});

const THREE = [
  ['clarify', CLARIFY, 'stage-1-clarify'],
  ['ask-remedy', ASK_REMEDY, 'stage-1-remedy'],
  ['confirm-details', CONFIRM, 'stage-1-confirm'],
] as const;
const FIND = findingRecorded('2026-03-30', { findings: notUpheld() }, { by: fay });

/** Taken by Fay, with only these of the three things done. */
async function askedOnly(...steps: readonly string[]): Promise<UnderPolicy> {
  const done = THREE.filter(([step]) => steps.includes(step));
  return (await receivedBeforeEaster()).given(
    ...done.map(([step, given]) => stepDone('2026-03-26', step, given, { by: sam })),
    allocated('2026-03-27', { step: 'take-the-case', to: 'fay', 'to-roles': fay.roles }, { by: fay }),
  );
}

test('[CC-1.2] the investigation waits for each of the three, and names the one that is missing', async () => {
  for (const [missing, , clause] of THREE) {
    const others = THREE.map(([step]) => step).filter((step) => step !== missing);
    const scene = (await askedOnly(...others)).on('2026-03-30').when(FIND);
    scene.thenRefused('step-first', clause).thenRefusedOnly('step-first').thenEvents();
    assert.deepEqual(
      scene.refusals.map(({ values }) => values['id']),
      [missing],
    );
  }
  (await askedOnly()).on('2026-03-30').when(FIND).thenRefused('step-first', 'stage-1-remedy');
  (await askedOnly(...THREE.map(([step]) => step))).on('2026-03-30').when(FIND).thenAllowed();
});

test('[CC-1.2] nor can the reply be written or sent around them', async () => {
  const scene = (await askedOnly('clarify', 'ask-remedy')).on('2026-03-30');
  scene.when({ what: 'drafted', by: fay }).thenRefused('step-first', 'stage-1-investigate').thenEvents();
  scene
    .when(responseIssued('2026-03-30', { findings: notUpheld() }, { by: fay }))
    .thenRefused('step-first', 'team-monitors')
    .thenEvents();
});

test('[CC-1.2] each is recorded with its date, its person and what was said', async () => {
  const scene = await askedOnly(...THREE.map(([step]) => step));
  const steps = scene.events.flatMap((event) => (event.type === 'step-done' ? [event] : []));
  assert.deepEqual(
    steps.map(({ step, on, by }) => [step, on, by.id]),
    THREE.map(([step]) => [step, '2026-03-26', 'sam']),
  );
  const texts = Object.assign({}, ...steps.map(({ n }) => scene.replay.texts.get(n)));
  assert.equal(texts['what-the-complaint-is'], CLARIFY['what-the-complaint-is']);
  assert.equal(texts['remedy-sought'], ASK_REMEDY['remedy-sought']);
  assert.equal(scene.standing.state.facts['details-confirmed-by'], 'spoken');
});

test('[CC-1.2] tried without an answer is enough, and to name no remedy is an answer', async () => {
  (await askedOnly())
    .given(
      ...['clarify', 'confirm-details'].map((step) => stepDone('2026-03-27', step, { tried: true }, { by: fay })),
      stepDone('2026-03-27', 'ask-remedy', { 'remedy-named': 'none-named' }, { by: fay }),
    )
    .on('2026-03-30')
    .when(FIND)
    .thenAllowed();
  const ask = async (given: object): Promise<UnderPolicy> =>
    (await askedOnly()).on('2026-03-27').when(stepDone('2026-03-27', 'ask-remedy', { ...given }, { by: fay }));
  (await ask({})).thenRefused('field-missing', 'stage-1-remedy').thenEvents();
  (await ask({ 'remedy-named': 'named' })).thenRefused('field-missing', 'stage-1-remedy').thenEvents();
  (await ask({ 'remedy-named': 'named', 'remedy-sought': ' - ' })).thenRefused('field-missing', 'stage-1-remedy');
  const { policy } = await carecall();
  const clarify = policy.pack.procedures[0]?.stages[0]?.steps.find(({ id }) => id === 'clarify');
  assert.match(clarify?.assumption ?? '', /does not say 'before'\. We take the order of the list/);
});

const askManager = (to: ReturnType<typeof person>, more: object = {}): ReturnType<typeof allocated> =>
  allocated('2026-03-27', { step: 'ask-a-manager', to: to.id, 'to-roles': to.roles, ...more }, { by: fay });

test('[CC-1.3] the manager of the service is the usual one and needs no reason; nor does a member of the team', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-03-27');
  scene.when(askManager(sam)).thenAllowed().thenEvents('allocated');
  scene.when(askManager(person('ann', ['service-manager@with-home']))).thenAllowed();
  scene
    .when(allocated('2026-03-27', { step: 'take-the-case', to: 'fin', 'to-roles': fin.roles }, { by: fay }))
    .thenAllowed();
  const ask = scene.policy.pack.procedures[0]?.stages[0]?.steps.find(({ id }) => id === 'ask-a-manager');
  assert.deepEqual(ask?.to?.usually, ['service-manager']);
  const role = scene.policy.pack.roles.find(({ id }) => id === 'service-manager');
  assert.match(role?.assumption ?? '', /may be a part of the service or a place\. We take the service/);
});

test('[CC-1.3] anyone else needs a reason', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-03-27');
  for (const other of [mo, sen]) {
    scene.when(askManager(other)).thenRefused('wants-reason', 'stage-1-investigate').thenEvents();
    const why = { 'why-this-manager': 'The complaint is about the service manager' };
    const asked = scene.when(askManager(other, why)).thenAllowed();
    assert.ok(asked.events.some((event) => asked.replay.texts.get(event.n)?.['why-this-manager'] !== undefined));
  }
});

test('[CC-1.3] the manager of another service is none of them, nor is anybody who is no manager', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-03-27');
  for (const wrong of [person('ann', ['service-manager@own-contract']), person('tom', ['tenant-representative'])])
    scene
      .when(askManager(wrong, { 'why-this-manager': 'She knows the house' }))
      .thenRefused('wants-role', 'stage-1-investigate')
      .thenEvents();
});

test('[CC-1.4] ten working days from the day it came, Easter not counted', async () => {
  // 26 to 31 March are days 1 to 4, 1 and 2 April 5 and 6, 3 and 6 April Good Friday and Easter Monday, 7 to 10 days 7 to 10
  const scene = (await receivedBeforeEaster()).on('2026-04-10');
  scene.thenClock('stage-1-response', {
    starts: '2026-03-25',
    startedBy: 'received',
    due: '2026-04-10',
    state: 'running',
    clause: 'stage-1-time',
  });
  assert.deepEqual(
    scene
      .clock('stage-1-response')
      .skipped.filter(({ because }) => /Easter|Good/.test(because))
      .map(({ date }) => date),
    ['2026-04-03', '2026-04-06'],
  );
  scene.on('2026-04-13').thenClock('stage-1-response', { state: 'late', workingDaysLate: 1 });
  // acknowledged late or not at all, it is due on the same day
  (await carecall())
    .given(received('2026-03-25'))
    .on('2026-04-09')
    .thenClock('stage-1-acknowledgement', { due: '2026-04-01', state: 'late', clause: 'Code 6.2' })
    .thenClock('stage-1-response', { due: '2026-04-10' });
});

const extend = (given: object, on = '2026-04-09'): ReturnType<typeof extended> =>
  extended(on, { ...given }, { by: sam });

test('[CC-1.4] ten more working days, for one of the three reasons and for no other', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-04-09');
  for (const reason of ['complex', 'meeting', 'inspection'])
    scene
      .when(extend({ reason }))
      .thenAllowed()
      .thenEvents('extended')
      .thenClock('stage-1-response', { due: '2026-04-24', firstDue: '2026-04-10' });
  scene
    .when(extend({ reason: 'holiday' }))
    .thenRefused('extension-reason-not-listed', 'stage-1-time')
    .thenEvents()
    .thenClock('stage-1-response', { due: '2026-04-10' });
  scene.when(extend({})).thenRefused('field-missing', 'stage-1-time').thenEvents();
});

test('[CC-1.4] at most ten, once, before the first day is over', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-04-09');
  const eleven = scene.when(extend({ reason: 'complex', by: 11 })).thenRefused('extension-beyond-cap', 'stage-1-time');
  assert.equal(eleven.refusals.find(({ code }) => code === 'extension-beyond-cap')?.until, '2026-04-24');
  scene
    .when(extend({ reason: 'complex', by: 4 }))
    .thenAllowed()
    .thenClock('stage-1-response', { due: '2026-04-16' });
  scene
    .given(extend({ reason: 'complex' }))
    .on('2026-04-20')
    .when(extend({ reason: 'meeting' }, '2026-04-20'))
    .thenRefused('no-more-extension', 'stage-1-time')
    .thenEvents();
  scene
    .on('2026-04-13')
    .when(extend({ reason: 'complex' }, '2026-04-13'))
    .thenRefused('extension-after-due', 'stage-1-time')
    .thenEvents();
  scene
    .on('2026-04-10')
    .when(extend({ reason: 'complex' }, '2026-04-10'))
    .thenAllowed();
});

test('[CC-1.4] it takes effect only with a notice that says why, what is left, and the new day', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-04-09');
  scene
    .when(extend({ reason: 'inspection', parts: { 'what-is-left': '' } }))
    .thenRefused('part-blank', 'Code 6.4')
    .thenEvents()
    .thenClock('stage-1-response', { due: '2026-04-10' });
  const told = scene.when(extend({ reason: 'inspection' })).thenAllowed();
  const matter = { reason: 'inspection', clock: 'stage-1-response' };
  const notice = told.letter('extension-notice', { 'what-is-left': 'An engineer looks at the base unit' }, matter);
  assert.equal(notice.ready, true);
  const day = notice.parts.find(({ part }) => part === 'new-due-date');
  assert.deepEqual(day?.content, { kind: 'date', on: '2026-04-24' });
  const reason = notice.parts.find(({ part }) => part === 'extension-reason');
  assert.deepEqual([reason?.content, reason?.clause], [{ kind: 'id', id: 'inspection' }, 'stage-1-time']);
});

test('[CC-1.4] what starts the days, which days the ten more are, and when it must be told, are told as assumed', async () => {
  const { policy } = await carecall();
  const clock = policy.pack.procedures[0]?.stages[0]?.clocks.find(({ id }) => id === 'stage-1-response');
  assert.match(clock?.starts.assumption ?? '', /does not say what starts the 10 working days/);
  const assumed = clock?.extensions[0]?.assumption ?? '';
  assert.match(assumed, /not which days\. We take working days/);
  assert.match(assumed, /not by when\. We ask for the notice before the first day is over, as the code does/);
});

const SEVEN = [
  ['stage', 'stage', 'stage-1-reply-stage'],
  ['complaint-definition', 'points', 'stage-1-reply-definition'],
  ['decision', 'points', 'stage-1-reply-decision'],
  ['reasons', 'text-per-point', 'stage-1-reply-reasons'],
  ['remedies', 'none', 'stage-1-reply-remedy'],
  ['outstanding-actions', 'none', 'stage-1-reply-actions'],
  ['how-to-escalate', 'escalation', 'stage-1-reply-escalate'],
];
const issue = (given: object = {}): ReturnType<typeof responseIssued> =>
  responseIssued('2026-04-10', { ...given }, { by: fay });

test('[CC-1.5] the reply holds the seven, each from its own line of the page', async () => {
  const scene = (await checked(undefined, 2))
    .on('2026-04-10')
    .when(issue())
    .thenAllowed()
    .thenEvents('response-issued');
  scene.thenClock('stage-1-response', { state: 'met', stopped: '2026-04-10', workingDaysTaken: 10 });
  const letter = scene.letter('stage-1-response', { reasons: 'The log shows it.' });
  assert.equal(letter.ready, true);
  assert.deepEqual(
    letter.parts
      .filter(({ clause }) => clause?.startsWith('stage-1-reply-'))
      .map(({ part, content, clause }) => [part, content?.kind, clause]),
    SEVEN,
  );
  // the ombudsman is no line of the page: it stands beside the seven, from the code
  const rest = letter.parts.filter(({ clause }) => !clause?.startsWith('stage-1-reply-'));
  assert.deepEqual(
    rest.map(({ part, clause }) => [part, clause]),
    [['ombudsman', 'Code 3.7']],
  );
});

test('[CC-1.5] with one of them missing it cannot go, and the part and its line are named', async () => {
  const two = (await checked(undefined, 2)).on('2026-04-10');
  const blank = two
    .when(issue({ parts: { reasons: { 1: 'The log shows it.', 2: '' } } }))
    .thenRefused('part-blank', 'stage-1-reply-reasons');
  blank.thenEvents();
  assert.equal(blank.refusals[0]?.values['part'], 'Our reasons');
  two.when(issue({ parts: { reasons: '[insert reasons]' } })).thenRefused('part-placeholder', 'stage-1-reply-reasons');
  two
    .given(
      { what: 'point-added', on: '2026-04-09', with: { related: true } },
      stepDone('2026-04-09', 'quality-check', { outcome: 'passed' }, { by: fin }),
    )
    .on('2026-04-10')
    .when(issue({ findings: [] }))
    .thenRefused('point-unanswered', 'stage-1-time')
    .thenEvents();
  const undefinedYet = (await carecall()).given(received('2026-03-25')).letter('stage-1-response', { reasons: 'None' });
  assert.deepEqual(
    undefinedYet.parts.filter(({ missing }) => missing !== undefined).map(({ part, clause }) => [part, clause]),
    [
      ['complaint-definition', 'stage-1-reply-definition'],
      ['decision', 'stage-1-reply-decision'],
    ],
  );
});

test('[CC-1.5] a remedy offered and what is still to be done are told with who does it and when', async () => {
  const scene = (await written()).given(
    findingRecorded('2026-04-08', { findings: { 1: { finding: 'upheld' } } }, { by: fay }),
    { what: 'drafted', on: '2026-04-08', by: fay },
  );
  const ready = (before: UnderPolicy): UnderPolicy =>
    before.given(stepDone('2026-04-09', 'quality-check', { outcome: 'passed' }, { by: fin })).on('2026-04-10');
  ready(scene).when(issue()).thenRefused('fault-without-action', 'Code 7.1').thenEvents();
  const promise = { kind: 'work', what: 'A new alarm', owner: 'sam', due: '2026-05-01', point: 1 };
  const promised = scene.given({ what: 'promise-made', on: '2026-04-08', with: promise, by: fay });
  const sent = ready(promised).when(issue()).thenAllowed();
  for (const part of ['remedies', 'outstanding-actions']) {
    const found = sent.letter('stage-1-response').parts.find((one) => one.part === part);
    assert.equal(found?.content?.kind, 'promises', part);
  }
  const elsewhere = { what: 'promise-made', on: '2026-04-08', with: { ...promise, point: 7 }, by: fay };
  scene.on('2026-04-08').when(elsewhere).thenRefused('no-such-point').thenEvents();
  const { due: _due, ...withoutDay } = promise;
  const open = scene.given({ what: 'promise-made', on: '2026-04-08', with: withoutDay, by: fay });
  ready(open).when(issue()).thenRefused('promise-incomplete', 'Code 7.1').thenEvents();
});

test('[CC-1.5] acknowledging is no reply', async () => {
  (await carecall())
    .given(received('2026-03-25'), defined('2026-03-26'), acknowledged('2026-03-26'))
    .on('2026-04-10')
    .thenClock('stage-1-response', { state: 'running' });
});
