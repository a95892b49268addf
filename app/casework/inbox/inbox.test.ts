// The inbox: what came in, sorted on one page, over HTTP with a database.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, loadCase, standingNow } from '../../../test/support/drive-case.ts';
import { putInInbox } from '../../mail/put-in-inbox.ts';
import { caseworkPaths } from '../paths.ts';

const OFFICER = 'customer-feedback-officer';
const OUTSIDER = 'investigating-officer';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body)
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

describe('the inbox', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-03-30');
  });
  beforeEach(async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.setDay('2026-03-30');
    server.signIn(OFFICER);
  });
  after(() => server.close());

  type Told = { words?: string; subject?: string; on?: string; name?: string; email?: string; address?: string };

  async function putIn({
    words = 'My bins were missed again.',
    on = '2026-03-27',
    ...told
  }: Told = {}): Promise<string> {
    const from = { name: told.name ?? 'Jo Ogden', email: told.email, address: told.address };
    const actor = { id: 'door', kind: 'resident' as const, roles: [] };
    const item = { channel: 'e-mail' as const, moment: { on: on as never }, words, subject: told.subject, from };
    const made = await putInInbox(server.parts, server.organisation, actor, item);
    assert.ok('caseId' in made, JSON.stringify(made));
    return made.caseId;
  }

  const referenceOf = async (id: string): Promise<string> => (await loadCase(server, id)).origin.reference;
  const stateOf = async (id: string) => standingNow(server, await loadCase(server, id)).state;

  /** Fills in the form of sorting and goes on: the answer is what it would change, or what is wrong. */
  async function goOn(id: string, inputs: Record<string, string>) {
    return sendTo(caseworkPaths.sort({ id }), caseworkPaths.sort({ id }), {
      service: 'housing',
      ...inputs,
      _do: 'check',
    });
  }

  async function sendTo(page: string, action: string, inputs: Record<string, string>) {
    return server.post(action, { ...(await server.readForm(page, action)), ...inputs });
  }

  async function confirm(id: string, check: { body: string }) {
    return server.post(caseworkPaths.sort({ id }), { ...readInputs(check.body), _do: 'confirm' });
  }

  test('what nobody sorted is listed, the longest waiting first, with how long it waits and its clock', async () => {
    await putIn({ words: 'The lift is broken.', on: '2026-03-30', name: 'Ann New' });
    await putIn({ words: 'The gutter drips on the path all night.', on: '2026-03-20', name: 'Olu Old' });
    const list = wordsOf((await server.get('/inbox')).body);
    assert.match(list, /2 things wait to be sorted/);
    assert.ok(list.indexOf('Olu Old') < list.indexOf('Ann New'));
    assert.match(list, /Has waited 10 days.*Came today/);
    const newest = wordsOf((await server.get('/inbox?order=newest')).body);
    assert.ok(newest.indexOf('Ann New') < newest.indexOf('Olu Old'));
  });

  test('sorting says what it changes before anything is recorded, and keeps the day of first contact', async () => {
    const id = await putIn({ words: 'Cladding came off the tower block in the wind.' });
    const check = await goOn(id, {
      'sort-as': 'complaint',
      subject: 'Cladding',
      'high-rise-safety': 'yes',
      'health-and-safety': 'yes',
    });
    assert.equal(check.status, 200);
    const said = wordsOf(check.body);
    assert.match(said, /first contact stays Friday 27 March 2026/);
    assert.match(
      said,
      /Fire or structural safety of a high-rise building\s*: this goes on beside it, and Building Safety Manager is told/,
    );
    assert.equal((await stateOf(id)).untriaged, true);

    const done = await confirm(id, check);
    assert.equal(done.status, 303);
    const state = await stateOf(id);
    assert.deepEqual([state.untriaged, state.kind, state.received?.on], [false, 'complaint', '2026-03-27']);
    assert.equal(state.facts['high-rise-safety'], true);
    assert.match(wordsOf((await server.get('/inbox')).body), /Everything that came in is sorted/);
  });

  test('a wrong answer comes back with everything typed, and nothing is recorded', async () => {
    const id = await putIn();
    const nothing = await goOn(id, { subject: 'My typing' });
    assert.equal(nothing.status, 400);
    assert.match(nothing.body, /value="My typing"/);
    const date = await goOn(id, {
      'sort-as': 'complaint',
      subject: 'My typing',
      'matter-arose-on-day': '31',
      'matter-arose-on-month': '2',
      'matter-arose-on-year': '2026',
    });
    assert.equal(date.status, 400);
    assert.match(date.body, /value="My typing"/);
    const elsewhere = await goOn(id, { 'sort-as': 'part-of', 'other-reference': '26-ZZZZZ' });
    assert.match(wordsOf(elsewhere.body), /There is no case 26-ZZZZZ that you can see/);
    assert.equal((await loadCase(server, id)).version, 1);
  });

  test('part of another case: the words go there on the day they came, and undoing brings both back', async () => {
    const first = await putIn({
      words: 'The bathroom tap drips day and night.',
      on: '2026-03-20',
      email: 'jo@example.org',
    });
    await doOn(server, first, 'classify', { input: { kind: 'complaint', service: 'housing' } });
    const second = await putIn({ words: 'I told you last week: the tap.', on: '2026-03-26', email: 'JO@example.org' });
    const page = wordsOf((await server.get(caseworkPaths.sort({ id: second }))).body);
    assert.match(page, /same e-mail address, name much the same/);
    const reference = await referenceOf(first);
    const check = await goOn(second, { 'sort-as': 'part-of', into: reference });
    assert.match(wordsOf(check.body), /as a contact of Thursday 26 March 2026/);
    const before = await loadCase(server, first);
    assert.equal((await confirm(second, check)).status, 303);

    const merged = await stateOf(second);
    assert.deepEqual([merged.status, merged.outcome, merged.mergedInto], ['closed', 'merged', reference]);
    const there = await loadCase(server, first);
    const taken = there.events.at(-1);
    assert.deepEqual([taken?.type, taken?.on], ['taken-in', '2026-03-26']);
    assert.equal(there.texts.get(taken?.n ?? 0)?.['what-was-said'], 'I told you last week: the tap.');
    const casePage = wordsOf((await server.get(caseworkPaths.casePage({ id: first }))).body);
    assert.match(casePage, /The bathroom tap drips day and night/);
    assert.match(casePage, new RegExp(`They told us more by e-mail, as ${await referenceOf(second)}`));

    const undone = await sendTo(caseworkPaths.sort({ id: second }), caseworkPaths.unsort({ id: second }), {});
    assert.equal(undone.status, 303);
    assert.equal((await stateOf(second)).untriaged, true);
    assert.equal((await stateOf(second)).status, 'open');
    const restored = standingNow(server, await loadCase(server, first));
    assert.deepEqual(
      restored.history.map(({ type }) => type),
      before.events.map(({ type }) => type),
    );
    assert.deepEqual(restored.state, standingNow(server, before).state);
  });

  test('what came before the other case did is not merged into it: no day of first contact is lost', async () => {
    const later = await putIn({ on: '2026-03-26' });
    const earlier = await putIn({ on: '2026-03-20' });
    const refused = await goOn(earlier, { 'sort-as': 'part-of', into: await referenceOf(later) });
    assert.equal(refused.status, 400);
    assert.match(wordsOf(refused.body), /This reached us on Friday 20 March 2026, before/);
  });

  test('not ours wants a reason and where they were pointed, closes it, and can be undone', async () => {
    const id = await putIn({ words: 'My council tax is wrong.' });
    const lacking = await goOn(id, { 'sort-as': 'not-ours', why: 'Council tax is set by the council.' });
    assert.equal(lacking.status, 400);
    const check = await goOn(id, {
      'sort-as': 'not-ours',
      why: 'Council tax is set by the council.',
      'pointed-to': 'The council, 0161 000 0000',
    });
    assert.equal((await confirm(id, check)).status, 303);
    const state = await stateOf(id);
    assert.deepEqual([state.status, state.outcome], ['closed', 'not-ours']);
    await sendTo(caseworkPaths.sort({ id }), caseworkPaths.unsort({ id }), {});
    assert.equal((await stateOf(id)).untriaged, true);
  });

  test('link and keep apart name both, are remembered, and can be undone', async () => {
    const one = await putIn({ email: 'kim@example.org', name: 'Kim Ash' });
    const two = await putIn({ email: 'kim@example.org', name: 'Kim Ash', words: 'Another thing.' });
    const [first, second] = [await referenceOf(one), await referenceOf(two)];
    const press = (what: string) =>
      sendTo(caseworkPaths.sort({ id: one }), caseworkPaths.beside({ id: one }), { reference: second, do: what });
    assert.equal((await press('keep-apart')).status, 303);
    assert.deepEqual([(await stateOf(one)).keptApart, (await stateOf(two)).keptApart], [[second], [first]]);
    const apart = wordsOf((await server.get(caseworkPaths.sort({ id: two }))).body);
    assert.match(apart, /Kept apart/);
    assert.doesNotMatch(apart, /same e-mail address/);
    await press('undo-apart');
    assert.match(wordsOf((await server.get(caseworkPaths.sort({ id: two }))).body), /same e-mail address/);
    await press('link');
    assert.deepEqual(
      (await stateOf(two)).links.map(({ to }) => to),
      [first],
    );
    await press('undo-link');
    assert.deepEqual([(await stateOf(one)).links, (await stateOf(two)).links], [[], []]);
  });

  test('sorted anew after an undo, but not once the procedure has begun', async () => {
    const id = await putIn();
    await confirm(id, await goOn(id, { 'sort-as': 'comment', subject: 'A thought' }));
    assert.equal((await stateOf(id)).kind, 'comment');
    await sendTo(caseworkPaths.sort({ id }), caseworkPaths.unsort({ id }), {});
    assert.equal((await stateOf(id)).untriaged, true);
    await confirm(id, await goOn(id, { 'sort-as': 'complaint' }));
    await doOn(server, id, 'define', { input: { points: [{ text: 'One' }] } });
    const page = wordsOf((await server.get(caseworkPaths.sort({ id }))).body);
    assert.match(page, /Why it cannot be undone here/);
    const tried = await server.post(
      caseworkPaths.unsort({ id }),
      readInputs((await server.get(caseworkPaths.action({ id, action: 'note' }))).body),
    );
    assert.equal(tried.status, 303);
    assert.equal((await stateOf(id)).untriaged, false);
  });

  test('two who sort the same: the second is told what the first recorded, and keeps the typing', async () => {
    const id = await putIn();
    const check = await goOn(id, { 'sort-as': 'complaint', subject: 'Mine' });
    await doOn(server, id, 'classify', { input: { kind: 'comment', service: 'housing' } });
    const late = await confirm(id, check);
    assert.equal(late.status, 409);
    assert.match(wordsOf(late.body), /Somebody else changed it meanwhile.*Classified as a comment/);
    assert.match(late.body, /value="Mine"/);
    assert.equal((await stateOf(id)).kind, 'comment');
  });

  test('somebody outside the team may look, and is told who sorts', async () => {
    const id = await putIn();
    server.signIn(OUTSIDER);
    const page = wordsOf((await server.get(caseworkPaths.sort({ id }))).body);
    assert.match(page, /This is for: Customer Feedback team/);
  });

  test('an e-mail as a file is put in with its words, its sender, its time and its files', async () => {
    const eml = [
      'From: =?utf-8?Q?Zo=C3=AB_Ashworth?= <zoe@example.org>',
      'Subject: Damp',
      'Date: Thu, 26 Mar 2026 22:10:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'There is mould \u0000in the bedroom.',
      '--b',
      'Content-Type: image/png; name="wall.png"',
      'Content-Disposition: attachment; filename="wall.png"',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
      '--b--',
      '',
    ].join('\r\n');
    const inputs = await server.readForm(caseworkPaths.putIn(), caseworkPaths.putIn());
    const message = new File([eml], 'damp.eml', { type: 'message/rfc822' });
    const sent = await server.post(caseworkPaths.putIn(), inputs, { message });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    const id = /\/inbox\/([^/]+)$/.exec(sent.location ?? '')?.[1] ?? '';
    const page = wordsOf((await server.get(caseworkPaths.sort({ id }))).body);
    assert.match(page, /There is mould in the bedroom/);
    assert.match(page, /Zoë Ashworth/);
    assert.match(page, /Thursday 26 March 2026/);
    assert.match(page, /wall\.png/);
    const file = await server.get(caseworkPaths.receivedFile({ id, n: 1 }));
    assert.equal(file.status, 200);
    assert.equal((await server.get(caseworkPaths.receivedFile({ id, n: 9 }))).status, 404);
  });

  test('complaints and all other feedback are counted apart', async () => {
    const one = await putIn();
    await doOn(server, one, 'classify', { input: { kind: 'compliment', service: 'housing' } });
    await putIn();
    const page = wordsOf((await server.get(caseworkPaths.counted())).body);
    assert.match(page, /Compliment 1/);
    assert.match(page, /Not sorted yet 1/);
    assert.match(page, /All together 2/);
  });
});
