// Asking for information: the form, the e-mail with its link, the page it opens, the answer on the case, the reminders.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../test/support/drive-case.ts';
import { type MailServer, startMailServer } from '../../test/support/mail-server.ts';
import { mailRequest, REQUEST } from '../documents/mail-requests.ts';
import { runOutboxOnce } from '../jobs/outbox.ts';
import { sendReminders } from '../jobs/send-reminders.ts';
import { sendMail } from '../mail/send-mail.ts';
import { answerPage } from '../portal/paths.ts';
import { registerPortal } from '../portal/register.ts';
import { createServer } from '../web/server.ts';
import { caseworkPaths } from './paths.ts';

const LANDLORD = 'anytown-homes';
const ROOFER = {
  'asked-name': 'Ridge Roofing, Sam',
  'asked-email': 'sam@ridge.example',
  'asked-question': 'On which day did you mend the roof of block C?',
};

/** The public pages, over the same parts, for somebody who is not signed in. */
function openPublicPages(server: CaseworkServer): FastifyInstance {
  const app = createServer({
    logger: false,
    secureCookies: false,
    csrfSecret: 'a secret only for tests, 32 chars or more',
    sessionOf: () => undefined,
    shellOf: () => ({ organisation: { name: 'Anytown Homes', colours: { brand: '#00566b' } } }),
  });
  app.after(() => registerPortal(app, server.parts));
  return app;
}

