// Authority limits: set by an administrator from a day on; an offer above one is refused with who can approve, and approved.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { loadCase, logCase, standingNow } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../../casework/paths.ts';
import { limitProjection } from '../../identity/authority-limits.ts';
import { rebuild } from '../../store/projections.ts';
import { administrationPaths } from '../paths.ts';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const day = (name: string, date: string) => {
  const [year = '', month = '', of = ''] = date.split('-');
  return { [`${name}-day`]: of, [`${name}-month`]: month, [`${name}-year`]: year };
};

let server: CaseworkServer;
const open = async (url: string): Promise<string> => wordsOf((await server.get(url)).body);
const limits = () => server.parts.limits.list(server.organisation);
const set = (whom: string, amount: string, from = '2026-03-04') =>
  server.send(administrationPaths.setLimit(), { for: whom, amount, ...day('from', from) });
const promise = (id: string, amount: string) =>
  server.send(caseworkPaths.action({ id, action: 'promise' }), { kind: 'payment', what: 'For the trouble', amount });
const offeredOn = async (id: string) =>
  standingNow(server, await loadCase(server, id)).state.promises.map(({ pence }) => pence);

describe('authority limits', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-03-04');
    (server.people as { administrator: boolean }[])[0]!.administrator = true;
  });
  beforeEach(async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.setDay('2026-03-04');
    server.signIn('all');
  });
  after(() => server.close());

  test('are set by role and by person from a day on, with who set them; what is wrong is said and kept', async () => {
    assert.equal((await set('role:complaints-officer', '100')).status, 303);
    assert.equal((await set('role:complaints-officer', '250.50', '2026-07-01')).status, 303);
    assert.equal((await set('person:investigator', '0')).status, 303);
    const page = await open(administrationPaths.limits());
    assert.match(page, /Complaints officer £100 £250\.50 from 1 Jul 2026 Change/);
    assert.match(page, /Director No limit Change/);
    assert.match(page, /People with a limit of their own .*Investigator One £0/);
    assert.match(page, /Complaints officer £250\.50 1 Jul 2026 4 Mar 2026 by Ali Everything Take back/);
    const past = await set('role:director', '5', '2026-03-03');
    assert.equal(past.status, 422);
    assert.match(wordsOf(past.body), /Give a day from today on/);
    assert.match(past.body, /name="amount"[^>]*value="5"|value="5"[^>]*name="amount"/);
    assert.match(wordsOf((await set('role:complaints-officer', '100')).body), /This is the limit on that day as it is/);
    assert.equal((await set('role:director', 'much')).status, 422);
    assert.equal((await limits()).length, 3);
  });

  test('a limit to come can be taken back, one that holds cannot; made again from the events they are the same', async () => {
    await set('role:complaints-officer', '100');
    await set('role:complaints-officer', '250', '2026-07-01');
    const [holds, coming] = await limits();
    const back = administrationPaths.takeBackLimit();
    const form = await server.readForm(administrationPaths.limits(), back);
    await server.post(back, { ...form, _limit: holds!.id });
    assert.equal((await limits()).length, 2);
    await server.post(back, { ...form, _limit: coming!.id });
    assert.deepEqual(await limits(), [holds]);
    await rebuild(server.parts.casebook.database, [limitProjection]);
    assert.deepEqual(await limits(), [holds]);
  });

  test('a role that ranks lower and has no limit is pointed out', async () => {
    await set('role:complaints-manager', '1000');
    assert.match(
      await open(administrationPaths.limits()),
      /Complaints officer.*: no limit, although a role that ranks above/,
    );
  });

  test('an offer above the limit is refused with the limit, the amount and who can approve it, and nothing is lost', async () => {
    await set('role:complaints-officer', '100');
    await set('role:complaints-manager', '1000');
    await set('role:investigator', '50');
    const id = await logCase(server, { subject: 'The roof' });
    server.signIn('complaints-officer');
    const form = caseworkPaths.action({ id, action: 'promise' });
    assert.match(await open(form), /In your role you can offer up to £100 on one complaint\. £0 is promised so far/);
    assert.equal((await promise(id, '60')).status, 303);
    const refused = await promise(id, '60');
    assert.equal(refused.status, 400);
    const words = wordsOf(refused.body);
    assert.match(words, /Up to £100 can be offered on this complaint as it stands, and this comes to £120 in all/);
    assert.match(words, /These can approve it: Complaints manager One, Complaints manager, up to £1,000/);
    assert.doesNotMatch(words, /Investigator One, Investigator, up to/);
    assert.match(refused.body, /For the trouble/);
    assert.deepEqual(await offeredOn(id), [6000]);
  });

  test('asked for, it stands on the manager’s My work; once approved, whoever works on the case offers it', async () => {
    await set('role:complaints-officer', '100');
    await set('role:complaints-manager', '1000');
    const id = await logCase(server, { subject: 'The roof' });
    server.signIn('complaints-officer');
    const ask = caseworkPaths.action({ id, action: 'ask-award' });
    const shown = await server.get(`${ask}?amount=300.00`);
    assert.match(shown.body, /value="300\.00"/);
    assert.doesNotMatch(shown.body, /Complaints officer Two, Complaints officer, up to/);
    const asked = await server.send(ask, { amount: '300', of: 'complaints-manager', why: 'Six months of damp' });
    assert.equal(asked.status, 303, wordsOf(asked.body));
    assert.equal((await promise(id, '300')).status, 400);
    assert.match(await open(caseworkPaths.casePage({ id })), /To approve £300 in all waits for Complaints manager One/);
    server.signIn('complaints-manager');
    assert.match(await open(caseworkPaths.myWork()), /£300 to approve/);
    const decide = caseworkPaths.action({ id, action: 'decide-award' });
    const page = await server.get(decide);
    assert.match(wordsOf(page.body), /Complaints officer One asked on .* for £300 in all\. Six months of damp/);
    assert.match(page.body, /value="300\.00"/);
    const above = await server.send(decide, { 'award-decision': 'approved', amount: '1000.01', why: 'Too much' });
    assert.equal(above.status, 400);
    const done = await server.send(decide, { 'award-decision': 'approved', amount: '300', why: 'As others before' });
    assert.equal(done.status, 303, wordsOf(done.body));
    assert.doesNotMatch(await open(caseworkPaths.myWork()), /£300 to approve/);
    server.signIn('complaints-officer');
    assert.equal((await promise(id, '300')).status, 303);
    assert.deepEqual(await offeredOn(id), [30000]);
  });

  test('where nobody is limited money is offered as before, and nothing to approve is offered', async () => {
    const id = await logCase(server, { subject: 'The roof' });
    server.signIn('complaints-officer');
    assert.equal((await promise(id, '9000')).status, 303);
    assert.doesNotMatch(await open(caseworkPaths.casePage({ id })), /approval of an amount|Decide on an amount/);
    const decide = await open(caseworkPaths.action({ id, action: 'decide-award' }));
    assert.match(decide, /Nobody is limited in what they may offer, so nothing has to be approved/);
  });
});
