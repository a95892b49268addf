// Carecall, Stage 2: asking for it, the panel, the resolution sought, the twenty days and the reply.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import type { Actor } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { emptyDatabase } from '../../support/databases.ts';
import { doOn, logCase } from '../../support/drive-case.ts';
import {
  escalationRequested,
  extended,
  findingRecorded,
  person,
  responseIssued,
  stepDone,
  type TestHappening,
  type UnderPolicy,
} from '../../support/under-policy.ts';
import {
  answered,
  askedAfresh,
  atStageTwo,
  carecall,
  checked,
  decidedAtStageTwo,
  fay,
  fin,
  notUpheld,
  panelArranged,
  readyToInvestigate,
  seats,
  sen,
  sue,
} from './scenes.ts';

test('[CC-2.1] the complainant asks for Stage 2, or staff do for them, and it opens', async () => {
  const resident: Actor = { id: 'resident', kind: 'resident', roles: [] };
  for (const by of [resident, fay])
    (await answered())
      .on('2026-04-20')
      .when(escalationRequested('2026-04-20', { 'what-is-unresolved': 'It failed again' }, { by }))
      .thenAllowed()
      .thenEvents('escalation-requested')
      .thenCase({ stage: 'stage-2', status: 'open' })
      .thenClock('stage-2-acknowledgement', { starts: '2026-04-20', due: '2026-04-27', clause: 'Code 6.11' });
});

test('[CC-2.1] no reason is asked for, and a request years later is still taken: no last day is set', async () => {
  const late = (await answered()).on('2031-01-06').when(escalationRequested('2031-01-06')).thenAllowed();
  late.thenCase({ stage: 'stage-2' }).thenClock('stage-2-response', { starts: '2031-01-06', due: '2031-02-03' });
  const { policy, standing } = await answered();
  assert.equal(standing.window?.lastDay, undefined);
  const window = policy.pack.procedures[0]?.stages[0]?.escalation?.window;
  assert.equal(window?.within, undefined);
  assert.match(window?.assumption ?? '', /The page gives no last day for asking\. We set none/);
});

test('[CC-2.1] before any reply a request is kept and opens nothing; after the last one there is no further stage', async () => {
  (await checked())
    .on('2026-04-09')
    .when(escalationRequested('2026-04-09'))
    .thenRefused('no-response-yet', 'stage-2-start')
    .thenEvents('escalation-requested')
    .thenCase({ stage: 'stage-1' });
  (await decidedAtStageTwo())
    .given(responseIssued('2026-05-12', undefined, { by: sue }))
    .on('2026-05-13')
    .when(escalationRequested('2026-05-13'))
    .thenRefused('final-stage', 'stage-2');
});

const review = findingRecorded('2026-05-07', { findings: notUpheld() }, { by: sue });
const idsOf = (scene: UnderPolicy): unknown[] => scene.refusals.map(({ values }) => values['id']);

test('[CC-2.2] both are asked afresh: what was said at Stage 1 does not count at Stage 2', async () => {
  const scene = (await atStageTwo()).on('2026-05-07').when(review);
  scene.thenRefused('step-first', 'stage-2-clarify').thenRefused('step-first', 'stage-2-remedy').thenEvents();
  assert.deepEqual(idsOf(scene).slice(0, 2), ['clarify-again', 'ask-remedy-again']);
  const ready = (await askedAfresh()).on('2026-05-07').when(review);
  assert.ok(!idsOf(ready).includes('clarify-again') && !idsOf(ready).includes('ask-remedy-again'));
});

test('[CC-2.2] what is said now stands apart from what was said then; trying is enough', async () => {
  const { standing } = await askedAfresh();
  assert.deepEqual(
    [standing.state.facts['remedy-named'], standing.state.facts['remedy-named-now']],
    ['named', 'none-named'],
  );
  const scene = (await atStageTwo()).on('2026-04-22');
  scene.when(stepDone('2026-04-22', 'clarify-again', { tried: true }, { by: fin })).thenAllowed();
  scene
    .when(stepDone('2026-04-22', 'ask-remedy-again', {}, { by: fin }))
    .thenRefused('field-missing', 'stage-2-remedy')
    .thenEvents();
  scene
    .when(stepDone('2026-04-22', 'clarify-again', {}, { by: fin }))
    .thenRefused('field-missing', 'stage-2-clarify')
    .thenEvents();
});

