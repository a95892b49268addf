// A panel and a case given on twice, through the pages: who is offered, who is refused and why, what the case page says.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { IsoDate } from '../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../test/support/casework-server.ts';
import { doOn, loadCase, logCase } from '../../test/support/drive-case.ts';
import { caseworkPaths } from './paths.ts';

const ODDITIES = fileURLToPath(new URL('../../test/oddities', import.meta.url));
const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const offered = (body: string, name: string): readonly string[] => {
  const select = new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?</select>`).exec(body)?.[0];
  const radios = [...body.matchAll(new RegExp(`name="${name}"[^>]*value="([^"]+)"`, 'g'))].map(
    ([, value]) => value ?? '',
  );
  return select ? [...select.matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value ?? '') : radios;
};
const action = (id: string, name: string): string => caseworkPaths.action({ id, action: name });

let server: CaseworkServer;

async function defined(): Promise<string> {
  const id = await logCase(server, { service: 'homes' });
  await doOn(server, id, 'define', { input: { points: [{ text: 'The stairs' }], 'outcome-sought': 'A rail' } });
  return id;
}

async function escalated(): Promise<string> {
  const id = await defined();
  const given = (step: string, to: string) => doOn(server, id, 'allocate', { step, input: { to } });
  await given('give-to-head', 'head-of-service');
  await given('give-to-officer', 'housing-officer');
  await doOn(server, id, 'record-finding', {
    input: { findings: { 1: { finding: 'not-upheld' } } },
    by: 'housing-officer',
  });
  await doOn(server, id, 'extend', { input: { by: 2, reason: 'One more visit' }, by: 'head-of-service-2' });
  await doOn(server, id, 'respond', { input: { channel: 'letter', parts: { reasons: { 1: 'It is sound.' } } } });
  await doOn(server, id, 'request-escalation');
  return id;
}

describe('a case given on twice', () => {
  before(async () => {
    server = await openCaseworkServer('a-panel', '2026-04-20', ODDITIES);
  });
  after(() => server.close());

  test('each step that gives the case is an action of its own, with those it may be given to', async () => {
    const id = await defined();
    server.signIn('head-of-housing');
    const { body } = await server.get(action(id, 'step:give-to-head'));
    assert.deepEqual(offered(body, 'to'), ['all', 'head-of-service', 'head-of-service-2']);
    const done = await server.send(action(id, 'step:give-to-head'), { to: 'head-of-service' });
    assert.equal(done.status, 303, wordsOf(done.body));
    server.signIn('head-of-service-2');
    const refused = await server.send(action(id, 'step:give-to-officer'), { to: 'housing-officer' });
    assert.equal(refused.status, 400);
    assert.match(wordsOf(refused.body), /This is for the person the case was given to at this stage/);
  });

  test('the usual people come first, and anybody else needs a reason', async () => {
    const id = await defined();
    server.signIn('head-of-housing');
    await server.send(action(id, 'step:give-to-head'), { to: 'head-of-service' });
    server.signIn('head-of-service');
    const url = action(id, 'step:give-to-officer');
    const { body } = await server.get(url);
    assert.deepEqual(offered(body, 'to'), ['all', 'housing-officer', 'housing-officer-2', 'officer', 'officer-2']);
    assert.match(body, /Complaints officer One, Complaints officer \(say why\)/);
    const bare = await server.send(url, { to: 'officer' });
    assert.equal(bare.status, 400);
    assert.match(wordsOf(bare.body), /This is usually for: Housing officer\. Somebody else needs a reason\./);
    assert.match(bare.body, /href="#why-this-officer"/);
    const reasoned = await server.send(url, { to: 'officer', 'why-this-officer': 'The others are away.' });
    assert.equal(reasoned.status, 303, wordsOf(reasoned.body));
    const page = wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(
      page,
      /Who has the case Give it to a head of service Head of service One Give it to an officer Complaints officer One/,
    );
    assert.match(page, /The others are away\./);
  });
});

describe('a panel', () => {
  before(async () => {
    server = await openCaseworkServer('a-panel', '2026-04-20', ODDITIES);
    const seat = (id: string, trainedOn?: string) => {
      const person = server.people.find((one) => one.id === id);
      const roles = [{ role: 'tenant', ...(trainedOn && { trainedOn: trainedOn as IsoDate }) }];
      server.people.splice(server.people.indexOf(person!), 1, { ...person!, roles });
    };
    seat('tenant', '2025-01-31');
    seat('tenant-2');
  });
  after(() => server.close());

  test('offers for each seat who can have it, and says why the others cannot', async () => {
    const id = await escalated();
    server.signIn('head-of-housing');
    const { body } = await server.get(action(id, 'step:convene'));
    assert.deepEqual(offered(body, 'seats.tenant'), ['tenant']);
    // The other head extended the time of the first answer; whoever merely had the case given to them did nothing in it.
    assert.deepEqual(offered(body, 'seats.head'), ['all', 'head-of-service']);
    const words = wordsOf(body);
    assert.match(words, /Tenant: who cannot be chosen, and why/);
    assert.match(words, /Tenant on the panel Two Tenant: This wants the training of the role: hearing complaints/);
    assert.match(words, /Head of service Two Head of service: This person took part in “First answer”/);
  });

  test('the wrong people are refused by seat and reason, with the clause, and nothing is recorded', async () => {
    const id = await escalated();
    const { version } = await loadCase(server, id);
    server.signIn('head-of-housing');
    const sent = await server.send(action(id, 'step:convene'), {
      'seats.head': 'head-of-service-2',
      'seats.tenant': 'tenant-2',
    });
    assert.equal(sent.status, 400);
    const words = wordsOf(sent.body);
    assert.match(words, /Head of service: This person took part in “First answer”/);
    assert.match(
      words,
      /Tenant: This wants the training of the role: hearing complaints\. None is recorded by that day for: Tenant on the panel/,
    );
    assert.match(sent.body, /\/clauses\/5\?version=2020-01/);
    const empty = await server.send(action(id, 'step:convene'), { 'seats.head': 'all', 'seats.tenant': '' });
    assert.equal(empty.status, 400);
    assert.equal((await loadCase(server, id)).version, version);
    const heard = await server.get(action(id, 'step:hear'));
    assert.match(wordsOf(heard.body), /“Call the panel together” has to be done first/);
  });

  test('the right people sit, the date stays, and the case says who they are', async () => {
    const id = await escalated();
    server.signIn('head-of-housing');
    const before = wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    const due = /Due next: [^.]*2026/.exec(before)?.[0];
    const sent = await server.send(action(id, 'step:convene'), { 'seats.head': 'all', 'seats.tenant': 'tenant' });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    const page = wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(page, /Panel: Call the panel together, Tenant/);
    assert.match(page, /Head of service: Ali Everything; Tenant: Tenant on the panel One/);
    assert.ok(due && page.includes(due), due);
  });
});
