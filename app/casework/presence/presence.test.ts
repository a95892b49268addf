// Who else is on a case: shown at each load, forgotten minutes later, and never to or of somebody who may not see it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { logCase } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../paths.ts';

let server: CaseworkServer;

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const as = async (person: string, url: string): Promise<string> => {
  server.signIn(person);
  return wordsOf((await server.get(url)).body);
};
const countRows = (id: string): Promise<number> =>
  server.parts.casebook.database.inOrganisation(server.organisation, async (tx) => {
    const rows = await tx.selectFrom('case_presence').select('person').where('case_id', '=', id).execute();
    return rows.length;
  });

describe('who else is on a case', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-04-01');
  });
  after(() => server.close());

  test('the case and its forms say who has what open, to the others only', async () => {
    const id = await logCase(server, { 'high-rise-safety': false, 'health-and-safety': false });
    const page = caseworkPaths.casePage({ id });
    const form = caseworkPaths.action({ id, action: 'note' });
    assert.doesNotMatch(await as('customer-feedback-officer', page), /Also on this case now/);
    await as('customer-feedback-officer', form);
    assert.match(
      await as('head-of-service', page),
      /Also on this case now: Customer Feedback team One has the form “Add a note” open, just now/,
    );
    assert.match(
      await as('customer-feedback-officer', form),
      /Also on this case now: Head of Service One is looking at the case/,
    );
    assert.doesNotMatch(await as('customer-feedback-officer', page), /Customer Feedback team One/);
  });

  test('asking again is no reading of the case, and is refused to whoever may not see it', async () => {
    const id = await logCase(server, { 'about-staff-conduct': true, 'person-complained-about': 'senior-officer' });
    const { database } = server.parts.casebook;
    const countReads = () =>
      database.inOrganisation(
        server.organisation,
        async (tx) => (await tx.selectFrom('case_read').select('person').where('case_id', '=', id).execute()).length,
      );
    for (const person of ['head-of-service', 'all']) {
      server.signIn(person);
      await server.send(caseworkPaths.opening({ id }), { 'opening-reason': 'working' });
    }
    await as('all', caseworkPaths.casePage({ id }));
    const before_ = await countReads();
    const others = caseworkPaths.others({ id });
    assert.match(await as('head-of-service', others), /Ali Everything is looking at the case/);
    assert.equal(await countReads(), before_);
    assert.equal(await countRows(id), 1, 'asking alone puts nobody on the case');
    server.signIn('senior-officer');
    assert.equal((await server.get(others)).status, 404);
  });

  test('somebody who may no longer see the case is not named', async () => {
    const id = await logCase(server);
    await as('senior-officer-2', caseworkPaths.casePage({ id }));
    assert.match(await as('all', caseworkPaths.casePage({ id })), /Senior officer Two is looking/);
    const officer = server.people.find((one) => one.id === 'senior-officer-2');
    assert.ok(officer);
    const { state } = officer;
    Object.assign(officer, { state: 'closed' });
    assert.doesNotMatch(await as('all', caseworkPaths.casePage({ id })), /Senior officer Two/);
    Object.assign(officer, { state });
  });

  test('minutes later nobody is on it, and nothing of it is kept', async () => {
    const id = await logCase(server);
    const other = await logCase(server);
    await as('customer-feedback-officer', caseworkPaths.casePage({ id }));
    server.setDay('2026-04-02');
    assert.doesNotMatch(await as('all', caseworkPaths.casePage({ id: other })), /Also on this case/);
    assert.equal(await countRows(id), 0);
    server.setDay('2026-04-01');
  });
});
