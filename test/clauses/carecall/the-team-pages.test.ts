// Carecall, the Customer Feedback Team, on the pages: every issue a numbered point, each answered, and checked by another.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { doOn, loadCase, logCase } from '../../support/drive-case.ts';

const AUTHOR = 'customer-feedback-team';
const OTHER = 'customer-feedback-team-2';
const POINTS = ['The alarm failed', 'Nobody rang back', 'The bill was wrong'];
const CHECKED = 'In time, all three points answered, and kind.';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

let server: CaseworkServer;
let id: string;
const action = (name: string): string => caseworkPaths.action({ id, action: name });
const check = (): string => action('step:quality-check');
const read = async (address: string): Promise<string> => wordsOf((await server.get(address)).body);
const types = async (): Promise<readonly string[]> => (await loadCase(server, id)).events.map(({ type }) => type);

/** Asked and taken by the team, up to where it is looked into. */
async function takeTheCase(): Promise<void> {
  id = await logCase(server, { subject: 'The alarm failed' });
  const points = POINTS.map((text) => ({ text }));
  await doOn(server, id, 'define', { by: AUTHOR, input: { points, 'outcome-sought': 'A new pendant' } });
  await doOn(server, id, 'acknowledge', { by: AUTHOR, input: { parts: { responsibilities: 'The alarm is ours.' } } });
  for (const [step, input] of [
    ['clarify', { 'what-the-complaint-is': 'She rang, and nobody came.' }],
    ['ask-remedy', { 'remedy-named': 'named', 'remedy-sought': 'A new pendant' }],
    ['confirm-details', { 'details-confirmed-by': 'spoken' }],
  ] as const)
    await doOn(server, id, 'do-step', { by: AUTHOR, step, input });
  const roles = [{ role: 'customer-feedback-team' }];
  const input = { to: AUTHOR, 'to-roles': roles };
  await doOn(server, id, 'allocate', { by: AUTHOR, step: 'take-the-case', input });
}

describe('[CC-3.2] a reply of the team', () => {
  before(async () => {
    server = await openCaseworkServer('carecall', '2026-03-30');
    server.signIn(AUTHOR);
    await takeTheCase();
  });
  after(() => server.close());

  const found = { 'findings.1.finding': 'not-upheld', 'findings.2.finding': 'not-upheld' };
  const reasons = { 'findings.1.reasons': 'A', 'findings.2.reasons': 'B', 'findings.3.reasons': 'C' };
  const written = { 'parts.reasons.1': 'Three were on duty.', 'parts.reasons.2': 'We rang on Monday.' };

  test('[CC-3.2] every issue is a numbered point, and none can be left out when it is looked into', async () => {
    const page = await read(caseworkPaths.casePage({ id }));
    assert.match(page, /1 The alarm failed .*2 Nobody rang back .*3 The bill was wrong/);
    const partly = await server.send(action('record-finding'), { ...found, ...reasons });
    assert.equal(partly.status, 400);
    assert.match(wordsOf(partly.body), /Nothing was recorded.*Point 3: The bill was wrong: fill in “Finding” as well/);
    const all = { ...found, ...reasons, 'findings.3.finding': 'not-upheld' };
    assert.equal((await server.send(action('record-finding'), all)).status, 303);
  });

  test('[CC-3.2] a reply that leaves a point unanswered does not go, and says which', async () => {
    const sent = await server.send(action('respond'), { ...written, 'parts.reasons.3': '', channel: 'letter' });
    assert.equal(sent.status, 400);
    assert.match(wordsOf(sent.body), /The part “Our reasons” of “Our Stage 1 reply” is empty\. Write it for point 3/);
    assert.ok(!(await types()).includes('response-issued'));
  });

  test('[CC-3.2] its author does not check it, and unchecked it does not go', async () => {
    const draft = { ...written, 'parts.reasons.3': 'The bill was right.' };
    assert.equal((await server.send(action('draft'), draft)).status, 303);
    const own = await server.send(check(), { 'what-was-checked': CHECKED, outcome: 'passed' });
    assert.equal(own.status, 400);
    assert.match(
      wordsOf(own.body),
      /took part in “Stage 1: Write the reply” and “Investigate the complaint”.*Who can do it: .*Customer Feedback Team Two/,
    );
    const sent = await server.send(action('respond'), { channel: 'letter' });
    assert.equal(sent.status, 400);
    assert.match(wordsOf(sent.body), /“Check the quality of the reply” has to be done first/);
    assert.ok(!(await types()).includes('response-issued'));
  });

  test('[CC-3.2] another member of the team records what they checked, and it goes', async () => {
    server.signIn(OTHER);
    const bare = await server.send(check(), { 'what-was-checked': '', outcome: 'passed' });
    assert.equal(bare.status, 400);
    assert.match(wordsOf(bare.body), /Enter the answer to “What did you check, and what must change\?”/);
    const passed = await server.send(check(), { 'what-was-checked': CHECKED, outcome: 'passed' });
    assert.equal(passed.status, 303, wordsOf(passed.body));
    server.signIn(AUTHOR);
    const sent = await server.send(action('respond'), { channel: 'letter' });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    const page = await read(caseworkPaths.casePage({ id }));
    assert.match(page, /Response sent/);
    assert.match(page, new RegExp(`Customer Feedback Team Two .*${CHECKED}`));
  });
});
