// One housing complaint under a council's procedure, every step clicked: no conversation is possible, so a draft goes out,
// is commented on and answered; then a review, answered first on the telephone and then in writing. May and June 2026.
// Each on a screen and on a telephone. Due dates here are counted by hand from a wall calendar; none comes from the engine.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { issueFollowCode } from '../../app/identity/follow-codes.ts';
import { findFaults } from '../support/find-faults.ts';
import { act, openFromList, openWorld, printLetterOf, type Visit, WIDTHS, type World } from '../support/journey.ts';

const LANDLORD = 'council-housing';
const STORY =
  'The roof over my back bedroom has leaked since the storm in February. I have reported it three times and nobody has come.';
const ROOF = 'The leak in the roof over the back bedroom was left from February';
const CALLS = 'Nobody came after three reports';
const COMMENT = 'The first report was on 9 February and not on 19 February. I have the text message.';
const CONSIDERED = 'You are right. We looked again and found your report of 9 February.';
const TALKED = 'We spoke on the telephone on 18 June. You told us that the tarpaulin has come loose again.';

let world: World;

/** Which case it is: Stage 2 goes on where Stage 1 ended. */
let reference = '';

async function comeBack(visit: Visit, reference: string, day: string): Promise<void> {
  world.setDay(day);
  await openFromList(visit, reference);
}

async function assertKept(visit: Visit, name: string, expected: string): Promise<void> {
  assert.equal(await visit.page.locator(`[name="${name}"]`).inputValue(), expected);
}

/** A letter that went, to the one whom all of them are for. */
const printLetter = (visit: Visit, title: string, name: string, ...expected: (string | RegExp)[]): Promise<void> =>
  printLetterOf(visit, title, name, 'Amos Kettley', '3 Foundry Row', 'Housing Ombudsman Service', ...expected);

async function logComplaint(cora: Visit): Promise<string> {
  await cora.follow('Log a complaint');
  await cora.fill({
    channel: 'letter',
    'received-when': '2026-05-06',
    service: 'housing',
    kind: 'complaint',
    'what-happened': STORY,
    'outcome-sought': 'Mend the roof and pay for the carpet.',
    'resident-name': 'Amos Kettley',
    'resident-email': 'amos.kettley@resident.example',
    'resident-address': '3 Foundry Row\nMillport',
    'housing-subject': 'repairs',
    'preferred-contact': 'e-mail',
  });
  await cora.press('Log it');
  const [, reference = ''] = /Logged as ([\w-]+)/.exec(await cora.read()) ?? [];
  assert.notEqual(reference, '', await cora.read());
  // 7, 8, 11, 12 and 13 May.
  await cora.sees('Due next: Stage 1 acknowledgement', 'Due Wednesday 13 May 2026, 5 working days left', 'Code 6.2');
  await cora.sees('Stage 1 - Investigation');
  await cora.picture('council-01-logged');
  return reference;
}

/** The acknowledgement has to name who deals with it, so it waits until somebody does. */
async function acknowledge(cora: Visit): Promise<void> {
  await cora.choose('Define the complaint');
  await cora.fill({ 'points.1.text': ROOF });
  await cora.press('Add another point');
  await cora.fill({ 'points.2.text': CALLS });
  await cora.press('Define the complaint');
  const caseUrl = cora.path;
  await cora.open(`${caseUrl}/actions/acknowledge`);
  await cora.sees('As the case stands, this cannot be done', 'Give it to an investigating officer', 'Clause 2a');
  await cora.open(caseUrl);
  await act(cora, 'Choose who looks into it', { to: world.ids['ines'] ?? '' });
  await act(cora, 'Acknowledge the complaint', { 'parts.responsibilities': 'The roof and the ceiling are ours.' });
  // 7, 8, 11 to 15, 18, 19 and 20 May.
  await cora.sees('Due next: Stage 1 response', 'Due Wednesday 20 May 2026, 10 working days left', 'Clause 7f');
  await printLetter(
    cora,
    'We have your complaint',
    'council-letter-1-acknowledgement',
    'Stage 1 - Investigation',
    'Ines Marlow is looking into your complaint',
    'by Wednesday 20 May 2026',
  );
}

async function investigate(ines: Visit, reference: string): Promise<void> {
  await comeBack(ines, reference, '2026-05-12');
  await act(ines, 'Record what was found', {
    'findings.1.finding': 'upheld',
    'findings.1.reasons': 'The job was closed without a visit.',
    'findings.2.finding': 'partially-upheld',
    'findings.2.reasons': 'Two of three reports were logged.',
  });
  await act(ines, 'Promise something', {
    kind: 'works-or-services',
    what: 'Mend the roof and the ceiling',
    owner: world.ids['ines'] ?? '',
    due: '2026-06-30',
    contact: '01632 960277',
  });
  const seen = await ines.read();
  assert.doesNotMatch(seen, /cannot be in time/);
}

