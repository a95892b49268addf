// What somebody new to it is led to next: what stands in the inbox, the way to what a letter lacks, what is over.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../test/support/casework-server.ts';
import { doOn, logCase } from '../../test/support/drive-case.ts';
import { caseworkPaths } from './paths.ts';

let server: CaseworkServer;
before(async () => {
  server = await openCaseworkServer('carecall', '2026-03-02');
});
after(() => server.close());

const wordsOf = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const action = (id: string, name: string): string => caseworkPaths.action({ id, action: name });
const POINTS = { points: [{ text: 'The alarm was not answered' }], 'outcome-sought': 'An apology' };

async function show(url: string): Promise<string> {
  const { status, body } = await server.get(url);
  assert.equal(status, 200, wordsOf(body));
  return body;
}

/** The list of what a letter still lacks. */
const missingIn = (body: string): string => /Still missing[\s\S]*?<\/section>/.exec(body)?.[0] ?? '';
/** What can be done now, without what is folded away. */
const nextIn = (body: string): string => /id="actions"[\s\S]*?<details/.exec(body)?.[0] ?? '';

async function lookedInto(): Promise<string> {
  const id = await logCase(server, { service: 'own-contract' });
  await doOn(server, id, 'define', { input: POINTS });
  await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The alarm is ours.' } } });
  const team = 'customer-feedback-team';
  await doOn(server, id, 'allocate', { step: 'take-the-case', input: { to: team } });
  await doOn(server, id, 'do-step', { step: 'clarify', input: { 'what-the-complaint-is': 'The alarm' } });
  await doOn(server, id, 'do-step', { step: 'ask-remedy', input: { 'remedy-named': 'none-named' } });
  await doOn(server, id, 'do-step', { step: 'confirm-details', input: { 'details-confirmed-by': 'spoken' } });
  const findings = { 1: { finding: 'not-upheld', reasons: 'We answered in a minute.' } };
  await doOn(server, id, 'record-finding', { input: { findings }, by: team });
  server.signIn(team);
  return id;
}

test('what nobody has sorted is sorted first, in My work and in the list of cases; then the procedure goes on', async () => {
  const id = await logCase(server, { service: 'own-contract', untriaged: true });
  server.signIn('customer-feedback-team');
  const sort = `href="${caseworkPaths.sort({ id })}"`;
  const define = `href="${action(id, 'define')}"`;
  for (const page of [caseworkPaths.myWork(), caseworkPaths.cases()]) {
    const body = await show(page);
    assert.ok(body.includes(sort) && !body.includes(define), page);
  }
  await doOn(server, id, 'classify', { input: { kind: 'complaint' } });
  for (const page of [caseworkPaths.myWork(), caseworkPaths.cases()]) {
    const body = await show(page);
    assert.ok(!body.includes(sort) && body.includes(define), page);
  }
});

test('what a letter takes from the same form is asked for there, once, and not as something elsewhere on the case', async () => {
  const id = await logCase(server, { service: 'own-contract' });
  server.signIn('customer-feedback-team');
  const lacks = missingIn(await show(action(id, 'acknowledge')));
  assert.match(lacks, /href="#points-1-text"/);
  assert.doesNotMatch(lacks, /Elsewhere on the case/);
  assert.equal(missingIn(await show(action(id, 'extend'))).split('href="#reason"').length - 1, 1);
});

test('the draft stands once among what is next; once the response has gone, the way to close it is there', async () => {
  const id = await lookedInto();
  const next = nextIn(await show(caseworkPaths.casePage({ id })));
  assert.equal(next.split(`href="${action(id, 'draft')}"`).length - 1, 1, wordsOf(next));
  const parts = { reasons: { 1: 'We answered in a minute.' } };
  await doOn(server, id, 'draft', { input: { parts } });
  await doOn(server, id, 'do-step', {
    step: 'quality-check',
    input: { 'what-was-checked': 'All of it', outcome: 'passed' },
    by: 'customer-feedback-team-2',
  });
  assert.doesNotMatch(nextIn(await show(caseworkPaths.casePage({ id }))), /asks for nothing next/);
  await doOn(server, id, 'respond', { input: { parts } });
  const after = nextIn(await show(caseworkPaths.casePage({ id })));
  assert.match(after, /asks for nothing next/);
  assert.ok(after.includes(`href="${action(id, 'close')}"`), wordsOf(after));
});

