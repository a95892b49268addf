// What a person has to do, and by when: what is theirs by name, and what waits for a role of theirs.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, logCase } from '../../../test/support/drive-case.ts';
import { rebuild } from '../../store/projections.ts';
import { caseworkPaths } from '../paths.ts';

let server: CaseworkServer;

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const open = async (person: string, query?: { show: string }) => {
  server.signIn(person);
  return (await server.get(caseworkPaths.myWork(undefined, query))).body;
};
const see = async (person: string, query?: { show: string }): Promise<string> => wordsOf(await open(person, query));
const titleOf = (body: string): string => /<title>(.*?) – /.exec(body)?.[1] ?? '';
/** The words of one section. */
const part = (body: string, section: string): string =>
  wordsOf(new RegExp(`<section id="${section}">[\\s\\S]*?</section>`).exec(body)?.[0] ?? '');

async function given(to: string, day = '2026-04-01'): Promise<string> {
  server.setDay(day);
  const id = await logCase(server);
  await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'The ceiling is ours.' } } });
  await doOn(server, id, 'allocate', { input: { to } });
  return id;
}

describe('my work', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-04-01');
  });
  beforeEach(() => emptyDatabase(server.parts.casebook.database));
  after(() => server.close());

  test('what is mine moves from later to this week, at risk, today and late, and opens at its next action', async () => {
    const id = await given('investigator');
    const at = async (day: string, section: string) => {
      server.setDay(day);
      return part(await open('investigator'), section);
    };
    assert.match(
      await at('2026-04-02', 'later'),
      /Later \(1\).*Friday 17 April 2026 Record what was found .*Stage 1 response/,
    );
    assert.match(await at('2026-04-13', 'week'), /This week \(1\)/);
    assert.match(await at('2026-04-15', 'risk'), /At risk \(1\).*Friday 17 April 2026 (Own target|At risk)/);
    assert.match(await at('2026-04-17', 'today'), /Today \(1\).*Friday 17 April 2026/);
    assert.match(await at('2026-04-18', 'late'), /Late \(1\).*Friday 17 April 2026 Late/);
    const body = await open('investigator');
    assert.equal(titleOf(body), '(1 late) My work');
    assert.ok(body.includes(`href="${caseworkPaths.action({ id, action: 'record-finding' })}"`));
    assert.match(await see('investigator-2'), /There is nothing for you to do/);
  });

  test('nothing late is said, and a person without any work is told so', async () => {
    assert.equal(titleOf(await open('investigator')), 'My work');
    await given('investigator');
    assert.match(part(await open('investigator'), 'late'), /Nothing is late/);
  });

  test('what nobody has waits for whoever may take it on, apart from their own work', async () => {
    server.setDay('2026-04-01');
    await logCase(server);
    const body = await open('complaints-officer');
    assert.match(part(body, 'unassigned'), /Nobody has these yet \(1\).*Friday 10 April 2026 Define the complaint/);
    assert.equal(titleOf(body), 'My work');
    assert.match(await see('none'), /There is nothing for you to do/);
  });

  test('a promise is on the list of whoever keeps it until it is kept, and opens where it is kept', async () => {
    const id = await given('investigator');
    await doOn(server, id, 'promise', {
      input: { kind: 'work', what: 'Mend the ceiling', owner: 'complaints-officer-2', due: '2026-04-10' },
    });
    server.setDay('2026-04-10');
    const body = await open('complaints-officer-2');
    assert.match(part(body, 'today'), /Promise: Mend the ceiling/);
    assert.ok(body.includes(`href="${caseworkPaths.action({ id, action: 'keep-promise' })}"`));
    await doOn(server, id, 'keep-promise', { input: { promise: '1', evidence: 'Seen.' } });
    assert.match(await see('complaints-officer-2'), /There is nothing for you to do/);
  });

  test('the lists are a function of the events', async () => {
    await given('investigator');
    const { database, projections } = server.parts.casebook;
    const read = () =>
      database.inOrganisation(server.organisation, async (tx) => ({
        duty: await tx.selectFrom('duty').selectAll().orderBy('duty_id').execute(),
        awaited: await tx.selectFrom('awaited').selectAll().orderBy('awaited_id').execute(),
      }));
    const before = await read();
    assert.ok(before.duty.length > 0);
    await rebuild(database, [...projections]);
    assert.deepEqual(await read(), before);
  });
});

describe('my work, by role', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-04-01');
  });
  beforeEach(() => emptyDatabase(server.parts.casebook.database));
  after(() => server.close());

  test('a request for the next stage waits for whoever decides on it, today and never late', async () => {
    server.setDay('2026-04-01');
    const id = await logCase(server);
    const findings = { 1: { finding: 'not-upheld', reasons: 'We came the next day.' } };
    const parts = { 'how-investigated': 'I read the records.', 'failures-found': 'none', reasons: { 1: 'We came.' } };
    await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
    await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The ceiling is ours.' } } });
    await doOn(server, id, 'record-finding', { by: 'respond-er', input: { findings } });
    await doOn(server, id, 'respond', { input: { parts, channel: 'letter' } });
    await doOn(server, id, 'request-escalation', { input: { 'what-is-unresolved': 'It leaks.' } });
    server.setDay('2026-04-08');
    const decides = part(await open('customer-feedback-officer'), 'today');
    assert.match(decides, /Asked for on Wednesday 1 April 2026 Accept the request for the next stage/);
    assert.match(await see('investigating-officer'), /There is nothing for you to do/);
  });

  test('an early resolution whose time is over waits for somebody to take it on, though nobody recorded anything', async () => {
    server.setDay('2026-04-01');
    const quick = { 'likely-to-be-quick': true, 'agrees-to-early-resolution': true };
    await logCase(server, { ...quick, 'high-rise-safety': false, 'health-and-safety': false });
    const before = part(await open('customer-feedback-officer'), 'unassigned');
    assert.match(before, /Nobody has these yet \(1\).*Early resolution/);
    server.setDay('2026-06-01');
    const body = await open('customer-feedback-officer');
    assert.match(part(body, 'unassigned'), /Stage One acknowledgement .*Stage One/);
    assert.match(part(body, 'unassigned'), /Late/);
  });
});
