// Carecall, the Customer Feedback Team: who investigates, what it watches over, and what it understands of a complaint.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import type { Actor } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { emptyDatabase } from '../../support/databases.ts';
import { doOn, loadCase, logCase, standingNow } from '../../support/drive-case.ts';
import {
  allocated,
  defined,
  findingRecorded,
  person,
  responseIssued,
  stepDone,
  type UnderPolicy,
} from '../../support/under-policy.ts';
import { fay, fin, mo, notUpheld, readyToInvestigate, receivedBeforeEaster, sam, written } from './scenes.ts';

const ask = (by: Actor, to: Actor): ReturnType<typeof allocated> =>
  allocated('2026-03-27', { step: 'ask-a-manager', to: to.id, 'to-roles': to.roles }, { by });
const take = (by: Actor, to: Actor = by): ReturnType<typeof allocated> =>
  allocated('2026-03-27', { step: 'take-the-case', to: to.id, 'to-roles': to.roles }, { by });

test('[CC-3.1] a team member takes the case or asks a named manager: which, by whom and when is on the timeline', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-03-27');
  for (const [wish, step, to] of [
    [take(fay), 'take-the-case', 'fay'],
    [ask(fay, sam), 'ask-a-manager', 'sam'],
  ] as const) {
    const [event] = scene.when(wish).thenAllowed().thenEvents('allocated').events;
    assert.ok(event?.type === 'allocated');
    assert.deepEqual([event.step, event.to, event.by.id, event.on], [step, to, 'fay', '2026-03-27']);
  }
});

test('[CC-3.1] only the team does either, and neither way leads to the other kind of person', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-03-27');
  scene.when(ask(sam, sam)).thenRefused('wants-role', 'team-asks-a-manager').thenEvents();
  scene.when(take(sam)).thenRefused('wants-role', 'team-investigates').thenEvents();
  scene.when(take(fay, sam)).thenRefused('wants-role', 'team-investigates').thenEvents();
  scene.when(ask(fay, fin)).thenRefused('wants-role', 'stage-1-investigate').thenEvents();
});

test('[CC-3.1] until one of the two is done nobody investigates, and then only the person it is', async () => {
  const find = (by: Actor) => findingRecorded('2026-03-30', { findings: notUpheld() }, { by });
  const asked = (await receivedBeforeEaster()).given(
    ...['clarify', 'ask-remedy', 'confirm-details'].map((step) =>
      stepDone('2026-03-26', step, { tried: true }, { by: fay }),
    ),
  );
  for (const by of [fay, sam, mo])
    asked.on('2026-03-30').when(find(by)).thenRefused('wants-handler', 'team-contact').thenEvents();
  const given = asked.given(ask(fay, sam)).on('2026-03-30');
  given.when(find(sam)).thenAllowed();
  given.when(find(fay)).thenRefused('wants-handler', 'team-contact').thenEvents();
});

const POINTS = [{ text: 'The alarm failed' }, { text: 'Nobody rang back' }, { text: 'The bill was wrong' }];

test('[CC-3.2] every issue is a numbered point, and a reply that leaves one unanswered cannot go', async () => {
  const scene = (await readyToInvestigate(undefined, 3)).given(defined('2026-03-30', { points: POINTS }, { by: fay }));
  assert.deepEqual(
    scene.standing.state.points.map(({ n }) => n),
    [1, 2, 3],
  );
  const two = scene.given(findingRecorded('2026-04-02', { findings: notUpheld(3) }, { by: fay }), {
    what: 'point-added',
    on: '2026-04-03',
    with: { related: true },
    by: fay,
  });
  two.on('2026-04-08').when({ what: 'drafted', by: fay }).thenRefused('step-first', 'stage-1-investigate').thenEvents();
  const all = (await written(undefined, 3)).given(
    { what: 'point-added', on: '2026-04-08', with: { related: true }, by: fay },
    stepDone('2026-04-09', 'quality-check', { outcome: 'passed' }, { by: fin }),
  );
  const open = all.on('2026-04-10').when(responseIssued('2026-04-10', { findings: [] }, { by: fay }));
  open.thenRefused('point-unanswered', 'stage-1-time').thenEvents();
  assert.deepEqual(
    open.refusals.map(({ values }) => values['point']),
    [4],
  );
});

const check = (by: Actor, given: object = { outcome: 'passed' }): ReturnType<typeof stepDone> =>
  stepDone('2026-04-09', 'quality-check', { ...given }, { by });
const send = responseIssued('2026-04-10', undefined, { by: fay });

