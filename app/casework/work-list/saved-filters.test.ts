import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { logCase } from '../../../test/support/drive-case.ts';

let server: CaseworkServer;

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const savedOn = (body: string): string[] =>
  [...body.matchAll(/href="(\/cases\/filters\/[\w-]+)">([^<]*)</g)].map(([, , name = '']) => name);
const addressOf = (body: string, name: string): string =>
  new RegExp(`href="(/cases/filters/[\\w-]+)">${name}<`).exec(body)?.[1] ?? '';
const list = async (): Promise<string> => (await server.get('/cases')).body;

async function save(query: string, inputs: Record<string, string>) {
  return server.send('/cases/filters', inputs, `/cases/filters?${query}`);
}

describe('saved filters', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-04-01');
    await emptyDatabase(server.parts.casebook.database);
  });
  after(() => server.close());

  test('saved for oneself or for everybody, gone by, renamed and deleted', async () => {
    const [first, second] = server.policy.pack.services;
    await logCase(server, { subject: 'Here', service: first?.id });
    await logCase(server, { subject: 'There', service: second?.id });
    assert.match(wordsOf((await server.get(`/cases?service=${first?.id}`)).body), /Save this filter/);
    const saved = await save(`show=late&service=${first?.id}&from=2026-03-01`, { name: 'Ours, late', whose: 'me' });
    assert.equal(saved.status, 303);
    assert.equal((await server.get(saved.location ?? '')).status, 303);
    await save(`show=all&service=${second?.id}`, { name: 'Theirs', whose: 'team' });
    assert.deepEqual(savedOn(await list()), ['Ours, late', 'Theirs']);

    server.signIn('customer-feedback-officer');
    assert.deepEqual(savedOn(await list()), ['Theirs']);
    const theirs = addressOf(await list(), 'Theirs');
    const gone = await server.app.inject({ method: 'GET', url: saved.location ?? '' });
    assert.equal(gone.statusCode, 404, 'somebody else’s own');
    const shown = await server.app.inject({ method: 'GET', url: theirs });
    assert.equal(shown.headers.location, `/cases?show=all&service=${second?.id}`);
    const body = wordsOf((await server.get(String(shown.headers.location))).body);
    assert.match(body, /1 case is open/);
    assert.match(body, /There/);
    const page = (await server.get('/cases/filters')).body;
    assert.match(wordsOf(page), /Theirs For everybody, saved by Ali Everything/);
    assert.doesNotMatch(wordsOf(page), /Change or delete/);
    assert.equal((await server.send(theirs, { name: 'Mine now', whose: 'me' }, '/cases')).status, 404);

    server.signIn('all');
    assert.equal(
      (await server.send(theirs, { name: 'Theirs, open', whose: 'me', do: 'change' }, '/cases')).status,
      303,
    );
    server.signIn('customer-feedback-officer');
    assert.deepEqual(savedOn(await list()), [], 'shared no more');
    server.signIn('all');
    assert.deepEqual(savedOn(await list()), ['Ours, late', 'Theirs, open']);
    assert.equal((await server.send(theirs, { do: 'delete' }, '/cases')).status, 303);
    assert.deepEqual(savedOn(await list()), ['Ours, late']);
    assert.equal((await server.get(theirs)).status, 404);
  });

  test('a search is saved with its words, which stand in no address', async () => {
    const sent = await server.send('/cases/search', { words: 'kitchen ceiling' }, '/cases');
    const search = new URLSearchParams(sent.location?.split('?')[1]).get('search') ?? '';
    assert.match(
      wordsOf((await server.get(`/cases/filters?show=everything&search=${search}`)).body),
      /searches for “kitchen ceiling”/,
    );
    await save(`show=everything&search=${search}`, { name: 'Ceilings', whose: 'team' });
    server.signIn('customer-feedback-officer');
    const gone = await server.app.inject({ method: 'GET', url: addressOf(await list(), 'Ceilings') });
    assert.match(String(gone.headers.location), /^\/cases\?show=everything&search=[\w-]+$/);
    server.signIn('all');
  });

  test('needs a name that is not taken, and keeps what was typed', async () => {
    const nameless = await save('show=late', { name: '', whose: 'team' });
    assert.equal(nameless.status, 400);
    assert.match(wordsOf(nameless.body), /There is a problem Enter name|There is a problem .*[Nn]ame/);
    const twice = await save('show=late', { name: 'ceilings', whose: 'me' });
    assert.equal(twice.status, 400);
    assert.match(wordsOf(twice.body), /There is a filter of this name already/);
    assert.match(twice.body, /value="ceilings"/);
    assert.match(twice.body, /name="show" value="late"/);
  });
});
