// One complaint under the procedure of an alarm service, every step clicked: told to somebody of a sister company, looked
// into by the team, given more time, checked by another; then a Complaints Panel. November 2026 to January 2027.
// Due dates here are counted by hand from a wall calendar; none comes from the engine.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issueFollowCode } from '../../app/identity/follow-codes.ts';
import type { IsoDate } from '../../engine/index.ts';
import { act, openFromList, openWorld, printLetterOf, type Visit, type World } from '../support/journey.ts';

const LANDLORD = 'carecall';
const STORY =
  'Her alarm rang on Tuesday night and nobody answered for half an hour. She lay on the floor until a neighbour came.';
const ALARM = 'Nobody answered the alarm for half an hour on 24 November';
const BATTERY = 'The battery of the pendant was flat and nobody had tested it';
const UNDERSTOOD = 'It is the wait that frightens her, more than the battery.';
const NIGHT = 'Two of us were on duty that night instead of three, and your call waited for 31 minutes.';
const TEST_DUE = 'The pendant was last tested in March. It should have been tested in September.';
const UNRESOLVED = 'Nobody has told me what happens the next time two people are ill.';
const HEARD = 'The night desk had no plan for two people being ill at once.';
const HEARD_TOO = 'The test was missed, as the first answer says.';
const NEXT_TIME = 'Nobody says what happens the next time two people are ill';
const PLANNED = 'You are right. Nobody told you, because there was no plan.';
const AGREED = 'We will show you the new plan for the night desk, and ring you once a week until Easter.';

let world: World;

before(async () => {
  world = await openWorld({
    organisation: LANDLORD,
    day: '2026-11-30',
    people: {
      emma: { name: 'Emma Rudd', roles: [{ role: 'stockport-homes-employee' }] },
      nadia: { name: 'Nadia Okafor', roles: [{ role: 'customer-feedback-team', trainedOn: '2025-03-10' as IsoDate }] },
      tom: { name: 'Tom Ferris', roles: [{ role: 'customer-feedback-team', trainedOn: '2024-06-03' as IsoDate }] },
      greg: { name: 'Greg Hollis', roles: [{ role: 'senior-manager' }] },
      harriet: { name: 'Harriet Lowe', roles: [{ role: 'senior-manager' }] },
      bernard: {
        name: 'Bernard Tully',
        roles: [{ role: 'tenant-representative', trainedOn: '2026-01-15' as IsoDate }],
      },
      olive: { name: 'Olive Crane', roles: [{ role: 'tenant-representative' }] },
    },
  });
});

after(async () => {
  await world?.close();
});

async function comeBack(visit: Visit, reference: string, day: string): Promise<void> {
  world.setDay(day);
  await openFromList(visit, reference);
}

/** A letter that went, to the one whom all of them are for. */
const printLetter = (visit: Visit, title: string, name: string, ...expected: (string | RegExp)[]): Promise<void> =>
  printLetterOf(visit, title, name, 'Ivy Sands', '8 Larch Court', ...expected);

/** Told at the door on Friday, logged on Monday: whoever logs it gets a receipt and sees no case. */
async function logAndSeeNothing(): Promise<string> {
  const emma = await world.signIn('emma');
  await emma.sees('Log a complaint');
  await emma.fill({
    channel: 'in-person',
    'received-when': '2026-11-27',
    service: 'with-home',
    kind: 'complaint',
    subject: 'Nobody answered the alarm',
    'what-happened': STORY,
    'outcome-sought': 'Never to lie there again.',
    'resident-name': 'Ivy Sands',
    'resident-address': '8 Larch Court\nStockport',
  });
  await emma.picture('carecall-01-log');
  await emma.press('Log it');
  const [, reference = ''] = /Reference ?([\w-]+)/.exec(await emma.read()) ?? [];
  await emma.sees('The complaint is logged', 'First contact: Friday 27 November 2026');
  await emma.picture('carecall-02-receipt');
  assert.doesNotMatch(await emma.read(), /Ivy|alarm/);
  await emma.open('/cases');
  assert.equal(emma.path, '/cases/new', 'there is no list for her');
  assert.deepEqual(emma.troubles, []);
  await emma.close();
  return reference;
}

