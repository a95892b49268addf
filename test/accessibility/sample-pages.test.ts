import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page as BrowserPage } from 'playwright-core';
import { createServer } from '../../app/web/server.ts';
import { sharedBrowser } from '../support/browser.ts';
import { BEST_PRACTICE, findFaults, WCAG } from '../support/find-faults.ts';
import { sampleCase, sampleComponents, sampleForm, sampleShell } from '../support/sample-pages.ts';

const WIDTHS = { wide: { width: 1280, height: 900 }, narrow: { width: 375, height: 800 } };
const PAGES = ['/case', '/form', '/components', '/nowhere'];
/** Experimental in axe, and wrong about the accordion's "Points , Show this section", whose visible words are all in its name. */
const UNSURE = ['label-content-name-mismatch'];
/** Set to a folder to keep pictures of the pages. */
const PICTURES = process.env['REDRESS_PICTURES'];

let browser: Browser;
let app: FastifyInstance;
let origin: string;

before(async () => {
  app = createServer({
    logger: false,
    secureCookies: false,
    csrfSecret: 'a secret only for tests, 32 chars or more',
    sessionOf: () => ({ id: 'one' }) as never,
    shellOf: () => sampleShell,
  });
  app.get('/case', async (_request, reply) => reply.page(sampleCase()));
  app.get('/components', async (_request, reply) => reply.page(sampleComponents()));
  app.get('/form', async (request, reply) => reply.page(sampleForm(request.csrfField), 400));
  app.post('/form', async () => {
    throw new Error('fails on purpose');
  });
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
  browser = await sharedBrowser();
});

after(async () => {
  await app?.close();
});

/** A page of a browser that notes what fails to load and what its console complains about. */
async function open(options: { javaScriptEnabled: boolean; viewport: { width: number; height: number } }) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('requestfailed', (request) => troubles.push(`${request.url()} failed`));
  page.on('response', (response) => {
    const asked = response.request().resourceType() === 'document';
    if (!asked && response.status() >= 400) troubles.push(`${response.url()} gave ${response.status()}`);
  });
  page.on('console', (message) => {
    const ofDocument = message.location().url.startsWith(origin) && /status of (400|404|500)/.test(message.text());
    if (message.type() === 'error' && !ofDocument) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  return { context, page, troubles };
}

async function picture(page: BrowserPage, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

for (const [size, viewport] of Object.entries(WIDTHS)) {
  for (const javaScriptEnabled of [true, false]) {
    const how = `${size}, scripts ${javaScriptEnabled ? 'on' : 'off'}`;
    test(`pages load whole, fit the screen, and axe finds nothing (${how})`, async () => {
      const { context, page, troubles } = await open({ javaScriptEnabled, viewport });
      for (const url of PAGES) {
        await page.goto(origin + url);
        const overflow = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        assert.ok(overflow <= 0, `${url} is ${overflow} px too wide (${how})`);
        await picture(page, `${url.slice(1)}-${size}${javaScriptEnabled ? '' : '-no-scripts'}`);
        if (!javaScriptEnabled) continue;
        const faults = await findFaults(page, { tags: [...WCAG, BEST_PRACTICE], without: UNSURE });
        assert.deepEqual(faults, [], `${url} (${how})`);
      }
      assert.deepEqual(troubles, []);
      await context.close();
    });
  }
}

test('no font is loaded, and text is set in the fonts of the system', async () => {
  const { context, page } = await open({ javaScriptEnabled: true, viewport: WIDTHS.wide });
  const kinds: string[] = [];
  page.on('request', (request) => kinds.push(request.resourceType()));
  await page.goto(`${origin}/components`);
  assert.ok(!kinds.includes('font'));
  const families = await page.evaluate<string>(
    `[...new Set([...document.querySelectorAll('body *')].map((element) => getComputedStyle(element).fontFamily))].join('|')`,
  );
  assert.doesNotMatch(families, /GDS/);
  assert.equal(families.split('|').filter((family) => !family.startsWith('system-ui')).length, 0, families);
  await context.close();
});

test('the error summary is read first and leads to its inputs', async () => {
  const { context, page } = await open({ javaScriptEnabled: true, viewport: WIDTHS.wide });
  await page.goto(`${origin}/form`);
  assert.match(await page.title(), /^Error: /);
  assert.match(await page.evaluate<string>('document.activeElement.className'), /govuk-error-summary/);
  const links = await page.locator('.govuk-error-summary a').all();
  assert.ok(links.length >= 4);
  for (const link of links) {
    const target = (await link.getAttribute('href')) ?? '';
    await link.click();
    assert.equal(await `#${await page.evaluate<string>('document.activeElement.id')}`, target);
  }
  await context.close();
});

test('with the keyboard alone: skip link first, then every link and button can be reached and shows its focus', async () => {
  const { context, page } = await open({ javaScriptEnabled: true, viewport: WIDTHS.wide });
  await page.goto(`${origin}/case`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate<string>('document.activeElement.textContent'), 'Skip to main content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate<string>('document.activeElement.id'), 'main-content');
  // not a reload: that would go to the main content again, and tabbing would start there
  await page.goto(`${origin}/case`);
  const seen: string[] = [];
  const wanted = await page.locator('a[href]:visible, button:visible, summary:visible, [tabindex="0"]').count();
  for (let step = 0; step < wanted; step += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate<{ text: string; shown: boolean }>(`(() => {
      const style = getComputedStyle(document.activeElement);
      return { text: document.activeElement.textContent.trim(), shown: style.outlineStyle !== 'none' || style.boxShadow !== 'none' };
    })()`);
    assert.ok(focus.shown, `${focus.text} does not show its focus`);
    seen.push(focus.text);
  }
  assert.ok(
    seen.includes('Sign out') && seen.includes('Record a finding') && seen.includes('About this service'),
    seen.join(', '),
  );
  await context.close();
});

test('without scripts a form that fails comes back with what was typed, and can be sent again', async () => {
  const { context, page } = await open({ javaScriptEnabled: false, viewport: WIDTHS.narrow });
  await page.goto(`${origin}/form`);
  await page.locator('textarea[name=story]').fill('The ceiling has leaked since January.\nNobody came.');
  await page
    .locator('input[name=proof]')
    .setInputFiles({ name: 'leak.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await page.locator('main button[type=submit]').click();
  assert.match(await page.title(), /something went wrong/);
  await picture(page, 'failed-narrow');
  assert.equal(
    await page.locator('textarea[name=story]').inputValue(),
    'The ceiling has leaked since January.\nNobody came.',
  );
  assert.match((await page.locator('.govuk-hint').textContent()) ?? '', /leak\.png/);
  await page.getByRole('button', { name: 'Send again' }).click();
  assert.match(await page.title(), /something went wrong/);
  await context.close();
});

test('on paper: no navigation, no buttons, folded text open', async () => {
  const { context, page } = await open({ javaScriptEnabled: true, viewport: WIDTHS.wide });
  await page.goto(`${origin}/case`);
  await page.emulateMedia({ media: 'print' });
  for (const hidden of [
    '.govuk-service-navigation',
    '.govuk-breadcrumbs',
    '.govuk-footer',
    '.govuk-button',
    '.redress-header__person',
  ]) {
    assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  }
  assert.ok(await page.getByText('Not counted: Good Friday').isVisible());
  assert.ok(await page.getByText('Anytown Homes').first().isVisible());
  await picture(page, 'case-print');
  await context.close();
});
