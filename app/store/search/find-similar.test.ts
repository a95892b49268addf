import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { entitled } from '../../../test/support/drive-case.ts';
import { findSimilar, findSimilarTo, type Likened } from './find-similar.ts';

let server: CaseworkServer;
const ids: Record<string, string> = {};

const LEAK = 'The kitchen ceiling has leaked since Monday and the plumber never came although he was booked twice.';

async function register(key: string, resident: Record<string, string>, input: object = {}): Promise<void> {
  const made = await server.parts.casebook.register({
    organisation: server.organisation,
    actor: entitled('logger'),
    moment: { on: server.parts.today() },
    input: { subject: key, 'what-happened': `Nothing like any other: ${key}.`, ...input },
    resident,
  });
  assert.ok('caseId' in made, JSON.stringify(made));
  ids[key] = made.caseId;
}

const asker = (person = 'all') => ({
  organisation: server.organisation,
  person: server.people.find(({ id }) => id === person)!,
});
async function look(likened: Partial<Likened>, person?: string): Promise<Record<string, readonly string[]>> {
  const found = await server.parts.casebook.database.inOrganisation(server.organisation, (tx) =>
    findSimilar(tx, asker(person), { received: '2026-04-02', ...likened }),
  );
  const keyOf = (id: string): string => Object.entries(ids).find(([, one]) => one === id)?.[0] ?? id;
  return Object.fromEntries(found.map(({ caseId, why }) => [keyOf(caseId), why]));
}

describe('cases that are like another', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-04-01');
    await emptyDatabase(server.parts.casebook.database);
    const person = { 'resident-name': 'Mohammed O’Brien', 'resident-email': 'Mo@example.org' };
    const home = {
      'resident-telephone': '+44 7700 900123',
      'resident-address': '12 Orchard Close\nStockport\nSK1 3XE',
    };
    await register('first', { ...person, ...home });
    await register('neighbour', { 'resident-name': 'Ann Lee', 'resident-address': '14 Orchard Close, SK1 3XE' });
    await register('leak', { 'resident-name': 'Zoë Kay' }, { 'what-happened': LEAK });
    await register(
      'about an officer',
      { ...person },
      { 'about-staff-conduct': true, 'person-complained-about': 'senior-officer' },
    );
  });
  after(() => server.close());

  test('by e-mail, telephone, address and a name near enough, each told', async () => {
    assert.deepEqual((await look({ email: 'mo@EXAMPLE.org' }))['first'], ['email']);
    assert.deepEqual(await look({ telephone: '07700 900 123' }), { first: ['telephone'] });
    assert.deepEqual(await look({ address: 'Flat, 12 Orchard Cl., sk13xe' }), { first: ['address'] });
    assert.deepEqual((await look({ name: 'Muhamed OBrien' }))['first'], ['name']);
    assert.deepEqual(await look({ name: 'Mohammed' }), {}, 'a first name is many people’s');
    assert.deepEqual(await look({ name: 'Somebody Else', email: 'nobody@example.org' }), {});
  });

  test('by most of the words of something told in the same weeks', async () => {
    const again = 'Kitchen ceiling leaked again on Monday. The plumber was booked twice and never came!';
    assert.deepEqual(await look({ words: again }), { leak: ['words'] });
    assert.deepEqual(await look({ words: again, received: '2026-09-02' }), {});
    assert.deepEqual(
      await look({ words: 'The kitchen is fine but the lift is out of order and the gate is locked.' }),
      {},
    );
  });

  test('most in common in front, not itself, and nothing out of reach', async () => {
    const database = server.parts.casebook.database;
    const similar = (person?: string) =>
      database.inOrganisation(server.organisation, (tx) => findSimilarTo(tx, asker(person), ids['first']!));
    assert.deepEqual(
      (await similar()).map(({ caseId, why }) => [caseId, why]),
      [[ids['about an officer'], ['email', 'name']]],
    );
    assert.deepEqual(await similar('senior-officer'), []);
    assert.deepEqual(Object.keys(await look({ email: 'mo@example.org' }, 'senior-officer')), ['first']);
  });
});
