// A bank holiday and a closure, added by an administrator: what they would move is shown first, each case says so afterwards.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, logCase } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../../casework/paths.ts';
import { runOutboxOnce } from '../../jobs/outbox.ts';
import { loadDaysOff, refreshDaysOff } from '../../store/calendar/days-off.ts';
import { RECOUNT, recountCases } from '../../store/cases/recount-cases.ts';
import { administrationPaths } from '../paths.ts';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const mourning = (day: string) => {
  const [year = '', month = '', date = ''] = day.split('-');
  const from = { 'from-day': date, 'from-month': month, 'from-year': year };
  return { kind: 'bank-holiday', name: 'National mourning', source: 'Proclamation of 4 March', ...from };
};

let server: CaseworkServer;
const open = async (url: string): Promise<string> => wordsOf((await server.get(url)).body);
const add = administrationPaths.addDayOff();

/** Acknowledged on Wednesday 4 March 2026: ten working days end on the 18th, as counted on a wall calendar. */
async function acknowledged(): Promise<string> {
  server.setDay('2026-03-04');
  server.signIn('all');
  const id = await logCase(server, { subject: 'A leak' });
  await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'The roof is ours.' } } });
  return id;
}

async function addMourning(day: string): Promise<void> {
  const shown = await server.send(add, mourning(day));
  assert.equal(shown.status, 200, wordsOf(shown.body));
  const confirmed = /name="_confirmed" value="([^"]+)"/.exec(shown.body)?.[1] ?? '';
  const done = await server.send(add, { ...mourning(day), _confirmed: confirmed });
  assert.equal(done.status, 303, wordsOf(done.body));
}

