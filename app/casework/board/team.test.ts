// The team: who has what, giving several cases to somebody, being away, acting for somebody, and the weeks ahead.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { findHandler } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, loadCase, logCase, standingNow } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../paths.ts';

let server: CaseworkServer;

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const board = async (query?: Record<string, string>): Promise<string> =>
  (await server.get(caseworkPaths.board(undefined, query))).body;
const column = (body: string, name: string): string =>
  wordsOf(
    new RegExp(`<section class="redress-board__column" aria-label="${name}">[\\s\\S]*?</section>`).exec(body)?.[0] ??
      '',
  );
const referenceOf = async (id: string): Promise<string> => (await loadCase(server, id)).origin.reference;
const handlerOf = async (id: string) => findHandler(standingNow(server, await loadCase(server, id)).state);
const DAYS = (from: string, to: string) => {
  const split = (name: string, day: string) => {
    const [year = '', month = '', date = ''] = day.split('-');
    return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
  };
  return { ...split('from', from), ...split('to', to) };
};

async function given(to: string): Promise<string> {
  const id = await logCase(server);
  await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'The ceiling is ours.' } } });
  const roles = server.people.find((person) => person.id === to)?.roles;
  await doOn(server, id, 'allocate', { input: { to, 'to-roles': roles } });
  return id;
}

/** Sends the board with these cases chosen, as a browser does: a name that is there several times. */
async function giveAll(ids: readonly string[], to: string) {
  const body = await board();
  const token =
    /name="_csrf" value="([^"]+)"/.exec(/<form method="post" action="\/board[\s\S]*/.exec(body)?.[0] ?? '')?.[1] ?? '';
  return server.sendRaw(caseworkPaths.board(), [
    ['_csrf', token],
    ['to', to],
    ['why', 'Leave'],
    ...ids.map((id) => ['cases', id] as const),
  ]);
}

