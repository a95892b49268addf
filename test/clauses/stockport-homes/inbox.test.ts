// Stockport Homes: what other service areas take in is passed on to the team, and all feedback is welcome, over HTTP.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { CHANNELS, KINDS } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../support/casework-server.ts';
import { emptyDatabase } from '../../support/databases.ts';
import { loadCase, standingNow } from '../../support/drive-case.ts';

const TEAM = 'customer-feedback-officer';
const OTHER_AREA = 'investigating-officer';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

const TOLD = {
  channel: 'telephone',
  service: 'housing',
  'received-when-day': '26',
  'received-when-month': '3',
  'received-when-year': '2026',
  'what-happened': 'She told me while I was there about something else: nobody answers about the stairs light.',
  subject: 'Light on the stairs',
  'resident-name': 'Nora Sample',
};

describe('what comes in to Stockport Homes', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-03-30');
  });
  beforeEach(() => emptyDatabase(server.parts.casebook.database));
  after(() => server.close());

  async function log(more: Record<string, string> = {}): Promise<string> {
    const sent = await server.send(caseworkPaths.newCase(), { ...TOLD, ...more });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    return /\/cases\/([^/?]+)/.exec(sent.location ?? '')?.[1] ?? '';
  }

  test('[SH-3.3] what another service area logs is in the team’s inbox with the customer’s first contact', async () => {
    server.signIn(OTHER_AREA);
    await log();
    server.signIn(TEAM);
    const inbox = await server.get(caseworkPaths.inbox());
    assert.match(wordsOf(inbox.body), /Light on the stairs Nora Sample · 26 Mar 2026/);
    const id = /href="\/inbox\/([0-9a-f-]{36})"/.exec(inbox.body)?.[1] ?? '';
    const form = await server.readForm(caseworkPaths.sort({ id }), caseworkPaths.sort({ id }));
    const check = await server.post(caseworkPaths.sort({ id }), {
      ...form,
      'sort-as': 'complaint',
      'high-rise-safety': 'no',
      'health-and-safety': 'no',
      _do: 'check',
    });
    assert.equal(
      (await server.post(caseworkPaths.sort({ id }), { ...readInputs(check.body), _do: 'confirm' })).status,
      303,
    );
    const { state } = standingNow(server, await loadCase(server, id));
    assert.deepEqual([state.untriaged, state.received?.on], [false, '2026-03-26']);
    assert.match(wordsOf((await server.get(caseworkPaths.inbox())).body), /Everything that came in is sorted/);
  });

  test('[SH-3.3] nobody of another service area sorts it: the form says whose it is, and sending one changes nothing', async () => {
    server.signIn(OTHER_AREA);
    const id = await log();
    const page = await server.get(caseworkPaths.sort({ id }));
    assert.match(wordsOf(page.body), /This is for: Customer Feedback team/);
    const { _csrf = '' } = readInputs((await server.get(caseworkPaths.newCase())).body);
    const tried = { 'sort-as': 'comment', service: 'housing', _csrf, _do: 'confirm' };
    const sent = await server.post(caseworkPaths.sort({ id }), tried);
    assert.equal(sent.status, 400);
    assert.equal(standingNow(server, await loadCase(server, id)).state.untriaged, true);
  });

  test('[SH-3.3] what the team itself logs is sorted in the same step', async () => {
    server.signIn(TEAM);
    await log();
    assert.match(wordsOf((await server.get(caseworkPaths.inbox())).body), /Everything that came in is sorted/);
  });

  test('[SH-1.1] comments and compliments are logged through every channel, counted apart, and no clock runs on them', async () => {
    server.signIn(TEAM);
    for (const [index, channel] of CHANNELS.entries()) {
      const kind = index % 2 === 0 ? 'comment' : 'compliment';
      const id = await log({ channel, kind });
      const { state, clocks } = standingNow(server, await loadCase(server, id));
      assert.deepEqual([state.kind, state.channel], [kind, channel]);
      assert.deepEqual(
        clocks.filter((clock) => clock.state === 'running' || clock.state === 'late'),
        [],
      );
    }
    const counted = wordsOf((await server.get(caseworkPaths.counted())).body);
    assert.match(counted, /Complaint 0 Service request 0 Comment 5 Compliment 4 Not sorted yet 0 All together 9/);
    assert.equal(KINDS.length, 4);
  });

  test('[SH-1.1] that no time runs for comments and compliments is told as an assumption, with its clauses', async () => {
    server.signIn(TEAM);
    const values = wordsOf((await server.get(caseworkPaths.procedureValues())).body);
    const says =
      /Comments and compliments The policy welcomes all feedback [^.]*\. [^.]* no time runs for them\. (.{24})/;
    assert.match(says.exec(values)?.[1] ?? 'nothing', /Clause 1\.1 , Clause 3\.2/);
  });

  test('[SH-1.1] a complaint is counted as one, and is no comment: its clocks run', async () => {
    server.signIn(TEAM);
    const id = await log();
    assert.ok(
      standingNow(server, await loadCase(server, id)).clocks.some(
        ({ state }) => state === 'running' || state === 'late',
      ),
    );
    assert.match(wordsOf((await server.get(caseworkPaths.counted())).body), /Complaint 1 Service request 0 Comment 0/);
  });
});
