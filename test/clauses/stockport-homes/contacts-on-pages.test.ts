// What an officer sees of contacts with the customer: on the timeline, and as a warning with an answer that had none.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../support/drive-case.ts';

const OFFICER = 'investigating-officer';
const WARNED =
  /To look at .*“[^”]*” was left out at Stage One\. The procedure asks for it where it can be done\..* Clause 4\.1/;
const FINDINGS = { 1: { finding: 'not-upheld', reasons: 'We came the next day.' } };
const ANSWER = {
  'parts.how-investigated': 'I read the records.',
  'parts.failures-found': 'none',
  'parts.reasons.1': 'We came the next day.',
};

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('engagement with the customer, in the interface', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-04-01');
  });
  after(() => server.close());

  const see = async (url: string): Promise<string> => wordsOf((await server.get(url)).body);
  const respond = (id: string): string => caseworkPaths.action({ id, action: 'respond' });

  /** Investigated at Stage One and about to be answered; `contacted`: the officer was in touch before. */
  async function investigated(contacted: boolean): Promise<string> {
    server.signIn(OFFICER);
    const id = await logCase(server, { service: server.policy.pack.services[0]?.id });
    await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
    await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The ceiling is ours.' } } });
    if (contacted) {
      const said = { channel: 'telephone', reached: 'yes', 'what-was-said': 'She showed me the ceiling.' };
      assert.equal((await server.send(caseworkPaths.action({ id, action: 'contact' }), said)).status, 303);
    }
    await doOn(server, id, 'record-finding', { by: OFFICER, input: { findings: FINDINGS } });
    return id;
  }

  test('[SH-4.1e] an answer without any contact is warned about on the case and on its form, and goes all the same', async () => {
    const id = await investigated(false);
    assert.match(await see(caseworkPaths.casePage({ id })), WARNED);
    assert.match(await see(respond(id)), WARNED);
    const sent = await server.send(respond(id), { ...ANSWER, channel: 'letter' });
    assert.equal(sent.status, 303, wordsOf(sent.body).slice(0, 600));
    assert.equal(standingNow(server, await loadCase(server, id)).state.responses.length, 1);
  });

  test('[SH-4.1e] a contact stands on the timeline, and nothing is warned about', async () => {
    const id = await investigated(true);
    const page = (await server.get(caseworkPaths.casePage({ id }, { show: 'contacts' }))).body;
    assert.match(wordsOf(page), /In touch with the complainant by telephone .*She showed me the ceiling/);
    assert.doesNotMatch(wordsOf(page), /was left out at Stage One/);
    assert.doesNotMatch(await see(respond(id)), /was left out at Stage One/);
  });
});
