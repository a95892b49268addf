// One complaint from log to final response under a real landlord's procedure, every step clicked, over Easter 2026.
// Due dates here are counted by hand from a wall calendar; none comes from the engine.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issueFollowCode } from '../../app/identity/follow-codes.ts';
import { act, openFromList, openWorld, printLetterOf, type Visit, type World } from '../support/journey.ts';

const LANDLORD = 'stockport-homes';
const area = 'housing';
const STORY =
  'The extractor fan in the bathroom has not worked since Christmas. There is mould around the window.\nI rang three times and nobody rang back.';
const FAN = 'The extractor fan in the bathroom was left broken from December';
const CALLS = 'Nobody rang back after three calls';
const INVESTIGATED = 'I read the repair records and the telephone log, and spoke to the contractor.';
const CIRCUMSTANCE = 'The mould survey that we need was put off by the contractor.';
const UNRESOLVED = 'The mould has come back, and nobody came on the day I was told.';

let world: World;

before(async () => {
  world = await openWorld({
    organisation: LANDLORD,
    day: '2026-03-18',
    people: {
      fay: { name: 'Fay Robinson', roles: [{ role: 'customer-feedback-officer' }] },
      // Of senior rank too, so that it is the part he took, not only his post, that keeps him from the review.
      ian: {
        name: 'Ian Whitworth',
        roles: [
          { role: 'investigating-officer', area },
          { role: 'senior-officer', area },
        ],
      },
      hope: { name: 'Hope Adeyemi', roles: [{ role: 'head-of-service', area }] },
    },
  });
});

after(async () => {
  await world?.close();
});

async function assertKept(visit: Visit, name: string, expected: string): Promise<void> {
  assert.equal(await visit.page.locator(`[name="${name}"]`).inputValue(), expected);
}

/** A letter that went, to the one whom all of them are for. */
const printLetter = (visit: Visit, title: string, name: string, ...expected: (string | RegExp)[]): Promise<void> =>
  printLetterOf(visit, title, name, 'Dilys Hartley', '14 Mersey Bank', ...expected);

/** Logged two days after the call; tried early, with the resident's agreement. */
async function logComplaint(fay: Visit): Promise<string> {
  await fay.sees('Cases');
  await fay.picture('01-work-list-empty');
  await fay.follow('Log a complaint');
  await fay.fill({
    channel: 'telephone',
    'received-when': '2026-03-16',
    service: 'housing',
    kind: 'complaint',
    'what-happened': STORY,
    'outcome-sought': 'Mend the fan, treat the mould, and tell me why nobody rang.',
    'resident-name': 'Dilys Hartley',
    'resident-telephone': '01632 960415',
    'resident-address': '14 Mersey Bank\nStockport',
    'likely-to-be-quick': 'yes',
    'agrees-to-early-resolution': 'yes',
    'high-rise-safety': 'no',
    'health-and-safety': 'no',
    'home-owned-by': 'stockport-homes',
  });
  await fay.picture('02-log-a-complaint');
  await fay.press('Log it');
  const [, reference = ''] = /Logged as ([\w-]+)/.exec(await fay.read()) ?? [];
  assert.notEqual(reference, '', await fay.read());
  // 17, 18, 19, 20 and 23 March.
  await fay.sees('Due next: Early resolution', 'Due Monday 23 March 2026, 3 working days left', 'Clause 3.4');
  await fay.sees('5 working days from Monday 16 March 2026', 'recorded on 18 Mar 2026');
  await fay.picture('03-case-in-early-resolution');
  return reference;
}

/** She does not want it tried early any longer: Stage One, counted from the first call all the same. */
async function openStageOne(fay: Visit, reference: string): Promise<void> {
  world.setDay('2026-03-20');
  await openFromList(fay, reference);
  await act(fay, 'Offer the two-stage process', { outcome: 'accepted' });
  await fay.sees('Due next: Stage One acknowledgement', 'Due Monday 23 March 2026, 1 working day left', 'At risk');
  await fay.choose('Define the complaint');
  await fay.fill({ 'points.1.text': FAN });
  await fay.press('Add another point');
  await assertKept(fay, 'points.1.text', FAN);
  await fay.fill({ 'points.2.text': CALLS });
  await fay.picture('04-define');
  await fay.press('Define the complaint');
  await fay.sees('Complaint defined', FAN, CALLS, '1 of its 6 parts still missing');
}

