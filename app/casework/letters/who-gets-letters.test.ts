import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { doOn, entitled, loadCase } from '../../../test/support/drive-case.ts';
import { LETTER, mailLetter } from '../../documents/mail-letters.ts';
import { redeemFollowCode } from '../../identity/follow-codes.ts';
import type { Mail } from '../../mail/send-mail.ts';
import { caseworkPaths } from '../paths.ts';

const FOLDER = join(import.meta.dirname, '../../../test/oddities');
const DAY = '2026-03-02';
const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:])/g, '$1');

let server: CaseworkServer;

const log = async (input: Record<string, unknown> = {}, resident: Record<string, string> = {}): Promise<string> => {
  const made = await server.parts.casebook.register({
    organisation: server.organisation,
    actor: entitled('logger'),
    moment: { on: server.parts.today() },
    input: { 'what-happened': 'The stairs are dark.', channel: 'e-mail', ...input },
    resident: { 'resident-name': 'Ann Able', 'resident-email': 'ann@example.org', ...resident },
  });
  assert.ok('caseId' in made);
  return made.caseId;
};
const acknowledge = async (id: string): Promise<number> => {
  await doOn(server, id, 'define', { input: { points: [{ text: 'The light' }], 'outcome-sought': 'Light' } });
  await doOn(server, id, 'acknowledge');
  return (await loadCase(server, id)).version;
};
const casePage = async (id: string): Promise<string> =>
  wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
const letterFor = (id: string, n: number, to: string) => server.get(caseworkPaths.letterTo({ id, n, to }));

/** Everything in the outbox that is a letter, handed to its handler; what would have been sent. */
async function sendLetters(): Promise<readonly Mail[]> {
  const { organisation, parts } = server;
  const rows = await parts.casebook.database.inOrganisation(organisation, (tx) =>
    tx.selectFrom('outbox').select(['key', 'payload']).where('kind', '=', LETTER).orderBy('key').execute(),
  );
  const mails: Mail[] = [];
  const handle = mailLetter(parts, async (_message, mail) => {
    mails.push(mail);
  });
  for (const { key, payload } of rows)
    await handle({ organisation, kind: LETTER, key, payload: payload as never, attempt: 1 });
  await parts.casebook.database.inOrganisation(organisation, (tx) => tx.deleteFrom('outbox').execute());
  return mails;
}

