// A limit that the source does not give, a procedure put together from elsewhere, and whom to ask about a promise.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../test/support/drive-case.ts';
import { makePortalServer } from '../../test/support/resident-parts.ts';
import { textOf, Visitor } from '../../test/support/visitor.ts';
import { caseworkPaths } from './paths.ts';

const DEFINED = { points: [{ text: 'The gate is broken' }], 'outcome-sought': 'Mend it' };
const MARK = /These steps and times are not in the landlord’s own text\..*The policy for garages was not given to us\./;
let server: CaseworkServer;

const action = (id: string, name: string): string => caseworkPaths.action({ id, action: name });
const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const show = async (url: string): Promise<string> => wordsOf((await server.get(url)).body);

async function begin(service: string): Promise<string> {
  const id = await logCase(server, { service });
  await doOn(server, id, 'define', { input: DEFINED });
  return id;
}

describe('gaps of a source, shown as gaps', () => {
  before(async () => {
    server = await openCaseworkServer(
      'limit-not-given',
      '2026-03-02',
      join(import.meta.dirname, '../../test/oddities'),
    );
  });
  after(() => server.close());

  test('a limit not in the source is shown so, and is a limit once a day is agreed', async () => {
    const id = await begin('garages');
    const page = await show(caseworkPaths.casePage({ id }));
    assert.match(page, /The answer Running The limit is not in the source, and none is agreed yet/);
    assert.match(page, /The landlord’s text gives no limit\. It has none until a date is agreed/);
    assert.match(
      page,
      /No day is set by the procedure.*Running all the same: The answer: The limit is not in the source/,
    );
    const agreed = { 'to-day': '20', 'to-month': '03', 'to-year': '2026', clock: 'answer' };
    assert.equal((await server.send(action(id, 'agree-time'), agreed)).status, 303);
    assert.match(await show(caseworkPaths.casePage({ id })), /Due next: The answer Due Friday 20 March 2026/);
  });

  test('where the source gives the limit there is nothing to agree', async () => {
    const id = await begin('homes');
    assert.match(await show(action(id, 'agree-time')), /Nothing at this stage leaves the date to be agreed/);
  });

  test('a procedure put together from elsewhere says so on the case, in print, on letters and to residents', async () => {
    const id = await begin('garages');
    await doOn(server, id, 'acknowledge', {});
    assert.match(await show(caseworkPaths.casePage({ id })), MARK);
    assert.match(await show(caseworkPaths.print({ id })), MARK);
    const sent = (await loadCase(server, id)).events.find(({ type }) => type === 'acknowledged');
    assert.match(await show(caseworkPaths.letter({ id, n: sent?.n ?? 0 })), MARK);
    const visitor = new Visitor(makePortalServer(server.parts));
    assert.match(textOf(await visitor.open('/limit-not-given')), MARK);
    const own = await begin('homes');
    assert.doesNotMatch(await show(caseworkPaths.casePage({ id: own })), MARK);
  });

  test('the response waits until each promise says whom to ask, and then its letter does', async () => {
    const id = await begin('homes');
    await doOn(server, id, 'promise', { input: { what: 'We mend the gate', due: '2026-03-20' } });
    assert.match(await show(caseworkPaths.casePage({ id })), /Nobody to ask yet/);
    const answer = { 'findings.1.finding': 'upheld', 'parts.reasons.1': 'It was broken.', channel: 'letter' };
    const refused = await server.send(action(id, 'respond'), answer);
    assert.equal(refused.status, 400);
    assert.match(wordsOf(refused.body), /Promise 1 still lacks: whom to ask about it/);
    const news = { news: 'Ade does it.', contact: 'Ade in repairs, 01632 960 002' };
    assert.equal((await server.send(action(id, 'update-promise'), news)).status, 303);
    assert.match(await show(caseworkPaths.casePage({ id })), /Ask: Ade in repairs, 01632 960 002/);
    assert.equal((await server.send(action(id, 'respond'), answer)).status, 303);
    const issued = standingNow(server, await loadCase(server, id)).state.responses[0];
    assert.match(
      await show(caseworkPaths.letter({ id, n: issued?.n ?? 0 })),
      /We mend the gate, by Friday 20 March 2026\. If you want to ask about it: Ade in repairs, 01632 960 002\./,
    );
  });
});