describe('the calendar of a landlord', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-03-04');
    (server.people as { administrator: boolean }[])[0]!.administrator = true;
  });
  beforeEach(async () => {
    const { casebook, now } = server.parts;
    await emptyDatabase(casebook.database);
    await loadDaysOff({ ...casebook, now }, server.organisation);
    server.signIn('all');
  });
  after(() => server.close());

  test('what a bank holiday would move is shown before it is added, and nothing moves until then', async () => {
    const id = await acknowledged();
    const shown = await server.send(add, mourning('2026-03-10'));
    const words = wordsOf(shown.body);
    assert.match(words, /Not added yet: National mourning, Tuesday 10 March 2026/);
    assert.match(words, /Dates of 1 open case move/);
    assert.match(words, /Stage 1 response Wednesday 18 March 2026 Thursday 19 March 2026/);
    assert.match(await open(caseworkPaths.casePage({ id })), /Due Wednesday 18 March 2026/);
    assert.match(await open(administrationPaths.calendar()), /Nothing has been added here yet/);
  });

  test('once added each case it moved says so, with who added it, and skips it by name', async () => {
    const id = await acknowledged();
    server.setDay('2026-03-05');
    await addMourning('2026-03-10');
    const page = await open(caseworkPaths.casePage({ id }));
    assert.match(page, /Due Thursday 19 March 2026/);
    assert.match(page, /National mourning \(Tuesday 10 March 2026\) was added on 5 Mar 2026 by Ali Everything/);
    assert.match(page, /It moved: Stage 1 response, from Wednesday 18 March 2026 to Thursday 19 March 2026/);
    assert.match(page, /Not counted: National mourning 10 March/);
    assert.match(
      await open(administrationPaths.calendar()),
      /National mourning Proclamation of 4 March 5 Mar 2026 by Ali Everything/,
    );
  });

  test('a case that it does not touch says nothing', async () => {
    const id = await acknowledged();
    await addMourning('2026-03-19');
    const page = await open(caseworkPaths.casePage({ id }));
    assert.match(page, /Due Wednesday 18 March 2026/);
    assert.doesNotMatch(page, /Dates moved by the calendar/);
  });

  test('the lists are made again for open cases, and come out as a page does', async () => {
    const id = await acknowledged();
    await addMourning('2026-03-10');
    const { casebook, now } = server.parts;
    const due = () =>
      casebook.database.inOrganisation(server.organisation, (tx) =>
        tx
          .selectFrom('case_list')
          .select('next_due')
          .where('organisation', '=', server.organisation)
          .where('case_id', '=', id)
          .executeTakeFirstOrThrow(),
      );
    assert.deepEqual(await due(), { next_due: '2026-03-18' });
    const handlers = { [RECOUNT]: recountCases({ ...casebook, now }) };
    while ((await runOutboxOnce(casebook.database, handlers, { now })).done > 0);
    assert.deepEqual(await due(), { next_due: '2026-03-19' });
  });

  test('taken back, after a look at what that moves, dates are as they were', async () => {
    const id = await acknowledged();
    await addMourning('2026-03-10');
    const back = administrationPaths.withdrawDayOff({ n: 1 });
    assert.match(await open(back), /Stage 1 response Thursday 19 March 2026 Wednesday 18 March 2026/);
    assert.equal((await server.send(back, {})).status, 303);
    const page = await open(caseworkPaths.casePage({ id }));
    assert.match(page, /Due Wednesday 18 March 2026/);
    assert.doesNotMatch(page, /National mourning/);
    assert.match(await open(administrationPaths.calendar()), /taken back on 4 Mar 2026 by Ali Everything/);
    assert.equal((await server.get(back)).status, 404);
  });

  test('an office closure of several days, and what is wrong with one', async () => {
    const id = await acknowledged();
    const closure = { ...mourning('2026-03-09'), source: '' };
    const days = { ...closure, kind: 'closure', 'to-day': '10', 'to-month': '3', 'to-year': '2026' };
    const refuse = async (inputs: Record<string, string>, said: RegExp) => {
      const answer = await server.send(add, inputs);
      assert.equal(answer.status, 422);
      assert.match(wordsOf(answer.body), said);
      assert.match(answer.body, /value="National mourning"/);
    };
    await refuse({ ...days, 'to-day': '6' }, /The last day is before the first/);
    await refuse({ ...days, kind: 'bank-holiday' }, /A bank holiday is one day/);
    await refuse({ ...mourning('2026-03-10'), source: '' }, /Say where the bank holiday was announced/);
    await refuse({ ...mourning('2026-04-03') }, /no working day as it is: Good Friday/);
    await refuse({ ...days, 'to-month': '9' }, /closed for more than 60 days/);
    assert.match(wordsOf((await server.send(add, days)).body), /Wednesday 18 March 2026 Friday 20 March 2026/);
    assert.match(await open(caseworkPaths.casePage({ id })), /Due Wednesday 18 March 2026/);
  });

  test('the same days cannot be added twice, nor without the look at what they move', async () => {
    await addMourning('2026-03-10');
    const again = await server.send(add, {
      ...mourning('2026-03-10'),
      _confirmed: 'bank-holiday 2026-03-10 2026-03-10',
    });
    assert.equal(again.status, 422);
    const unseen = await server.send(add, {
      ...mourning('2026-03-11'),
      _confirmed: 'bank-holiday 2026-03-10 2026-03-10',
    });
    assert.match(wordsOf(unseen.body), /Not added yet/);
  });

  test('who is no administrator does not find these pages', async () => {
    server.signIn('complaints-manager');
    for (const url of [administrationPaths.index(), administrationPaths.calendar(), add])
      assert.equal((await server.get(url)).status, 404, url);
  });

  test('another process takes in what was added', async () => {
    await addMourning('2026-03-10');
    const { casebook, now } = server.parts;
    const kept = casebook.policies.daysOff(server.organisation);
    casebook.policies.keepDaysOff(server.organisation, []);
    await refreshDaysOff({ ...casebook, now }, [server.organisation]);
    assert.deepEqual(casebook.policies.daysOff(server.organisation), kept);
  });
});
