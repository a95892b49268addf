// One complaint from the residents' page to the final response, tried quickly first, with something new split off when
// Stage 2 is asked for. Every step clicked. Due dates here are counted by hand from a wall calendar.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, openFromList, openWorld, printLetterOf, type Visit, type World } from '../support/journey.ts';

const LANDLORD = 'resolution-team';
const NAME = 'The resolution-team landlord';
const STORY = 'The door to our block does not lock. Strangers come in at night.';
const DOOR = 'The door to the block does not lock';
const WORRY = 'We were not told when somebody would come';
const UNRESOLVED = 'The lock is new, but the door still does not close by itself.';
const BETTER = 'Put in a spring that pulls the door shut.';
const NEW_ISSUE = 'The light in the stairwell has been out since Easter.';

let world: World;

before(async () => {
  world = await openWorld({
    organisation: LANDLORD,
    day: '2026-03-23',
    people: {
      cora: { name: 'Cora Haddad', roles: [{ role: 'customer-resolution-officer' }] },
      // A senior investigator too, so that it is the part he took, and not his post, that keeps him from Stage 2.
      ivan: { name: 'Ivan Pike', roles: [{ role: 'complaint-investigator' }, { role: 'senior-investigator' }] },
      sana: { name: 'Sana Whitfield', roles: [{ role: 'senior-investigator' }] },
    },
  });
});

after(async () => {
  await world?.close();
});

/** A letter that went, to the one whom all of them are for. */
const printLetter = (visit: Visit, title: string, name: string, ...expected: (string | RegExp)[]): Promise<void> =>
  printLetterOf(visit, title, name, 'Rosa Denny', ...expected);

async function letterText(visit: Visit, title: string): Promise<string> {
  await visit.go(visit.page.locator('#letters').getByRole('link', { name: title, exact: true }));
  const text = await visit.read();
  await visit.page.goBack();
  return text;
}

type Known = { readonly reference: string; readonly code: string };

/** The resident writes on the landlord's page, and gets her reference and her code. */
async function complain(): Promise<Known> {
  const rosa = await world.visit();
  await rosa.open('/');
  await rosa.follow(NAME);
  await rosa.sees('What a complaint is', 'an expression of dissatisfaction, however made', 'Quick resolution');
  await rosa.sees('You can ask for Stage 1 at any time. You do not have to say why.');
  await rosa.sees('Please ask within 15 working days of our answer.');
  await rosa.picture('rt-01-landlord');
  await rosa.follow('Make a complaint');
  await rosa.fill({
    'what-happened': STORY,
    'outcome-sought': 'A door that locks.',
    'resident-name': 'Rosa Denny',
    'resident-address': 'Flat 3, 8 Quarry Rise',
  });
  await rosa.press('Send my complaint');
  const body = await rosa.page.content();
  const reference = /\d\d-[0-9A-Z]{5}(?=<\/strong>)/.exec(body)?.[0] ?? '';
  const code = /redress-code__letters">([^<]+)</.exec(body)?.[1] ?? '';
  assert.notEqual(reference, '', await rosa.read());
  assert.deepEqual(rosa.troubles, []);
  await rosa.close();
  return { reference, code };
}

async function followAs({ reference, code }: Known): Promise<Visit> {
  const rosa = await world.visit();
  await rosa.open(`/${LANDLORD}/follow`);
  await rosa.fill({ reference, code });
  await rosa.press('Go to my complaint');
  return rosa;
}

/** Tried straight away: without her agreement it is not resolved. */
async function tryQuickly(cora: Visit, reference: string): Promise<void> {
  await openFromList(cora, reference);
  // 24, 25 and 26 March.
  await cora.sees('Due next: Quick resolution', 'Due Thursday 26 March 2026, 3 working days left', STORY);
  await cora.picture('rt-02-quick-resolution');
  await cora.choose('Put it right straight away');
  await cora.fill({
    'quick-issue': 'The lock of the front door was broken.',
    'quick-what-was-done': 'A locksmith came the same day.',
    'quick-agreed': 'no',
    outcome: 'resolved',
  });
  await cora.press('Put it right straight away');
  await cora.sees('Nothing was recorded', 'Does the resident agree that this puts it right?');
  await cora.picture('rt-03-not-resolved-without-agreement');
}

/** Her request alone opens Stage 1; the acknowledgement is counted from the day she first wrote. */
async function askForStageOne(known: Known): Promise<void> {
  world.setDay('2026-03-25');
  const rosa = await followAs(known);
  await rosa.sees('Your complaint is at Quick resolution.', 'You can ask for Stage 1 at any time.');
  await rosa.picture('rt-04-followed-in-quick-resolution');
  await rosa.press('Ask for Stage 1');
  await rosa.sees('You have asked for the next stage', 'Your complaint is at Stage 1.');
  // 24 to 27 and 30 March.
  await rosa.sees('We will write to tell you that we have it by Monday 30 March 2026.');
  assert.deepEqual(rosa.troubles, []);
  await rosa.close();
}

