// The definition in the interface: whose each point is, confirmed with the complainant, and its history to be read.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../../test/support/casework-server.ts';
import { doOn, logCase } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../paths.ts';

let server: CaseworkServer;

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const see = async (id: string): Promise<string> => wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
const history = async (id: string): Promise<string> => (await server.get(caseworkPaths.definition({ id }))).body;
const send = (id: string, action: string, inputs: Record<string, string>) =>
  server.send(caseworkPaths.action({ id, action }), inputs);

const FIRST = {
  'points.1.text': 'The lift is broken',
  'points.1.outcome-sought': 'A lift that works',
  'points.1.responsibility': 'partly',
  'points.1.whose': 'the council',
  'outcome-sought': 'A lift and an apology',
};

describe('the definition', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-04-20');
  });
  after(() => server.close());

  test('says point by point whose it is and what is wanted, and that nobody has confirmed it', async () => {
    const id = await logCase(server);
    assert.match(wordsOf(await history(id)), /has not been defined yet/);
    assert.equal((await send(id, 'define', FIRST)).status, 303);
    const page = await see(id);
    assert.match(page, /The lift is broken Wanted: A lift that works Partly ours: the council Nothing yet/);
    assert.match(page, /Not confirmed with them yet\..*How the definition came about \(1\)/);
  });

  test('a change keeps what was there before, with who, when and why, struck and marked', async () => {
    const id = await logCase(server);
    await send(id, 'define', FIRST);
    server.signIn('investigator');
    const second = {
      'points.1.text': 'The goods lift is broken',
      'points.1.responsibility': 'ours',
      why: 'She meant the other lift.',
    };
    const sent = await send(id, 'define', second);
    server.signIn('all');
    if (sent.status !== 303) await send(id, 'define', second);
    const body = await history(id);
    assert.match(body, /The <ins><span class="govuk-visually-hidden">put in: <\/span>goods <\/ins>lift is broken/);
    assert.match(body, /<del><span class="govuk-visually-hidden">taken out: <\/span>Partly ours: the council<\/del>/);
    assert.match(body, /put in: <\/span>Ours<\/ins>/);
    const words = wordsOf(body);
    assert.match(words, /Version 2 Monday 20 April 2026, by .* Why: She meant the other lift\. .*Version 1/);
    assert.match(await see(id), /How the definition came about \(2\)/);
  });

  test('what is emptied when it is defined anew is gone from the page and the form, and struck in the history', async () => {
    const id = await logCase(server);
    await send(id, 'define', FIRST);
    const form = readInputs((await server.get(caseworkPaths.action({ id, action: 'define' }))).body);
    assert.equal(form['points.1.outcome-sought'], 'A lift that works');
    const emptied = { ...form, 'points.1.outcome-sought': '', 'outcome-sought': '', why: 'She wants nothing now.' };
    assert.equal((await send(id, 'define', emptied)).status, 303);
    const page = await see(id);
    assert.doesNotMatch(
      page.split('What happened Everything')[0] ?? page,
      /Wanted: A lift that works|A lift and an apology/,
    );
    const again = readInputs((await server.get(caseworkPaths.action({ id, action: 'define' }))).body);
    assert.deepEqual([again['points.1.outcome-sought'] ?? '', again['outcome-sought'] ?? ''], ['', '']);
    const body = await history(id);
    assert.match(body, /<del><span class="govuk-visually-hidden">taken out: <\/span>A lift that works<\/del>/);
    assert.match(body, /<del><span class="govuk-visually-hidden">taken out: <\/span>A lift and an apology<\/del>/);
  });

  test('once a letter has told it, a change needs a reason, and the typing stays', async () => {
    const id = await logCase(server);
    await send(id, 'define', FIRST);
    await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'The lift is ours.' } } });
    const refused = await send(id, 'define', { 'points.1.text': 'Both lifts are broken', why: '' });
    assert.equal(refused.status, 400);
    assert.match(refused.body, /Both lifts are broken/);
    assert.match(wordsOf(refused.body), /Why does the definition change\?/);
    assert.equal(
      (await send(id, 'define', { 'points.1.text': 'Both lifts are broken', why: 'She rang.' })).status,
      303,
    );
  });

  test('confirmed: when, how, by whom; tried; and changed since', async () => {
    const id = await logCase(server);
    assert.match(
      wordsOf((await server.get(caseworkPaths.action({ id, action: 'confirm-definition' }))).body),
      /cannot|Define|first/,
    );
    await send(id, 'define', FIRST);
    assert.equal((await send(id, 'confirm-definition', { result: 'not-reached', channel: 'telephone' })).status, 303);
    assert.match(await see(id), /Tried, not reached Monday 20 April 2026, by telephone, by Ali Everything/);
    assert.equal(
      (await send(id, 'confirm-definition', { result: 'agreed', channel: 'e-mail', with: 'Jo Sample' })).status,
      303,
    );
    assert.match(await see(id), /They agreed Monday 20 April 2026, by e-mail, by Ali Everything/);
    await send(id, 'define', { 'points.1.text': 'Both lifts are broken', why: 'A second lift.' });
    assert.match(await see(id), /Changed since it was last confirmed with them/);
  });

  test('what they correct has to be written down, and is warned about until the definition has it', async () => {
    const id = await logCase(server);
    await send(id, 'define', FIRST);
    const empty = await send(id, 'confirm-definition', { result: 'corrected', channel: 'telephone' });
    assert.equal(empty.status, 400);
    assert.match(wordsOf(empty.body), /What did they say/);
    const told = { result: 'corrected', channel: 'telephone', 'what-was-said': 'It is the goods lift.' };
    assert.equal((await send(id, 'confirm-definition', told)).status, 303);
    assert.match(
      await see(id),
      /They corrected the definition on Monday 20 April 2026, and it has not been changed since/,
    );
    await send(id, 'define', { 'points.1.text': 'The goods lift is broken', why: 'As she said.' });
    assert.doesNotMatch(await see(id), /has not been changed since/);
    assert.match(
      wordsOf(await history(id)),
      /They corrected it Monday 20 April 2026, by telephone, by Ali Everything\. It is the goods lift\./,
    );
  });
});
