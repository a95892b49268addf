// Several people follow one case, each with a code of their own, and each sees what is theirs.
import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { AddresseeKey, Input } from '../../engine/index.ts';
import { emptyDatabase, sharedDatabase } from '../../test/support/databases.ts';
import {
  driveCase,
  makePortalServer,
  makeResidentParts,
  type ResidentParts,
  registerCase,
} from '../../test/support/resident-parts.ts';
import { textOf, Visitor } from '../../test/support/visitor.ts';
import { issueFollowCode } from '../identity/follow-codes.ts';
import type { Database } from '../store/open-database.ts';

const ON = '2026-03-05';
const define: Input = { points: [{ text: 'The lift was out of order' }], 'outcome-sought': 'Mend it' };
const acknowledge = { what: 'acknowledged', on: ON, input: { parts: { 'responsible-for': 'The lift is ours.' } } };

describe('several people following one case', () => {
  let database: Database;
  let parts: ResidentParts;
  let app: FastifyInstance;

  before(async () => {
    database = await sharedDatabase('pglite');
  });
  beforeEach(async () => {
    await emptyDatabase(database);
    parts = await makeResidentParts(database);
    app = makePortalServer(parts);
  });

  const makeCase = (organisation: string, input: Input = {}) => registerCase(parts, organisation, ON, input);
  const follow = async (organisation: string, known: { caseId: string; reference: string }, key: AddresseeKey) => {
    const code = await issueFollowCode(parts.casebook, organisation, known.caseId, 'p1', key);
    const visitor = new Visitor(app, `192.0.2.${key.length + Number(key.at(-1)) || 9}`);
    const form = await visitor.open(`/${organisation}/follow`);
    return { visitor, page: await visitor.send(form, { reference: known.reference, code }) };
  };

  test('each resident reads the letters sent to them, under their own name, and no words of the others', async () => {
    const known = await makeCase('anytown-homes', { residents: 2 });
    await driveCase(parts, 'anytown-homes', known.caseId, [
      { what: 'resident-joined', on: ON, input: { 'resident-name': 'Ben Best' } },
      { what: 'defined', on: ON, input: define },
      acknowledge,
    ]);
    const first = await follow('anytown-homes', known, 'resident-1');
    const more = `/anytown-homes/follow/complaint/more`;
    await first.visitor.send(first.page, { more: 'My mother cannot get out.' }, more);
    const second = await follow('anytown-homes', known, 'resident-2');
    assert.equal(second.page.statusCode, 200);
    assert.match(textOf(second.page), /We have your complaint, Thursday 5 March 2026/);
    assert.doesNotMatch(textOf(second.page), /My mother cannot get out|You told us more|We got your complaint/);
    assert.match(textOf(second.page), /We got the complaint/);
    const [, letter = ''] = /href="([^"]*\/letters\/\d+)"/.exec(second.page.body) ?? [];
    const page = textOf(await second.visitor.open(letter));
    assert.match(page, /Dear Ben Best/);
    assert.doesNotMatch(page, /Ada Brown/);
    await second.visitor.send(second.page, { more: 'It smells, too.' }, more);
    const record = await parts.casebook.load('anytown-homes', known.caseId);
    assert.deepEqual(
      record?.events.filter(({ type }) => type === 'contacted').map(({ by }) => by.id),
      ['resident', 'resident-2'],
    );
    assert.match(textOf(await first.visitor.open('/anytown-homes/follow/complaint')), /My mother cannot get out/);
  });

  test('who joins after a letter does not see it before a copy is sent; who leaves follows no more', async () => {
    const known = await makeCase('anytown-homes');
    await driveCase(parts, 'anytown-homes', known.caseId, [
      { what: 'defined', on: ON, input: define },
      acknowledge,
      { what: 'resident-joined', on: ON, input: { 'resident-name': 'Ben Best' } },
    ]);
    const { visitor, page } = await follow('anytown-homes', known, 'resident-2');
    assert.match(textOf(page), /We have not sent you a letter yet/);
    assert.doesNotMatch(textOf(page), /We wrote that we have your complaint/);
    assert.equal((await visitor.open('/anytown-homes/follow/complaint/letters/3')).statusCode, 404);
    await driveCase(parts, 'anytown-homes', known.caseId, [
      { what: 'copy-sent', on: ON, input: { letter: '3', 'copy-to': 'resident-2' } },
    ]);
    assert.match(textOf(await visitor.open('/anytown-homes/follow/complaint')), /We have your complaint, Thursday/);
    await driveCase(parts, 'anytown-homes', known.caseId, [
      { what: 'resident-left', on: ON, input: { resident: '2' } },
    ]);
    const gone = await visitor.follow(await visitor.open('/anytown-homes/follow/complaint'));
    assert.match(textOf(gone), /This complaint is not open to you now/);
  });

  test('a representative follows from permission to its withdrawal, and not before', async () => {
    const known = await makeCase('stockport-homes', { represented: true });
    const refused = await follow('stockport-homes', known, 'representative');
    assert.equal(refused.page.statusCode, 403);
    assert.match(textOf(refused.page), /This complaint is not open to you now/);
    const permission = { given: true, 'authority-confirmed-on': ON };
    await driveCase(parts, 'stockport-homes', known.caseId, [
      { what: 'authority-recorded', on: ON, input: permission },
    ]);
    const { visitor, page } = await follow('stockport-homes', known, 'representative');
    assert.equal(page.statusCode, 200);
    await driveCase(parts, 'stockport-homes', known.caseId, [
      { what: 'authority-recorded', on: ON, input: { given: false } },
    ]);
    const stopped = await visitor.follow(await visitor.open('/stockport-homes/follow/complaint'));
    assert.match(textOf(stopped), /This complaint is not open to you now/);
    assert.equal((await follow('stockport-homes', known, 'resident-1')).page.statusCode, 200);
  });

  test('the code of a representative ends where another is named in their place, and with it their letters', async () => {
    const known = await makeCase('stockport-homes', { represented: true });
    const permission = { given: true, 'authority-confirmed-on': ON };
    const permit = { what: 'authority-recorded', on: ON, input: permission };
    await driveCase(parts, 'stockport-homes', known.caseId, [
      permit,
      { what: 'update-sent', on: ON, input: { text: 'The plumber comes on Friday.' } },
    ]);
    const code = await issueFollowCode(parts.casebook, 'stockport-homes', known.caseId, 'p1', 'representative');
    const open = async (given: string) => {
      const visitor = new Visitor(app, '192.0.2.77');
      const form = await visitor.open('/stockport-homes/follow');
      return { visitor, page: await visitor.send(form, { reference: known.reference, code: given }) };
    };
    const first = await open(code);
    assert.match(textOf(first.page), /The plumber comes on Friday/);
    const more = '/stockport-homes/follow/complaint/more';
    const said = await first.visitor.send(first.page, { more: 'She told me in confidence.' }, more);
    assert.match(textOf(said), /She told me in confidence/);
    await driveCase(parts, 'stockport-homes', known.caseId, [
      { what: 'representative-named', on: ON, input: { name: 'Eve East' } },
      permit,
    ]);
    assert.equal((await open(code)).page.statusCode, 400);
    assert.equal((await first.visitor.open('/stockport-homes/follow/complaint')).statusCode, 303);
    const second = await follow('stockport-homes', known, 'representative');
    assert.equal(second.page.statusCode, 200);
    assert.doesNotMatch(textOf(second.page), /The plumber comes on Friday|We told you where|in confidence|You told us/);
  });

  test('the code of a resident who was added by mistake does not open the case as the next one', async () => {
    const known = await makeCase('anytown-homes');
    const join = (name: string) => ({ what: 'resident-joined', on: ON, input: { 'resident-name': name } });
    await driveCase(parts, 'anytown-homes', known.caseId, [join('Ben Best')]);
    const code = await issueFollowCode(parts.casebook, 'anytown-homes', known.caseId, 'p1', 'resident-2');
    await driveCase(parts, 'anytown-homes', known.caseId, [
      { what: 'voided', on: ON, input: { recording: 2, why: 'Another Ben.' } },
      join('Cy Cole'),
    ]);
    const visitor = new Visitor(app, '192.0.2.78');
    const form = await visitor.open('/anytown-homes/follow');
    assert.equal((await visitor.send(form, { reference: known.reference, code })).statusCode, 400);
  });

  test('a new code of one leaves those of the others', async () => {
    const known = await makeCase('anytown-homes');
    await driveCase(parts, 'anytown-homes', known.caseId, [
      { what: 'resident-joined', on: ON, input: { 'resident-name': 'Ben Best' } },
    ]);
    const first = await issueFollowCode(parts.casebook, 'anytown-homes', known.caseId, 'p1');
    const second = await follow('anytown-homes', known, 'resident-2');
    const renewed = await second.visitor.send(second.page, {}, '/anytown-homes/follow/complaint/code');
    assert.match(textOf(renewed), /Your reference is still/);
    const visitor = new Visitor(app);
    const form = await visitor.open('/anytown-homes/follow');
    const page = await visitor.send(form, { reference: known.reference, code: first });
    assert.match(textOf(page), /Your complaint is at Stage 1/);
  });
});