async function giveToInvestigator(cora: Visit, reference: string): Promise<void> {
  await openFromList(cora, reference);
  await cora.sees('Due next: Stage 1 acknowledgement', 'Due Monday 30 March 2026', '“within 5 working days”');
  await cora.choose('Choose who looks into it');
  await cora.fill({ to: world.ids['ivan'] ?? '' });
  await cora.press('Choose who looks into it');
  await cora.sees('Allocated');
}

async function acknowledge(ivan: Visit, reference: string): Promise<void> {
  world.setDay('2026-03-27');
  await openFromList(ivan, reference);
  await ivan.choose('Define the complaint');
  await ivan.fill({ 'points.1.text': DOOR });
  await ivan.press('Add another point');
  await ivan.fill({ 'points.2.text': WORRY });
  await ivan.press('Define the complaint');
  await ivan.choose('Acknowledge the complaint');
  await ivan.fill({ 'parts.responsibilities': 'The door and its lock are ours to look after.' });
  await ivan.press('Preview the letter');
  // 30, 31 March, 1, 2, 7 to 10, 13 and 14 April.
  await ivan.sees('Ivan Pike is looking into your complaint', 'our answer by Tuesday 14 April 2026', DOOR);
  await ivan.picture('rt-05-acknowledge-preview');
  await ivan.press('Acknowledge the complaint');
  await ivan.sees('Due next: Stage 1 response', 'Due Tuesday 14 April 2026, 10 working days left');
  await ivan.sees('Not counted: Good Friday 3 April and Easter Monday 6 April');
  await printLetter(ivan, 'We have your complaint', 'rt-letter-1-acknowledgement', 'by Tuesday 14 April 2026');
}

/** What she wants comes before the investigation. */
async function investigate(ivan: Visit, reference: string): Promise<void> {
  const caseUrl = ivan.path;
  await ivan.open(`${caseUrl}/actions/record-finding`);
  await ivan.sees('As the case stands, this cannot be done', 'Find out what they would like us to do');
  await ivan.picture('rt-06-first-ask-what-she-wants');
  await openFromList(ivan, reference);
  await act(ivan, 'Find out what they would like us to do', { 'desired-outcome': 'A door that locks and closes.' });
  world.setDay('2026-04-10');
  await openFromList(ivan, reference);
  await act(ivan, 'Record what was found', {
    'findings.1.finding': 'upheld',
    'findings.1.reasons': 'The lock had been broken for five weeks.',
    'findings.2.finding': 'not-upheld',
    'findings.2.reasons': 'A card was put through each door.',
  });
  await act(ivan, 'Promise something', {
    kind: 'action',
    what: 'Fit a new lock to the front door of the block',
    owner: world.ids['ivan'] ?? '',
    due: '2026-04-17',
  });
}

async function respond(ivan: Visit, reference: string): Promise<void> {
  world.setDay('2026-04-13');
  await openFromList(ivan, reference);
  await ivan.sees('At risk');
  await ivan.choose('Send the response');
  await ivan.fill({
    'parts.reasons.1': 'The lock had been broken for five weeks before we came.',
    'parts.reasons.2': 'A card with the day was put through each door.',
    channel: 'letter',
  });
  await ivan.press('Send the response');
  await ivan.sees('Response sent', 'Done Monday 13 April 2026, in time: it was due Tuesday 14 April 2026');
  // 14 to 17, 20 to 24, 27 to 30 April, 1 and 5 May: the bank holiday on 4 May lies between.
  await printLetter(
    ivan,
    'Our Stage 1 response',
    'rt-letter-2-stage-1-response',
    'by Tuesday 5 May 2026',
    'what part of your first complaint has not been resolved',
  );
}

/** She asks for Stage 2 and has something new, which becomes a complaint of its own. */
async function askForStageTwo(known: Known): Promise<void> {
  world.setDay('2026-04-27');
  const rosa = await followAs(known);
  await rosa.sees('We sent you our answer on Monday 13 April 2026', 'you can ask for Stage 2 by Tuesday 5 May 2026');
  await rosa.sees('What part of the original complaint hasn’t been resolved?', 'How could we resolve it?');
  await rosa.fill({ 'what-is-unresolved': UNRESOLVED, 'how-to-resolve': BETTER, 'new-issue': NEW_ISSUE });
  await rosa.picture('rt-07-ask-for-stage-2');
  await rosa.press('Ask for Stage 2');
  await rosa.sees('What is new is a complaint of its own now', 'You asked for Stage 2 on Monday 27 April 2026', BETTER);
  await rosa.picture('rt-08-asked');
  assert.deepEqual(rosa.troubles, []);
  await rosa.close();
}

