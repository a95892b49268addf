// More time: the rule, the new date and the notice are shown before anything is recorded; too late, it says what it is.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../test/support/drive-case.ts';
import { caseworkPaths } from './paths.ts';

describe('more time', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-03-02');
  });
  after(() => server.close());

  /** Acknowledged on Wednesday 4 March 2026: to be answered by the 18th. */
  const open = async (): Promise<string> => {
    server.setDay('2026-03-04');
    const id = await logCase(server);
    await doOn(server, id, 'define', { input: { points: [{ text: 'The leak' }], 'outcome-sought': 'Mend it' } });
    const parts = { 'responsible-for': 'The roof is ours.' };
    await doOn(server, id, 'acknowledge', { input: { parts } });
    return id;
  };
  const form = (id: string): string => caseworkPaths.action({ id, action: 'extend' });
  const words = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const clockOf = async (id: string) => {
    const { clocks, state } = standingNow(server, await loadCase(server, id));
    return { clock: clocks.find(({ id: one }) => one === 'stage-1-response'), extensions: state.extensions };
  };
  const reasons = { complexity: 'Two trades have to look.' };

  test('the rule and the last day stand there; the new date comes with its working and the notice, unrecorded', async () => {
    const id = await open();
    const page = words((await server.get(form(id))).body);
    assert.match(page, /Due now Wednesday 18 March 2026/);
    assert.match(page, /10 working days more/);
    assert.match(page, /Latest new date Wednesday 1 April 2026/);
    assert.match(page, /What makes it complex\?/);
    assert.doesNotMatch(page, /Why is more time needed\?/, 'nobody is asked twice why');
    const shown = await server.send(form(id), { ...reasons, by: '3', _do: 'preview' });
    assert.equal(shown.status, 200);
    assert.match(words(shown.body), /The new date is Monday 23 March 2026/);
    assert.match(words(shown.body), /How the letter would read/);
    assert.match(shown.body, /Two trades have to look\./);
    assert.equal((await clockOf(id)).extensions.length, 0);
    assert.equal((await server.send(form(id), { ...reasons, by: '3' })).status, 303);
    assert.equal((await clockOf(id)).clock?.due, '2026-03-23');
  });

  test('more than the rule allows is said before it is refused', async () => {
    const id = await open();
    const shown = await server.send(form(id), { ...reasons, by: '11', _do: 'preview' });
    assert.match(words(shown.body), /further than the procedure allows/);
    assert.equal((await server.send(form(id), { ...reasons, by: '11' })).status, 400);
  });

  test('after the day it is no extension: the page says so, and what is sent moves no date', async () => {
    const id = await open();
    server.setDay('2026-03-19');
    assert.match(words((await server.get(form(id))).body), /recorded as a breach, moves no date/);
    const later = { 'to-day': '27', 'to-month': '3', 'to-year': '2026' };
    const refused = await server.send(form(id), { ...reasons, ...later });
    assert.equal(refused.status, 400);
    assert.match(words(refused.body), /The time was up on Wednesday 18 March 2026/);
    const without = await server.send(form(id), { ...reasons, 'told-late': 'yes' });
    assert.match(words(without.body), /has to tell by which day to expect it/);
    const shown = await server.send(form(id), { ...reasons, ...later, 'told-late': 'yes', _do: 'preview' });
    assert.match(words(shown.body), /told to expect the answer by Friday 27 March 2026/);
    assert.match(words(shown.body), /Friday 27 March 2026\./);
    assert.equal((await server.send(form(id), { ...reasons, ...later, 'told-late': 'yes' })).status, 303);
    const { clock, extensions } = await clockOf(id);
    assert.deepEqual([clock?.due, clock?.state, clock?.extensions[0]?.why], ['2026-03-18', 'late', 'after-due']);
    assert.equal(extensions.length, 1);
    assert.match(words((await server.get(caseworkPaths.casePage({ id }))).body), /told after the time was up/);
  });
});