const talk = (given: object): ReturnType<typeof stepDone> =>
  stepDone('2026-04-22', 'talk-panel-through', { ...given }, { by: fin });
const arrange = (given: object): ReturnType<typeof stepDone> =>
  stepDone('2026-04-23', 'arrange-panel', { 'panel-on': '2026-05-06', ...given }, { by: fin });

test('[CC-2.3] a panel is talked through before it is arranged, and none needs a reason', async () => {
  const scene = (await askedAfresh()).on('2026-04-23');
  scene.when(arrange(seats())).thenRefused('step-first', 'stage-2-panel').thenEvents();
  scene
    .given(talk({ 'panel-choice': 'panel' }))
    .on('2026-04-23')
    .when(arrange(seats()))
    .thenAllowed();
  const day = (await askedAfresh()).on('2026-04-22');
  for (const why of [{}, { 'no-panel-because': '' }, { 'no-panel-because': '-' }])
    day
      .when(talk({ 'panel-choice': 'no-panel', ...why }))
      .thenRefused('field-missing', 'stage-2-panel')
      .thenEvents();
  const without = day.given(talk({ 'panel-choice': 'no-panel', 'no-panel-because': 'They want it in writing' }));
  without.on('2026-05-07').when(review).thenAllowed();
  without.on('2026-04-23').when(arrange(seats())).thenRefused('step-not-needed', 'stage-2-panel');
});

test('[CC-2.3] it has a day, a place or a call, both seats, and an invitation', async () => {
  const scene = (await askedAfresh()).given(talk({ 'panel-choice': 'panel' })).on('2026-04-23');
  const done = scene
    .when(arrange({ ...seats(), 'panel-place': '14:00 at the library, or by telephone' }))
    .thenAllowed();
  const [event] = done.events;
  assert.deepEqual(event?.type === 'step-done' && event.seats?.map(({ seat, person }) => [seat, person]), [
    ['senior-manager', 'sue'],
    ['tenant', 'tess'],
  ]);
  const letter = done.letter('panel-invitation', { 'taking-part': 'Come yourself, or ring us.' });
  assert.equal(letter.ready, true);
  assert.deepEqual(
    letter.parts.map(({ part, content }) => [part, content?.kind]),
    [
      ['panel-day', 'answer'],
      ['panel-place', 'answer'],
      ['panel-members', 'text'],
      ['complaint-definition', 'points'],
      ['taking-part', 'text'],
    ],
  );
  scene
    .when(arrange({ ...seats(), 'panel-place': '' }))
    .thenRefused('field-missing', 'stage-2-panel')
    .thenEvents();
  scene
    .when(arrange({ ...seats(), 'panel-on': '' }))
    .thenRefused('field-missing', 'stage-2-panel')
    .thenEvents();
  scene
    .when(arrange({ ...seats(), parts: { 'taking-part': '' } }))
    .thenRefused('part-blank')
    .thenEvents();
  for (const seat of ['seats.senior-manager', 'seats.tenant'])
    scene
      .when(arrange({ ...seats(), [seat]: '' }))
      .thenRefused('field-missing', 'stage-2-panel')
      .thenEvents();
});

test('a request is refused no more once the panel has met on it', async () => {
  const refuse = (on: string) => ({ what: 'escalation-refused', on, with: {}, by: sue });
  const codes = (scene: UnderPolicy): readonly string[] => scene.refusals.map(({ code }) => code);
  const arranged = await panelArranged();
  assert.ok(!codes(arranged.on('2026-04-24').when(refuse('2026-04-24'))).includes('panel-has-met'));
  const met = arranged.given(stepDone('2026-05-06', 'panel-meets', { 'panel-heard-them': 'took-part' }, { by: sue }));
  met.on('2026-05-07').when(refuse('2026-05-07')).thenRefused('panel-has-met').thenEvents();
});

