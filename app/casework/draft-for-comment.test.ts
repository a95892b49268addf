// A draft that the complainant may comment on, at a screen: an invented procedure, from the choice to the answer.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../test/support/drive-case.ts';
import { caseworkPaths } from './paths.ts';

const PACKS = join(import.meta.dirname, '../../test/oddities');
const DEFINED = { points: [{ text: 'The gate is broken' }], 'outcome-sought': 'Mend it' };
const NO_TALK = { talk: 'not-possible', 'why-no-talk': 'They cannot use the telephone.' };
const DRAFT = {
  draft: 'We mean to mend the gate.',
  'talk-to-us': 'Ring 01632 960 003.',
  'write-to-us': 'Write to us.',
};
let server: CaseworkServer;

const action = (id: string, name: string): string => caseworkPaths.action({ id, action: name });
const casePage = (id: string): string => caseworkPaths.casePage({ id });
const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const show = async (url: string): Promise<string> => wordsOf((await server.get(url)).body);
const partsOf = (parts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).map(([name, text]) => [`parts.${name}`, text]));

/** Received and allocated on Monday 2 March 2026, and a draft chosen on `chosen`. */
async function chooseDraft(chosen: string): Promise<string> {
  server.setDay('2026-03-02');
  const id = await logCase(server, { channel: 'letter' });
  await doOn(server, id, 'define', { input: DEFINED });
  await doOn(server, id, 'allocate', { input: { to: 'officer' } });
  server.setDay(chosen);
  await doOn(server, id, 'step-done', { step: 'discuss', input: NO_TALK });
  return id;
}

async function sendDraft(id: string, on: string): Promise<void> {
  server.setDay(on);
  const sent = await server.send(action(id, 'draft'), { ...partsOf(DRAFT), channel: 'letter' });
  assert.equal(sent.status, 303, wordsOf(sent.body));
}