test('[CC-3.2] the reply waits for a check by a team member who neither investigated nor wrote it', async () => {
  const scene = await written();
  scene.on('2026-04-10').when(send).thenRefused('step-first', 'team-monitors').thenEvents();
  scene.on('2026-04-09').when(check(fay)).thenRefused('took-part', 'team-monitors').thenEvents();
  scene.on('2026-04-09').when(check(sam)).thenRefused('wants-role', 'team-monitors').thenEvents();
  const byManager = (await readyToInvestigate()).given(
    findingRecorded('2026-04-02', { findings: notUpheld() }, { by: fay }),
    { what: 'drafted', on: '2026-04-08', by: fin },
  );
  byManager.on('2026-04-09').when(check(fin)).thenRefused('took-part', 'team-monitors').thenEvents();
  scene.given(check(fin)).on('2026-04-10').when(send).thenAllowed();
});

test('[CC-3.2] what was checked is recorded; sent back or changed since, it is checked again', async () => {
  const scene = await written();
  scene
    .on('2026-04-09')
    .when(check(fin, { outcome: 'passed', 'what-was-checked': '' }))
    .thenRefused('field-missing', 'team-monitors')
    .thenEvents();
  scene.on('2026-04-09').when(check(fin, {})).thenRefused('field-missing', 'team-monitors').thenEvents();
  const back = scene.given(check(fin, { outcome: 'sent-back', 'what-was-checked': 'Point 1 has no reasons' }));
  const [event] = back.events.filter((one) => one.type === 'step-done' && one.step === 'quality-check');
  assert.equal(back.replay.texts.get(event?.n ?? 0)?.['what-was-checked'], 'Point 1 has no reasons');
  assert.equal(event?.by.id, 'fin');
  back.on('2026-04-10').when(send).thenRefused('step-first', 'team-monitors').thenEvents();
  const changed = scene.given(check(fin), { what: 'drafted', on: '2026-04-10', by: fay }).on('2026-04-10');
  changed.when(send).thenRefused('step-first', 'team-monitors').thenEvents();
  const again = stepDone('2026-04-10', 'quality-check', { outcome: 'passed' }, { by: fin });
  changed.given(again).on('2026-04-10').when(send).thenAllowed();
});

test('[CC-3.2] that the check comes before the reply, and what it looks at, are told as assumed', async () => {
  const { policy } = await receivedBeforeEaster();
  const step = policy.pack.procedures[0]?.stages[0]?.steps.find(({ id }) => id === 'quality-check');
  assert.match(
    step?.assumption ?? '',
    /monitors complaints and does not say when\. We ask for the check before the reply/,
  );
  assert.match(policy.pack.facts['what-was-checked']?.assumption ?? '', /does not say what the quality standards are/);
  assert.match(policy.pack['at-risk']?.assumption ?? '', /gives no number\. We warn from two working days before/);
});

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('[CC-3.2] the list of work', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('carecall', '2026-03-25');
    await emptyDatabase(server.parts.casebook.database);
  });
  after(() => server.close());

  test('[CC-3.2] shows what is due, what is at risk two working days before, and what is late', async () => {
    const id = await logCase(server, { subject: 'The alarm failed' });
    await doOn(server, id, 'define', { input: { points: [{ text: 'The alarm failed' }] } });
    await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The alarm is ours.' } } });
    const on = async (day: string): Promise<string> => {
      server.setDay(day);
      return wordsOf((await server.get('/cases')).body);
    };
    // due on Friday 10 April: two working days before is Wednesday 8 April
    const due = await on('2026-04-07');
    assert.match(due, /The alarm failed/);
    assert.match(due, /Friday 10 April 2026/);
    assert.doesNotMatch(due, /Friday 10 April 2026 (At risk|Late)/);
    assert.match(await on('2026-04-08'), /Friday 10 April 2026 At risk/);
    assert.match(await on('2026-04-13'), /Friday 10 April 2026 Late/);
    assert.match(await on('2026-04-13'), /1 late/);
  });

  test('[CC-3.1] the case page tells who was asked and by whom, and offers the usual manager first', async () => {
    server.setDay('2026-03-25');
    const id = await logCase(server, { subject: 'The bill was wrong' });
    server.signIn('customer-feedback-team');
    const form = await server.get(caseworkPaths.action({ id, action: 'step:ask-a-manager' }));
    assert.equal(form.status, 200);
    const usual = form.body.indexOf('Service manager One');
    const other = form.body.indexOf('>Manager One');
    assert.ok(usual > 0 && other > usual, 'the manager of the service stands before any other');
    await doOn(server, id, 'allocate', { step: 'ask-a-manager', input: { to: 'service-manager' } });
    const page = wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(page, /Service manager One/);
    const record = await loadCase(server, id);
    assert.equal(standingNow(server, record).state.handler?.person, 'service-manager');
  });
});