/** Sen did this at Stage 1, and is then put on the panel. */
async function withSenAtStageOne(...deeds: readonly TestHappening[]): Promise<UnderPolicy> {
  return (await readyToInvestigate())
    .given(...deeds)
    .given(
      escalationRequested('2026-04-20'),
      stepDone('2026-04-22', 'clarify-again', { tried: true }, { by: fin }),
      stepDone('2026-04-22', 'ask-remedy-again', { tried: true }, { by: fin }),
      talk({ 'panel-choice': 'panel' }),
    )
    .on('2026-04-23');
}

const senToo = person('sen', ['senior-manager', 'customer-feedback-team']);
const found = (by: Actor) => findingRecorded('2026-04-02', { findings: notUpheld() }, { by });
const drafted = (by: Actor) => ({ what: 'drafted', on: '2026-04-08', by });
const check = (by: Actor) => stepDone('2026-04-09', 'quality-check', { outcome: 'passed' }, { by });
const send = (by: Actor) => responseIssued('2026-04-10', undefined, { by });
const given = { what: 'allocated', on: '2026-03-27', with: { step: 'ask-a-manager', to: 'sen' }, by: fay };

test('[CC-2.3] no manager sits who investigated, wrote, checked or sent the Stage 1 reply, or took more time for it', async () => {
  const more = extended('2026-04-01', { reason: 'meeting' }, { by: sen });
  const parts: readonly (readonly [string, readonly TestHappening[]])[] = [
    ['took-part', [given, found(sen), drafted(fay), check(fin), send(fay)]],
    ['took-part', [found(fay), drafted(sen), check(fin), send(fay)]],
    ['took-part', [found(fay), drafted(fay), check(senToo), send(fay)]],
    ['took-part', [found(fay), drafted(fay), check(fin), send(sen)]],
    ['took-extension', [more, found(fay), drafted(fay), check(fin), send(fay)]],
  ];
  for (const [code, deeds] of parts) {
    const scene = await withSenAtStageOne(...deeds);
    const refused = scene
      .when(arrange(seats(sen)))
      .thenRefused(code, 'stage-2-panel')
      .thenRefusedOnly(code);
    refused.thenEvents();
    assert.equal(refused.refusals[0]?.values['seat'], 'Senior manager');
    scene.when(arrange(seats(sue))).thenAllowed();
  }
});

test('[CC-2.3] a manager who is no senior one, and a tenant with no training recorded, are refused by seat', async () => {
  const scene = (await askedAfresh()).given(talk({ 'panel-choice': 'panel' })).on('2026-04-23');
  const lower = scene
    .when(arrange(seats(person('sam', ['service-manager']))))
    .thenRefused('wants-role', 'stage-2-panel');
  assert.equal(lower.thenEvents().refusals[0]?.values['seat'], 'Senior manager');
  for (const trainedOn of ['', '2026-04-24']) {
    const untrained = scene.when(arrange(seats(sue, trainedOn))).thenRefused('wants-training', 'stage-2-panel');
    assert.equal(untrained.thenEvents().refusals[0]?.values['seat'], 'Tenant representative');
  }
  scene.when(arrange(seats(sue, '2026-04-23'))).thenAllowed();
  const noTenant = {
    ...seats(),
    'seats.tenant': sen.id,
    'seat-roles': { 'senior-manager': sue.roles, tenant: sen.roles },
  };
  scene.when(arrange(noTenant)).thenRefused('wants-outsider', 'stage-2-panel').thenEvents();
});

const meet = (points: object): ReturnType<typeof stepDone> =>
  stepDone('2026-05-06', 'panel-meets', { 'panel-heard-them': 'took-part', points }, { by: sue });