describe('information asked for', () => {
  let server: CaseworkServer;
  let pages: FastifyInstance;
  let mail: MailServer;
  let cookie = '';

  before(async () => {
    server = await openCaseworkServer(LANDLORD, '2026-03-02');
    pages = openPublicPages(server);
    mail = await startMailServer('Anytown Homes <complaints@anytown.example>');
  });
  after(async () => {
    await mail.close();
    await pages.close();
    await server.close();
  });

  const deliver = async (): Promise<typeof mail.arrived> => {
    const send = sendMail(mail.sender);
    const parts = {
      ...server.parts,
      answerPage: (organisation: string, token: string) => answerPage({ organisation, token }),
    };
    const handlers = {
      [REQUEST]: mailRequest(parts, (message, asking) => send({ ...message, payload: { ...asking } })),
    };
    const failures: object[] = [];
    await runOutboxOnce(server.parts.casebook.database, handlers, {
      now: server.parts.now,
      onFailure: (failure) => failures.push(failure),
    });
    assert.deepEqual(failures, []);
    return mail.arrived.splice(0);
  };
  const linkIn = (text = ''): string => /http:\/\/127\.0\.0\.1(\/\S+\/answer\/\S+)/.exec(text)?.[1] ?? '';
  const visit = async (url: string, form?: FormData) => {
    const sent = form && new Response(form);
    const response = await pages.inject({
      method: form ? 'POST' : 'GET',
      url,
      headers: { cookie, ...(sent && { 'content-type': sent.headers.get('content-type') ?? '' }) },
      ...(sent && { payload: Buffer.from(await sent.arrayBuffer()) }),
    });
    const set = [response.headers['set-cookie'] ?? []].flat() as string[];
    if (set.length > 0) cookie = set.map((line) => line.split(';')[0]).join('; ');
    return { status: response.statusCode, body: response.body, location: response.headers.location as string };
  };
  const answer = async (url: string, inputs: Record<string, string>, file?: string) => {
    const page = await visit(url);
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...readInputs(page.body), ...inputs }))
      if (name !== 'files') form.append(name, value);
    if (file !== undefined) form.append('files', new Blob([file], { type: 'text/plain' }), 'job-sheet.txt');
    return visit(url, form);
  };
  const ask = async (id: string, more: Record<string, string> = {}) => {
    const page = await server.get(caseworkPaths.action({ id, action: 'request-information' }));
    const sent = await server.send(caseworkPaths.action({ id, action: 'request-information' }), { ...ROOFER, ...more });
    return { page: page.body, sent };
  };
  const requestOf = async (id: string) => standingNow(server, await loadCase(server, id)).state.requests[0];
  const casePage = async (id: string) => (await server.get(caseworkPaths.casePage({ id }))).body;

  test('somebody outside is asked by e-mail, answers by the link with a file, and it is on the case', async () => {
    server.setDay('2026-03-02');
    const id = await logCase(server);
    const { page, sent } = await ask(id);
    assert.match(page, /Monday 9 March 2026 is suggested/);
    assert.equal(sent.status, 303, sent.body.slice(0, 3000));
    const [asked] = await deliver();
    assert.deepEqual(asked?.to, ['sam@ridge.example']);
    const { reference } = (await loadCase(server, id)).origin;
    for (const words of ['Ridge Roofing, Sam', 'On which day did you mend', 'Monday 9 March 2026', reference])
      assert.ok(asked?.text.includes(words), words);
    // nothing of the complaint, and nobody's name
    for (const words of ['kitchen', 'Jo Sample', 'Orchard']) assert.ok(!asked?.text.includes(words), words);

    const link = linkIn(asked?.text);
    assert.ok(!link.includes(id) && !link.includes(reference));
    const open = await visit(link);
    assert.equal(open.status, 200);
    assert.match(open.body, /On which day did you mend the roof of block C\?/);
    for (const words of ['kitchen', 'Jo Sample', 'Orchard', 'Leak']) assert.ok(!open.body.includes(words), words);

    const empty = await answer(link, { words: 'On the 12th.' }, 'Done 12 February');
    assert.equal(empty.status, 400);
    assert.match(empty.body, /On the 12th\./);
    assert.match(empty.body, /job-sheet\.txt/);
    const done = await answer(link, { reply: 'answer', words: 'On the 12th.' });
    assert.equal(done.status, 303, done.body);
    assert.match((await visit(done.location)).body, /Anytown Homes has what you sent/);

    const record = await loadCase(server, id);
    const { state } = standingNow(server, record);
    assert.equal(state.requests[0]?.state, 'answered');
    assert.equal(state.evidence.length, 1);
    const shown = await casePage(id);
    assert.match(shown, /Request 1: Ridge Roofing, Sam \(outside\)/);
    assert.match(shown, /On the 12th\./);
    assert.match(shown, /Request 1: answered by the link/);
  });

  test('an answer can be added to until the request is closed; then the link opens nothing more', async () => {
    server.setDay('2026-03-02');
    const id = await logCase(server);
    await ask(id);
    const link = linkIn((await deliver()).at(-1)?.text);
    await answer(link, { reply: 'answer', words: 'On the 12th.' });
    await answer(link, { reply: 'answer', words: 'And again on the 14th.' });
    assert.match(await casePage(id), /And again on the 14th\./);
    const settle = caseworkPaths.action({ id, action: 'settle-information' });
    assert.equal((await server.send(settle, { request: '1' })).status, 303);
    const closed = await visit(link);
    assert.equal(closed.status, 410);
    assert.match(closed.body, /This question is closed/);
    assert.ok(!closed.body.includes('block C'));
  });

  test('a wrong link opens nothing, and the right one is locked after wrong tries', async () => {
    server.setDay('2026-03-02');
    const id = await logCase(server);
    await ask(id);
    const link = linkIn((await deliver()).at(-1)?.text);
    assert.equal((await visit(link)).status, 200);
    const wrong = `${link.slice(0, -6)}AAAAAA`;
    for (let tries = 0; tries < 5; tries++) assert.equal((await visit(wrong)).status, 404);
    const locked = await visit(link);
    assert.equal(locked.status, 404);
    assert.ok(!locked.body.includes('block C'));
    assert.equal((await visit(link.replace(LANDLORD, 'no-such-landlord'))).status, 404);
  });

  test('who needs longer proposes a day; whoever asked gives it, or it is withdrawn', async () => {
    server.setDay('2026-03-02');
    const id = await logCase(server);
    await ask(id);
    const link = linkIn((await deliver()).at(-1)?.text);
    const past = { 'proposed-day': '1', 'proposed-month': '3', 'proposed-year': '2026' };
    const refused = await answer(link, { reply: 'needs-longer', words: 'Sam is away.', ...past });
    assert.equal(refused.status, 400);
    assert.match(refused.body, /Sam is away\./);
    const day = { ...past, 'proposed-day': '20' };
    assert.equal((await answer(link, { reply: 'needs-longer', words: 'Sam is away.', ...day })).status, 303);
    const shown = await casePage(id);
    assert.match(shown, /They need longer/);
    assert.match(shown, /They propose Friday 20 March 2026/);
    const move = caseworkPaths.action({ id, action: 'move-information' });
    const longer = { request: '1', 'answer-by-day': '20', 'answer-by-month': '3', 'answer-by-year': '2026' };
    assert.equal((await server.send(move, longer)).status, 303);
    assert.equal((await requestOf(id))?.due, '2026-03-20');
    assert.match((await deliver()).at(-1)?.text ?? '', /given you longer/);
  });

  test('reminders go by themselves, once a day at most, with a mail each, and stop with the answer', async () => {
    server.setDay('2026-03-02');
    const id = await logCase(server);
    await ask(id);
    await deliver();
    const { casebook, organisations } = server.parts;
    const remind = async (day: string) => {
      server.setDay(day);
      await sendReminders(casebook, organisations);
      await sendReminders(casebook, organisations);
      const mails = (await deliver()).filter(({ text }) => text.includes('Reminder'));
      const isPast = day > ((await requestOf(id))?.due ?? '');
      assert.ok(
        mails.every(({ text }) => text.includes(isPast ? 'was due by' : 'Please answer by')),
        day,
      );
      const own = (await requestOf(id))?.chased.filter(({ on }) => on === day) ?? [];
      return [own.length, mails.length > 0];
    };
    assert.deepEqual(await remind('2026-03-05'), [0, false]);
    assert.deepEqual(await remind('2026-03-06'), [1, true]);
    assert.deepEqual(await remind('2026-03-09'), [0, false]);
    assert.deepEqual(await remind('2026-03-10'), [1, true]);
    assert.match(await casePage(id), /Request 1: reminder sent by itself/);
    await doOn(server, id, 'receive-information', { input: { request: '1', answer: 'By telephone: the 12th.' } });
    assert.equal((await remind('2026-03-13'))[0], 0);
  });

  test('a late answer stands in the working of the clock that waited, with who it was', async () => {
    server.setDay('2026-03-02');
    const id = await logCase(server);
    await doOn(server, id, 'define', { input: { points: [{ text: 'The leak' }], 'outcome-sought': 'Mend it' } });
    await doOn(server, id, 'request-information', { input: { ...ROOFER, 'answer-by': '2026-03-04' } });
    server.setDay('2026-03-18');
    const shown = await casePage(id);
    assert.match(shown, /Answer is late/);
    assert.match(shown, /Waited \d+ working days for an answer from Ridge Roofing, Sam \(outside\)/);
  });

  test('a colleague who is asked finds it among their own work, and answers there', async () => {
    server.setDay('2026-03-02');
    const id = await logCase(server);
    const colleague = server.people.find(({ id: one }) => one === 'investigator');
    assert.ok(colleague);
    const to = { 'asked-name': '', 'asked-email': '', 'asked-of': colleague.id };
    assert.equal((await ask(id, to)).sent.status, 303);
    assert.deepEqual((await deliver()).at(-1)?.to, ['investigator@example.org']);
    server.signIn('investigator');
    const work = await server.get(caseworkPaths.myWork());
    server.signIn('all');
    assert.match(work.body, /Answer what you were asked/);
    assert.match(work.body, /On which day did you mend the roof/);
  });
});