test('a complaint of sixty points is taken as it was typed, row by row', async () => {
  const id = await logCase(server, { service: 'own-contract' });
  server.signIn('customer-feedback-team');
  const rows = Array.from({ length: 60 }, (_, index) => [
    `points.${index + 1}.text`,
    `Wrong for the ${index + 1}. time`,
  ]);
  const typed = { ...Object.fromEntries(rows), '_count.points': '60' };
  const { status, body } = await server.send(action(id, 'define'), { ...typed, _do: 'add:points' });
  assert.equal(status, 200, wordsOf(body));
  assert.ok(body.includes('name="points.61.text"') && body.includes('Wrong for the 60. time'));
  const sent = await server.send(action(id, 'define'), typed);
  assert.equal(sent.status, 303, wordsOf(sent.body));
  assert.match(wordsOf(await show(caseworkPaths.casePage({ id }))), /Wrong for the 60\. time/);
});

test('what somebody else has done meanwhile cannot be saved anyway: the page says so and keeps the typing', async () => {
  const id = await logCase(server, { service: 'own-contract' });
  await doOn(server, id, 'define', { input: POINTS });
  server.signIn('customer-feedback-team');
  const page = await show(action(id, 'acknowledge'));
  await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The alarm is ours.' } } });
  const payload = new URLSearchParams({ ...readInputs(page), 'parts.responsibilities': 'Mine, typed late.' });
  const { status, body } = await server.sendByItself(action(id, 'acknowledge'), payload.toString());
  assert.equal(status, 409, wordsOf(body));
  assert.match(body, /Mine, typed late\./);
  assert.match(wordsOf(body), /cannot be done any more/);
  assert.doesNotMatch(wordsOf(body), /Save anyway/);
});

test('a change that leaves it possible can be saved anyway', async () => {
  const id = await logCase(server, { service: 'own-contract' });
  await doOn(server, id, 'define', { input: POINTS });
  server.signIn('customer-feedback-team');
  const page = await show(action(id, 'acknowledge'));
  await doOn(server, id, 'define', { input: { points: [{ text: 'Nobody came' }], why: 'They told us more.' } });
  const payload = new URLSearchParams({ ...readInputs(page), 'parts.responsibilities': 'Mine, typed late.' });
  const { status, body } = await server.sendByItself(action(id, 'acknowledge'), payload.toString());
  assert.equal(status, 409, wordsOf(body));
  assert.match(wordsOf(body), /Save anyway/);
  assert.doesNotMatch(wordsOf(body), /cannot be done any more/);
});

test('whoever checks a response sees what a part lacks, and the name of whoever wrote it under it', async () => {
  const id = await lookedInto();
  const parts = { reasons: { 1: 'We answered on [[day]].' } };
  await doOn(server, id, 'draft', { input: { parts }, by: 'customer-feedback-team' });
  server.signIn('customer-feedback-team-2');
  const matter =
    /<section id="letter"[\s\S]*?<\/section>/.exec(await show(action(id, 'step:quality-check')))?.[0] ?? '';
  assert.match(wordsOf(matter), /Still missing: Our reasons \(Placeholder left: \[\[day\]\]\)/);
  const [own, other] = ['customer-feedback-team', 'customer-feedback-team-2'].map(
    (one) => server.people.find(({ id: who }) => who === one)?.name ?? '',
  );
  assert.match(wordsOf(matter), new RegExp(`Yours sincerely ${own} `));
  assert.ok(own !== other);
});