test('[CC-2.3] the panel concludes on every open point before it is decided', async () => {
  const scene = (await panelArranged(undefined, 2)).on('2026-05-06');
  const both = { 1: { 'panel-conclusion': 'Wrong' }, 2: { 'panel-conclusion': 'Two calls were made' } };
  for (const left of [{ 1: both[1] }, { ...both, 2: { 'panel-conclusion': ' ' } }]) {
    const refused = scene.when(meet(left)).thenRefused('step-lacks-point', 'stage-2-panel').thenEvents();
    assert.deepEqual(
      refused.refusals.flatMap(({ code, values }) => (code === 'step-lacks-point' ? [values['point']] : [])),
      [2],
    );
  }
  const done = scene.when(meet(both)).thenAllowed();
  const [event] = done.events;
  assert.equal(done.replay.texts.get(event?.n ?? 0)?.['panel-conclusion.2'], 'Two calls were made');
  // what was concluded is kept apart like any other wording, be it one word
  assert.deepEqual(event?.type === 'step-done' && event.facts['panel-conclusion.1'], true);
  const decide = findingRecorded('2026-05-07', { findings: notUpheld(2) }, { by: sue });
  scene.on('2026-05-07').when(decide).thenRefused('step-first', 'stage-2-panel').thenEvents();
  scene.given(meet(both)).on('2026-05-07').when(decide).thenAllowed();
});

test('[CC-2.3] arranging a panel, even for too late a day, moves no date', async () => {
  const before = (await askedAfresh()).given(talk({ 'panel-choice': 'panel' })).on('2026-04-23');
  before.thenClock('stage-2-response', { due: '2026-05-19' });
  before
    .when(arrange({ ...seats(), 'panel-on': '2026-06-10' }))
    .thenAllowed()
    .thenClock('stage-2-response', { due: '2026-05-19', firstDue: '2026-05-19', state: 'running' });
});

describe('[CC-2.3] on the case page', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('carecall', '2026-03-25');
    await emptyDatabase(server.parts.casebook.database);
  });
  after(() => server.close());

  test('[CC-2.3] the seats, the day, the place and what the panel concluded on each point are told', async () => {
    const id = await logCase(server);
    const step = (step: string, input: object = { tried: true }, by = 'one') =>
      doOn(server, id, 'do-step', { step, input: { ...input }, by });
    await doOn(server, id, 'define', {
      input: { points: [{ text: 'The alarm failed' }, { text: 'Nobody rang back' }] },
    });
    await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The alarm is ours.' } } });
    for (const asked of ['clarify', 'ask-remedy', 'confirm-details']) await step(asked);
    await doOn(server, id, 'record-finding', { input: { findings: notUpheld(2) }, by: 'one' });
    await doOn(server, id, 'draft', { by: 'one' });
    await step('quality-check', { outcome: 'passed', 'what-was-checked': 'Every point' }, 'two');
    await doOn(server, id, 'respond', { input: { parts: { reasons: 'The log shows it.' } }, by: 'one' });
    await doOn(server, id, 'request-escalation');
    for (const asked of ['clarify-again', 'ask-remedy-again']) await step(asked, undefined, 'three');
    await step('talk-panel-through', { 'panel-choice': 'panel', 'panel-wishes': 'In the afternoon' }, 'three');
    const when = { 'panel-on': '2026-04-08', 'panel-place': '2pm at the library', parts: { 'taking-part': 'Come.' } };
    const who = { 'seats.senior-manager': 'senior-manager', 'seats.tenant': 'tenant-representative' };
    await step('arrange-panel', { ...when, ...who }, 'three');
    const points = { 1: { 'panel-conclusion': 'Wrong' }, 2: { 'panel-conclusion': 'Two calls were made' } };
    await step('panel-meets', { 'panel-heard-them': 'took-part', points }, 'four');
    const { body } = await server.get(caseworkPaths.casePage({ id }));
    const words = body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    assert.match(words, /Senior manager: Senior manager One; Tenant representative: Tenant representative One/);
    assert.match(words, /On which day does the panel meet\? Wednesday 8 April 2026/);
    assert.match(words, /2pm at the library/);
    assert.match(words, /What did the panel conclude\? \(point 1\) Wrong/);
    assert.match(words, /What did the panel conclude\? \(point 2\) Two calls were made/);
  });
});

