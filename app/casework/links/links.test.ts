// Two cases that belong together say so on both, and who may put cases together: over HTTP with a database.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, sayWhy, standingNow } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../paths.ts';

const OFFICER = 'complaints-officer';
const INVESTIGATOR = 'investigator';
const MANAGER = 'complaints-manager';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('two cases', () => {
  let server: CaseworkServer;
  let one: string;
  let two: string;
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-03-30');
  });
  after(() => server.close());
  beforeEach(async () => {
    server.setDay('2026-03-30');
    server.signIn(OFFICER);
    [one, two] = [await logCase(server), await logCase(server)];
  });

  const referenceOf = async (id: string): Promise<string> => (await loadCase(server, id)).origin.reference;
  const linksOf = async (id: string) => standingNow(server, await loadCase(server, id)).state.links;
  const timelineOf = async (id: string) => wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
  const link = async (id: string, inputs: Record<string, string>) =>
    server.send(caseworkPaths.action({ id, action: 'link' }), inputs);
  const takeBack = async (id: string, action: 'undo' | 'void', n: number) =>
    server.send(caseworkPaths.action({ id, action }), { recording: String(n), why: 'A slip.' });

  test('linked by hand say so on both, each from its own side, with why', async () => {
    const [first, second] = [await referenceOf(one), await referenceOf(two)];
    const sent = await link(one, { to: ` ${second.toLowerCase()} `, how: 'split-off', why: 'Two matters.' });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    for (const [id, named, how] of [
      [one, second, 'split off from this case'],
      [two, first, 'the case that this was split off from'],
    ] as const) {
      const page = await timelineOf(id);
      assert.ok(page.includes(`Linked to case ${named} by`) && page.includes(`${named} : ${how}`), page.slice(-900));
    }
    const there = await loadCase(server, two);
    assert.equal(there.texts.get(there.version)?.['why'], 'Two matters.');
    const again = await link(two, { to: first });
    assert.equal(again.status, 400);
    assert.match(wordsOf(again.body), /The two are linked already/);
  });

  for (const action of ['undo', 'void'] as const)
    test(`${action} takes both sides away, from either, and undoing that brings both back`, async () => {
      const [first, second] = [await referenceOf(one), await referenceOf(two)];
      await link(one, { to: second, how: 'same-matter' });
      const { version } = await loadCase(server, two);
      assert.equal((await takeBack(two, action, version)).status, 303);
      assert.deepEqual([await linksOf(one), await linksOf(two)], [[], []]);
      assert.equal((await takeBack(two, 'undo', version + 1)).status, 303);
      assert.deepEqual(
        [await linksOf(one), await linksOf(two)].map(([found]) => found?.to),
        [second, first],
      );
    });

  test('a reference that is not there, and one out of reach, get the same answer, and keep the typing', async () => {
    await doOn(server, two, 'restrict-case', { input: { 'restrict-reason': 'safeguarding', why: 'Afraid.' } });
    const hidden = await referenceOf(two);
    const answers: string[] = [];
    for (const to of [hidden, '26-ZZZZZ']) {
      const { status, body } = await link(one, { to, how: 'same-person', why: 'My reasons' });
      assert.equal(status, 400);
      assert.match(body, new RegExp(`value="${to}"`));
      assert.match(body, /My reasons/);
      assert.match(wordsOf(body), new RegExp(`There is no case ${to} that you can see. Check the reference`));
      answers.push(wordsOf(body).replaceAll(to, 'TO'));
    }
    assert.equal(answers[0], answers[1]);
    const itself = await link(one, { to: await referenceOf(one) });
    assert.match(wordsOf(itself.body), /This is the case itself/);
    assert.deepEqual([await linksOf(one), (await loadCase(server, one)).version], [[], 1]);
  });

  test('a link to a case that is not open is undone by nobody who does not see it', async () => {
    await link(one, { to: await referenceOf(two), how: 'same-matter' });
    await doOn(server, two, 'restrict-case', { input: { 'restrict-reason': 'safeguarding', why: 'Afraid.' } });
    const refused = await takeBack(one, 'undo', 2);
    assert.equal(refused.status, 400);
    assert.match(wordsOf(refused.body), /names another case that is not open to you/);
    server.signIn(MANAGER);
    await sayWhy(server, two);
    assert.equal((await takeBack(one, 'undo', 2)).status, 303);
    assert.deepEqual([await linksOf(one), await linksOf(two)], [[], []]);
  });

  test('a link that an older record has on one side only still stands, is completed by linking, and undone', async () => {
    await doOn(server, one, 'link', { input: { to: await referenceOf(two), how: 'same-matter' } });
    await doOn(server, one, 'link', { input: { to: 'never there', how: 'same-person' } });
    assert.match(await timelineOf(one), /Linked to case never there/);
    assert.equal((await link(two, { to: await referenceOf(one), how: 'same-matter' })).status, 303);
    assert.equal((await linksOf(two)).length, 1);
    assert.equal((await linksOf(one)).length, 2);
    assert.equal((await takeBack(one, 'undo', 3)).status, 303);
    assert.equal((await takeBack(one, 'undo', 2)).status, 303);
    assert.deepEqual([await linksOf(one), await linksOf(two)], [[], []]);
  });

  test('are put together and kept apart by those who sort, and linked by everybody who works on cases', async () => {
    const reference = await referenceOf(two);
    const beside = async (does: string) =>
      server.send(caseworkPaths.beside({ id: one }), { reference, do: does }, caseworkPaths.sort({ id: one }));
    const join = async () =>
      server.send(caseworkPaths.sort({ id: one }), {
        'sort-as': 'part-of',
        'other-reference': reference,
        _do: 'confirm',
      });
    server.signIn(INVESTIGATOR);
    const page = await server.get(caseworkPaths.sort({ id: one }));
    assert.match(wordsOf(page.body), /Why you cannot keep apart This is for: Complaints officer, Complaints manager/);
    assert.doesNotMatch(page.body, /value="keep-apart"/);
    assert.equal((await join()).status, 400);
    await beside('keep-apart');
    assert.equal((await loadCase(server, one)).version, 1);
    await beside('link');
    assert.deepEqual([(await linksOf(one)).length, (await linksOf(two)).length], [1, 1]);
    await beside('undo-link');
    server.signIn(OFFICER);
    await beside('keep-apart');
    assert.deepEqual(standingNow(server, await loadCase(server, two)).state.keptApart, [await referenceOf(one)]);
    const joined = await join();
    assert.equal(joined.status, 303, wordsOf(joined.body));
    server.signIn(INVESTIGATOR);
    const { version } = await loadCase(server, one);
    await server.send(caseworkPaths.unsort({ id: one }), {}, caseworkPaths.action({ id: one, action: 'note' }));
    assert.equal((await takeBack(one, 'void', version)).status, 400);
    assert.equal((await loadCase(server, one)).version, version, 'undone by those who sort alone, and on both');
  });
});