async function acknowledge(fay: Visit, reference: string): Promise<void> {
  world.setDay('2026-03-23');
  await openFromList(fay, reference);
  await fay.choose('Acknowledge the complaint');
  await fay.fill({ 'parts.responsibilities': 'The fan and the walls are ours to look after.' });
  await fay.press('Preview the letter');
  // 24, 25, 26, 27, 30, 31 March, 1, 2, 7 and 8 April: Good Friday and Easter Monday lie between.
  await fay.sees('How the letter would read', 'Nothing is recorded yet', 'our answer by Wednesday 8 April 2026');
  await fay.sees(FAN, CALLS, 'The fan and the walls are ours', 'Fay Robinson', 'Housing Ombudsman');
  await fay.picture('05-acknowledge-preview');
  await fay.press('Acknowledge the complaint');
  await fay.sees('Due next: Stage One response', 'Due Wednesday 8 April 2026, 10 working days left', 'Clause 4.1');
  await fay.sees('Not counted: Good Friday 3 April and Easter Monday 6 April', '“up to ten working days to respond”');
  await printLetter(fay, 'We have your complaint', 'letter-1-acknowledgement', 'by Wednesday 8 April 2026');
  await fay.choose('Choose who looks into it');
  await fay.sees('Who cannot be chosen, and why (1)', 'Fay Robinson', 'This is for: Investigating officer');
  await fay.fill({ to: world.ids['ian'] ?? '' });
  await fay.press('Choose who looks into it');
  await fay.sees('Allocated');
}

async function investigate(ian: Visit, reference: string): Promise<void> {
  await openFromList(ian, reference);
  await act(ian, 'Record a contact', {
    channel: 'telephone',
    reached: 'yes',
    with: 'Mrs Hartley',
    'what-was-said': 'She showed me the window by video. The mould is back since Sunday.',
  });
  await act(ian, 'Record what was found', {
    'findings.1.finding': 'upheld',
    'findings.1.reasons': 'The fan had no power from 23 December. Our contractor closed the job without a visit.',
    'findings.2.finding': 'partially-upheld',
    'findings.2.reasons': 'Two of three calls were logged and not passed on.',
  });
  await act(ian, 'Promise something', {
    kind: 'delivery-of-service',
    what: 'Fit a new extractor fan and treat the mould around the window',
    owner: world.ids['ian'] ?? '',
    due: '2026-06-30',
    'date-agreed': 'yes',
  });
  await ian.sees('Promise made', '30 Jun 2026', 'To be kept');
}

async function takeMoreTime(ian: Visit, reference: string): Promise<void> {
  world.setDay('2026-04-07');
  await openFromList(ian, reference);
  await ian.choose('Take more time');
  await ian.fill({ by: '10', agreed: 'no', 'exceptional-circumstance': CIRCUMSTANCE });
  await ian.press('Take more time');
  await ian.sees('Extra time needs the agreement of the complainant', 'Nothing was recorded', 'Clause 4.1');
  await assertKept(ian, 'exceptional-circumstance', CIRCUMSTANCE);
  await ian.picture('06-extension-refused');
  await ian.fill({ agreed: 'yes' });
  await ian.press('Take more time');
  // 9, 10, 13 to 17, 20, 21 and 22 April.
  await ian.sees(
    'Time extended',
    'Due Wednesday 22 April 2026, 11 working days left',
    'Extended to Wednesday 22 April',
  );
  await printLetter(ian, 'We need more time', 'letter-2-extension', CIRCUMSTANCE, 'Wednesday 22 April 2026');
}

async function respond(ian: Visit, reference: string): Promise<void> {
  world.setDay('2026-04-21');
  await openFromList(ian, reference);
  await ian.choose('Send the response');
  await ian.fill({
    'parts.how-investigated': INVESTIGATED,
    'parts.reasons.1': 'The fan had no power from 23 December, and our contractor closed the job without a visit.',
    'parts.reasons.2': 'Two of your three calls were logged and not passed on.',
    channel: 'letter',
  });
  await ian.press('Send the response');
  await ian.sees(
    'The part “What went wrong” of “Our Stage One response” is empty',
    'Nothing was recorded',
    'Clause 4.1',
  );
  await assertKept(ian, 'parts.how-investigated', INVESTIGATED);
  await ian.picture('07-response-refused');
  await ian.fill({ 'parts.failures-found': 'We closed a repair that was not done, and did not pass on your calls.' });
  await ian.press('Preview the letter');
  await ian.sees(INVESTIGATED, 'we agree (upheld)', 'by Tuesday 30 June 2026', 'Ian Whitworth will do this');
  await ian.press('Send the response');
  await ian.sees('Response sent', 'Done Tuesday 21 April 2026, in time: it was due Wednesday 22 April 2026');
  // 22, 23, 24, 27 to 30 April, 1, 5 to 8, 11 to 15, 18, 19 and 20 May: the bank holiday on 4 May lies between.
  await printLetter(
    ian,
    'Our Stage One response',
    'letter-3-stage-one-response',
    'by Wednesday 20 May 2026',
    INVESTIGATED,
  );
}