describe('letters where somebody acts for the complainant', () => {
  before(async () => {
    server = await openCaseworkServer('speaks-for', DAY, FOLDER);
  });
  after(() => server.close());

  const nameDaughter = (id: string) =>
    doOn(server, id, 'name-representative', {
      input: { name: 'Dot Able', relation: 'her daughter', email: 'dot@example.org', address: '2 Elm Row\nAnytown' },
    });
  const permit = (id: string, writeTo: string) =>
    doOn(server, id, 'record-authority', {
      input: { given: true, signed: true, 'wants-it': true, 'write-to': writeTo },
    });

  test('nothing goes to the representative before permission: page, print, copy, code and mail', async () => {
    const id = await log();
    await nameDaughter(id);
    const n = await acknowledge(id);
    const words = await casePage(id);
    assert.match(words, /represented by Dot Able, permission not recorded yet/);
    assert.match(words, /Nothing goes to the representative yet/);
    assert.match(words, /Dot Able The representative, her daughter Nothing may go to the representative/);
    assert.match(words, /We have your complaint, Monday 2 March 2026, by [^.]*\. To Ann Able\./);
    const barred = await letterFor(id, n, 'representative');
    assert.equal(barred.status, 403);
    assert.match(wordsOf(barred.body), /permission to act is not recorded yet[\s\S]*Clause 3\./);
    assert.ok(!barred.body.includes('The light'));
    const code = await server.send(caseworkPaths.followCode({ id }), { for: 'representative' });
    assert.equal(code.status, 400);
    assert.match(wordsOf(code.body), /No code was made/);
    const copied = await server.send(caseworkPaths.action({ id, action: 'send-copy' }), {
      letter: String(n),
      'copy-to': 'representative',
    });
    assert.equal(copied.status, 400);
    const mails = await sendLetters();
    assert.deepEqual(
      mails.map(({ to }) => to),
      ['ann@example.org'],
    );
  });

  test('with permission both get it, each under their own name; the complaint is told to who acts', async () => {
    const id = await log();
    await nameDaughter(id);
    await permit(id, 'both');
    const n = await acknowledge(id);
    assert.match(await casePage(id), /To Ann Able; Dot Able\./);
    const hers = await letterFor(id, n, 'representative');
    assert.equal(hers.status, 200);
    assert.match(wordsOf(hers.body), /Dot Able 2 Elm Row[\s\S]*About the complaint of Ann Able[\s\S]*Dear Dot Able/);
    assert.match(wordsOf((await letterFor(id, n, 'resident-1')).body), /Dear Ann Able/);
    const mails = await sendLetters();
    assert.deepEqual(mails.map(({ to }) => to).sort(), ['ann@example.org', 'dot@example.org']);
    assert.match(mails.find(({ to }) => to.startsWith('dot'))?.text ?? '', /^About the complaint of Ann Able\n/);
  });

  test('as agreed it goes to who acts alone, and a copy for the complainant is refused', async () => {
    const id = await log();
    await nameDaughter(id);
    await permit(id, 'representative');
    const n = await acknowledge(id);
    assert.match(await casePage(id), /by [^.]*\. To Dot Able\./);
    assert.equal((await letterFor(id, n, 'resident-1')).status, 403);
    assert.deepEqual(
      (await sendLetters()).map(({ to }) => to),
      ['dot@example.org'],
    );
  });

  test('withdrawn, it stops at once: what waits to be sent, what could be printed, what could be followed', async () => {
    const id = await log();
    await nameDaughter(id);
    await permit(id, 'both');
    const n = await acknowledge(id);
    assert.equal((await letterFor(id, n, 'representative')).status, 200);
    await doOn(server, id, 'record-authority', { input: { given: false } });
    assert.deepEqual(
      (await sendLetters()).map(({ to }) => to),
      ['ann@example.org'],
    );
    const barred = await letterFor(id, n, 'representative');
    assert.equal(barred.status, 403);
    assert.match(wordsOf(barred.body), /the permission to act was withdrawn/);
    assert.match(await casePage(id), /represented by Dot Able, permission withdrawn/);
  });

  test('a letter of one who acted for them is not the letter of who does now', async () => {
    const id = await log();
    await nameDaughter(id);
    await permit(id, 'both');
    const n = await acknowledge(id);
    await doOn(server, id, 'name-representative', { input: { name: 'Eve East', email: 'eve@example.org' } });
    await permit(id, 'both');
    assert.deepEqual(
      (await sendLetters()).map(({ to }) => to),
      ['ann@example.org'],
    );
    assert.match(await casePage(id), /To Ann Able; Dot Able\./);
    const page = wordsOf((await server.get(caseworkPaths.letter({ id, n }))).body);
    assert.match(page, /Dot Able \(not on this case any more\)/);
    assert.match(page, /Eve East has not had it/);
    const hers = wordsOf((await letterFor(id, n, 'representative')).body);
    assert.match(hers, /Dear Eve East/);
    assert.doesNotMatch(hers, /Dear Dot Able|2 Elm Row/);
    await doOn(server, id, 'send-copy', { input: { letter: String(n), 'copy-to': 'representative' } });
    assert.match(await casePage(id), /To Ann Able; Dot Able; Eve East \(copy, Monday 2 March 2026\)\./);
    assert.deepEqual(
      (await sendLetters()).map(({ to }) => to),
      ['eve@example.org'],
    );
  });

  test('a supporter is recorded apart and gets no letters', async () => {
    const id = await log();
    await server.send(caseworkPaths.action({ id, action: 'name-supporter' }), {
      name: 'Sam Side',
      relation: 'a friend',
    });
    const n = await acknowledge(id);
    const words = await casePage(id);
    assert.match(words, /Sam Side Supporter, a friend Gets no letters/);
    assert.match(words, /To Ann Able\./);
    assert.equal((await letterFor(id, n, 'supporter')).status, 404);
    assert.equal((await sendLetters()).length, 1);
  });
});