async function accept(cora: Visit, reference: string): Promise<void> {
  world.setDay('2026-04-29');
  await cora.open('/cases');
  await cora.sees('2 cases are open');
  await openFromList(cora, reference);
  // 28, 29, 30 April, 1 and 5 May.
  await cora.sees('Decision on the request for Stage 2', 'Due Tuesday 5 May 2026', UNRESOLVED, BETTER);
  await cora.picture('rt-09-decide-on-the-request');
  await cora.choose('Refuse the request for the next stage');
  await cora.press('Refuse the request for the next stage');
  await cora.sees('Nothing was recorded');
  await cora.picture('rt-10-no-refusal-without-a-ground');
  await openFromList(cora, reference);
  await cora.choose('Accept the request for the next stage');
  await cora.press('Accept the request for the next stage');
  // 30 April, 1, 5 to 8, 11 to 15, 18 to 22 and 26 to 29 May: 4 and 25 May are holidays.
  await cora.sees('Stage 2 response', 'Friday 29 May 2026');
  await printLetter(
    cora,
    'We have accepted your request for Stage 2',
    'rt-letter-3-accepted',
    'our answer by Friday 29 May 2026',
    'A senior investigator who had no part in our first answer',
  );
  assert.doesNotMatch(await letterText(cora, 'We have accepted your request for Stage 2'), /date that now stands/);
  await cora.choose('Choose who looks into it');
  await cora.sees('Who cannot be chosen, and why', 'Ivan Pike');
  const choices = await cora.page.locator('select[name="to"]').textContent();
  assert.match(choices ?? '', /Sana Whitfield/);
  assert.doesNotMatch(choices ?? '', /Ivan Pike/);
  await cora.fill({ to: world.ids['sana'] ?? '' });
  await cora.press('Choose who looks into it');
}

/** What was new stands as a complaint of its own, with its own time from the day it was raised. */
async function lookAtNewCase(cora: Visit, reference: string): Promise<void> {
  await cora.open('/cases');
  const row = cora.page.locator('main tr, main li').filter({ hasText: 'Rosa Denny', hasNotText: reference });
  await cora.go(row.locator('a[href^="/cases/"]').first());
  // 28, 29 and 30 April, 1 and 5 May.
  await cora.sees('Due next: Stage 1 acknowledgement', 'Due Tuesday 5 May 2026, 3 working days left', NEW_ISSUE);
  await cora.picture('rt-11-the-new-complaint');
}

async function answerFinally(sana: Visit, reference: string): Promise<void> {
  world.setDay('2026-05-01');
  await openFromList(sana, reference);
  await act(sana, 'Define the complaint');
  await act(sana, 'Acknowledge the complaint', { 'parts.responsibilities': 'The door is ours to look after.' });
  await printLetter(sana, 'We are looking into your complaint again', 'rt-letter-4-stage-2', 'by Friday 29 May 2026');
  world.setDay('2026-05-28');
  await openFromList(sana, reference);
  await act(sana, 'Record what was found', {
    'findings.1.finding': 'upheld',
    'findings.1.reasons': 'A lock is no use on a door that stays open.',
    'findings.2.finding': 'not-upheld',
    'findings.2.reasons': 'The card was there.',
  });
  await act(sana, 'Promise something', {
    kind: 'action',
    what: 'Fit a spring that pulls the door shut',
    owner: world.ids['sana'] ?? '',
    due: '2026-06-12',
  });
  await sana.choose('Send the response');
  await sana.fill({
    'parts.reasons.1': 'A lock is no use on a door that stays open. We should have seen that.',
    'parts.reasons.2': 'A card with the day was put through each door.',
    channel: 'letter',
  });
  await sana.press('Send the response');
  await sana.sees('Response sent', 'Done Thursday 28 May 2026, in time: it was due Friday 29 May 2026');
  await printLetter(
    sana,
    'Our final response',
    'rt-letter-5-final-response',
    'This is our final response. It is the end of our complaints procedure.',
    'Fit a spring that pulls the door shut, by Friday 12 June 2026',
    'Housing Ombudsman Service',
  );
  await sana.picture('rt-12-answered-finally');
}

test('from a quick try to the final response, with something new split off on the way', async () => {
  const known = await complain();
  const { reference } = known;
  const cora = await world.signIn('cora');
  await tryQuickly(cora, reference);
  await askForStageOne(known);
  await giveToInvestigator(cora, reference);
  const ivan = await world.signIn('ivan');
  await acknowledge(ivan, reference);
  await investigate(ivan, reference);
  await respond(ivan, reference);
  await askForStageTwo(known);
  await accept(cora, reference);
  await lookAtNewCase(cora, reference);
  const sana = await world.signIn('sana');
  await answerFinally(sana, reference);
  for (const visit of [cora, ivan, sana]) assert.deepEqual(visit.troubles, []);
});