async function takeItUp(nadia: Visit, reference: string): Promise<void> {
  await nadia.sees('Nobody answered the alarm', reference, 'first contact 27 Nov 2026', 'Unassigned');
  await nadia.picture('carecall-03-work-list');
  await comeBack(nadia, reference, '2026-12-01');
  // From Friday: 30 November, 1 to 4 December.
  await nadia.sees('Due next: Stage 1 acknowledgement', 'Due Friday 4 December 2026, 3 working days left', STORY);
  await act(nadia, 'Contact from the Customer Feedback Team', { 'what-was-understood': UNDERSTOOD });
  await nadia.choose('Define the complaint');
  await nadia.fill({ 'points.1.text': ALARM });
  await nadia.press('Add another point');
  await nadia.fill({ 'points.2.text': BATTERY });
  await nadia.press('Define the complaint');
  await act(nadia, 'Acknowledge the complaint', { 'parts.responsibilities': 'The alarm and its battery are ours.' });
  // 7 to 11 December are days 6 to 10.
  await nadia.sees('Due next: Stage 1 response', 'Due Friday 11 December 2026, 8 working days left');
  await nadia.picture('carecall-04-case');
  await printLetter(
    nadia,
    'We have your complaint',
    'carecall-letter-1-acknowledgement',
    ALARM,
    BATTERY,
    'by Friday 11 December 2026',
    'Housing Ombudsman Service',
  );
}

/** What has to come before the investigation is named, one by one as it is missing. */
async function askFirst(nadia: Visit): Promise<void> {
  const caseUrl = nadia.path;
  const missing = async (): Promise<string> => {
    await nadia.open(`${caseUrl}/actions/record-finding`);
    await nadia.sees('As the case stands, this cannot be done');
    return nadia.read();
  };
  await act(nadia, 'Clarify what the complaint is', { 'what-the-complaint-is': 'She rang, and nobody came.' });
  const two = await missing();
  assert.match(two, /“Ask what remedy they want” has to be done first.*“Confirm the details to them” has to be/);
  assert.doesNotMatch(two, /“Clarify what the complaint is” has to be/);
  await nadia.picture('carecall-05-not-before-asking');
  await nadia.open(caseUrl);
  await act(nadia, 'Ask what remedy they want', { 'remedy-named': 'named', 'remedy-sought': 'A new pendant' });
  await act(nadia, 'Confirm the details to them', { 'details-confirmed-by': 'spoken' });
  assert.match(await missing(), /person the case was given to/);
  await nadia.open(caseUrl);
  await act(nadia, 'Take the case within the team', { to: world.ids['nadia'] ?? '' });
  await nadia.sees('Who has it Nadia Okafor');
}

/** A senior manager gives it more time, and has a part in Stage 1 by that. */
async function takeMoreTime(greg: Visit, reference: string): Promise<void> {
  await comeBack(greg, reference, '2026-12-08');
  await greg.choose('Take more time');
  await greg.sees('Due now Friday 11 December 2026', '10 working days more', 'It needs an inspection');
  await greg.fill({ by: '10', agreed: 'no' });
  await greg.press('Take more time');
  await greg.sees('Nothing was recorded', 'Why is more time needed?');
  await greg.fill({
    reason: 'inspection',
    'parts.what-is-left': 'The maker will look at your pendant on 11 December.',
  });
  await greg.press('Show the new date and the letter');
  await greg.sees('The new date is Tuesday 29 December 2026', 'Nothing is recorded yet', 'The maker will look at your');
  await greg.fits();
  await greg.press('Take more time');
  // 14 to 18, 21 to 24 and 29 December: Boxing Day is a Saturday, so Monday 28 December is a holiday too.
  await greg.sees('Time extended', 'Due Tuesday 29 December 2026, 13 working days left');
  await printLetter(
    greg,
    'We need more time',
    'carecall-letter-2-more-time',
    'It needs an inspection',
    'Tuesday 29 December 2026',
  );
}

async function draftAndCheck(nadia: Visit, tom: Visit, reference: string): Promise<void> {
  await comeBack(nadia, reference, '2026-12-14');
  await act(nadia, 'Record what was found', {
    'findings.1.finding': 'upheld',
    'findings.1.reasons': 'Two on duty and not three. 31 minutes.',
    'findings.2.finding': 'partially-upheld',
    'findings.2.reasons': 'Tested in March, not in September.',
  });
  await act(nadia, 'Promise something', {
    kind: 'work',
    what: 'Bring you a new pendant and test it with you',
    owner: world.ids['nadia'] ?? '',
    due: '2027-01-22',
  });
  await act(nadia, 'Draft the response', { 'parts.reasons.1': NIGHT, 'parts.reasons.2': TEST_DUE });
  const caseUrl = nadia.path;
  await nadia.open(`${caseUrl}/actions/step:quality-check`);
  await nadia.sees('As the case stands, this cannot be done', 'You took part in', 'Team monitors');
  await nadia.picture('carecall-06-author-does-not-check');
  await nadia.open(`${caseUrl}/actions/respond`);
  await nadia.sees('“Check the quality of the reply” has to be done first');
  await comeBack(tom, reference, '2026-12-15');
  await act(tom, 'Check the quality of the reply', {
    'what-was-checked': 'In time, both points answered, kind, and the promise has a day.',
    outcome: 'passed',
  });
  await comeBack(nadia, reference, '2026-12-15');
  await nadia.choose('Send the response');
  await nadia.press('Preview the letter');
  await nadia.picture('carecall-07-reply-preview');
  await nadia.fill({ channel: 'letter' });
  await nadia.press('Send the response');
  await nadia.sees('Response sent', 'Done Tuesday 15 December 2026, in time: it was due Tuesday 29 December 2026');
  await printLetter(
    nadia,
    'Our Stage 1 reply',
    'carecall-letter-3-stage-1-reply',
    'Stage 1',
    ALARM,
    'we agree (upheld)',
    NIGHT,
    TEST_DUE,
    'Bring you a new pendant',
    'by Friday 22 January 2027',
    'ask us to look at it again',
    'Housing Ombudsman Service',
  );
}

