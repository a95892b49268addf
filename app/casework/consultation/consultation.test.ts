// Consulting somebody on a case: by the procedure, or because somebody wants to know; it is a request with a view.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../../test/support/drive-case.ts';
import { REQUEST } from '../../documents/mail-requests.ts';
import { runOutboxOnce } from '../../jobs/outbox.ts';
import { caseworkPaths } from '../paths.ts';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const action = (id: string, name: string): string => caseworkPaths.action({ id, action: name });

let server: CaseworkServer;
const show = async (id: string): Promise<string> =>
  wordsOf((await server.get(caseworkPaths.consultation({ id }))).body);

describe('a consultation that the procedure asks for', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-03-02');
  });
  after(async () => {
    // the mail of these requests is nobody's matter here, and the outbox is that of other tests too
    await runOutboxOnce(server.parts.casebook.database, { [REQUEST]: async () => {} }, { now: server.parts.now });
    await server.close();
  });

  test('says whose view it is, asks by the request, and keeps what they said and what came of it', async () => {
    const id = await logCase(server, { service: 'home-improvement-agency' });
    const before = await server.get(caseworkPaths.consultation({ id }));
    assert.match(wordsOf(before.body), /Consult the Council about the decision Not recorded, may be left out/);
    assert.match(wordsOf(before.body), /Stockport Council is asked for a view\. Nothing waits for it/);
    const ask = new RegExp(`href="(${action(id, 'request-information')}[^"]*consults=[^"]*)"`).exec(before.body)?.[1];
    const form = await server.get((ask ?? '').replaceAll('&amp;', '&'));
    assert.match(
      form.body,
      /name="asked-name"[^>]*value="Stockport Council"|value="Stockport Council"[^>]*name="asked-name"/,
    );
    const sent = await server.send(action(id, 'request-information'), {
      'asked-name': 'Stockport Council',
      'asked-email': 'views@council.example',
      'asked-question': 'What do you think of the grant?',
      consults: 'consult-council-on-decision',
    });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.match(
      await show(id),
      /Request 1: Stockport Council \(outside\) Waits for an answer What do you think of the grant\?/,
    );
    await doOn(server, id, 'receive-information', { input: { request: '1', answer: 'We would pay it.' } });
    assert.match(await show(id), /Say what came of it/);
    const silent = await server.send(action(id, 'settle-information'), { request: '1', 'came-of-it': '' });
    assert.equal(silent.status, 400);
    assert.match(wordsOf(silent.body), /Request 1 asked for a view, and nothing says what came of it/);
    const settled = await server.send(action(id, 'settle-information'), {
      request: '1',
      'came-of-it': 'We follow it.',
    });
    assert.equal(settled.status, 303, wordsOf(settled.body));
    const words = await show(id);
    assert.match(words, /We would pay it\..*What came of it We follow it\./);
    const record = await server.get(action(id, 'step:consult-council-on-decision'));
    assert.match(record.body, /We would pay it\./);
    const home = wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(home, /The procedure asks for the view of Stockport Council\. Asked: 1, waiting for a reply: 0\./);
  });

  test('elsewhere nobody is asked by the procedure, and anybody can be asked all the same', async () => {
    const id = await logCase(server, { service: 'housing' });
    assert.match(await show(id), /Views asked for Nobody else has been asked/);
    assert.doesNotMatch(wordsOf((await server.get(caseworkPaths.casePage({ id }))).body), /Consultation/);
    const sent = await server.send(action(id, 'request-information'), {
      'asked-of': 'all',
      'asked-name': '',
      'asked-email': '',
      'asked-question': 'Is this fair?',
      consults: 'view',
    });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.match(await show(id), /Request 1: Ali Everything Waits for an answer Is this fair\?/);
    assert.equal(standingNow(server, await loadCase(server, id)).state.requests[0]?.consults, 'view');
    const plain = await logCase(server, { service: 'housing' });
    await doOn(server, plain, 'request-information', { input: { 'asked-of': 'all', 'asked-question': 'When?' } });
    assert.match(await show(plain), /Nobody else has been asked/);
    await doOn(server, plain, 'receive-information', { input: { request: '1', answer: 'On Monday.' } });
    assert.equal((await server.send(action(plain, 'settle-information'), { request: '1' })).status, 303);
  });
});
