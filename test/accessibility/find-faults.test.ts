import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedBrowser } from '../support/browser.ts';
import { findFaults } from '../support/find-faults.ts';

test('axe is run: a page with faults has each of them told, with its markup, and a sound page has none', async () => {
  const page = await (await sharedBrowser()).newPage();
  const body = (main: string) => `<!doctype html><html lang="en"><title>A page</title><main>${main}</main></html>`;
  await page.setContent(body('<h1>Leaks</h1><img src="data:," alt="A stain"><label>Name <input></label>'));
  assert.deepEqual(await findFaults(page), []);
  await page.setContent(body('<h1>Leaks</h1><img src="data:,"><input name="who"><p style="color:#eee">Faint</p>'));
  const faults = await findFaults(page);
  assert.equal(faults.length, 3, faults.join());
  assert.ok(faults.includes('image-alt: <img src="data:,">') && faults.includes('label: <input name="who">'));
  assert.match(faults.join(), /color-contrast: <p style="color:#eee">Faint/);
  assert.equal((await findFaults(page, { without: ['label'] })).length, 2);
  assert.equal((await findFaults(page, { tags: ['wcag22aa'] })).length, 0, 'none of these is a rule of 2.2 alone');
  await page.close();
});
