import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { sharedBrowser } from '../../test/support/browser.ts';
import { type CaseworkServer, openCaseworkServer } from '../../test/support/casework-server.ts';
import { emptyDatabase } from '../../test/support/databases.ts';
import { doOn, logCase } from '../../test/support/drive-case.ts';
import { BEST_PRACTICE, findFaults, WCAG } from '../../test/support/find-faults.ts';
import { caseworkPaths } from './paths.ts';

const WIDTHS = { wide: { width: 1280, height: 900 }, narrow: { width: 375, height: 800 } };
/** Experimental in axe; see the sample pages. */
const UNSURE = ['label-content-name-mismatch'];
/** Set to a folder to keep pictures of the pages. */
const PICTURES = process.env['REDRESS_PICTURES'];

let server: CaseworkServer;
let browser: Browser;
let origin: string;
let pages: Record<string, string>;

/** A case in the middle of Stage One: two points, acknowledged, one found on, something promised. */
async function prepareCase(): Promise<string> {
  const by = 'customer-feedback-officer';
  const id = await logCase(server, {
    channel: 'e-mail',
    'outcome-sought': 'The ceiling mended, and an apology for the missed appointments.',
    'high-rise-safety': false,
    'health-and-safety': true,
  });
  await doOn(server, id, 'note', { by, input: { text: 'She prefers calls in the afternoon.' } });
  const points = [{ text: 'The ceiling leaks since January.' }, { text: 'Three appointments were missed.' }];
  await doOn(server, id, 'define', { by, input: { points, 'outcome-sought': 'A repair and an apology' } });
  server.setDay('2026-04-02');
  await doOn(server, id, 'allocate', { by, input: { to: 'investigating-officer' } });
  await doOn(server, id, 'acknowledge', {
    input: { parts: { responsibilities: 'We mend the pipes and the ceiling.' } },
  });
  const findings = { 1: { finding: 'upheld', reasons: 'The leak was reported in January and not mended.' } };
  await doOn(server, id, 'record-finding', { by, input: { findings } });
  const file = { id: 'f', digest: 'a'.repeat(64), size: 2_400_000, mediaType: 'application/pdf' };
  const survey = { kind: 'document', description: 'The survey', points: ['1'], files: [file] };
  await doOn(server, id, 'add-evidence', { by, input: survey });
  await doOn(server, id, 'record-interview', {
    by,
    input: { present: 'Jo Sample', 'what-was-said': 'Since January.' },
  });
  const owner = 'senior-officer';
  await doOn(server, id, 'promise', { by, input: { what: 'Mend the ceiling', owner, due: '2026-05-01' } });
  return id;
}

async function open(viewport: { width: number; height: number }): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport });
  return { page: await context.newPage(), close: () => context.close() };
}

/** The markup is the same at every width: axe looks at the narrow form of those pages whose layout changes most. */
const isJudgedByAxe = (name: string): boolean => name.endsWith('-wide') || /^(work|case|refused)-/.test(name);

async function judge(page: Page, name: string): Promise<void> {
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  if (PICTURES !== undefined) {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }
  assert.ok(overflow <= 0, `${name} is ${overflow} px too wide`);
  if (!isJudgedByAxe(name)) return;
  assert.deepEqual(await findFaults(page, { tags: [...WCAG, BEST_PRACTICE], without: UNSURE }), [], name);
}

describe('the staff pages in a browser', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-04-01');
    await emptyDatabase(server.parts.casebook.database);
    const id = await prepareCase();
    server.setDay('2026-04-14');
    for (let n = 0; n < 3; n += 1) await logCase(server, { subject: `Missed appointments at block ${n + 1}` });
    server.setDay('2026-04-16');
    origin = await server.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await sharedBrowser();
    pages = {
      work: '/cases',
      'my-work': caseworkPaths.myWork(),
      board: caseworkPaths.board(),
      'board-by-week': caseworkPaths.board(undefined, { by: 'due' }),
      absences: caseworkPaths.absences(),
      settings: caseworkPaths.mySettings(),
      log: '/cases/new',
      case: caseworkPaths.casePage({ id }),
      print: caseworkPaths.print({ id }),
      investigation: caseworkPaths.investigation({ id }),
      'add-evidence': caseworkPaths.action({ id, action: 'add-evidence' }),
      letter: caseworkPaths.letter({ id, n: 5 }),
      clause: '/clauses/3.5',
      respond: caseworkPaths.action({ id, action: 'respond' }),
      define: caseworkPaths.action({ id, action: 'define' }),
      allocate: caseworkPaths.action({ id, action: 'allocate' }),
      classify: caseworkPaths.action({ id, action: 'classify' }),
      extend: caseworkPaths.action({ id, action: 'extend' }),
      promise: caseworkPaths.action({ id, action: 'promise' }),
      step: caseworkPaths.action({ id, action: 'step:offer-support' }),
    };
  });

  after(async () => {
    await server?.close();
  });

  for (const [size, viewport] of Object.entries(WIDTHS)) {
    test(`every page fits the screen and axe finds nothing (${size})`, async () => {
      const { page, close } = await open(viewport);
      for (const [name, url] of Object.entries(pages)) {
        const response = await page.goto(origin + url);
        assert.equal(response?.status(), 200, name);
        await page.evaluate(`for (const one of document.querySelectorAll('#not-now details')) one.open = true`);
        await judge(page, `${name}-${size}`);
      }
      await close();
    });

    test(`a refused form and a previewed letter are as sound (${size})`, async () => {
      const { page, close } = await open(viewport);
      await page.goto(origin + (pages['respond'] ?? ''));
      await page.getByRole('button', { name: 'Preview the letter' }).click();
      assert.match((await page.locator('main').textContent()) ?? '', /How the letter would read/);
      await judge(page, `preview-${size}`);
      await page.locator('main form .govuk-button-group button').first().click();
      assert.match(await page.title(), /^Error: /);
      await judge(page, `refused-${size}`);
      for (const link of await page.locator('.govuk-error-summary a[href^="#"]').all()) {
        const target = (await link.getAttribute('href')) ?? '';
        assert.equal(await page.locator(target).count(), 1, target);
      }
      await page.goto(`${origin}/cases/new`);
      await page.locator('main form button[type=submit]').click();
      await judge(page, `log-refused-${size}`);
      await close();
    });
  }
});