/** One day too late, which the procedure leaves to people to weigh. */
async function askForStageTwo(reference: string, caseId: string): Promise<void> {
  world.setDay('2026-05-21');
  const code = await issueFollowCode(world.running.casebook, LANDLORD, caseId, world.ids['fay'] ?? '');
  const dilys = await world.visit();
  await dilys.open('/');
  await dilys.picture('08-landlords');
  await dilys.follow('Stockport Homes');
  await dilys.sees('Complain to Stockport Homes', 'within 10 working days of that letter');
  await dilys.picture('09-landlord');
  await dilys.follow('Follow a complaint you have made');
  await dilys.fill({ reference, code: 'WRONG-WRONG' });
  await dilys.press('Go to my complaint');
  await dilys.sees('do not fit together');
  await dilys.fill({ reference, code });
  await dilys.press('Go to my complaint');
  await dilys.sees('We sent you our answer on Tuesday 21 April 2026', 'The last day for asking is over');
  await dilys.sees('Fit a new extractor fan', 'By Tuesday 30 June 2026', 'Ian Whitworth');
  const seen = await dilys.read();
  assert.doesNotMatch(seen, /She showed me the window/, 'what staff wrote down of a call is not for this page');
  await dilys.picture('10-followed');
  await dilys.fill({ 'what-is-unresolved': UNRESOLVED });
  await dilys.press('Ask for Stage Two');
  await dilys.sees('We have your request', 'You asked for Stage Two on Thursday 21 May 2026', UNRESOLVED);
  assert.deepEqual(dilys.troubles, []);
  await dilys.close();
}

async function openStageTwo(fay: Visit, reference: string): Promise<void> {
  world.setDay('2026-05-22');
  await openFromList(fay, reference);
  await fay.sees(UNRESOLVED);
  await fay.choose('Accept the request for the next stage');
  await fay.press('Accept the request for the next stage');
  await fay.sees('Enter the answer to “What kept them from asking in time?”', 'Clause 4.1');
  await fay.fill({ mitigation: 'Mrs Hartley was in hospital until 19 May.' });
  await fay.press('Accept the request for the next stage');
  // Counted from the request: 22, 26, 27, 28 and 29 May; the 25th is a bank holiday.
  await fay.sees('Due next: Stage Two acknowledgement', 'Due Friday 29 May 2026, 4 working days left', 'Code 6.11');
  await fay.sees('Not counted: Spring bank holiday 25 May');
  world.setDay('2026-05-26');
  await openFromList(fay, reference);
  await act(fay, 'Define the complaint');
  await act(fay, 'Acknowledge the complaint', {
    'parts.responsibilities': 'The fan, the walls and the mould are ours to look after.',
  });
  // 27 to 29 May, 1 to 5, 8 to 12, 15 to 19, 22 and 23 June.
  await fay.sees('Due next: Stage Two response', 'Due Tuesday 23 June 2026, 20 working days left', 'Clause 4.2');
  await printLetter(fay, 'Your complaint is now at Stage Two', 'letter-4-stage-two', 'by Tuesday 23 June 2026');
}

/** Whoever investigated and answered Stage One cannot be chosen for Stage Two, and cannot do it unasked. */
async function keepOutOfReview(fay: Visit, ian: Visit, reference: string): Promise<void> {
  const rule =
    'This person took part in “Stage One: Investigate the complaint”, “Talk to the complainant” and “Send the Stage One response”, and whoever did that cannot do this';
  const rank = 'This is for somebody more senior than whoever did “Stage One: Investigate the complaint”';
  await fay.choose('Choose who looks into it');
  await fay.sees('Who cannot be chosen, and why (2)', 'Ian Whitworth', rule, rank, 'Clause 4.2');
  const choices = await fay.page.locator('select[name="to"]').textContent();
  assert.match(choices ?? '', /Hope Adeyemi/);
  assert.doesNotMatch(choices ?? '', /Ian Whitworth/);
  await fay.page.locator('main details').last().locator('summary').click();
  await fay.picture('11-who-cannot-review');
  await fay.fill({ to: world.ids['hope'] ?? '' });
  await fay.press('Choose who looks into it');
  world.setDay('2026-05-28');
  await openFromList(ian, reference);
  await ian.page.locator('#not-now summary').click();
  await ian.picture('12-not-now');
  const caseUrl = ian.path;
  await ian.open(`${caseUrl}/actions/record-finding`);
  const own = rule.replace('This person', 'You');
  await ian.sees('As the case stands, this cannot be done', own, 'Who can do it: Hope Adeyemi.');
  await ian.fill({ 'findings.1.finding': 'not-upheld', 'findings.2.finding': 'not-upheld' });
  await ian.press('Record what was found');
  await ian.sees('This cannot be done as it stands', 'Nothing was recorded', own, rank, 'Clause 4.2');
  await ian.picture('13-review-refused');
}