const spoke = (given: object, by = fin): ReturnType<typeof stepDone> =>
  stepDone('2026-03-30', 'team-contact', { ...given }, { by });

test('[CC-3.4] a contact of the team is recorded apart from the investigator’s, with what was understood', async () => {
  const scene = (await readyToInvestigate()).on('2026-03-30');
  const said = { 'what-was-understood': 'It is the base unit and not the pendant that failed' };
  const done = scene.when(spoke(said)).thenAllowed().thenEvents('step-done');
  const [event] = done.events;
  assert.deepEqual(
    [event?.by.id, event?.on, event?.type === 'step-done' && event.step],
    ['fin', '2026-03-30', 'team-contact'],
  );
  assert.equal(done.replay.texts.get(event?.n ?? 0)?.['what-was-understood'], said['what-was-understood']);
  const twice = done.given().on('2026-03-30').when({ what: 'contacted', by: sam }).thenAllowed();
  assert.deepEqual(
    twice.standing.history.flatMap((one) =>
      one.type === 'contacted' || (one.type === 'step-done' && one.step === 'team-contact') ? [one.type] : [],
    ),
    ['step-done', 'contacted'],
  );
});

test('[CC-3.4] without what was understood it is not recorded, and by nobody but the team', async () => {
  const scene = (await readyToInvestigate()).on('2026-03-30');
  scene
    .when(spoke({ 'what-was-understood': '' }))
    .thenRefused('field-missing', 'team-contact')
    .thenEvents();
  scene
    .when(spoke({ 'what-was-understood': 'All' }, sam))
    .thenRefused('wants-role', 'team-contact')
    .thenEvents();
  scene.when(spoke({ 'what-was-understood': 'All' }, person('sen', ['senior-manager']))).thenRefused('wants-role');
});

test('[CC-3.4] what it corrects goes into the definition, and the wording before stays to be read', async () => {
  const before: UnderPolicy = await readyToInvestigate();
  const after_ = before.given(
    spoke({ 'what-was-understood': 'It is the base unit' }),
    defined('2026-03-30', { points: [{ text: 'The base unit failed' }] }, { by: fin }),
  );
  const wordings = after_.events
    .filter(({ type }) => type === 'defined')
    .map(({ n }) => after_.replay.texts.get(n)?.['point.1']);
  assert.deepEqual(wordings, ['Point 1', 'The base unit failed']);
  assert.deepEqual(
    after_.standing.state.points.map(({ n }) => n),
    [1],
  );
});

describe('[CC-3.4] the team in touch, in the interface', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('carecall', '2026-03-25');
    server.signIn('customer-feedback-team');
  });
  after(() => server.close());

  const teamContact = (id: string): string => caseworkPaths.action({ id, action: 'step:team-contact' });

  async function definedCase(): Promise<string> {
    const id = await logCase(server, { subject: 'The alarm failed' });
    const points = [{ text: 'The pendant failed' }];
    await doOn(server, id, 'define', {
      by: 'customer-feedback-team',
      input: { points, 'outcome-sought': 'A new one' },
    });
    return id;
  }

  test('[CC-3.4] what the team understood is on the timeline, and what it corrects goes into the definition, compared with what was there', async () => {
    const id = await definedCase();
    const sent = await server.send(teamContact(id), { 'what-was-understood': 'It is the base unit that failed.' });
    assert.equal(sent.status, 303, wordsOf(sent.body).slice(0, 500));
    const page = wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(page, /Customer Feedback Team One .*It is the base unit that failed\./);
    const change = { 'points.1.text': 'The base unit failed', why: 'She told the team which part it was.' };
    assert.equal((await server.send(caseworkPaths.action({ id, action: 'define' }), change)).status, 303);
    const history = (await server.get(caseworkPaths.definition({ id }))).body;
    assert.match(
      history,
      /<del><span class="govuk-visually-hidden">taken out: <\/span>pendant <\/del><ins>.*?base unit <\/ins>failed/,
    );
    assert.match(
      wordsOf(history),
      /Version 2 .*by Customer Feedback Team One\. .*Why: She told the team which part it was\./,
    );
  });

  test('[CC-3.4] without what was understood nothing is recorded, and the form says which question is open', async () => {
    const id = await definedCase();
    const sent = await server.send(teamContact(id), { 'what-was-understood': '' });
    assert.equal(sent.status, 400);
    assert.match(wordsOf(sent.body), /What did you understand\?/);
    const steps = standingNow(server, await loadCase(server, id)).state.steps.map(({ step }) => step);
    assert.ok(!steps.includes('team-contact'));
  });
});