/** By the resident, from the page on which they follow their complaint. */
async function askForStageTwo(reference: string, caseId: string): Promise<void> {
  world.setDay('2026-12-16');
  const code = await issueFollowCode(world.running.casebook, LANDLORD, caseId, world.ids['nadia'] ?? '');
  const ivy = await world.visit();
  await ivy.open('/');
  await ivy.follow('Carecall');
  await ivy.picture('carecall-08-landlord');
  await ivy.follow('Follow a complaint you have made');
  await ivy.fill({ reference, code });
  await ivy.press('Go to my complaint');
  await ivy.sees('We sent you our answer on Tuesday 15 December 2026', 'Bring you a new pendant');
  assert.doesNotMatch(await ivy.read(), /frightens her/, 'what staff wrote down of a call is not for this page');
  await ivy.picture('carecall-09-followed');
  await ivy.fill({ 'what-is-unresolved': UNRESOLVED });
  await ivy.press('Ask for Stage 2');
  await ivy.sees('We have your request', UNRESOLVED);
  assert.deepEqual(ivy.troubles, []);
  await ivy.close();
}

/** Open by the request alone. What was asked at Stage 1 is asked again, and the panel is talked through. */
async function startStageTwo(tom: Visit, reference: string): Promise<void> {
  await comeBack(tom, reference, '2026-12-17');
  // 17, 18, 21, 22 and 23 December.
  await tom.sees(
    'Due next: Stage 2 acknowledgement',
    'Due Wednesday 23 December 2026, 4 working days left',
    UNRESOLVED,
  );
  await tom.choose('Define the complaint');
  await tom.press('Add another point');
  await tom.fill({ 'points.3.text': NEXT_TIME });
  await tom.press('Define the complaint');
  await act(tom, 'Acknowledge the complaint', { 'parts.responsibilities': 'The night desk is ours.' });
  // 17, 18, 21 to 24, 29 to 31 December, 4 to 8, 11 to 15 and 18 January.
  await tom.sees('Due next: Stage 2 response', 'Due Monday 18 January 2027, 19 working days left');
  await printLetter(
    tom,
    'Your complaint is now at Stage 2',
    'carecall-letter-4-stage-2',
    NEXT_TIME,
    'Complaints Panel',
    'by Monday 18 January 2027',
  );
  await act(tom, 'Clarify what is still not right', { 'what-is-unresolved': 'What happens the next time.' });
  await act(tom, 'Ask what remedy they want now', { 'remedy-named-now': 'none-named' });
  const caseUrl = tom.path;
  await tom.open(`${caseUrl}/actions/step:arrange-panel`);
  await tom.sees('“Talk the panel through with them” has to be done first');
  await tom.open(caseUrl);
  await act(tom, 'Talk the panel through with them', {
    'panel-choice': 'panel',
    'panel-wishes': 'After the new year, in the morning, and her niece comes with her.',
  });
}

