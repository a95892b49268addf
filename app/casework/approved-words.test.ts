// What is sent is what was approved: other words or findings at the last moment ask for the approval again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type CaseworkServer, openCaseworkServer } from '../../test/support/casework-server.ts';
import { doOn, logCase } from '../../test/support/drive-case.ts';
import { caseworkPaths } from './paths.ts';

const ODDITIES = fileURLToPath(new URL('../../test/oddities', import.meta.url));
const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const FOUND = { 'findings.1.finding': 'not-upheld' };
const WORDS = { 'parts.reasons.1': 'The lamp was mended on the day.\nWe have looked at it since.' };

let server: CaseworkServer;

before(async () => {
  server = await openCaseworkServer('approvals', '2026-04-20', ODDITIES);
});
after(() => server.close());

async function approved(): Promise<string> {
  const id = await logCase(server, { service: 'homes' });
  await doOn(server, id, 'define', { input: { points: [{ text: 'The lamp' }], 'outcome-sought': 'Light' } });
  await doOn(server, id, 'record-finding', { input: { findings: { 1: { finding: 'not-upheld' } } }, by: 'officer' });
  server.signIn('officer');
  const drafted = await server.send(caseworkPaths.action({ id, action: 'draft' }), { ...FOUND, ...WORDS });
  assert.equal(drafted.status, 303, wordsOf(drafted.body));
  await doOn(server, id, 'do-step', { step: 'approve', by: 'manager' });
  await doOn(server, id, 'do-step', { step: 'approve', by: 'manager-2' });
  return id;
}

const send = async (id: string, inputs: Record<string, string>) => {
  server.signIn('officer');
  return server.send(caseworkPaths.action({ id, action: 'respond' }), { ...FOUND, ...WORDS, ...inputs });
};

test('the words that were approved go, whatever line ends a browser sends', async () => {
  const id = await approved();
  const sent = await send(id, { 'parts.reasons.1': WORDS['parts.reasons.1'].replace('\n', '\r\n') });
  assert.equal(sent.status, 303, wordsOf(sent.body));
});

test('other words are refused by the clause of the approval and stay in the form, and go once approved', async () => {
  const id = await approved();
  const other = { 'parts.reasons.1': 'It never was dark.' };
  const refused = await send(id, other);
  assert.equal(refused.status, 400);
  assert.match(wordsOf(refused.body), /“Approve it” was done for other words or findings than these\.[\s\S]*Clause 3/);
  assert.match(refused.body, /It never was dark\./);
  await server.send(caseworkPaths.action({ id, action: 'draft' }), { ...FOUND, ...other });
  assert.match(wordsOf((await send(id, other)).body), /“Approve it” has to be done first/);
  await doOn(server, id, 'do-step', { step: 'approve', by: 'manager' });
  await doOn(server, id, 'do-step', { step: 'approve', by: 'manager-2' });
  assert.equal((await send(id, other)).status, 303);
});

test('another finding is refused likewise', async () => {
  const refused = await send(await approved(), { 'findings.1.finding': 'upheld' });
  assert.equal(refused.status, 400);
  assert.match(wordsOf(refused.body), /“Approve it” was done for other words or findings than these/);
});
