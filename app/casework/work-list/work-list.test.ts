import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, loadCase, logCase } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../paths.ts';

let server: CaseworkServer;

describe('the work list', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-04-01');
    await emptyDatabase(server.parts.casebook.database);
  });
  after(() => server.close());

  const wordsOf = (body: string): string =>
    (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const list = async (query = ''): Promise<string> => (await server.get(`/cases${query}`)).body;

  test('late in front, at risk marked, each with its clock, clause, stage and handler', async () => {
    server.setDay('2026-04-01');
    const early = await logCase(server, { subject: 'Early one' });
    server.setDay('2026-04-08');
    await logCase(server, { subject: 'Later one' });
    server.setDay('2026-04-13');
    const words = wordsOf(await list());
    assert.match(words, /2 cases are open: 1 late, 2 with nobody/);
    assert.ok(words.indexOf('Early one') < words.indexOf('Later one'));
    assert.match(words, /Friday 10 April 2026 Late/);
    assert.match(words, /Unassigned/);
    assert.match(words, /Jo Sample/);
    await doOn(server, early, 'withdraw');
    assert.doesNotMatch(wordsOf(await list()), /Early one/);
    assert.match(wordsOf(await list('?show=closed')), /Early one/);
    assert.doesNotMatch(wordsOf(await list('?show=closed')).split('Early one')[1] ?? '', /Unassigned/, 'it is over');
  });

  test('filters, and pages of 25', async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.setDay('2026-04-01');
    for (let n = 0; n < 27; n += 1)
      await logCase(server, { subject: `Case ${n}`, service: server.policy.pack.services[n % 2]?.id });
    const body = await list();
    assert.match(wordsOf(body), /27 cases are open/);
    assert.equal([...body.matchAll(/class="govuk-link govuk-!-font-weight-bold"/g)].length, 25);
    assert.match(body, /href="\/cases\?show=all&amp;page=2"/);
    assert.equal([...(await list('?page=2')).matchAll(/class="govuk-link govuk-!-font-weight-bold"/g)].length, 2);
    const service = server.policy.pack.services[1]?.id ?? '';
    assert.match(wordsOf(await list(`?service=${service}`)), /13 cases are open/);
    assert.match(wordsOf(await list('?show=mine')), /You have no open case/);
    assert.match(wordsOf(await list('?show=late')), /Nothing is late/);
    assert.match(wordsOf(await list('?show=unassigned')), /Unassigned \(27\)/);
    for (const odd of ['?page=0', '?page=x', '?show=nonsense', '?show=a&show=b', "?service=';drop"])
      assert.equal((await server.get(`/cases${odd}`)).status, 200, odd);
  });

  test('the person a complaint is about finds it neither in the list nor by its address', async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.setDay('2026-04-01');
    const id = await logCase(server, {
      subject: 'Conduct of an officer',
      'about-staff-conduct': true,
      'person-complained-about': 'senior-officer',
    });
    server.signIn('senior-officer');
    assert.match(wordsOf(await list()), /0 cases are open/);
    for (const url of [
      caseworkPaths.casePage({ id }),
      caseworkPaths.print({ id }),
      caseworkPaths.action({ id, action: 'note' }),
      caseworkPaths.letter({ id, n: 1 }),
    ])
      assert.equal((await server.get(url)).status, 404, url);
    server.signIn('customer-feedback-officer');
    assert.match(wordsOf(await list()), /Conduct of an officer/);
    await server.send(caseworkPaths.opening({ id }), { 'opening-reason': 'working' });
    assert.equal((await server.get(caseworkPaths.casePage({ id }))).status, 200);
    server.signIn('all');
    assert.ok(await loadCase(server, id));
  });

  test('a lapse since the last recording shows, though nothing was recorded', async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.setDay('2026-04-01');
    await logCase(server, {
      subject: 'Quick one',
      'likely-to-be-quick': true,
      'agrees-to-early-resolution': true,
      'high-rise-safety': false,
      'health-and-safety': false,
    });
    const before = wordsOf(await list());
    server.setDay('2026-06-01');
    const later = wordsOf(await list());
    assert.match(before, /Jo Sample · Early resolution/);
    assert.match(later, /Jo Sample · Stage One · first contact 1 Apr 2026/);
  });

  test('a request for the next stage waits in front, is not late, and its decision is what comes next', async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.setDay('2026-04-01');
    const id = await logCase(server, { subject: 'Asked again' });
    const findings = { 1: { finding: 'not-upheld', reasons: 'We came the next day.' } };
    const parts = {
      'how-investigated': 'I read the records.',
      'failures-found': 'none',
      reasons: { 1: 'We came the next day.' },
    };
    await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
    await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The ceiling is ours.' } } });
    await doOn(server, id, 'record-finding', { by: 'respond-er', input: { findings } });
    await doOn(server, id, 'respond', { input: { parts, channel: 'letter' } });
    await doOn(server, id, 'request-escalation', { input: { 'what-is-unresolved': 'It leaks.' } });
    server.setDay('2026-04-08');
    await logCase(server, { subject: 'A later one' });
    const words = wordsOf(await list());
    assert.match(words, /2 cases are open: 0 late/);
    assert.ok(words.indexOf('Asked again') < words.indexOf('A later one'));
    assert.match(words, /Waits for a decision Next stage asked for on Wednesday 1 April 2026/);
    const actionsOf = async (person: string): Promise<string> => {
      server.signIn(person);
      return wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    };
    assert.match(
      await actionsOf('customer-feedback-officer'),
      /To decide: the next stage .* What you can do now Accept the request for the next stage .*Refuse the request/,
    );
    assert.match(await actionsOf('investigating-officer'), /Next, but for somebody else to do: Accept the request/);
    server.signIn('all');
  });

  test('the ways to end an early resolution come first while its time runs', async () => {
    server.setDay('2026-04-01');
    const quick = { 'likely-to-be-quick': true, 'agrees-to-early-resolution': true };
    const id = await logCase(server, { ...quick, 'high-rise-safety': false, 'health-and-safety': false });
    const words = wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(words, /What you can do now Agree a resolution .* Offer the two-stage process .* Contact and notes/);
  });

  test('while nobody has a case, choosing somebody is among what comes next', async () => {
    server.setDay('2026-04-01');
    const id = await logCase(server, {});
    await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
    await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The ceiling is ours.' } } });
    server.signIn('customer-feedback-officer');
    const look = async (): Promise<string> => wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(
      await look(),
      /What you can do now Choose who looks into it .*somebody else to do: Record what was found/,
    );
    await doOn(server, id, 'allocate', { input: { to: 'investigating-officer' } });
    assert.match(await look(), /What you can do now Next, but for somebody else/);
    server.signIn('all');
  });
});
