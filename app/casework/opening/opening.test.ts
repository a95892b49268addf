// A restricted case asks whoever may see it why they open it; what is decided about who sees it, and what follows.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { doOn, entitled, loadCase, logCase, sayWhy } from '../../../test/support/drive-case.ts';
import { openLinkedCase } from '../../store/cases/open-linked-case.ts';
import { findOpenings } from '../../store/record-opening.ts';
import { caseworkPaths } from '../paths.ts';

const ODDITIES = fileURLToPath(new URL('../../../test/oddities', import.meta.url));
const STORY = 'A story that few should read';
const textOf = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

let server: CaseworkServer;
const page = (id: string): string => caseworkPaths.casePage({ id });
const action = (id: string, name: string): string => caseworkPaths.action({ id, action: name });
const quietCase = (): Promise<string> => logCase(server, { abuse: true, 'what-happened': STORY, subject: STORY });
const openCase = (): Promise<string> => logCase(server, { abuse: false, 'what-happened': STORY, subject: STORY });

async function openingsOf(id: string) {
  const found = await server.parts.casebook.database.inOrganisation(server.organisation, (tx) =>
    findOpenings(tx, server.organisation, id),
  );
  return found.map(({ person, reason, words }) => [person, reason, words]);
}

describe('opening a restricted case', () => {
  before(async () => {
    server = await openCaseworkServer('open-to-few', '2026-04-20', ODDITIES);
  });
  after(() => server.close());

  test('every address asks first, tells nothing but the reference, and leads on to where one was going', async () => {
    const id = await quietCase();
    server.signIn('director');
    for (const address of [
      page(id),
      caseworkPaths.print({ id }),
      caseworkPaths.investigation({ id }),
      caseworkPaths.file({ id, file: 'a-file' }),
      caseworkPaths.letter({ id, n: 1 }),
      caseworkPaths.followCode({ id }),
      action(id, 'note'),
    ]) {
      const asked = await server.get(address);
      assert.equal(asked.status, 303, address);
      assert.doesNotMatch(asked.body, new RegExp(STORY));
    }
    const question = await server.get(caseworkPaths.opening({ id }, { next: action(id, 'note') }));
    assert.equal(question.status, 200);
    assert.match(textOf(question.body), /Why do you open this case\?/);
    assert.doesNotMatch(question.body, new RegExp(`${STORY}|Jo Sample`));
    const sent = await server.send(caseworkPaths.opening({ id }, { next: action(id, 'note') }), {
      'opening-reason': 'reviewing',
    });
    assert.deepEqual([sent.status, sent.location], [303, action(id, 'note')]);
    assert.match((await server.get(page(id))).body, new RegExp(STORY));
    assert.deepEqual(await openingsOf(id), [['director', 'reviewing', undefined]]);
  });

  test('no reason, or another reason without words, opens nothing; what was typed stays', async () => {
    const id = await quietCase();
    server.signIn('director');
    const none = await server.send(caseworkPaths.opening({ id }), { words: 'Half a thought' });
    assert.equal(none.status, 400);
    assert.match(none.body, /Half a thought/);
    const bare = await server.send(caseworkPaths.opening({ id }), { 'opening-reason': 'another' });
    assert.equal(bare.status, 400);
    assert.match(textOf(bare.body), /Say what your reason is/);
    const wrong = await server.send(caseworkPaths.opening({ id }), { 'opening-reason': 'curious' });
    assert.equal(wrong.status, 400);
    assert.deepEqual(await openingsOf(id), []);
    assert.equal((await server.get(page(id))).status, 303);
  });

  test('it leads nowhere but on to the case', async () => {
    const id = await quietCase();
    server.signIn('director');
    for (const next of [
      'https://example.org/',
      '//example.org',
      '/cases',
      `/cases/${id}x`,
      caseworkPaths.opening({ id }),
    ]) {
      const sent = await server.send(caseworkPaths.opening({ id }, { next }), { 'opening-reason': 'working' });
      assert.equal(sent.location, page(id), next);
    }
  });

  test('the reason holds for eight hours, and for whoever recorded something that day none is asked', async () => {
    const id = await quietCase();
    server.signIn('director');
    await sayWhy(server, id);
    assert.equal((await server.get(page(id))).status, 200);
    server.setDay('2026-04-21');
    assert.equal((await server.get(page(id))).status, 303);
    await doOn(server, id, 'define', { input: { points: [{ text: 'A' }], 'outcome-sought': 'B' }, by: 'officer' });
    server.signIn('officer');
    assert.equal((await server.get(page(id))).status, 200, 'who works on it today has it in hand');
    server.setDay('2026-04-22');
    assert.equal((await server.get(page(id))).status, 303);
    server.setDay('2026-04-20');
  });

  test('a form that was open too long comes back with what was typed', async () => {
    const id = await quietCase();
    server.signIn('director');
    await sayWhy(server, id);
    const form = await server.get(action(id, 'note'));
    const token = /name="([^"]*)" value="([^"]*)"/.exec(/<main[\s\S]*/.exec(form.body)?.[0] ?? '');
    assert.ok(token);
    server.setDay('2026-04-21');
    const late = await server.sendRaw(action(id, 'note'), [
      [token[1] ?? '', token[2] ?? ''],
      ['text', 'Typed for an hour'],
    ]);
    assert.equal(late.status, 403);
    assert.match(late.body, /Typed for an hour/);
    assert.match(textOf(late.body), /Say first why you open this case/);
    server.setDay('2026-04-20');
  });

  test('whoever looks after restricted cases sees who opened it and why, and nobody else', async () => {
    const id = await quietCase();
    server.signIn('safeguarding-lead');
    await server.send(caseworkPaths.opening({ id }), { 'opening-reason': 'another', words: 'The police rang' });
    assert.doesNotMatch((await server.get(page(id))).body, /The police rang/);
    server.signIn('director');
    await sayWhy(server, id, 'reviewing');
    const shown = textOf((await server.get(page(id))).body);
    assert.match(
      shown,
      /Who opened it .*Director One 20 Apr.*I look at how it was handled.*Safeguarding lead One.*The police rang/,
    );
  });

  test('from outside even the question is not there, nor for the person it is kept from', async () => {
    const id = await quietCase();
    server.signIn('officer-2');
    const made = { id: 'ffffffff-0000-0000-0000-000000000000' };
    assert.equal((await server.get(caseworkPaths.opening({ id }))).status, 404);
    const sent = await server.send(caseworkPaths.opening({ id }), { 'opening-reason': 'working' });
    assert.notEqual(sent.status, 303);
    const [there, nothing] = [
      await server.get(caseworkPaths.opening({ id })),
      await server.get(caseworkPaths.opening(made)),
    ];
    assert.equal(textOf(there.body), textOf(nothing.body));
    assert.deepEqual(await openingsOf(id), []);
  });

  test('a case that is not restricted asks nobody', async () => {
    const id = await openCase();
    server.signIn('officer-2');
    assert.equal((await server.get(page(id))).status, 200);
    const asked = await server.get(caseworkPaths.opening({ id }));
    assert.equal(asked.status, 303);
  });
});

