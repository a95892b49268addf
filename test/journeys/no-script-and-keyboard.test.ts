// What a browser without scripts, and a person without a mouse, can do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { IsoDate } from '../../engine/index.ts';
import { emailOf, openWorld, PASSWORD, type Visit, type World } from '../support/journey.ts';

const MOST_TABS = 150;
let world: World;

before(async () => {
  world = await openWorld({
    organisation: 'stockport-homes',
    day: '2026-03-31',
    people: { fay: { name: 'Fay Robinson', roles: [{ role: 'customer-feedback-officer' }] } },
  });
});

after(async () => {
  await world?.close();
});

test('without scripts a complaint is logged, defined and acknowledged', async () => {
  const fay = await world.signIn('fay', { javaScriptEnabled: false });
  await fay.follow('Log a complaint');
  await fay.fill({
    channel: 'letter',
    'received-when': '2026-03-31',
    service: 'housing',
    kind: 'complaint',
    'what-happened': 'The gate does not lock.',
    'resident-name': 'Ola Bright',
  });
  await fay.press('Log it');
  // 1, 2, 7, 8 and 9 April: Good Friday and Easter Monday lie between.
  await fay.sees('Due next: Stage One acknowledgement', 'Due Thursday 9 April 2026');
  await fay.choose('Define the complaint');
  await fay.fill({ 'points.1.text': 'The gate does not lock' });
  await fay.press('Add another point');
  await fay.fill({ 'points.2.text': 'Nobody answered the first letter' });
  await fay.press('Define the complaint');
  await fay.choose('Acknowledge the complaint');
  await fay.press('Acknowledge the complaint');
  await fay.sees('The part “What we are and are not responsible for” of “We have your complaint” is empty');
  await fay.fill({ 'parts.responsibilities': 'The gate is ours.' });
  await fay.press('Preview the letter');
  await fay.sees('How the letter would read', 'Dear Ola Bright', 'The gate is ours.');
  await fay.press('Acknowledge the complaint');
  // 1, 2, 7 to 10, 13 to 16 April.
  await fay.sees('Acknowledged', 'Due next: Stage One response', 'Due Thursday 16 April 2026');
  await fay.picture('no-scripts-acknowledged');
  assert.deepEqual(fay.troubles, []);
  await fay.close();
});

/** Presses Tab until what has the focus reads like this. It must show that it has the focus. */
async function tabTo({ page, path }: Visit, wanted: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const { name, shown } = await page.evaluate<{ name: string; shown: boolean }>(`(() => {
      const focus = document.activeElement;
      const style = getComputedStyle(focus);
      const name = (focus.labels?.[0] ?? focus).textContent.replace(/\\s+/g, ' ').trim();
      return { name, shown: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || focus === document.body };
    })()`);
    // Radios and boxes draw their focus beside themselves.
    assert.ok(shown || (await page.locator('input:focus:is([type=radio],[type=checkbox])').count()) > 0, name);
    if (wanted.test(name)) return;
    passed.push(name);
  }
  assert.fail(`Tab never reached ${wanted} on ${path}: ${passed.join(' · ')}`);
}

async function pressKey({ page }: Visit, key: string): Promise<void> {
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press(key)]);
}

test('with the keyboard alone: sign in, open a case, send a note', async () => {
  const registered = await world.running.casebook.register({
    organisation: world.organisation,
    actor: { id: world.ids['fay'] ?? '', kind: 'staff', roles: [] },
    moment: { on: '2026-03-31' as IsoDate },
    input: { channel: 'letter', service: 'housing', 'what-happened': 'The stairs are dark.' },
    resident: { 'resident-name': 'Kit Lowe' },
  });
  assert.ok('caseId' in registered, JSON.stringify(registered));
  const fay = await world.visit();
  await fay.open('/sign-in');
  await tabTo(fay, /^E-mail address$/);
  await fay.page.keyboard.type(emailOf('fay'));
  await tabTo(fay, /^Password$/);
  await fay.page.keyboard.type(PASSWORD);
  await tabTo(fay, /^Sign in$/);
  await pressKey(fay, 'Space');
  await tabTo(fay, /^Complaint from Kit Lowe$/);
  await pressKey(fay, 'Enter');
  await tabTo(fay, /^Contact and notes/);
  await fay.page.keyboard.press('Space');
  await tabTo(fay, /^Add a note$/);
  await pressKey(fay, 'Enter');
  const label = ((await fay.page.locator('label[for="text"]').textContent()) ?? '').trim();
  await tabTo(fay, new RegExp(`^${label.replace(/[?.()]/g, '\\$&')}$`));
  await fay.page.keyboard.type('The caretaker has the spare bulbs.');
  await tabTo(fay, /^Add a note$/);
  await pressKey(fay, 'Enter');
  await fay.sees('Note added', 'The caretaker has the spare bulbs.');
  assert.deepEqual(fay.troubles, []);
  await fay.close();
});