/** On the day this is recorded the case says that three times five days and ten do not go together. */
async function chooseDraft(ines: Visit, reference: string): Promise<void> {
  await comeBack(ines, reference, '2026-05-13');
  await act(ines, 'Give them the opportunity to discuss it', {
    'stage-1-opportunity': 'not-possible',
    'stage-1-discussion': 'He is deaf and asked us not to ring. The stairs keep him from coming in.',
  });
  // Allocated on 6 May: 7, 8, 11, 12 and 13 May. Comments from the 13th: 14, 15, 18, 19 and 20 May.
  await ines.sees('Due next: Stage 1 draft, where no conversation is possible', 'Due today', 'Clause 7c');
  await ines.sees('“Stage 1 response” is due Wednesday 20 May 2026 and cannot be in time', 'Thursday 21 May 2026');
  await ines.picture('council-02-conflict-told');
  await ines.sees('Each thing done as soon as it can be', 'Still to come: Send the response');
}

async function sendDraft(ines: Visit): Promise<void> {
  await ines.choose(DRAFT);
  await ines.fill({
    'parts.draft-reasons.1': 'The job was closed on 20 February and nobody came.',
    'parts.draft-reasons.2': 'We logged the reports of 19 February and 2 March.',
  });
  await ines.picture('council-03-draft');
  await ines.press(DRAFT);
  await ines.sees('Wednesday 20 May 2026', 'Stage 1 comments on the draft');
  await printLetter(
    ines,
    'A draft of our answer, for you to comment on',
    'council-letter-2-draft',
    'Nothing is decided yet',
    'Please get in touch with us to talk about your complaint',
    'Or write to us',
    'by Wednesday 20 May 2026',
  );
  await takeMoreTime(ines);
  await ines.sees('Due Thursday 4 June 2026');
}

/** What it comes to, and the letter that tells it, are seen before anything is recorded. */
async function takeMoreTime(ines: Visit): Promise<void> {
  await ines.choose('Take more time');
  await ines.sees('Due now Wednesday 20 May 2026', '10 working days more', 'Latest new date Thursday 4 June 2026');
  await ines.fill({ by: '10', complexity: 'The draft is out for your comments until 20 May.' });
  await ines.press('Show the new date and the letter');
  // Ten more after 20 May: 21, 22, 26 to 29 May, 1 to 4 June; the 25th is a bank holiday.
  await ines.sees('The new date is Thursday 4 June 2026', 'Not counted: Spring bank holiday 25 May');
  await ines.sees('Nothing is recorded yet', 'We need more time', 'our answer by Thursday 4 June 2026');
  await ines.picture('council-04-more-time');
  await ines.press('Take more time');
}

const DRAFT = 'Send a draft of the answer for comment';

/** The resident reads the draft on the page of his own, and writes what is wrong with it. */
async function comment(reference: string, caseId: string): Promise<void> {
  world.setDay('2026-05-15');
  const code = await issueFollowCode(world.running.casebook, LANDLORD, caseId, world.ids['cora'] ?? '');
  const amos = await world.visit();
  await amos.open('/');
  await amos.follow('The council');
  await amos.follow('Follow a complaint you have made');
  await amos.fill({ reference, code });
  await amos.press('Go to my complaint');
  await amos.sees('Our draft: tell us what you think', 'You have until Wednesday 20 May 2026');
  await amos.picture('council-05-follow-draft');
  await amos.fill({ comment: COMMENT });
  await amos.press('Send what you think');
  await amos.sees('What you said (1)', COMMENT);
  await amos.picture('council-05-follow-commented');
  assert.doesNotMatch(await amos.read(), /He is deaf/, 'what staff wrote down is not for this page');
  assert.deepEqual(amos.troubles, []);
  await amos.close();
}

const SEVEN = {
  'parts.summary': 'You told us that the roof leaks and that nobody came. We agree with most of it.',
  'parts.background': 'The roof was last repaired in 2019.',
  'parts.what-went-wrong': 'We closed the job without a visit, because two jobs were taken for one.',
  'parts.apology': 'We are sorry for the months of damp and for the three reports that led to nothing.',
  'parts.lessons': 'A job is closed only when somebody has been there.',
  'parts.other-remedies.1': 'You asked us to pay for the carpet. We will, and our insurers will write to you.',
  'parts.other-remedies.2': 'You asked for nothing more on this point.',
  'parts.reasons.1': 'The job was closed on 20 February and nobody came.',
  'parts.reasons.2': 'We found all three of your reports. We logged two of them.',
};

