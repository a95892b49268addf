// Somebody leaves: what they have is shown before the account is closed, and given to others case by case.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { findHandler } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, loadCase, logCase, standingNow } from '../../../test/support/drive-case.ts';
import { administrationPaths } from '../paths.ts';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

let server: CaseworkServer;
const LEAVER = 'investigator';
const leave = administrationPaths.leave({ person: LEAVER });
const handlerOf = async (id: string) => findHandler(standingNow(server, await loadCase(server, id)).state);

async function given(subject: string): Promise<string> {
  const id = await logCase(server, { subject });
  await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'The roof is ours.' } } });
  await doOn(server, id, 'allocate', { input: { to: LEAVER, 'to-roles': [{ role: LEAVER }] } });
  return id;
}

async function give(ids: readonly string[], to: string) {
  const { body } = await server.get(leave);
  const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const chosen = ids.map((id): readonly [string, string] => ['cases', id]);
  return server.sendRaw(leave, [['_csrf', token], ['to', to], ...chosen]);
}

describe('leaving', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-03-04');
    (server.people as { administrator: boolean }[])[0]!.administrator = true;
  });
  beforeEach(async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.signIn('all');
  });
  after(() => server.close());

  test('what somebody has is shown: cases, promises, the team they lead, whom they stand in for', async () => {
    const id = await given('The roof leaks');
    await doOn(server, id, 'promise', { input: { kind: 'work', what: 'Mend it', owner: LEAVER, due: '2026-04-01' } });
    const { teams, absences } = server.parts;
    const settings = { name: 'North', services: [], leader: LEAVER };
    await teams.make(server.organisation, settings, 'all');
    const away = { person: 'director', from: '2026-03-04', to: '2026-03-20', deputies: [LEAVER] } as const;
    await absences.record(server.organisation, away as never, 'all');
    const page = wordsOf((await server.get(leave)).body);
    assert.match(page, /Investigator One leaves/);
    assert.match(page, /The roof leaks/);
    assert.match(page, /They are to keep one promise/);
    assert.match(page, /They lead North/);
    assert.match(page, /They stand in for Director One until 20 Mar 2026/);
    assert.match(page, /Close the account/);
  });

  test('chosen cases are given to somebody else, each by its own rules', async () => {
    const [first, second] = [await given('The roof'), await given('The door')];
    const done = await give([first], 'investigator-2');
    assert.match(wordsOf(done.body), /1 given to Investigator Two/);
    assert.equal(await handlerOf(first), 'investigator-2');
    assert.equal(await handlerOf(second), LEAVER);
    const left = wordsOf((await server.get(leave)).body);
    assert.match(left, /The door/);
    assert.doesNotMatch(left, /The roof/);
    const refused = await give([second], 'none');
    assert.match(wordsOf(refused.body), /0 given to Noor Nobody, 1 not/);
    assert.equal(await handlerOf(second), LEAVER);
  });

  test('without a case or a person chosen it says so and keeps the rest', async () => {
    const id = await given('The roof');
    assert.match(wordsOf((await give([], 'director')).body), /Choose at least one case/);
    assert.match(wordsOf((await give([id], '')).body), /Choose who is to have them/);
  });

  test('a restricted case is not shown to an administrator outside its reach; others than administrators see no such page', async () => {
    const id = await given('About a colleague');
    await doOn(server, id, 'restrict-case', {
      by: 'director',
      input: { 'restrict-reason': 'other-reason', why: 'It is known to some.' },
    });
    const all = server.people[0]!;
    server.people[0] = { ...all, roles: [{ role: 'complaints-officer' }] };
    const page = wordsOf((await server.get(leave)).body);
    server.people[0] = all;
    assert.doesNotMatch(page, /About a colleague/);
    assert.match(page, /None that you see/);
    server.signIn('director');
    assert.equal((await server.get(leave)).status, 404);
  });
});