async function arrangePanel(tom: Visit): Promise<void> {
  await act(tom, 'Choose who looks into it', { to: world.ids['harriet'] ?? '' });
  await tom.choose('Arrange the Complaints Panel');
  await tom.sees(
    /Senior manager: who cannot be chosen.*Greg Hollis.*extended the time of “Stage 1”/,
    /Tenant representative: who cannot be chosen.*Olive Crane.*None is recorded by that day/,
    'Stage 2 panel',
  );
  const offered = await tom.page.locator('select[name^="seats."]').allTextContents();
  assert.match(offered.join(), /Harriet Lowe.*Bernard Tully/s);
  assert.doesNotMatch(offered.join(), /Greg Hollis|Olive Crane/);
  for (const folded of await tom.page.locator('main details:has-text("cannot be chosen") summary').all())
    await folded.click();
  await tom.fill({
    'seats.senior-manager': world.ids['harriet'] ?? '',
    'seats.tenant': world.ids['bernard'] ?? '',
    'panel-on': '2027-01-06',
    'panel-place': 'At 11 in the morning, in the common room of Larch Court',
    'parts.taking-part': 'You can come yourself and bring your niece. We can also ring you.',
  });
  await tom.picture('carecall-10-who-may-sit');
  await tom.press('Arrange the Complaints Panel');
  await tom.sees(
    'Senior manager: Harriet Lowe',
    'Tenant representative: Bernard Tully',
    /On which day does the panel meet\?\s*Wednesday 6/,
  );
  await tom.sees('Due next: Stage 2 response', 'Due Monday 18 January 2027, 19 working days left');
  await tom.picture('carecall-11-panel-arranged');
  await printLetter(
    tom,
    'Your Complaints Panel',
    'carecall-letter-5-invitation',
    'Wednesday 6 January 2027',
    'in the common room of Larch Court',
    ALARM,
    NEXT_TIME,
  );
}

async function hear(harriet: Visit, reference: string): Promise<void> {
  await comeBack(harriet, reference, '2027-01-06');
  const offered = await harriet.page.locator('#actions .govuk-button').allTextContents();
  assert.doesNotMatch(offered.join(), /Refuse/, 'nobody waits for that once Stage 2 is open');
  await act(harriet, 'The panel reviews all the issues', {
    'panel-heard-them': 'took-part',
    'points.1.panel-conclusion': HEARD,
    'points.2.panel-conclusion': HEARD_TOO,
    'points.3.panel-conclusion': PLANNED,
  });
  await act(harriet, 'Record what was found', {
    'findings.1.finding': 'upheld',
    'findings.1.reasons': HEARD,
    'findings.2.finding': 'partially-upheld',
    'findings.2.reasons': HEARD_TOO,
    'findings.3.finding': 'upheld',
    'findings.3.reasons': PLANNED,
  });
  await harriet.choose('Seek a resolution that all accept');
  await harriet.fill({ resolution: 'agreed', 'who-agreed': 'Mrs Sands, her niece and both of the panel.' });
  await harriet.press('Seek a resolution that all accept');
  await harriet.sees('What was agreed?');
  await harriet.fill({ 'agreed-resolution': AGREED });
  await harriet.press('Seek a resolution that all accept');
  await act(harriet, 'Promise something', {
    kind: 'practice-changed',
    what: 'Write a plan for the night desk when people are ill',
    owner: world.ids['harriet'] ?? '',
    due: '2027-01-29',
  });
  await harriet.picture('carecall-12-after-the-panel');
}

async function answerFinally(harriet: Visit, tom: Visit, reference: string): Promise<void> {
  await act(harriet, 'Draft the response', {
    'parts.reasons.1': HEARD,
    'parts.reasons.2': HEARD_TOO,
    'parts.reasons.3': PLANNED,
  });
  await comeBack(tom, reference, '2027-01-07');
  await act(tom, 'Check the quality of the reply', { 'what-was-checked': 'All there and kind.', outcome: 'passed' });
  await comeBack(harriet, reference, '2027-01-08');
  await act(harriet, 'Send the response', { channel: 'letter' });
  await harriet.sees('Response sent', 'Done Friday 8 January 2027, in time: it was due Monday 18 January 2027');
  await harriet.picture('carecall-13-answered');
  await printLetter(
    harriet,
    'Our Stage 2 reply',
    'carecall-letter-6-stage-2-reply',
    'Stage 2',
    ALARM,
    'we agree (upheld)',
    HEARD,
    HEARD_TOO,
    PLANNED,
    AGREED,
    'Write a plan for the night desk',
    'by Friday 29 January 2027',
    'This is our final response',
    'Housing Ombudsman Service',
  );
}

test('[CC-3.3] from a word at the door to the final reply after a Complaints Panel', async () => {
  const reference = await logAndSeeNothing();
  const nadia = await world.signIn('nadia');
  await takeItUp(nadia, reference);
  const caseId = nadia.path.split('/')[2] ?? '';
  await askFirst(nadia);
  const greg = await world.signIn('greg');
  await takeMoreTime(greg, reference);
  const tom = await world.signIn('tom');
  await draftAndCheck(nadia, tom, reference);
  await askForStageTwo(reference, caseId);
  await startStageTwo(tom, reference);
  await arrangePanel(tom);
  const harriet = await world.signIn('harriet');
  await hear(harriet, reference);
  await answerFinally(harriet, tom, reference);
  for (const visit of [nadia, greg, tom, harriet]) assert.deepEqual(visit.troubles, []);
});
