// Carecall: a complaint told to any member of Stockport Homes staff, over HTTP.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { emptyDatabase } from '../../support/databases.ts';
import { logCase } from '../../support/drive-case.ts';

const EMPLOYEE = 'stockport-homes-employee';
const TEAM = 'customer-feedback-team';
const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('[CC-3.3] a Stockport Homes employee who is not of Carecall', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('carecall', '2026-03-30');
    await emptyDatabase(server.parts.casebook.database);
  });
  after(() => server.close());

  const log = (more: Record<string, string> = {}) =>
    server.send(caseworkPaths.newCase(), {
      channel: 'in-person',
      service: 'with-home',
      'received-when-day': '27',
      'received-when-month': '3',
      'received-when-year': '2026',
      subject: 'Nobody came when the alarm rang',
      'what-happened': 'She told me at the door that nobody came when her alarm rang.',
      'resident-name': 'Edith Sample',
      ...more,
    });

  test('[CC-3.3] logs it, gets the reference and the day of first contact, and it is in the team’s list', async () => {
    server.signIn(EMPLOYEE);
    const sent = await log();
    assert.equal(sent.status, 303);
    const receipt = await server.get(sent.location ?? '');
    assert.equal(receipt.status, 200);
    const [reference = ''] = /\d\d-[0-9A-Z]{5}/.exec(receipt.body) ?? [];
    assert.notEqual(reference, '');
    assert.match(wordsOf(receipt.body), /First contact: Friday 27 March 2026/);
    assert.doesNotMatch(receipt.body, /Edith|alarm rang/);

    server.signIn(TEAM);
    const inbox = wordsOf((await server.get(caseworkPaths.inbox())).body);
    assert.match(inbox, /Nobody came when the alarm rang Edith Sample · 27 Mar 2026/);
    assert.match(inbox, new RegExp(reference));
    const list = await server.get('/cases');
    assert.match(wordsOf(list.body), /Nobody came when the alarm rang/);
    const [, page = ''] = /href="(\/cases\/[^"#?]+)"/.exec(list.body.replaceAll('/cases/new', '')) ?? [];
    const opened = await server.get(page);
    assert.equal(opened.status, 200);
    assert.match(wordsOf(opened.body), /27 March 2026/);
    assert.match(opened.body, new RegExp(reference));
    // ten working days from the first contact and not from the day it was logged: 30 March is day 1, Easter not counted
    assert.match(wordsOf(opened.body), /14 April 2026/);
  });

  test('[CC-3.3] sees no case: neither one they logged, nor any other, nor a list, nor a form on one', async () => {
    server.signIn(TEAM);
    const others = await logCase(server, { subject: 'The bill was wrong' });
    server.signIn(EMPLOYEE);
    await log({ subject: 'My own report' });
    const rows = await server.parts.casebook.database.inOrganisation('carecall', (tx) =>
      tx.selectFrom('case_list').select('case_id').execute(),
    );
    assert.ok(rows.length >= 2);
    for (const id of [others, ...rows.map((row) => row.case_id)])
      for (const url of [
        caseworkPaths.casePage({ id }),
        caseworkPaths.print({ id }),
        caseworkPaths.action({ id, action: 'note' }),
      ])
        assert.equal((await server.get(url)).status, 404, url);
    // the list leads them to what they may do: log
    assert.equal((await server.get('/cases')).status, 303);
    assert.equal((await server.get('/promises')).status, 404);
    assert.equal((await server.get(caseworkPaths.inbox())).status, 404);
    assert.equal((await server.get(caseworkPaths.sort({ id: others }))).status, 404);
    server.signIn(TEAM);
    assert.equal((await server.get(caseworkPaths.casePage({ id: others }))).status, 200);
  });

  test('[CC-3.3] what they only hand in, word for word, is in the team’s inbox too, and they keep the reference', async () => {
    server.signIn(EMPLOYEE);
    const sent = await server.send(caseworkPaths.putIn(), {
      words: 'He rang me at home: the pendant has been dead since Monday.',
      channel: 'telephone',
      'received-when-day': '28',
      'received-when-month': '3',
      'received-when-year': '2026',
      'resident-name': 'Fred Sample',
    });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    const receipt = wordsOf((await server.get(sent.location ?? '')).body);
    assert.match(receipt, /First contact: Saturday 28 March 2026/);
    assert.doesNotMatch(receipt, /Fred|pendant/);
    server.signIn(TEAM);
    assert.match(wordsOf((await server.get(caseworkPaths.inbox())).body), /Fred Sample · 28 Mar 2026, by telephone/);
  });

  test('[CC-3.3] the receipt is theirs alone, and an employee with a role of Carecall beside it sees as that role does', async () => {
    server.signIn(EMPLOYEE);
    const { location = '' } = await log({ subject: 'Mine alone' });
    server.signIn(`${EMPLOYEE}-2`);
    assert.equal((await server.get(location)).status, 404);
    server.signIn('all');
    assert.equal((await server.get('/cases')).status, 200);
  });

  test('[CC-3.3] why logging is all they may do is told as assumed', () => {
    const role = server.policy.pack.roles.find(({ id }) => id === EMPLOYEE);
    assert.deepEqual([role?.reach, role?.clause], ['logs-only', 'any-staff']);
    assert.match(role?.assumption ?? '', /may log it and see nothing of it afterwards/);
  });
});