/** Not while he may still comment, and not without an answer to what he said. */
async function answer(ines: Visit, reference: string): Promise<void> {
  await comeBack(ines, reference, '2026-05-20');
  await ines.sees(COMMENT);
  await act(ines, 'Say whether we have been at fault', { 'stage-1-at-fault': 'in-part' });
  const caseUrl = ines.path;
  await ines.open(`${caseUrl}/actions/respond`);
  await ines.sees('As the case stands, this cannot be done', 'is not over yet', 'Clause 7d');
  await ines.open(`${caseUrl}/draft`);
  await ines.sees(COMMENT, 'Not answered yet', 'It cannot go yet', 'Stage 1 comments on the draft');
  await ines.picture('council-07-draft-and-comments');
  assert.deepEqual(await findFaults(ines.page), []);
  await comeBack(ines, reference, '2026-05-21');
  await ines.choose('Send the response');
  await ines.sees('Still missing: 8', 'Our apology', 'Still without an answer: 1', 'What they said on the draft');
  await ines.fill(SEVEN);
  await ines.press('Save and go on later');
  await ines.sees('Saved. It is not sent, and not part of the record yet');
  await comeBack(ines, reference, '2026-05-21');
  await ines.choose('Send the response');
  await ines.sees('Still missing: 1', 'Still without an answer: 1', 'The whole letter reads at age');
  await assertKept(ines, 'parts.apology', SEVEN['parts.apology']);
  await ines.fits();
  await ines.press('Send the response');
  await ines.sees('Nothing was recorded', 'Clause 7e');
  await ines.picture('council-06-comment-unanswered');
  await ines.fill({ 'parts.comments-considered.1': CONSIDERED, 'parts.apology': '' });
  await ines.press('Send the response');
  await ines.sees('The part “Our apology”', 'Clause 5c');
  await ines.fill({ 'parts.apology': SEVEN['parts.apology'] });
  await ines.press('Preview the letter');
  await ines.sees('How the letter would read', CONSIDERED, 'In part. We were at fault in some of this.');
  await ines.press('Send the response');
  await ines.sees('Response sent', 'Done Thursday 21 May 2026, in time: it was due Thursday 4 June 2026');
  await printLetter(
    ines,
    'Our answer at Stage 1 - Investigation',
    'council-letter-3-answer',
    ...Object.values(SEVEN),
    COMMENT,
    CONSIDERED,
    'by Tuesday 30 June 2026',
    'Ines Marlow will do this',
    '01632 960277',
    'unhappy with how we dealt with your complaint',
  );
}

/** Asked for on paper, and opened by the request alone. The reviewer took no part before. */
async function openReview(cora: Visit, reference: string): Promise<void> {
  await comeBack(cora, reference, '2026-06-08');
  await act(cora, 'Record a request for the next stage', { 'what-is-unresolved': 'The tarpaulin blew off.' });
  // 9 to 12 and 15 June; the ten: 9 to 12, 15 to 19 and 22 June.
  await cora.sees('Due next: Stage 2 acknowledgement', 'Due Monday 15 June 2026', 'Stage 2 - Review');
  await act(cora, 'Define the complaint');
  await cora.choose('Choose who looks into it');
  await cora.sees('Who cannot be chosen, and why', 'Ines Marlow', 'took part in', 'Code 6.13');
  await cora.fill({ to: world.ids['rhea'] ?? '' });
  await cora.press('Choose who looks into it');
  await act(cora, 'Acknowledge the complaint', { 'parts.responsibilities': 'The roof and the ceiling are ours.' });
  await cora.sees('Due next: Stage 2 response', 'Due Monday 22 June 2026, 10 working days left');
  await printLetter(
    cora,
    'Your complaint is now at Stage 2 - Review',
    'council-letter-4-review',
    'Stage 2 - Review',
    'Rhea Dunmore is looking into your complaint',
    'by Monday 22 June 2026',
  );
}

/** Whoever had a part in the answer tries to review it all the same, and is told why not and who can. */
async function tryToReview(ines: Visit, reference: string): Promise<void> {
  const reason =
    'You took part in “Stage 1 - Investigation: Investigate the complaint”, “Give them the opportunity to discuss it”, “Send a draft of the answer for comment”, “Say whether we have been at fault” and “Send the Stage 1 answer”';
  await openFromList(ines, reference);
  await ines.sees('Next, but for somebody else to do: Record what was found');
  await ines.open(`${ines.path}/actions/record-finding`);
  await ines.sees('As the case stands, this cannot be done', reason, 'Code 6.13', 'Who can do it: Rhea Dunmore.');
  await ines.fill({ 'findings.1.finding': 'not-upheld', 'findings.2.finding': 'not-upheld' });
  await ines.press('Record what was found');
  await ines.sees('Nothing was recorded', reason, 'Ask somebody who had no part in it', 'Who can do it: Rhea Dunmore.');
  await ines.picture('council-07-wrong-reviewer');
}