describe('a draft for comment', () => {
  before(async () => {
    server = await openCaseworkServer('draft-for-comment', '2026-03-02', PACKS);
  });
  after(() => server.close());

  test('the conflict of times is announced on the day the draft is chosen, on the case and on the work list', async () => {
    const id = await chooseDraft('2026-03-09');
    const page = await show(casePage(id));
    assert.match(page, /“The answer” is due Monday 16 March 2026 and cannot be in time/);
    assert.match(page, /can be done on Tuesday 17 March 2026 at the soonest/);
    assert.match(page, /Your time to comment: runs until Monday 16 March 2026 Clause 5/);
    assert.match(page, /Send the answer: Monday 23 March 2026/);
    const list = await show('/cases');
    assert.match(list, /Will be late The answer: due Monday 16 March 2026, at the soonest Tuesday 17 March 2026/);
    await doOn(server, id, 'withdraw', {});
  });

  test('chosen early it may still be in time, and the page says by when the draft must go', async () => {
    const id = await chooseDraft('2026-03-02');
    assert.match(
      await show(casePage(id)),
      /it may take until Monday 23 March 2026.*“Send the draft” by Friday 6 March 2026.*What you can do now.*Send the draft/,
    );
    assert.match(await show('/cases'), /May be late The answer: due Monday 16 March 2026, maybe not until Monday 23/);
    await doOn(server, id, 'withdraw', {});
  });

  test('where they talk it over nothing is foreseen, and no draft can be sent', async () => {
    server.setDay('2026-03-02');
    const id = await logCase(server);
    await doOn(server, id, 'define', { input: DEFINED });
    await doOn(server, id, 'step-done', { step: 'discuss', input: { talk: 'talked' } });
    assert.doesNotMatch(await show(casePage(id)), /cannot be in time|may take until/);
    const refused = await server.send(action(id, 'draft'), { ...partsOf(DRAFT), channel: 'letter' });
    assert.equal(refused.status, 400);
    await doOn(server, id, 'withdraw', {});
  });

  test('a draft without the invitation is refused by its clause, and what was typed stays', async () => {
    const id = await chooseDraft('2026-03-03');
    const refused = await server.send(action(id, 'draft'), { ...partsOf({ ...DRAFT, 'write-to-us': '' }) });
    assert.equal(refused.status, 400);
    assert.match(wordsOf(refused.body), /“How you can write to us about it” of “A draft of our answer” is empty/);
    assert.match(refused.body, /We mean to mend the gate\./);
    await doOn(server, id, 'withdraw', {});
  });

  test('the draft is a letter that went; each comment shows, and the answer waits, then answers each', async () => {
    const id = await chooseDraft('2026-03-03');
    await sendDraft(id, '2026-03-05');
    const { standing } = { standing: standingNow(server, await loadCase(server, id)) };
    const sent = standing.state.drafts[0];
    assert.ok(sent);
    assert.match(
      await show(caseworkPaths.letter({ id, n: sent.n })),
      /We mean to mend the gate\..*Ring 01632 960 003\./,
    );
    const page = await show(casePage(id));
    assert.match(page, /Draft sent to the complainant for comment by letter/i);
    assert.match(page, /Your time to comment Waiting Due Thursday 12 March 2026/);
    assert.match(page, /They have not commented yet\./);

    server.setDay('2026-03-09');
    const said = { comment: 'It was January <not> March.', finished: 'no', channel: 'telephone' };
    assert.equal((await server.send(action(id, 'comment-on-draft'), said)).status, 303);
    const answer = { 'findings.1.finding': 'upheld', 'parts.reasons.1': 'It was broken.', channel: 'letter' };
    const early = await server.send(action(id, 'respond'), { ...answer, 'parts.your-comments.1': 'You are right.' });
    assert.equal(early.status, 400);
    assert.match(wordsOf(early.body), /has to wait: the time for “Your time to comment” is not over yet/);
    const shown = await server.get(casePage(id));
    assert.match(shown.body, /It was January &lt;not&gt; March\./);
    assert.match(wordsOf(shown.body), /Comment 1 Monday 9 March 2026, recorded by staff/);

    server.setDay('2026-03-11');
    const done = { comment: '', finished: 'yes', channel: 'telephone' };
    assert.equal((await server.send(action(id, 'comment-on-draft'), done)).status, 303);
    const blank = await server.send(action(id, 'respond'), { ...answer, 'parts.your-comments.1': '' });
    assert.equal(blank.status, 400);
    assert.match(wordsOf(blank.body), /does not answer each comment on the draft\. Still without an answer: 1/);
    assert.match(blank.body, /href="#parts-your-comments-1"/);
    const gone = await server.send(action(id, 'respond'), { ...answer, 'parts.your-comments.1': 'You are right.' });
    assert.equal(gone.status, 303, wordsOf(gone.body));
    const issued = standingNow(server, await loadCase(server, id)).state.responses[0];
    const letter = await show(caseworkPaths.letter({ id, n: issued?.n ?? 0 }));
    assert.match(
      letter,
      /What you said on our draft \(1\) You said: “It was January &lt;not&gt; March\.” You are right\./,
    );
  });

  test('each comment is answered on the page of the draft, the response starts from the answers, and waits for the rest', async () => {
    const id = await chooseDraft('2026-03-03');
    assert.match(await show(caseworkPaths.draft({ id })), /No draft has gone to the complainant/);
    const none = await server.send(action(id, 'answer-comment'), { 'comment-answer': 'accepted' });
    assert.match(wordsOf(none.body), /Nobody has commented on a draft at this stage/);
    await sendDraft(id, '2026-03-05');
    const open = await show(caseworkPaths.draft({ id }));
    assert.match(
      open,
      /Sent on Thursday 5 March 2026 by letter.*Your time to comment Waiting Due Thursday 12 March 2026/,
    );
    assert.match(open, /How this date was worked out/);
    server.setDay('2026-03-09');
    const say = (comment: string, finished: string) => ({ comment, finished, channel: 'telephone' });
    const first = await server.send(action(id, 'comment-on-draft'), say('It was January.', 'no'));
    assert.equal(first.status, 303);
    await server.send(action(id, 'comment-on-draft'), say('Who pays for the lock?', 'yes'));
    const words = await show(caseworkPaths.draft({ id }));
    assert.match(words, /0 of 2 answered\. Comment 1 Not answered yet .*It was January\..*Comment 2 Not answered yet/);
    assert.match(await show(casePage(id)), /2 comments on the draft are not answered yet/);
    const blank = await server.send(action(id, 'answer-comment'), {
      'comment-number': '1',
      'comment-answer': 'accepted',
    });
    assert.equal(blank.status, 400);
    const answer = { 'comment-answer': 'accepted', 'comment-answer-words': 'You are right, we changed the month.' };
    const answered = await server.send(action(id, 'answer-comment'), { 'comment-number': '1', ...answer });
    assert.equal(answered.location, caseworkPaths.draft({ id }), wordsOf(answered.body));
    assert.match(
      await show(caseworkPaths.draft({ id })),
      /1 of 2 answered\. Comment 1 Accepted .*Our answer You are right, we changed the month\..*Comment 2 Not answered yet/,
    );
    const blanks = { 'parts.reasons.1': 'It broke.', 'parts.your-comments.1': '', 'parts.your-comments.2': '' };
    await server.send(action(id, 'respond'), { ...blanks, _do: 'save' });
    const form = await server.get(action(id, 'respond'));
    assert.match(form.body, /It broke\./, 'what was typed is kept');
    assert.match(form.body, /You are right, we changed the month\./);
    const reply = { 'findings.1.finding': 'upheld', 'parts.reasons.1': 'It was broken.', channel: 'letter' };
    const refused = await server.send(action(id, 'respond'), reply);
    assert.match(wordsOf(refused.body), /does not answer each comment on the draft\. Still without an answer: 2/);
    await server.send(action(id, 'answer-comment'), {
      'comment-number': '2',
      'comment-answer': 'not-accepted',
      'comment-answer-words': 'The lock is yours by the tenancy agreement.',
    });
    assert.match(await show(caseworkPaths.draft({ id })), /Every comment is answered/);
    assert.doesNotMatch(await show(casePage(id)), /not answered yet/);
  });

  test('nothing said and nothing finished is no comment', async () => {
    const id = await chooseDraft('2026-03-03');
    await sendDraft(id, '2026-03-05');
    const refused = await server.send(action(id, 'comment-on-draft'), { comment: '', finished: 'no' });
    assert.equal(refused.status, 400);
    assert.match(wordsOf(refused.body), /Nothing was said on the draft/);
  });
});
