// A team's day in a browser, on a screen and on a telephone: my work and its next action, several cases given to
// somebody on the board, somebody who goes away, and a colleague who acts for them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CaseworkServer } from '../support/casework-server.ts';
import { doOn, loadCase, logCase } from '../support/drive-case.ts';
import { openWorld, PHONE, type Visit, WIDTHS, type World } from '../support/journey.ts';

let world: World;
let cases: string[];
let references: string[];

const server = () => ({ organisation: world.organisation, parts: world.running.parts }) as unknown as CaseworkServer;

async function given(subject: string, to: string): Promise<string> {
  const id = await logCase(server(), { subject });
  await doOn(server(), id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  await doOn(server(), id, 'acknowledge', { input: { parts: { 'responsible-for': 'The ceiling is ours.' } } });
  await doOn(server(), id, 'allocate', { input: { to: world.ids[to], 'to-roles': [{ role: 'investigator' }] } });
  return id;
}

before(async () => {
  world = await openWorld({
    organisation: 'anytown-homes',
    day: '2026-04-01',
    people: {
      ivy: { name: 'Ivy Quist', roles: [{ role: 'investigator' }] },
      ned: { name: 'Ned Orr', roles: [{ role: 'investigator' }] },
      mona: { name: 'Mona Field', roles: [{ role: 'complaints-manager' }] },
      adam: { name: 'Adam Reeve', roles: [{ role: 'complaints-officer' }], administrator: true },
    },
  });
  cases = [];
  for (const subject of ['Leak in the kitchen', 'No heating', 'Damp wall']) cases.push(await given(subject, 'ivy'));
  references = [];
  for (const id of cases) references.push((await loadCase(server(), id)).origin.reference);
});
after(() => world.close());

const noTroubles = (visit: Visit): void => assert.deepEqual(visit.troubles, []);

/** Adds a day off as an administrator, up to the look at what it would move. */
async function askWhatItMoves(adam: Visit): Promise<void> {
  await adam.turnTo('Administration');
  await adam.follow('Bank holidays and closures');
  await adam.follow('Add a bank holiday or a closure');
  await adam.fill({ kind: 'bank-holiday', name: 'National thanksgiving', from: '2026-04-16' });
  await adam.press('Show what it moves');
  await adam.sees('Say where the bank holiday was announced');
  await adam.fill({ source: 'Proclamation of 2 April 2026' });
  await adam.press('Show what it moves');
}

for (const { on, window } of WIDTHS)
  test(`${on} an administrator adds a bank holiday after a look at what it moves, and takes it back`, async () => {
    world.setDay('2026-04-13');
    const [path, reference] = [`/cases/${cases[0]}`, references[0] ?? ''];
    const adam = await world.signIn('adam', window);
    await askWhatItMoves(adam);
    // Acknowledged on Wednesday 1 April: 2, 7 to 10 and 13 to 17 April; without the 16th the tenth day is Monday the 20th.
    await adam.sees('Not added yet: National thanksgiving, Thursday 16 April 2026', 'Dates of 3 open cases move');
    await adam.sees(new RegExp(`${reference}.*Friday 17 April 2026.*Monday 20 April 2026`));
    await adam.fits();
    const [beside] = await Promise.all([
      adam.context.waitForEvent('page'),
      adam.page.getByRole('link', { name: reference }).click(),
    ]);
    assert.match((await beside.locator('main').textContent()) ?? '', /Due Friday 17 April 2026/, 'nothing moved yet');
    await beside.close();
    await adam.press('Add it');
    await adam.sees('Added. Every due date is worked out with it from now on', '13 Apr 2026 by Adam Reeve');
    await adam.open(path);
    await adam.sees(
      'Due Monday 20 April 2026, 4 working days left',
      'Easter Monday 6 April and National thanksgiving 16 April',
      'National thanksgiving (Thursday 16 April 2026) was added on 13 Apr 2026 by Adam Reeve',
      'It moved: Stage 1 response, from Friday 17 April 2026 to Monday 20 April 2026',
      'The letter promised a response by Friday 17 April 2026',
    );
    await adam.fits();
    await adam.open('/administration/calendar');
    await adam.follow(/^Take back/);
    await adam.sees('would count again as a working day', 'Dates of 3 open cases move');
    await adam.picture('day-off-taken-back');
    await adam.press('Take it back');
    await adam.sees('Taken back. Every due date is worked out without it', 'taken back on 13 Apr 2026 by Adam Reeve');
    await adam.open(path);
    await adam.sees('Due Friday 17 April 2026, 4 working days left');
    assert.doesNotMatch(await adam.read(), /National thanksgiving/);
    noTroubles(adam);
    await adam.close();
  });

test('an officer signs in to what is due today, and the line leads to what is to be done', async () => {
  world.setDay('2026-04-17');
  const ivy = await world.visit();
  await ivy.open('/sign-in');
  await ivy.fill({ email: 'ivy@landlord.example', password: 'violet kettle harbour nine' });
  await ivy.press('Sign in');
  assert.equal(ivy.path, '/my-work');
  assert.match(await ivy.page.title(), /^\(3 today\) My work/);
  await ivy.sees('Today (3)', 'Friday 17 April 2026', 'No heating');
  await ivy.picture('my-work');
  await ivy.go(ivy.page.locator('#today a[href*="/actions/record-finding"]').first());
  await ivy.fill({ 'findings.1.finding': 'upheld', 'findings.1.reasons': 'We came a week late.' });
  await ivy.press('Record what was found');
  await ivy.open('/my-work');
  await ivy.sees('Send the response');
  noTroubles(ivy);
  await ivy.close();
});

test('on a telephone a manager gives two cases to somebody else, and sees the week in which it gets tight', async () => {
  const mona = await world.signIn('mona', PHONE);
  await mona.open('/board');
  await mona.sees('Ivy Quist (3)');
  assert.ok((await mona.overflow()) <= 0);
  for (const id of cases.slice(1)) await mona.page.getByLabel(references[cases.indexOf(id)] ?? '').check();
  await mona.fill({ to: world.ids['ned'] ?? '', why: 'Ivy has enough.' });
  await mona.press('Give them the chosen cases');
  await mona.sees('2 given to Ned Orr', references[1] ?? '', references[2] ?? '');
  await mona.picture('board-given');
  await mona.open('/board');
  await mona.sees('Ivy Quist (1)', 'Ned Orr (2)', 'The next six weeks');
  await mona.picture('board');
  noTroubles(mona);
  await mona.close();
});

test('somebody goes away, and a colleague acts on their behalf', async () => {
  const ned = await world.signIn('ned');
  await ned.open('/absences');
  await ned.fill({
    person: world.ids['ned'] ?? '',
    from: '2026-04-17',
    to: '2026-04-24',
    deputy: world.ids['ivy'] ?? '',
  });
  await ned.press('Record the absence');
  await ned.sees('Ned Orr', 'Ivy Quist', 'Friday 24 April 2026');
  await ned.picture('absences');
  await ned.close();
  const ivy = await world.signIn('ivy', PHONE);
  await ivy.open('/my-work');
  await ivy.sees('For Ned Orr, away until Friday 24 April 2026');
  assert.ok((await ivy.overflow()) <= 0);
  await ivy.go(
    ivy.page.locator('tr', { hasText: 'For Ned Orr' }).locator('a[href*="/actions/record-finding"]').first(),
  );
  await ivy.fill({ 'findings.1.finding': 'not-upheld', 'findings.1.reasons': 'It was mended in time.' });
  await ivy.press('Record what was found');
  await ivy.sees('Found by Ivy Quist on behalf of Ned Orr');
  await ivy.open('/my-settings');
  await ivy.press('Make an address');
  await ivy.sees(/\/calendar\/anytown-homes\/\S+\.ics/);
  await ivy.picture('my-settings');
  noTroubles(ivy);
  await ivy.close();
});