/** The opportunity is owed again; the answer is given in words, and only the written one ends it. */
async function review(rhea: Visit, reference: string): Promise<void> {
  await comeBack(rhea, reference, '2026-06-17');
  await act(rhea, 'Record what was found', {
    'findings.1.finding': 'not-upheld',
    'findings.1.reasons': 'The roof is on the list for June as promised.',
    'findings.2.finding': 'not-upheld',
    'findings.2.reasons': 'We have answered this already.',
  });
  await act(rhea, 'Say whether we have been at fault', { 'stage-2-at-fault': 'no' });
  world.setDay('2026-06-18');
  await rhea.open(rhea.path);
  await act(rhea, 'Give them the opportunity to discuss it', {
    'stage-2-opportunity': 'by-telephone',
    'stage-2-discussion': 'His daughter spoke for him on the telephone. The tarpaulin has come loose again.',
  });
  await act(rhea, 'Give the response in words', {
    channel: 'telephone',
    conversation: 'I told his daughter what we found, and that the roof is booked.',
    'outcome-told': 'Not upheld.',
  });
  await rhea.sees('Stage 2 written confirmation of what was said', 'Due Monday 22 June 2026, 2 working days left');
  await rhea.picture('council-08-answered-in-words');
}

async function answerFinally(rhea: Visit, reference: string): Promise<void> {
  await comeBack(rhea, reference, '2026-06-22');
  await rhea.choose('Send the response');
  await rhea.fill({
    'parts.summary-not-upheld': 'You told us that the tarpaulin blew off. We do not agree that we were at fault.',
    'parts.background-not-upheld': 'The roof is booked for 24 June.',
    'parts.explanation-not-upheld': 'We came within a day each time that you told us.',
    'parts.reasons.1': 'The roof is booked, as we promised.',
    'parts.reasons.2': 'Nothing new has come to light.',
  });
  await rhea.press('Send the response');
  await rhea.sees('The part “What we talked about”', 'Clause 3');
  await rhea.fill({ 'parts.conversation': TALKED });
  await rhea.press('Preview the letter');
  await rhea.sees('How the letter would read', 'This is our final response');
  await rhea.picture('council-09-final-preview');
  await rhea.press('Send the response');
  await rhea.sees('Response sent', 'Done Monday 22 June 2026, in time: it was due Monday 22 June 2026');
  await printLetter(
    rhea,
    'Our final response',
    'council-letter-5-final',
    TALKED,
    'No. We were not at fault.',
    'This is our final response. It is the end of our complaints procedure.',
    'within 12 months',
  );
  assert.doesNotMatch(await rhea.read(), /Our apology.*To write/);
}

async function goThroughStageOne(): Promise<void> {
  const cora = await world.signIn('cora');
  reference = await logComplaint(cora);
  const caseId = cora.path.split('/')[2] ?? '';
  await acknowledge(cora);
  const ines = await world.signIn('ines');
  await investigate(ines, reference);
  await chooseDraft(ines, reference);
  await sendDraft(ines);
  await comment(reference, caseId);
  await answer(ines, reference);
  for (const visit of [cora, ines]) assert.deepEqual(visit.troubles, []);
}

async function goThroughStageTwo(): Promise<void> {
  const cora = await world.signIn('cora');
  await openReview(cora, reference);
  const ines = await world.signIn('ines');
  await tryToReview(ines, reference);
  const rhea = await world.signIn('rhea');
  await review(rhea, reference);
  await answerFinally(rhea, reference);
  for (const visit of [cora, ines, rhea]) assert.deepEqual(visit.troubles, []);
}

for (const { on, window } of WIDTHS)
  describe(`under the procedure of a council, ${on}`, () => {
    before(async () => {
      world = await openWorld({
        window,
        organisation: LANDLORD,
        day: '2026-05-06',
        people: {
          cora: { name: 'Cora Whitfield', roles: [{ role: 'complaints-officer' }] },
          // May review as well, so that it is the part she took, and not her post, that keeps her from it.
          ines: { name: 'Ines Marlow', roles: [{ role: 'investigating-officer' }, { role: 'reviewing-officer' }] },
          rhea: { name: 'Rhea Dunmore', roles: [{ role: 'reviewing-officer' }] },
        },
      });
    });
    after(() => world?.close());

    test('a Stage 1 with an extension and a draft, from the log to the answer', goThroughStageOne);
    test('a Stage 2 with a wrong reviewer tried and refused, to the final response', goThroughStageTwo);
  });
