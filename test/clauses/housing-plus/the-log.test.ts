// Housing Plus: the log of a complaint as staff read it (section 9).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { findPoliciesFolder } from '../../../app/packs/find-pack-files.ts';
import { findResidentView } from '../../../app/portal/follow/find-resident-view.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { doOn, loadCase, logCase } from '../../support/drive-case.ts';

let server: CaseworkServer;
before(async () => {
  server = await openCaseworkServer('housing-plus', '2026-03-02', findPoliciesFolder());
});
after(() => server.close());

const wordsOf = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
/** One part of the page of the investigation, by its id. */
const part = (body: string, id: string): string =>
  wordsOf(new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(body)?.[0] ?? '');

test('[HP-9.1] the log holds the details, the result wanted, and talks with colleagues and the complainant, apart from each other', async () => {
  const id = await logCase(server, {
    'what-happened': 'The hall floods when it rains.',
    'outcome-sought': 'A dry hall',
  });
  const send = (name: string, inputs: Record<string, string>) =>
    server.send(caseworkPaths.action({ id, action: name }), inputs);
  const said = { with: 'Pat of Repairs', 'what-was-said': 'COLLEAGUE: the drain was never cleared.' };
  assert.equal((await send('record-internal-conversation', said)).status, 303);
  const outside = { outsider: 'contractor', with: 'Drains Ltd', 'what-was-said': 'OUTSIDE: we had no order.' };
  assert.equal((await send('record-outside-conversation', outside)).status, 303);
  await doOn(server, id, 'contact', { input: { 'what-was-said': 'COMPLAINANT: mornings suit her.', reached: true } });
  const { body } = await server.get(caseworkPaths.casePage({ id }));
  assert.match(wordsOf(body), /The hall floods when it rains\..*A dry hall/s);
  const page = (await server.get(caseworkPaths.investigation({ id }))).body;
  assert.match(part(page, 'with-complainant'), /COMPLAINANT/);
  assert.doesNotMatch(part(page, 'with-complainant'), /COLLEAGUE|OUTSIDE/);
  assert.match(part(page, 'with-colleagues'), /Pat of Repairs.*COLLEAGUE/);
  assert.doesNotMatch(part(page, 'with-colleagues'), /COMPLAINANT|OUTSIDE/);
  assert.match(part(page, 'with-others'), /Drains Ltd, Contractor.*OUTSIDE/);
  const inside = wordsOf((await server.get(caseworkPaths.casePage({ id }, { show: 'internal' }))).body);
  assert.match(inside, /Conversation among colleagues.*COLLEAGUE/s);
  assert.doesNotMatch(inside.slice(inside.indexOf('What happened')), /COMPLAINANT/);
});

test('[HP-9.1] a talk without what was said is not logged, and nothing said among colleagues reaches the complainant', async () => {
  const id = await logCase(server);
  const address = caseworkPaths.action({ id, action: 'record-internal-conversation' });
  const empty = await server.send(address, { with: 'Pat of Repairs', 'what-was-said': '' });
  assert.equal(empty.status, 400);
  assert.match(wordsOf(empty.body), /Enter .*what was said/i);
  assert.match(empty.body, /value="Pat of Repairs"/, 'what was typed stays');
  assert.ok(!(await loadCase(server, id)).events.some(({ type }) => type === 'colleague-contacted'));
  await server.send(address, { with: 'Pat of Repairs', 'what-was-said': 'COLLEAGUE: we forgot it.' });
  const record = await loadCase(server, id);
  assert.ok(record.events.some(({ type }) => type === 'colleague-contacted'));
  const view = findResidentView(
    server.parts.texts,
    { ...record, follower: 'resident-1', since: 1 },
    server.parts.today(),
  );
  assert.doesNotMatch(JSON.stringify(view), /COLLEAGUE|Pat of Repairs/);
});
