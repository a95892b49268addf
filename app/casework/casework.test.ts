import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../test/support/drive-case.ts';
import { caseworkPaths } from './paths.ts';

const DAY = '2026-04-20';
let server: CaseworkServer;

const action = (id: string, name: string): string => caseworkPaths.action({ id, action: name });
const casePage = (id: string): string => caseworkPaths.casePage({ id });
const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const dated = (name: string, date: string): Record<string, string> => {
  const [year = '', month = '', day = ''] = date.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

const COMPLAINT = {
  channel: 'telephone',
  'what-happened': 'The ceiling has leaked since January.',
  'outcome-sought': 'That somebody mends it.',
  'resident-name': 'Jo <Sample>',
  'resident-email': 'jo@example.org',
};

describe('work on a case', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', DAY);
  });
  after(() => server.close());

  test('a complaint is logged late, and its clock counts from the day it was received', async () => {
    const { status, location = '' } = await server.send('/cases/new', {
      ...COMPLAINT,
      ...dated('received-when', '2026-04-02'),
    });
    assert.equal(status, 303);
    const { body } = await server.get(location);
    const words = wordsOf(body);
    assert.match(words, /Logged as 26-[0-9A-Z]{5}/);
    // Received on Thursday before Easter: Good Friday and Easter Monday are not counted.
    assert.match(words, /Due next: Stage 1 acknowledgement [^.]*Monday 13 April 2026/);
    assert.match(words, /Late/);
    assert.match(words, /Good Friday/);
    assert.match(words, /That somebody mends it\./);
    assert.match(words, /recorded on 20 Apr 2026/);
    assert.ok(body.includes('Jo &lt;Sample&gt;'));
  });

  test('a complaint from the future, or without what happened, comes back with everything typed', async () => {
    const given = { ...COMPLAINT, 'what-happened': '', ...dated('received-when', '2026-05-02') };
    const first = await server.send('/cases/new', given);
    assert.equal(first.status, 400);
    assert.match(wordsOf(first.body), /There is a problem/);
    assert.match(first.body, /jo@example\.org/);
    assert.equal(readInputs(first.body)['received-when-month'], '05');
    const second = await server.send('/cases/new', { ...COMPLAINT, ...dated('received-when', '2026-05-02') });
    assert.equal(second.status, 400);
    assert.match(wordsOf(second.body), /Saturday 2 May 2026 has not come yet/);
    assert.match(second.body, /The ceiling has leaked since January\./);
  });

  test('points are defined without scripts: another one, then both are kept', async () => {
    const id = await logCase(server);
    const url = action(id, 'define');
    const grown = await server.send(url, { 'points.1.text': 'The leak', _do: 'add:points' });
    assert.equal(grown.status, 200);
    assert.equal(readInputs(grown.body)['points.1.text'], 'The leak');
    assert.equal(readInputs(grown.body)['points.2.text'], '');
    assert.equal((await loadCase(server, id)).version, 1);
    const done = await server.send(url, {
      ...readInputs(grown.body),
      'points.2.text': 'Missed appointments',
      'outcome-sought': 'A repair',
    });
    assert.equal(done.status, 303, wordsOf(done.body));
    const words = wordsOf((await server.get(casePage(id))).body);
    assert.match(words, /Due next: Stage 1 acknowledgement/);
    assert.match(words, /1 The leak Not said Nothing yet 2 Missed appointments Not said/);
  });

  test('a letter that lacks a part is refused with its clause, and what was typed stays', async () => {
    const id = await logCase(server);
    await doOn(server, id, 'define', { input: { points: [{ text: 'The leak' }], 'outcome-sought': 'A repair' } });
    const url = action(id, 'acknowledge');
    const refused = await server.send(url, { 'parts.responsible-for': 'We mend [insert what].' });
    assert.equal(refused.status, 400);
    assert.match(refused.body, /href="#parts-responsible-for"/);
    assert.match(refused.body, /\/clauses\/3\.1\?version=2000-01/);
    assert.equal(readInputs(refused.body)['parts.responsible-for'], 'We mend [insert what].');
    assert.equal((await loadCase(server, id)).version, 2);
  });

  test('the letter can be seen before it goes, with the date it will tell, and nothing is recorded', async () => {
    const id = await logCase(server);
    await doOn(server, id, 'define', { input: { points: [{ text: 'The leak' }], 'outcome-sought': 'A repair' } });
    const url = action(id, 'acknowledge');
    const seen = await server.send(url, { 'parts.responsible-for': 'We mend <b>pipes</b>.', _do: 'preview' });
    assert.equal(seen.status, 200);
    const words = wordsOf(seen.body);
    assert.match(words, /How the letter would read/);
    assert.match(words, /Dear Jo Sample/);
    assert.match(words, /Tuesday 5 May 2026/);
    assert.ok(seen.body.includes('&lt;b&gt;pipes'));
    assert.equal((await loadCase(server, id)).version, 2);
    const sent = await server.send(url, { 'parts.responsible-for': 'We mend pipes.' });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    const page = wordsOf((await server.get(casePage(id))).body);
    assert.match(page, /Due next: Stage 1 response, Tuesday 5 May 2026/);
    const letter = wordsOf((await server.get(caseworkPaths.letter({ id, n: 3 }))).body);
    assert.match(letter, /Tuesday 5 May 2026/);
    assert.match(letter, /12 Orchard Close/);
  });

  test('an extension moves the date; the letter that told another one keeps it, and both are said', async () => {
    const id = await logCase(server);
    await doOn(server, id, 'define', { input: { points: [{ text: 'The leak' }], 'outcome-sought': 'A repair' } });
    await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'Pipes.' } } });
    const extended = await server.send(action(id, 'extend'), { complexity: 'Two contractors have to be heard.' });
    assert.equal(extended.status, 303, wordsOf(extended.body));
    const page = wordsOf((await server.get(casePage(id))).body);
    assert.match(page, /Due next: Stage 1 response, Tuesday 19 May 2026/);
    const letter = wordsOf((await server.get(caseworkPaths.letter({ id, n: 3 }))).body);
    assert.match(letter, /the letter said Tuesday 5 May 2026\. The date that now stands is Tuesday 19 May 2026/);
  });

  test('two officers on one case: the second is told what changed, keeps the typing, and can save anyway', async () => {
    const id = await logCase(server);
    await doOn(server, id, 'define', { input: { points: [{ text: 'The leak' }], 'outcome-sought': 'A repair' } });
    const url = action(id, 'acknowledge');
    const stale = readInputs((await server.get(url)).body);
    await doOn(server, id, 'define', {
      input: { points: [{ text: 'The leak' }, { text: 'The mould' }], 'outcome-sought': 'A repair' },
    });
    const told = await server.send(url, { ...stale, 'parts.responsible-for': 'We mend pipes.' });
    assert.equal(told.status, 409);
    assert.match(wordsOf(told.body), /changed this case/);
    assert.match(wordsOf(told.body), /Save anyway/);
    const again = readInputs(told.body);
    assert.equal(again['parts.responsible-for'], 'We mend pipes.');
    assert.equal(again['_seen'], '3');
    assert.equal((await loadCase(server, id)).version, 3);
    const saved = await server.send(url, again);
    assert.equal(saved.status, 303, wordsOf(saved.body));
  });

  test('a note on a stale page is simply kept', async () => {
    const id = await logCase(server);
    const stale = readInputs((await server.get(action(id, 'note'))).body);
    await doOn(server, id, 'note', { input: { text: 'Another note.' } });
    const kept = await server.send(action(id, 'note'), { ...stale, text: 'She rang about the smell.' });
    assert.equal(kept.status, 303);
    const words = wordsOf((await server.get(casePage(id))).body);
    assert.match(words, /Internal/);
    assert.match(words, /She rang about the smell\./);
  });

  test('a form sent twice at once does its work once; the same words on a new form are another note', async () => {
    const id = await logCase(server);
    const url = action(id, 'note');
    const form = async () => ({ ...readInputs((await server.get(url)).body), text: 'Rang, no answer.' });
    const sent = await form();
    const both = await Promise.all([server.send(url, sent), server.send(url, sent)]);
    assert.deepEqual(
      both.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await loadCase(server, id)).version, 2);
    await server.send(url, sent);
    assert.equal((await loadCase(server, id)).version, 2);
    await server.send(url, await form());
    assert.equal((await loadCase(server, id)).version, 3);
    const log = {
      ...readInputs((await server.get('/cases/new')).body),
      'what-happened': 'A leak.',
      channel: 'letter',
      'resident-name': 'Jo',
    };
    const logged = await Promise.all([server.send('/cases/new', log), server.send('/cases/new', log)]);
    assert.equal(logged[0]?.status, 303, wordsOf(logged[0]?.body ?? ''));
    assert.equal(logged[0]?.location, logged[1]?.location);
  });

  test('the next stage asked for before any response is kept, and the page says why it moved nothing', async () => {
    const id = await logCase(server);
    const sent = await server.send(action(id, 'request-escalation'), { 'what-is-unresolved': 'Nobody came.' });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    const words = wordsOf((await server.get(casePage(id))).body);
    assert.match(words, /it was recorded, but it moved nothing/);
    assert.match(words, /Nobody came\./);
    assert.equal(standingNow(server, await loadCase(server, id)).state.visits.length, 1);
  });

  test('something that does not belong to the complaint becomes a case of its own, each naming the other', async () => {
    const id = await logCase(server);
    const sent = await server.send(action(id, 'add-point'), { text: 'The lift is broken.', related: 'no' });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    const page = (await server.get(casePage(id))).body;
    const [, reference] = /A linked case was opened: (26-[0-9A-Z]{5})/.exec(wordsOf(page)) ?? [];
    assert.ok(reference);
    const [, other = ''] = new RegExp(`href="(/cases/[^"]+)">${reference}<`).exec(page) ?? [];
    const linked = wordsOf((await server.get(other)).body);
    assert.match(linked, /The lift is broken\./);
    assert.match(linked, /Jo Sample/);
    const { origin } = await loadCase(server, id);
    assert.match(linked, new RegExp(origin.reference));
  });

  test('a service request that becomes a complaint opens a linked one, dated from the day they were dissatisfied', async () => {
    const id = await logCase(server, { kind: 'service-request' });
    const sent = await server.send(action(id, 'raise-complaint'), { 'what-is-wrong': 'Nobody answered.' });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.match(wordsOf((await server.get(casePage(id))).body), /A linked case was opened/);
  });

  test('who cannot be chosen is not offered, with the reason; who is chosen has the case', async () => {
    const id = await logCase(server);
    const form = await server.get(action(id, 'allocate'));
    assert.match(wordsOf(form.body), /Who cannot be chosen, and why/);
    assert.match(wordsOf(form.body), /Noor Nobody, Member of staff One and Member of staff Two This is for/);
    assert.ok(!form.body.includes('<option value="none"'));
    const refused = await server.send(action(id, 'allocate'), { to: 'none' });
    assert.equal(refused.status, 400);
    const done = await server.send(action(id, 'allocate'), { to: 'complaints-manager' });
    assert.equal(done.status, 303, wordsOf(done.body));
    assert.match(wordsOf((await server.get(casePage(id))).body), /Who has it Complaints manager One/);
    const manager = server.people.find((person) => person.id === 'complaints-manager');
    server.people.splice(server.people.indexOf(manager!), 1, { ...manager!, state: 'closed' });
    assert.match(wordsOf((await server.get(casePage(id))).body), /Who has it Unassigned/);
    server.people.splice(
      server.people.findIndex((one) => one.id === 'complaints-manager'),
      1,
      manager!,
    );
  });

  test('what cannot be done now says why, by which clause, and the way out', async () => {
    const id = await logCase(server);
    const words = wordsOf((await server.get(casePage(id))).body);
    assert.match(
      words,
      /Send the response “Define the complaint” has to be done first\. Do “Define the complaint”, then come back to this\. Clause 3\.1/,
    );
    const form = wordsOf((await server.get(action(id, 'respond'))).body);
    assert.match(form, /As the case stands, this cannot be done/);
  });

  test('an address of no case, no action, no letter or no clause is not there', async () => {
    const id = await logCase(server);
    for (const url of [
      '/cases/11111111-1111-1111-1111-111111111111',
      action(id, 'no-such-thing'),
      action(id, 'step:no-such-step'),
      action(id, 'receive'),
      caseworkPaths.letter({ id, n: 1 }),
      '/clauses/99.9',
    ])
      assert.equal((await server.get(url)).status, 404, url);
  });

  test('a form without its token changes nothing', async () => {
    const id = await logCase(server);
    const sent = await server.send(action(id, 'note'), { text: 'A note', _csrf: 'wrong' });
    assert.equal(sent.status, 403);
    assert.equal((await loadCase(server, id)).version, 1);
  });
});