describe('letters of several residents', () => {
  before(async () => {
    server = await openCaseworkServer('neighbours', DAY, FOLDER);
  });
  after(() => server.close());

  const join = (id: string, name: string, more: Record<string, string> = {}) =>
    server.send(caseworkPaths.action({ id, action: 'add-resident' }), { 'resident-name': name, ...more });

  test('each has their own letter, by the way they asked for', async () => {
    const id = await log({ residents: 3 });
    await join(id, 'Ben Best', {
      'resident-email': 'ben@example.org',
      'resident-channel': 'letter',
      'resident-address': '4 The Stair',
    });
    await join(id, 'Cy Cole', { 'resident-email': 'cy@example.org' });
    const n = await acknowledge(id);
    const words = await casePage(id);
    assert.match(words, /Ann Able; Ben Best; Cy Cole/);
    assert.match(words, /Ben Best Resident 2 Gets letters\. To print and post: 4 The Stair\./);
    assert.match(words, /To Ann Able; Ben Best; Cy Cole\./);
    for (const [to, name] of [
      ['resident-1', 'Ann Able'],
      ['resident-2', 'Ben Best'],
      ['resident-3', 'Cy Cole'],
    ] as const) {
      const page = wordsOf((await letterFor(id, n, to)).body);
      assert.match(page, new RegExp(`Dear ${name}`));
    }
    assert.deepEqual(
      (await sendLetters()).map(({ to }) => to),
      ['ann@example.org', 'cy@example.org'],
    );
    const whole = wordsOf((await server.get(caseworkPaths.print({ id }))).body);
    assert.match(whole, /To Ann Able; Ben Best; Cy Cole\./);
  });

  test('who joins later is shown as not having had it, until a copy is recorded', async () => {
    const id = await log();
    const n = await acknowledge(id);
    await sendLetters();
    await join(id, 'Ben Best', { 'resident-email': 'ben@example.org' });
    assert.match(await casePage(id), /Resident 2 joined later and has not had: We have your complaint\./);
    const page = await server.get(caseworkPaths.letter({ id, n }));
    assert.match(wordsOf(page.body), /Ben Best has not had it/);
    const sent = await server.send(caseworkPaths.action({ id, action: 'send-copy' }), {
      letter: String(n),
      'copy-to': 'resident-2',
    });
    assert.equal(sent.status, 303);
    const words = await casePage(id);
    assert.doesNotMatch(words, /has not had/);
    assert.match(words, /Ben Best \(copy, Monday 2 March 2026\)/);
    assert.deepEqual(
      (await sendLetters()).map(({ to, text }) => [to, /Dear Ben Best/.test(text)]),
      [['ben@example.org', true]],
    );
  });

  test('each has a code of their own; who leaves gets no more', async () => {
    const id = await log();
    await join(id, 'Ben Best');
    const codeOf = (body: string): string => /redress-code__letters">([^<]+)</.exec(body)?.[1] ?? '';
    const address = caseworkPaths.followCode({ id });
    const first = codeOf((await server.send(address, { for: 'resident-1' })).body);
    const second = codeOf((await server.send(address, { for: 'resident-2' })).body);
    const { reference } = (await loadCase(server, id)).origin;
    const redeem = (code: string) => redeemFollowCode(server.parts.casebook, server.organisation, { reference, code });
    assert.deepEqual(await redeem(first), { caseId: id, key: 'resident-1' });
    assert.deepEqual(await redeem(second), { caseId: id, key: 'resident-2' });
    assert.equal(await redeem('AAAAA-AAAAA'), undefined);
    await server.send(caseworkPaths.action({ id, action: 'remove-resident' }), { resident: '2' });
    const n = await acknowledge(id);
    assert.match(await casePage(id), /To Ann Able\./);
    assert.equal((await letterFor(id, n, 'resident-2')).status, 403);
  });
});

describe('nobody to write to', () => {
  before(async () => {
    server = await openCaseworkServer('no-name', DAY, FOLDER);
  });
  after(() => server.close());

  const received = { 'received-when-day': '2', 'received-when-month': '3', 'received-when-year': '2026' };
  const form = { channel: 'telephone', 'what-happened': 'Somebody shouts at night.', anonymous: 'yes', ...received };

  test('logged without name or address, the letter is not possible and the answer is recorded, not sent', async () => {
    const { location = '' } = await server.send('/cases/new', form);
    const id = location.split('/').at(-1) ?? '';
    const words = await casePage(id);
    assert.match(words.slice(words.indexOf('Dates Ack')), /Acknowledgement[^.]*Not possible: nobody to write to/);
    assert.match(words, /Resident 1 has given no way to write to them/);
    const refused = wordsOf((await server.get(caseworkPaths.action({ id, action: 'acknowledge' }))).body);
    assert.match(refused, /“Acknowledge” is not possible: there is nobody to write to\.[\s\S]*Clause 3/);
    await doOn(server, id, 'define', { input: { points: [{ text: 'Noise' }] } });
    await doOn(server, id, 'respond', {
      input: { findings: { '1': { finding: 'upheld' } }, parts: { reasons: 'We heard it.' } },
    });
    const after = await casePage(id);
    assert.match(after, /Not sent: nobody to write to\./);
    assert.match(after, /response recorded, not sent: nobody to write to/);
    assert.deepEqual(await sendLetters(), []);
  });

  test('an e-mail address without a name is a way to write', async () => {
    const { location = '' } = await server.send('/cases/new', { ...form, 'resident-email': 'quiet@example.org' });
    const id = location.split('/').at(-1) ?? '';
    assert.doesNotMatch(await casePage(id), /Not possible/);
  });
});
