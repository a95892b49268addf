// Two officers on one case at once: who sends second is told what changed and by whom, and keeps what they typed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { IsoDate } from '../../engine/index.ts';
import { openWorld, type Visit, WIDTHS, type World } from '../support/journey.ts';

let world: World;

async function register(): Promise<string> {
  const registered = await world.running.casebook.register({
    organisation: world.organisation,
    actor: { id: world.ids['ada'] ?? '', kind: 'staff', roles: [] },
    moment: { on: '2026-03-17' as IsoDate },
    input: { channel: 'letter', 'what-happened': 'The lift has been out of order since January.' },
    resident: { 'resident-name': 'Ray Odell' },
  });
  assert.ok('caseId' in registered, JSON.stringify(registered));
  return `/cases/${registered.caseId}`;
}

async function openBoth(path: string): Promise<{ ada: Visit; ben: Visit }> {
  const [ada, ben] = await Promise.all([world.signIn('ada'), world.signIn('ben')]);
  await Promise.all([ada.open(path), ben.open(path)]);
  return { ada, ben };
}

async function defineAtOnce(): Promise<void> {
  const path = await register();
  const { ada, ben } = await openBoth(path);
  await Promise.all([ada.choose('Define the complaint'), ben.choose('Define the complaint')]);
  await ada.open(path);
  await ada.sees('Ben Kerr has the form “Define the complaint” open, just now');
  await ada.choose('Define the complaint');
  await ben.page.reload();
  await ben.sees('Ada Obi has the form “Define the complaint” open, just now');
  await ben.fits();
  await ada.fill({ 'points.1.text': 'The lift does not work' });
  await ben.fill({ 'points.1.text': 'No lift since January', 'outcome-sought': 'A lift that works every day' });
  await ada.press('Define the complaint');
  await ada.sees('Complaint defined');
  await ben.press('Define the complaint');
  await ben.sees(
    'The case has changed',
    'While you were writing, Ada Obi changed this case',
    'nothing you typed is lost',
  );
  await ben.sees('Complaint defined by Ada Obi');
  assert.equal(await ben.page.locator('[name="points.1.text"]').inputValue(), 'No lift since January');
  assert.equal(await ben.page.locator('[name="outcome-sought"]').inputValue(), 'A lift that works every day');
  await ben.picture('two-officers-case-has-changed');
  await ada.page.reload();
  assert.doesNotMatch(await ada.read('#points'), /No lift since January/, 'nothing was recorded yet');
  await ben.press('Save anyway');
  await ben.sees('Complaint defined');
  assert.match(await ben.read('#points'), /No lift since January/);
  await undo(ada, path);
  for (const visit of [ada, ben]) assert.deepEqual(visit.troubles, []);
  await Promise.all([ada.close(), ben.close()]);
}

/** What was saved over is brought back: nothing has left the house. */
async function undo(ada: Visit, path: string): Promise<void> {
  await ada.open(path);
  await ada.go(ada.page.locator('#timeline').getByRole('link', { name: 'Undo' }).first());
  await ada.sees('Complaint defined by Ben Kerr', 'You can put it back');
  await ada.fill({ why: 'We define it together tomorrow.' });
  await ada.press('Undo an entry');
  assert.match(await ada.read('#points'), /The lift does not work/);
  assert.doesNotMatch(await ada.read('#points'), /No lift since January/);
  await ada.sees('We define it together tomorrow.');
  await ada.fits();
}

async function writeNotesAtOnce(): Promise<void> {
  const path = await register();
  const { ada, ben } = await openBoth(path);
  await Promise.all([ada.choose('Add a note'), ben.choose('Add a note')]);
  await ada.fill({ text: 'The engineer comes on Friday.' });
  await ben.fill({ text: 'Mr Odell is away until Monday.' });
  await Promise.all([ada.press('Add a note'), ben.press('Add a note')]);
  for (const visit of [ada, ben]) {
    await visit.open(path);
    await visit.sees('The engineer comes on Friday.', 'Mr Odell is away until Monday.');
    assert.deepEqual(visit.troubles, []);
  }
  await Promise.all([ada.close(), ben.close()]);
}

for (const { on, window } of WIDTHS)
  describe(`two editors of one case, ${on}`, () => {
    before(async () => {
      const roles = [{ role: 'complaints-officer' }];
      world = await openWorld({
        organisation: 'anytown-homes',
        day: '2026-03-18',
        people: { ada: { name: 'Ada Obi', roles }, ben: { name: 'Ben Kerr', roles } },
        window,
      });
    });
    after(() => world?.close());

    test(
      'both define the same complaint: the second is told what changed and by whom, and loses nothing',
      defineAtOnce,
    );
    test('both write a note at once: both land, and nobody is held up', writeNotesAtOnce);
  });
