// Each entry of the timeline says what can be done with it: undone while it has not left the house, corrected once it has.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../test/support/drive-case.ts';
import { caseworkPaths } from './paths.ts';

let server: CaseworkServer;

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const entryOf = (body: string, n: number): string =>
  new RegExp(`id="entry-${n}"[\\s\\S]*?(?=id="entry-|</section>)`).exec(body)?.[0] ?? '';
const see = async (id: string): Promise<string> => (await server.get(caseworkPaths.casePage({ id }))).body;
const actionOf = (id: string, action: string, recording: number): string =>
  caseworkPaths.action({ id, action }, { recording });
/** The address of a link in an entry, as its page gives it. */
const linkOf = (entry: string, text: string): string =>
  new RegExp(`href="([^"]+)">${text}`).exec(entry)?.[1]?.replaceAll('&amp;', '&') ?? `no link “${text}” in ${entry}`;

describe('what can be done with an entry', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-04-20');
  });
  after(() => server.close());

  async function withNote(): Promise<string> {
    const id = await logCase(server);
    await doOn(server, id, 'note', { input: { text: 'She rang about another block.' } });
    return id;
  }

  test('a note is undone with a reason, and put back again', async () => {
    const id = await withNote();
    const form = linkOf(entryOf(await see(id), 2), 'Undo');
    assert.match(
      wordsOf((await server.get(form)).body),
      /Undo an entry .*Entry 2: Note by .*She rang about another block/,
    );
    const empty = await server.send(form, { why: '' });
    assert.equal(empty.status, 400);
    assert.match(empty.body, /name="recording"[^>]*value="2"/, 'the entry stays named');
    const sent = await server.send(form, { why: 'It belongs to another case.' });
    assert.equal(sent.status, 303);
    const undone = await see(id);
    assert.match(wordsOf(entryOf(undone, 2)), /Does not count .*Taken out by entry 3/);
    assert.match(wordsOf(entryOf(undone, 3)), /It belongs to another case\. .*Put entry 2 back/);
    const back = await server.send(linkOf(entryOf(undone, 3), 'Put entry 2 back'), { why: 'It was ours after all.' });
    assert.equal(back.status, 303);
    assert.doesNotMatch(wordsOf(entryOf(await see(id), 2)), /Does not count/);
  });

  test('what was told says why it cannot be undone, and is corrected with a reason', async () => {
    const id = await logCase(server);
    await doOn(server, id, 'contact', { input: { 'what-was-said': 'She wants a call on Friday.' } });
    const entry = entryOf(await see(id), 2);
    assert.doesNotMatch(entry, />Undo</);
    assert.match(wordsOf(entry), /Correct.* Cannot be undone: It was told to the complainant on Monday 20 April 2026/);
    server.setDay('2026-04-22');
    const form = linkOf(entry, 'Correct');
    assert.match(wordsOf((await server.get(form)).body), /It cannot be undone\. .*Say that it did not happen/);
    const right = {
      'right-day-day': '21',
      'right-day-month': '4',
      'right-day-year': '2026',
      why: 'She rang on Tuesday.',
    };
    const sent = await server.send(form, right);
    assert.equal(sent.status, 303, wordsOf(sent.body).slice(0, 800));
    assert.match(wordsOf(entryOf(await see(id), 2)), /Tuesday 21 April 2026 .*first given as 20 Apr/);
    server.setDay('2026-04-20');
  });

  test('undoing what has left is refused by its address too, and nothing typed is lost', async () => {
    const id = await logCase(server);
    await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
    await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'The ceiling is ours.' } } });
    const refused = await server.send(actionOf(id, 'undo', 3), { why: 'I hoped to call it back.' });
    assert.equal(refused.status, 400);
    assert.match(wordsOf(refused.body), /went with it on Monday 20 April 2026, and a letter cannot be called back/);
    assert.match(refused.body, /I hoped to call it back\./);
    const since = await server.send(actionOf(id, 'undo', 2), { why: 'Wrong words.' });
    assert.match(wordsOf(since.body), /has gone since, on Monday 20 April 2026/);
    assert.equal(standingNow(server, await loadCase(server, id)).state.points.length, 1);
  });

  test('the first contact stays, whatever the address says', async () => {
    const id = await withNote();
    assert.match(wordsOf(entryOf(await see(id), 1)), /Correct.*Cannot be undone: The first contact cannot/);
    assert.equal((await server.send(actionOf(id, 'undo', 1), { why: 'No.' })).status, 400);
    assert.match(
      wordsOf((await server.send(actionOf(id, 'undo', 99), { why: 'No.' })).body),
      /There is no entry number 99/,
    );
  });

  test('the timeline can be asked for by kind, each entry with an address of its own', async () => {
    const id = await withNote();
    await doOn(server, id, 'contact', { input: { 'what-was-said': 'She wants a call on Friday.' } });
    const only = async (show: string): Promise<string> => {
      const body = (await server.get(caseworkPaths.casePage({ id }, { show }))).body;
      return [...body.matchAll(/id="entry-(\d+)"/g)].map(([, n]) => n).join();
    };
    assert.equal(await only('contacts'), '3,1');
    assert.equal(await only('internal'), '2');
    assert.equal(await only('letters'), '');
    assert.equal(await only('all'), '3,2,1');
    assert.equal(await only('nonsense'), '3,2,1');
    assert.match(await see(id), /href="#entry-2"/);
  });
});