async function review(hope: Visit, reference: string): Promise<void> {
  await openFromList(hope, reference);
  await act(hope, 'Ask how they want to be heard', { 'how-to-be-heard': 'call' });
  world.setDay('2026-06-04');
  await openFromList(hope, reference);
  await act(hope, 'Give them the opportunity to set out their concerns', {
    opportunity: 'used',
    'opportunity-notes': 'She told me on the telephone that the mould came back after the first treatment.',
  });
  world.setDay('2026-06-16');
  await openFromList(hope, reference);
  await act(hope, 'Record what was found', {
    'findings.1.finding': 'upheld',
    'findings.1.reasons': 'The first treatment did not reach the cause.',
    'findings.2.finding': 'upheld',
    'findings.2.reasons': 'All three calls were ours to answer.',
  });
  await act(hope, 'Promise something', {
    kind: 'time-and-trouble',
    what: 'Pay for your time and trouble',
    amount: '150',
    owner: world.ids['hope'] ?? '',
    due: '2026-07-03',
    'date-agreed': 'yes',
  });
  await hope.picture('14-before-the-final-response');
}

async function answerFinally(hope: Visit): Promise<void> {
  await hope.choose('Send the response');
  await hope.fill({
    'parts.reasons.1': 'The first treatment did not reach the cause of the mould.',
    'parts.reasons.2': 'All three of your calls were ours to answer, and none was.',
    channel: 'letter',
  });
  await hope.press('Preview the letter');
  await hope.sees('How the letter would read', 'This is our final response');
  await hope.picture('15-final-response-preview');
  await hope.press('Send the response');
  await hope.sees('Response sent', 'Done Tuesday 16 June 2026, in time: it was due Tuesday 23 June 2026');
  await printLetter(
    hope,
    'Our final response',
    'letter-5-final-response',
    'This is our final response. It is the end of our complaints procedure.',
    'You can take your complaint to the ombudsman',
    'Housing Ombudsman Service',
    'within 12 months',
    '£150, by Friday 3 July 2026',
    'by Tuesday 30 June 2026',
  );
}

async function closeCase(fay: Visit, reference: string): Promise<void> {
  world.setDay('2026-06-17');
  await openFromList(fay, reference);
  await act(fay, 'Note what was learnt', { learning: 'A repair is closed only when somebody has seen it work.' });
  await act(fay, 'Close the case');
  await fay.sees('The case is closed', '2 promises are still to be kept');
  await fay.picture('16-closed');
  await fay.follow('The whole case as one page to print');
  await fay.sees('The whole case', STORY.split('\n')[0] ?? '', 'Our final response', 'We need more time');
  await fay.picture('17-whole-case');
  await fay.print('whole-case');
}

async function keepPromise(ian: Visit, reference: string): Promise<void> {
  world.setDay('2026-06-25');
  await ian.open('/cases');
  await ian.follow(/^Closed/);
  const row = ian.page.locator('main tr, main li').filter({ hasText: reference });
  await ian.go(row.locator('a[href^="/cases/"]').first());
  await act(ian, 'Mark a promise as kept', { promise: '1', evidence: 'I saw the new fan run and the wall is dry.' });
  await ian.sees('Promise kept', 'Kept on 25 Jun 2026', '1 promise is still to be kept');
  await ian.picture('18-promise-kept-after-closing');
}

test('from the first call to the final response, under the procedure of a landlord', async () => {
  const fay = await world.signIn('fay');
  const reference = await logComplaint(fay);
  const caseId = fay.path.split('/')[2] ?? '';
  await openStageOne(fay, reference);
  await acknowledge(fay, reference);
  world.setDay('2026-04-01');
  const ian = await world.signIn('ian');
  await investigate(ian, reference);
  await takeMoreTime(ian, reference);
  await respond(ian, reference);
  await askForStageTwo(reference, caseId);
  await openStageTwo(fay, reference);
  await keepOutOfReview(fay, ian, reference);
  const hope = await world.signIn('hope');
  await review(hope, reference);
  await answerFinally(hope);
  await closeCase(fay, reference);
  await keepPromise(ian, reference);
  for (const visit of [fay, ian, hope]) assert.deepEqual(visit.troubles, []);
});