describe('the team', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-04-08');
  });
  beforeEach(async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.setDay('2026-04-08');
    server.signIn('complaints-manager');
  });
  after(() => server.close());

  test('the board shows who has what, by person, stage, service and week, with what is late', async () => {
    const mine = await given('investigator');
    await logCase(server);
    let body = await board();
    assert.match(column(body, 'Investigator One'), /Investigator One \(1\)/);
    assert.ok(column(body, 'Investigator One').includes(await referenceOf(mine)));
    assert.match(column(body, 'Nobody has these'), /\(1\)/);
    assert.match(column(await board({ by: 'stage' }), 'Stage 1'), /Stage 1 \(2\)/);
    assert.match(wordsOf(await board({ by: 'service' })), /\(2\)/);
    assert.match(column(await board({ by: 'due' }), 'Week of 20 Apr 2026'), /\(1\)/);
    server.setDay('2026-05-08');
    body = await board();
    assert.match(column(body, 'Investigator One'), /1 late/);
    assert.match(column(await board({ by: 'due' }), 'Before today'), /\(2\)/);
  });

  test('several cases go to one person, each by its own rules; what is refused is named with its reason', async () => {
    const [one, two] = [await given('investigator'), await given('investigator')];
    const closed = await given('investigator');
    await doOn(server, closed, 'withdraw');
    const answer = await giveAll([one, two, closed], 'investigator-2');
    assert.equal(answer.status, 200);
    const words = wordsOf(answer.body);
    assert.match(words, /2 given to Investigator Two, 1 not/);
    assert.ok(words.indexOf(await referenceOf(closed)) < words.indexOf('Given to Investigator Two'));
    assert.match(words, /Not given, and why .*closed/);
    assert.deepEqual([await handlerOf(one), await handlerOf(two)], ['investigator-2', 'investigator-2']);
    const refused = wordsOf((await giveAll([one], 'none')).body);
    assert.match(refused, /0 given to Noor Nobody, 1 not/);
    assert.equal(await handlerOf(one), 'investigator-2');
  });

  test('nothing chosen is said, and what was chosen stays', async () => {
    const id = await given('investigator');
    assert.match(wordsOf((await giveAll([], 'investigator-2')).body), /Choose at least one case/);
    const answer = await giveAll([id], '');
    assert.equal(answer.status, 400);
    assert.match(wordsOf(answer.body), /Choose who is to have them/);
    assert.match(answer.body, new RegExp(`value="${id}" checked`));
  });

  test('a person records their own absence, a manager that of those under them, and nobody that of a manager', async () => {
    const record = (person: string, more: Record<string, string> = {}) =>
      server.send(caseworkPaths.absences(), {
        person,
        ...DAYS('2026-04-08', '2026-04-17'),
        deputy: 'investigator-2',
        ...more,
      });
    server.signIn('investigator');
    assert.equal((await record('investigator')).status, 303);
    assert.equal((await record('complaints-manager')).status, 400);
    const again = await record('investigator');
    assert.match(wordsOf(again.body), /away then already/);
    assert.match(again.body, /value="17"/, 'what was typed stays');
    server.signIn('complaints-manager');
    assert.match(
      wordsOf((await record('complaints-officer', { deputy: 'complaints-officer' })).body),
      /Choose somebody other/,
    );
    assert.equal((await record('complaints-officer', { deputy: '' })).status, 303);
    assert.match(wordsOf((await server.get(caseworkPaths.absences())).body), /Investigator One .*Investigator Two/);
    await given('investigator');
    server.signIn('complaints-manager');
    assert.match(wordsOf(await board()), /Investigator One, away until 17 Apr 2026/);
    assert.match(column(await board(), 'Investigator One'), /Away until 17 Apr 2026/);
  });

  test('whoever acts for somebody sees their work and does it on their behalf, with their own roles only', async () => {
    const id = await given('investigator');
    await server.parts.absences.record(
      server.organisation,
      {
        person: 'investigator',
        from: '2026-04-08' as never,
        to: '2026-04-17' as never,
        deputies: ['investigator-2', 'none'],
      },
      'investigator',
    );
    server.signIn('investigator-2');
    const mine = async () => wordsOf((await server.get(caseworkPaths.myWork())).body);
    assert.match(await mine(), /For Investigator One, away until Friday 17 April 2026/);
    const found = { 'findings.1.finding': 'upheld', 'findings.1.reasons': 'We came late.' };
    const sent = await server.send(caseworkPaths.action({ id, action: 'record-finding' }), found);
    assert.equal(sent.status, 303, wordsOf(sent.body));
    const page = wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(page, /Found by Investigator Two on behalf of Investigator One/);
    const recorded = (await loadCase(server, id)).events.findLast(({ type }) => type === 'finding-recorded');
    assert.deepEqual([recorded?.by.id, recorded?.by.for], ['investigator-2', 'investigator']);
    const deputy = { id: 'investigator-2', kind: 'staff' as const, roles: [], entitled: true };
    const longer = { by: 5, complexity: 'A survey is needed', agreed: true };
    const extended = await server.parts.casebook.act({
      ...{ organisation: server.organisation, caseId: id, command: 'extend', input: longer },
      ...{ actor: { ...deputy, standsInFor: ['investigator'] }, moment: { on: server.parts.today() } },
    });
    assert.ok('done' in extended, JSON.stringify(extended));
    const { body } = await server.get(caseworkPaths.casePage({ id }));
    const letters = wordsOf(/<section id="letters"[\s\S]*?<\/section>/.exec(body)?.[0] ?? '');
    assert.match(letters, /by Investigator Two on behalf of Investigator One\. To/);
    server.signIn('none');
    const refused = await server.send(caseworkPaths.action({ id, action: 'record-finding' }), found);
    assert.equal(refused.status, 400, 'covering lends no role');
    server.setDay('2026-04-18');
    server.signIn('investigator-2');
    assert.match(await mine(), /There is nothing for you to do/, 'over with the absence');
  });

  test('the weeks ahead set what falls due against who is in, drawn and in figures', async () => {
    await given('investigator');
    await given('investigator');
    await given('investigator-2');
    const away = { person: 'investigator-2', from: '2026-04-20' as never, to: '2026-05-01' as never, deputies: [] };
    await server.parts.absences.record(server.organisation, away, 'investigator-2');
    const body = await board({ role: 'investigator' });
    const ahead = /<section id="ahead"[\s\S]*?<\/section>/.exec(body)?.[0] ?? '';
    assert.match(ahead, /<title id="ahead-drawing-title">/);
    assert.match(ahead, /week of 20 Apr 2026: 3 due, 10 days in/);
    const words = wordsOf(ahead);
    // Easter Monday is in the first week, of which three days are left; two people and Ali, who holds every role.
    assert.match(words, /6 Apr 2026 0 9 Nobody 13 Apr 2026 0 15 Nobody 20 Apr 2026 Tight 3 10 Investigator Two/);
    assert.match(words, /4 May 2026 0 12 Nobody/, 'the early May bank holiday');
    assert.match(words, /Look at the week of Monday 20 April 2026/);
  });
});