const seek = (given: object): ReturnType<typeof stepDone> =>
  stepDone('2026-05-06', 'seek-resolution', { ...given }, { by: sue });

test('[CC-2.4] the agreed resolution, or that there was none, is recorded with who agreed', async () => {
  const scene = (await panelArranged()).given(meet({ 1: { 'panel-conclusion': 'Wrong' } })).on('2026-05-06');
  const agreed = { resolution: 'agreed', 'agreed-resolution': 'A new alarm', 'who-agreed': 'Both sides and Tess' };
  const done = scene.when(seek(agreed)).thenAllowed();
  assert.equal(done.standing.state.facts['resolution'], 'agreed');
  const texts = done.replay.texts.get(done.events[0]?.n ?? 0);
  assert.deepEqual([texts?.['agreed-resolution'], texts?.['who-agreed']], ['A new alarm', 'Both sides and Tess']);
  scene.when(seek({ resolution: 'not-agreed', 'who-agreed': 'The complainant did not' })).thenAllowed();
  scene
    .when(seek({ 'who-agreed': 'Everybody' }))
    .thenRefused('field-missing', 'stage-2-resolution')
    .thenEvents();
  scene
    .when(seek({ ...agreed, 'agreed-resolution': '' }))
    .thenRefused('field-missing', 'stage-2-resolution')
    .thenEvents();
  scene
    .when(seek({ ...agreed, 'who-agreed': '' }))
    .thenRefused('field-missing', 'stage-2-resolution')
    .thenEvents();
});

test('[CC-2.4] no reply is written before one was sought, and what was agreed stands in it', async () => {
  const met = (await panelArranged()).given(
    meet({ 1: { 'panel-conclusion': 'Wrong' } }),
    findingRecorded('2026-05-07', { findings: notUpheld() }, { by: sue }),
  );
  met.on('2026-05-08').when({ what: 'drafted', by: sue }).thenRefused('step-first', 'stage-2-resolution').thenEvents();
  const agreed = met.given(
    stepDone(
      '2026-05-07',
      'seek-resolution',
      { resolution: 'agreed', 'agreed-resolution': 'A new alarm', 'who-agreed': 'Everybody' },
      { by: sue },
    ),
  );
  agreed.on('2026-05-08').when({ what: 'drafted', by: sue }).thenAllowed();
  const part = agreed.letter('stage-2-response').parts.find((one) => one.part === 'agreed-with-you');
  assert.deepEqual([part?.content?.kind, part?.clause], ['answer', 'stage-2-resolution']);
  const none = (await decidedAtStageTwo()).letter('stage-2-response').parts.map((one) => one.part);
  assert.ok(!none.includes('agreed-with-you'));
});

const finish = (given: object = {}, by = sue): ReturnType<typeof responseIssued> =>
  responseIssued('2026-05-19', { ...given }, { by });

test('[CC-2.5] twenty working days from the request; the written reply stops them', async () => {
  // 21 to 24 April are days 1 to 4, 27 to 30 and 1 May 5 to 9, 4 May a holiday, 5 to 8 days 10 to 13, 11 to 15 14 to 18
  const scene = (await decidedAtStageTwo()).on('2026-05-19');
  scene.thenClock('stage-2-response', {
    starts: '2026-04-20',
    startedBy: 'escalation-requested',
    due: '2026-05-19',
    state: 'running',
    clause: 'stage-2-time',
  });
  scene
    .when(finish())
    .thenAllowed()
    .thenClock('stage-2-response', { state: 'met', stopped: '2026-05-19', workingDaysTaken: 20 });
  scene.on('2026-05-20').thenClock('stage-2-response', { state: 'late', workingDaysLate: 1 });
});