describe('restricting a case by decision', () => {
  before(async () => {
    server = await openCaseworkServer('open-to-few', '2026-04-20', ODDITIES);
  });
  after(() => server.close());

  const own = { 'restrict-reason': 'own-complaint', person: 'officer-2', why: 'She rents from us' };

  test('a colleague’s own complaint is closed to all but a few, and to the colleague whatever they hold', async () => {
    const id = await openCase();
    const { reference } = (await loadCase(server, id)).origin;
    server.signIn('officer-2');
    assert.equal((await server.get(page(id))).status, 200);
    assert.ok((await server.get(caseworkPaths.cases())).body.includes(reference));
    server.signIn('director');
    const done = await server.send(action(id, 'restrict-case'), own);
    assert.equal(done.status, 303, textOf(done.body));
    for (const person of ['officer-2', 'officer', 'none']) {
      server.signIn(person);
      assert.equal((await server.get(page(id))).status, 404, person);
      assert.ok(!(await server.get(caseworkPaths.cases())).body.includes(reference), person);
    }
    server.signIn('director');
    const lifted = await server.send(action(id, 'lift-case-restriction'), { why: 'She moved away' });
    assert.equal(lifted.status, 303, textOf(lifted.body));
    server.signIn('officer');
    assert.equal((await server.get(page(id))).status, 200);
    server.signIn('officer-2');
    assert.equal((await server.get(page(id))).status, 404, 'it is still her own');
  });

  test('who ranks below may not decide it, nor anybody about a case of their own; a person must be named', async () => {
    const id = await openCase();
    server.signIn('officer');
    const low = await server.send(action(id, 'restrict-case'), own);
    assert.equal(low.status, 400);
    assert.match(textOf(low.body), /This is for: Director/);
    server.signIn('director');
    const nobody = await server.send(action(id, 'restrict-case'), { ...own, person: '' });
    assert.match(textOf(nobody.body), /does not say who the case is to be kept from/);
    const self = await server.send(action(id, 'restrict-case'), { ...own, person: 'director' });
    assert.match(textOf(self.body), /Nobody decides this about a case that is about them/);
    assert.equal(
      (await loadCase(server, id)).events.some(({ type }) => type === 'case-restricted'),
      false,
    );
  });

  test('a case opened out of it starts as restricted, and neither names the other to anybody outside', async () => {
    const id = await openCase();
    await doOn(server, id, 'define', { input: { points: [{ text: 'A' }], 'outcome-sought': 'B' }, by: 'officer' });
    await doOn(server, id, 'restrict-case', { input: own, by: 'director' });
    const record = await loadCase(server, id);
    const linked = { how: 'new-issue', receivedOn: { on: server.parts.today() }, texts: { text: `${STORY} again` } };
    const reference = await openLinkedCase(server.parts.casebook, record, linked, {
      actor: entitled('director'),
      find: () => undefined,
    });
    assert.ok(reference);
    const row = await server.parts.casebook.database.inOrganisation(server.organisation, (tx) =>
      tx
        .selectFrom('case_list')
        .select(['case_id as id', 'restricted'])
        .where('organisation', '=', server.organisation)
        .where('reference', '=', reference)
        .executeTakeFirstOrThrow(),
    );
    assert.equal(row.restricted, true);
    for (const [person, status] of [
      ['officer', 303],
      ['director', 200],
      ['safeguarding-lead', 404],
      ['officer-2', 404],
    ] as const) {
      server.signIn(person);
      assert.equal((await server.get(page(row.id))).status, status, person);
    }
    const other = await openCase();
    await doOn(server, other, 'link', { input: { to: reference, how: 'same-person' } });
    server.signIn('officer-2');
    for (const address of [page(other), caseworkPaths.print({ id: other })]) {
      const shown = (await server.get(address)).body;
      assert.ok(!shown.includes(reference), address);
      assert.match(textOf(shown), /a case that is not open to you/);
    }
  });
});
