// Who sees a case: restricted ones are not there for anybody outside, and no case is for who only logs them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, sayWhy } from '../../test/support/drive-case.ts';
import { caseworkPaths } from './paths.ts';

const ODDITIES = fileURLToPath(new URL('../../test/oddities', import.meta.url));
const DAY = '2026-04-20';
const OF_A_CASE = '/cases/:id';
const NOT_THERE = /Page not found/;
const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

let server: CaseworkServer;

/** Every address of a case, whoever adds one: each with something in the place of what it names. */
const addressesOf = (id: string): readonly string[] => {
  const named: Readonly<Record<string, readonly string[]>> = {
    action: ['note', 'allocate', 'respond', 'record-facts', 'step:decide-referral'],
    n: ['1'],
    to: ['resident-1'],
  };
  const patterns = Object.values(caseworkPaths).flatMap(({ pattern }) =>
    pattern.startsWith(OF_A_CASE) ? pattern : [],
  );
  return patterns.flatMap((pattern) => {
    const names = [...pattern.slice(OF_A_CASE.length).matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    const filled = names.reduce<readonly string[]>(
      (so, name) =>
        so.flatMap((one) => (named[name] ?? ['x']).map((value) => one.replace(`:${name}`, encodeURIComponent(value)))),
      [pattern.replace(':id', id)],
    );
    return filled;
  });
};

async function answeredCase(input: Record<string, unknown>): Promise<string> {
  const id = await logCase(server, input);
  await doOn(server, id, 'define', {
    input: { points: [{ text: 'A point' }], 'outcome-sought': 'Peace' },
    by: 'officer',
  });
  return id;
}

const referenceOf = async (id: string): Promise<string> => (await loadCase(server, id)).origin.reference;

describe('a restricted case', () => {
  before(async () => {
    server = await openCaseworkServer('open-to-few', DAY, ODDITIES);
  });
  after(() => server.close());

  test('every case address is tried', () => {
    const all = addressesOf('x');
    assert.ok(all.length > 12 && all.every((address) => address.startsWith('/cases/x') && !address.includes(':')));
    assert.ok(all.includes('/cases/x/actions/note') && all.includes('/cases/x/letters/1/for/resident-1'));
  });

  test('is not there for anybody outside, at any address, by reading or by sending', async () => {
    const id = await answeredCase({ abuse: true, subject: 'What must stay quiet' });
    const reference = await referenceOf(id);
    const made = { id: 'ffffffff-0000-0000-0000-000000000000' };
    for (const person of ['officer-2', 'none', 'sister-company']) {
      server.signIn(person);
      const nothing = await server.get(caseworkPaths.casePage(made));
      for (const address of addressesOf(id)) {
        const { status, body } = await server.get(address);
        assert.equal(status, 404, `${person} ${address}`);
        assert.match(body, NOT_THERE);
        assert.equal(wordsOf(body), wordsOf(nothing.body), 'as if it did not exist');
      }
      const sent = await server.app.inject({ method: 'POST', url: caseworkPaths.action({ id, action: 'note' }) });
      assert.notEqual(sent.statusCode, 303);
      for (const list of [
        caseworkPaths.myWork(),
        caseworkPaths.myWork(undefined, { show: 'unassigned' }),
        caseworkPaths.cases(),
        caseworkPaths.cases(undefined, { show: 'unassigned' }),
        caseworkPaths.promises(),
      ]) {
        const { body } = await server.get(list);
        assert.ok(!body.includes(reference) && !body.includes('What must stay quiet'), `${person} ${list}`);
      }
    }
    assert.equal((await loadCase(server, id)).version, 2);
  });

  test('is there for the added role, the roles named, and who acts on it, and says so', async () => {
    const id = await answeredCase({ abuse: true });
    const reference = await referenceOf(id);
    for (const person of ['safeguarding-lead', 'director', 'officer', 'all']) {
      server.signIn(person);
      await sayWhy(server, id);
      const { status, body } = await server.get(caseworkPaths.casePage({ id }));
      assert.equal(status, 200, person);
      assert.match(
        wordsOf(body),
        /This case is restricted\. Only these see it: Safeguarding lead, Director, Complaints officer One/,
      );
      assert.ok((await server.get(caseworkPaths.cases())).body.includes(reference), person);
      if (person === 'director')
        assert.ok((await server.get(caseworkPaths.myWork(undefined, { show: 'unassigned' }))).body.includes(reference));
    }
  });

  test('no search for its reference or words finds it for anybody outside', async () => {
    const id = await answeredCase({ abuse: true, subject: 'A locked cupboard' });
    const reference = await referenceOf(id);
    const find = async (words: string): Promise<string> =>
      (await server.get((await server.send('/cases/search', { words }, '/cases')).location ?? '')).body;
    for (const [person, found] of [
      ['officer-2', false],
      ['none', false],
      ['director', true],
    ] as const) {
      server.signIn(person);
      for (const words of [reference, 'locked cupboard', 'lockd cubboard', 'cupboard zzz'])
        assert.equal((await find(words)).includes(caseworkPaths.casePage({ id })), found, `${person} ${words}`);
    }
  });

  test('whoever is given it sees it from then on', async () => {
    const id = await answeredCase({ abuse: true });
    server.signIn('officer-2');
    assert.equal((await server.get(caseworkPaths.casePage({ id }))).status, 404);
    server.signIn('director');
    await sayWhy(server, id);
    const given = await server.send(caseworkPaths.action({ id, action: 'allocate' }), { to: 'officer-2' });
    assert.equal(given.status, 303, wordsOf(given.body));
    server.signIn('officer-2');
    await sayWhy(server, id);
    assert.equal((await server.get(caseworkPaths.casePage({ id }))).status, 200);
    const mine = await server.get(caseworkPaths.cases(undefined, { show: 'mine' }));
    assert.ok(mine.body.includes(await referenceOf(id)));
  });

  test('a case without the suspicion is there for everybody, and closes to the rest once it is told', async () => {
    const id = await answeredCase({ abuse: false });
    server.signIn('officer-2');
    assert.equal((await server.get(caseworkPaths.casePage({ id }))).status, 200);
    await doOn(server, id, 'classify', { input: { kind: 'complaint', abuse: true }, by: 'director' });
    assert.equal((await server.get(caseworkPaths.casePage({ id }))).status, 404);
    assert.ok(!(await server.get(caseworkPaths.cases())).body.includes(await referenceOf(id)));
  });

  test('a promise on it is in nobody else’s list', async () => {
    const id = await answeredCase({ abuse: true });
    const reference = await referenceOf(id);
    await doOn(server, id, 'promise', { input: { what: 'A new lock' }, by: 'officer' });
    server.signIn('director');
    assert.ok((await server.get(caseworkPaths.promises())).body.includes(reference));
    server.signIn('officer-2');
    assert.ok(!(await server.get(caseworkPaths.promises())).body.includes(reference));
  });

  test('a row of the lists from before cases could be restricted is there for all but those it is about', async () => {
    const id = await answeredCase({ abuse: false });
    const { parts, organisation } = server;
    await parts.casebook.database.inOrganisation(organisation, (tx) =>
      tx
        .updateTable('case_list')
        .set({ restricted: true, standing: JSON.stringify({ outcome: null, restrictedPeople: ['officer'] }) as never })
        .where('case_id', '=', id)
        .execute(),
    );
    const reference = await referenceOf(id);
    server.signIn('officer-2');
    assert.ok((await server.get(caseworkPaths.cases())).body.includes(reference));
    server.signIn('officer');
    assert.ok(!(await server.get(caseworkPaths.cases())).body.includes(reference));
  });

  test('a case that names it by reference leads nobody there', async () => {
    const quiet = await answeredCase({ abuse: true });
    const open = await answeredCase({ abuse: false });
    await doOn(server, open, 'link', { input: { to: await referenceOf(quiet), how: 'same-person' } });
    server.signIn('officer-2');
    const { body } = await server.get(caseworkPaths.casePage({ id: open }));
    assert.ok(!body.includes(caseworkPaths.casePage({ id: quiet })));
    server.signIn('director');
    assert.ok(
      (await server.get(caseworkPaths.casePage({ id: open }))).body.includes(caseworkPaths.casePage({ id: quiet })),
    );
  });
});

describe('somebody who only logs complaints', () => {
  before(async () => {
    server = await openCaseworkServer('open-to-few', DAY, ODDITIES);
  });
  after(() => server.close());

  const TOLD = {
    channel: 'telephone',
    'what-happened': 'The gate is broken.',
    'resident-name': 'Jo Sample',
    'received-when-day': '17',
    'received-when-month': '04',
    'received-when-year': '2026',
  };

  test('logs one, keeps its reference and first contact, and sees nothing else of it', async () => {
    server.signIn('sister-company');
    const { status, location = '', body } = await server.send(caseworkPaths.newCase(), TOLD);
    assert.equal(status, 303, wordsOf(body));
    const receipt = wordsOf((await server.get(location)).body);
    assert.match(receipt, /Reference 26-[0-9A-Z]{5}/);
    assert.match(receipt, /First contact: Friday 17 April 2026/);
    assert.doesNotMatch(receipt, /Jo Sample|gate|Cases|Due/);
    const reference = /26-[0-9A-Z]{5}/.exec(receipt)?.[0] ?? '';
    server.signIn('officer');
    const list = await server.get(caseworkPaths.cases());
    assert.ok(list.body.includes(reference), 'it reaches the people who look after complaints');
    const id = /\/cases\/([\w-]{36})/.exec(list.body)?.[1] ?? '';
    assert.equal((await loadCase(server, id)).events[0]?.on, '2026-04-17');
    server.signIn('sister-company');
    for (const address of addressesOf(id)) assert.equal((await server.get(address)).status, 404, address);
  });

  test('is led from the work list to where they log, and has no other list', async () => {
    await answeredCase({ abuse: false });
    server.signIn('sister-company');
    const work = await server.app.inject({ method: 'GET', url: caseworkPaths.cases() });
    assert.equal(work.statusCode, 303);
    assert.equal(work.headers.location, caseworkPaths.newCase());
    assert.equal((await server.get(caseworkPaths.promises())).status, 404);
    assert.doesNotMatch((await server.get(caseworkPaths.newCase())).body, /Back to the cases/);
  });

  test('the receipt of what somebody else logged is not there', async () => {
    const id = await logCase(server, {});
    server.signIn('sister-company');
    const { status, body } = await server.get(caseworkPaths.receipt({ reference: await referenceOf(id) }));
    assert.equal(status, 404);
    assert.match(body, NOT_THERE);
    assert.equal((await server.get(caseworkPaths.receipt({ reference: '26-XXXXX' }))).status, 404);
  });

  test('an officer who logs what is then open to a few keeps a receipt as well', async () => {
    server.signIn('officer-2');
    const { location = '', body } = await server.send(caseworkPaths.newCase(), { ...TOLD, abuse: 'yes' });
    assert.match(location, /^\/logged\/26-/, wordsOf(body));
    assert.match(wordsOf((await server.get(location)).body), /The complaint is logged/);
    assert.ok(readInputs(body) !== undefined);
  });
});