test('[CC-2.5] nothing else stops them, and nobody can take more', async () => {
  const scene = (await decidedAtStageTwo()).on('2026-05-19');
  scene
    .when({ what: 'verbal-response-given', by: sue })
    .thenAllowed()
    .thenClock('stage-2-response', { state: 'running' });
  scene
    .when(extended('2026-05-19', { reason: 'complex' }, { by: sue }))
    .thenRefused('nothing-to-extend', 'stage-2')
    .thenEvents()
    .thenClock('stage-2-response', { due: '2026-05-19' });
  const clock = scene.policy.pack.procedures[0]?.stages[1]?.clocks.find(({ id }) => id === 'stage-2-response');
  assert.match(clock?.limit.assumption ?? '', /'within 20 days' and not which days\. We take working days/);
  assert.match(
    clock?.starts.assumption ?? '',
    /does not say what starts the 20 days\. We take the day the complainant asked/,
  );
});

const SIX = [
  ['stage', 'stage', 'stage-2-reply-stage'],
  ['complaint-definition', 'points', 'stage-2-reply-definition'],
  ['decision', 'points', 'stage-2-reply-decision'],
  ['reasons', 'text-per-point', 'stage-2-reply-reasons'],
  ['remedies', 'none', 'stage-2-reply-remedy'],
  ['outstanding-actions', 'none', 'stage-2-reply-actions'],
];

test('[CC-2.6] the reply holds the six, each from its own line, and it is the last', async () => {
  const sent = (await decidedAtStageTwo()).on('2026-05-19').when(finish()).thenAllowed();
  const letter = sent.letter('stage-2-response', { reasons: 'The log shows it.' });
  assert.equal(letter.ready, true);
  assert.deepEqual(
    letter.parts
      .filter(({ clause }) => clause?.startsWith('stage-2-reply-'))
      .map(({ part, content, clause }) => [part, content?.kind, clause]),
    SIX,
  );
  const [event] = sent.events;
  assert.equal(event?.type === 'response-issued' && event.final, true);
});

test('[CC-2.6] with one of them missing, or sent by somebody of Stage 1, it cannot go', async () => {
  const scene = (await decidedAtStageTwo()).on('2026-05-19');
  scene
    .when(finish({ parts: { reasons: '' } }))
    .thenRefused('part-blank', 'stage-2-reply-reasons')
    .thenEvents();
  scene
    .when(finish({ parts: { reasons: 'TBC' } }))
    .thenRefused('part-placeholder', 'stage-2-reply-reasons')
    .thenEvents();
  scene
    .when(finish({}, person('fay', ['senior-manager'])))
    .thenRefused('took-part', 'Code 6.13')
    .thenEvents();
  scene
    .given(
      { what: 'point-added', on: '2026-05-12', with: { related: true } },
      stepDone('2026-05-13', 'quality-check', { outcome: 'passed' }, { by: fin }),
    )
    .on('2026-05-19')
    .when(finish({ findings: [] }))
    .thenRefused('point-unanswered', 'stage-2-outcome')
    .thenEvents();
});

test('[CC-2.6] the ombudsman stands apart from the six, from the code, and only where the service falls under one', async () => {
  const beside = async (service: string): Promise<unknown> => {
    const { parts } = (await decidedAtStageTwo(service)).letter('stage-2-response');
    const found = parts.find(({ part }) => part === 'ombudsman');
    const named = found?.content?.kind === 'signposts' ? found.content.signposts.map(({ ombudsman }) => ombudsman) : [];
    return [found?.clause, named];
  };
  assert.deepEqual(await beside('with-home'), ['Code 6.19', ['housing-ombudsman']]);
  assert.deepEqual(await beside('through-the-council'), ['Code 6.19', ['lgsco']]);
  assert.deepEqual(await beside('own-contract'), [undefined, []]);
  const scene = (await decidedAtStageTwo('own-contract')).on('2026-05-19').when(finish()).thenAllowed();
  assert.equal(scene.letter('stage-2-response', { reasons: 'The log shows it.' }).ready, true);
  const { services } = (await carecall()).policy.pack;
  assert.deepEqual(
    services.map(({ regime }) => regime),
    ['housing-ombudsman-2024', 'lgsco-2024', undefined],
  );
});
