// Two cases that not the same people see: never put together, and linked only when that is meant.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, sayWhy, standingNow } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../paths.ts';

const MANAGER = 'complaints-manager';
const OFFICER = 'complaints-officer';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('two cases of which only few see one', () => {
  let server: CaseworkServer;
  let restricted: string;
  let open: string;
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-03-30');
  });
  after(() => server.close());
  beforeEach(async () => {
    server.signIn(MANAGER);
    restricted = await logCase(server);
    open = await logCase(server, { untriaged: true });
    const input = { 'restrict-reason': 'safeguarding', why: 'She is afraid of a visitor.' };
    await doOn(server, restricted, 'restrict-case', { input });
    await sayWhy(server, restricted);
  });

  const referenceOf = async (id: string): Promise<string> => (await loadCase(server, id)).origin.reference;
  const stateOf = async (id: string) => standingNow(server, await loadCase(server, id)).state;
  const join = async (id: string, into: string) =>
    server.send(caseworkPaths.sort({ id }), {
      'sort-as': 'part-of',
      'other-reference': await referenceOf(into),
      _do: 'check',
    });
  const link = async (id: string, to: string, more = {}) =>
    server.send(
      caseworkPaths.beside({ id }),
      { reference: await referenceOf(to), do: 'link', ...more },
      caseworkPaths.sort({ id }),
    );

  test('are not put together, whichever is part of the other, until both are restricted', async () => {
    const refused = await join(open, restricted);
    assert.equal(refused.status, 400);
    assert.match(wordsOf(refused.body), /One of the two cases is kept to a few people.*Restrict the other one/);
    assert.equal((await stateOf(open)).status, 'open');
    const input = { 'restrict-reason': 'safeguarding', why: 'It is the same matter.' };
    await doOn(server, open, 'restrict-case', { input });
    await sayWhy(server, open);
    const check = await join(open, restricted);
    assert.equal(check.status, 200);
    await server.post(caseworkPaths.sort({ id: open }), { ...readInputs(check.body), _do: 'confirm' });
    assert.equal((await stateOf(open)).mergedInto, await referenceOf(restricted));
  });

  test('a colleague’s own complaint is not put together with one that the colleague sees', async () => {
    const own = await logCase(server);
    const input = { 'restrict-reason': 'own-complaint', person: OFFICER, why: 'Their own.' };
    await doOn(server, own, 'restrict-case', { input });
    await doOn(server, open, 'restrict-case', { input: { 'restrict-reason': 'safeguarding', why: 'As that one.' } });
    for (const id of [own, open]) await sayWhy(server, id);
    assert.match(wordsOf((await join(open, own)).body), /kept to a few people or from somebody/);
  });

  test('are linked only after a question, which says what a link shows, and where to restrict the other', async () => {
    const asked = await link(open, restricted);
    assert.equal(asked.status, 200);
    assert.match(wordsOf(asked.body), /reads on .* only that it belongs with a case that is not open to them/);
    assert.ok(asked.body.includes(caseworkPaths.action({ id: open, action: 'restrict-case' })));
    assert.deepEqual((await stateOf(open)).links, []);
    assert.equal((await link(open, restricted, { sure: 'yes' })).status, 303);
    assert.equal((await stateOf(open)).links.length, 1);
    assert.equal((await stateOf(restricted)).links.length, 1);
    const reference = await referenceOf(restricted);
    assert.match((await server.get(caseworkPaths.casePage({ id: open }))).body, new RegExp(reference));
    server.signIn(OFFICER);
    for (const page of [caseworkPaths.casePage({ id: open }), caseworkPaths.sort({ id: open })]) {
      const { body } = await server.get(page);
      assert.doesNotMatch(body, new RegExp(reference), page);
      assert.match(wordsOf(body), /A case that is not open to you|to a case that is not open to you/);
    }
  });

  test('the form that links by a reference refuses it, and says where it is asked', async () => {
    const to = await referenceOf(restricted);
    const sent = await server.send(caseworkPaths.action({ id: open, action: 'link' }), { to });
    assert.equal(sent.status, 400);
    assert.match(wordsOf(sent.body), /One of the two cases is kept to a few people/);
    const other = await referenceOf(await logCase(server));
    assert.equal((await server.send(caseworkPaths.action({ id: open, action: 'link' }), { to: other })).status, 303);
  });

  test('put together before one was restricted, the other names no case that is not open', async () => {
    const first = await logCase(server);
    await server.post(caseworkPaths.sort({ id: open }), {
      ...readInputs((await join(open, first)).body),
      _do: 'confirm',
    });
    const reference = await referenceOf(first);
    assert.equal((await stateOf(open)).mergedInto, reference);
    await doOn(server, first, 'restrict-case', { input: { 'restrict-reason': 'safeguarding', why: 'It turned out.' } });
    server.signIn(OFFICER);
    for (const page of [caseworkPaths.casePage({ id: open }), caseworkPaths.sort({ id: open })]) {
      const { body } = await server.get(page);
      assert.doesNotMatch(body, new RegExp(reference), page);
      assert.match(wordsOf(body), /a case that is not open to you/);
    }
  });
});
