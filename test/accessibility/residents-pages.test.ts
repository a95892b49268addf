// The residents' pages in a browser: axe finds nothing, nothing is wider than the screen, and all works without scripts.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { issueFollowCode } from '../../app/identity/follow-codes.ts';
import { sharedBrowser } from '../support/browser.ts';
import { emptyDatabase, sharedDatabase } from '../support/databases.ts';
import { BEST_PRACTICE, findFaults, WCAG } from '../support/find-faults.ts';
import {
  driveCase,
  makePortalServer,
  makeResidentParts,
  type ResidentParts,
  registerCase,
} from '../support/resident-parts.ts';

const WIDTHS = { wide: { width: 1280, height: 900 }, narrow: { width: 375, height: 800 } };
const UNSURE = ['label-content-name-mismatch'];
/** Set to a folder to keep pictures of the pages. */
const PICTURES = process.env['REDRESS_PICTURES'];
const ORGANISATION = 'anytown-homes';

let browser: Browser;
let app: FastifyInstance;
let origin: string;
let parts: ResidentParts;
let known: { reference: string; code: string };

before(async () => {
  const database = await sharedDatabase('pglite');
  await emptyDatabase(database);
  parts = await makeResidentParts(database);
  const { caseId, reference } = await registerCase(parts, ORGANISATION, '2026-03-05');
  await driveCase(parts, ORGANISATION, caseId, [
    {
      what: 'defined',
      on: '2026-03-05',
      input: {
        points: [{ text: 'The lift was out of order for six weeks' }, { text: 'Nobody rang back' }],
        'outcome-sought': 'Mend it',
      },
    },
    { what: 'acknowledged', on: '2026-03-06', input: { parts: { 'responsible-for': 'The lift is ours.' } } },
    { what: 'allocated', on: '2026-03-06', input: { to: 'p2' } },
    {
      what: 'promise-made',
      on: '2026-03-12',
      by: 'p2',
      input: { kind: 'work', what: 'Mend the lift for good', owner: 'p2', due: '2026-04-10' },
    },
    {
      what: 'response-issued',
      on: '2026-03-13',
      by: 'p2',
      input: {
        findings: { '1': { finding: 'upheld' }, '2': { finding: 'not-upheld' } },
        parts: { reasons: { '1': 'The part came late.', '2': 'We rang three times.' } },
      },
    },
  ]);
  known = { reference, code: await issueFollowCode(parts.casebook, ORGANISATION, caseId, 'p1') };
  app = makePortalServer(parts);
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
  browser = await sharedBrowser();
});

after(async () => {
  await app?.close();
});

type Look = { readonly page: Page; readonly name: string; readonly scripts: boolean };

async function look({ page, name, scripts }: Look): Promise<void> {
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.ok(overflow <= 0, `${name} is ${overflow} px too wide`);
  if (PICTURES !== undefined) {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }
  if (!scripts) return;
  assert.deepEqual(await findFaults(page, { tags: [...WCAG, BEST_PRACTICE], without: UNSURE }), [], name);
}

for (const [size, viewport] of Object.entries(WIDTHS)) {
  for (const javaScriptEnabled of [true, false]) {
    const scripts = javaScriptEnabled;
    test(`complain and follow, ${size}, scripts ${scripts ? 'on' : 'off'}`, async () => {
      const context = await browser.newContext({ viewport, javaScriptEnabled });
      const page = await context.newPage();
      const seen = (name: string) => look({ page, name: `${name}-${size}${scripts ? '' : '-no-scripts'}`, scripts });
      for (const [name, url] of [
        ['first', '/'],
        ['about', '/about'],
        ['privacy', '/privacy'],
        ['accessibility', '/accessibility'],
        ['stockport', '/stockport-homes'],
        ['landlord', `/${ORGANISATION}`],
      ] as const) {
        await page.goto(origin + url);
        await seen(name);
      }
      await page.getByRole('button', { name: 'Make a complaint' }).click();
      await seen('complain');
      await page.getByLabel('Your name').fill('Ada Brown');
      await page.getByRole('button', { name: 'Send my complaint' }).click();
      assert.match(await page.title(), /^Error: /);
      assert.equal(await page.getByLabel('Your name').inputValue(), 'Ada Brown');
      await seen('complain-wrong');
      await page.getByLabel('What happened?').fill('Water runs down the kitchen wall.');
      await page.getByRole('button', { name: 'Send my complaint' }).click();
      assert.match(await page.title(), /We have your complaint/);
      await seen('sent');
      await page.emulateMedia({ media: 'print' });
      assert.ok(await page.locator('.redress-code__letters').isVisible());
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('link', { name: 'See your complaint now' }).click();
      await seen('followed-new');
      await page.goto(`${origin}/${ORGANISATION}/follow`);
      await page.getByLabel('Your reference').fill(known.reference);
      await page.getByLabel('Your code').fill('WRONG-WRONG');
      await page.getByRole('button', { name: 'Go to my complaint' }).click();
      await seen('follow-wrong');
      await page.getByLabel('Your code').fill(known.code);
      await page.getByRole('button', { name: 'Go to my complaint' }).click();
      assert.ok(await page.getByText('We sent you our answer on').isVisible());
      await seen('followed');
      await page.getByRole('link', { name: 'Our Stage 1 response' }).click();
      await seen('letter');
      await page.emulateMedia({ media: 'print' });
      await look({ page, name: `letter-print-${size}${scripts ? '' : '-no-scripts'}`, scripts: false });
      if (PICTURES !== undefined && scripts && size === 'wide')
        await page.pdf({ path: join(PICTURES, 'letter.pdf'), format: 'A4' });
      await context.close();
    });
  }
}
