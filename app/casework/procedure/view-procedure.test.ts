// The pages of the landlord's own procedure, over HTTP and in a browser.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { sharedBrowser } from '../../../test/support/browser.ts';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, logCase } from '../../../test/support/drive-case.ts';
import { BEST_PRACTICE, findFaults, WCAG } from '../../../test/support/find-faults.ts';
import { loadPolicies } from '../../packs/load-packs.ts';
import { caseworkPaths } from '../paths.ts';

const PACK = 'stockport-homes';
const VERSION = '2023-08';
/** Set to a folder to keep pictures of the pages. */
const PICTURES = process.env['REDRESS_PICTURES'];

let server: CaseworkServer;

const mainOf = (body: string): string => /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body;
const wordsOf = (body: string): string =>
  mainOf(body)
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
const hrefs = (body: string): readonly string[] =>
  [...mainOf(body).matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

async function see(url: string): Promise<string> {
  const { status, body } = await server.get(url);
  assert.equal(status, 200, url);
  return body;
}

describe('the pages of the procedure', () => {
  before(async () => {
    server = await openCaseworkServer(PACK, '2026-04-20');
    await emptyDatabase(server.parts.casebook.database);
    await logCase(server);
    await doOn(server, await logCase(server), 'withdraw');
  });
  after(() => server.close());

  test('drawn, as a picture and in words, with what is assumed in front', async () => {
    const body = await see(caseworkPaths.procedure());
    const words = wordsOf(body);
    assert.ok(words.indexOf('rest on assumptions that wait to be confirmed') < words.indexOf('The same in words'));
    assert.match(mainOf(body), /<svg [^>]*role="img" aria-labelledby="drawing-customer-feedback-title/);
    assert.match(words, /1\.1 Set out what the complaint is and what they want/);
    assert.match(words, /Stage One response: 10 working days/);
    assert.match(words, /Version 2023-08, in force from 1 August 2023\./);
    assert.doesNotMatch(body, /\sstyle="/, 'the security policy lets no inline style through');
  });

  test('the drawing can be saved as a file', async () => {
    const saved = await server.app.inject({
      method: 'GET',
      url: caseworkPaths.procedureDrawing({ procedure: 'customer-feedback' }),
    });
    assert.equal(saved.statusCode, 200);
    assert.match(String(saved.headers['content-type']), /^image\/svg\+xml/);
    assert.match(
      String(saved.headers['content-disposition']),
      /filename="stockport-homes-2023-08-customer-feedback\.svg"/,
    );
    assert.match(saved.body, /^<svg [\s\S]*<\/svg>\n$/);
    assert.equal((await server.get(caseworkPaths.procedureDrawing({ procedure: 'none' }))).status, 404);
  });

  test('versions, with how many cases follow each; the numbers lead to those cases', async () => {
    const body = await see(caseworkPaths.procedure());
    assert.match(
      wordsOf(body),
      /2023-08 in force today 1 August 2023 now on One case following version 2023-08 One case/,
    );
    const to = hrefs(body).filter((href) => href.startsWith('/cases?'));
    assert.deepEqual(to, [`/cases?show=all&version=${VERSION}`, `/cases?show=closed&version=${VERSION}`]);
    const list = await see(to[0] ?? '');
    assert.match(wordsOf(list), /Only cases that follow version 2023-08 of the procedure\. Show all/);
    assert.match(wordsOf(list), /All open \(1\)/);
    const none = await see(caseworkPaths.cases(undefined, { version: '1999-01' }));
    assert.match(wordsOf(none), /All open \(0\)/);
  });

  test('values with their clauses, each clause leading to its words; assumptions come first', async () => {
    const body = await see(caseworkPaths.procedureValues());
    const words = wordsOf(body);
    const at = (text: string): number => {
      assert.ok(words.includes(text), text);
      return words.indexOf(text);
    };
    assert.ok(at('What is assumed (') < at('What the text does not say'));
    assert.ok(at('What the text does not say') < at('What Value Comes from'));
    assert.match(words, /Customer feedback › Stage One › Acknowledge the complaint › Who may/);
    assert.match(words, /Stage One response 10 working days Clause 4\.1/);
    assert.match(words, /Keeping the complainant informed once the response is overdue, as agreed with them/);
    assert.match(words, /Consult the Council about the decision .*?asks for the view of Stockport Council/);
    assert.match(words, /› Our reasons begins with the reasons recorded for each point/);
    assert.match(words, /Stage One response › What starts it “Acknowledge the complaint” was done Code 6\.3 Assumed/);
    for (const href of [...new Set(hrefs(body).filter((one) => one.startsWith('/clauses/')))]) await see(href);
  });

  test('no code of the engine stands on the pages where words should', async () => {
    for (const url of [caseworkPaths.procedure(), caseworkPaths.procedureValues()]) {
      const words = wordsOf(await see(url));
      assert.doesNotMatch(
        words,
        /undefined|\[object|working-day|\b(acknowledge|respond|investigate)\.done|stage-[12]\./,
        url,
      );
    }
  });

  test('what became of each clause of the text', async () => {
    const words = wordsOf(await see(caseworkPaths.procedureText()));
    assert.match(words, /of which none is left without a use or a reason\./);
    assert.match(words, /Clause 4\.1 .*Customer feedback › Stage One › Stage One response/);
    assert.match(words, /Nothing is run from it: A heading\./);
  });

  test('compared with the other landlords of the installation and with the codes, one’s own first', async () => {
    const { policies } = await loadPolicies({ only: ['anytown-homes'] });
    const [policy] = policies.versions('anytown-homes');
    const own = server.parts.organisations[0];
    assert.ok(policy && own);
    const both = server.parts.organisations as unknown as unknown[];
    both.push({ ...own, id: 'anytown-homes', policy, versions: [policy] });
    try {
      const words = wordsOf(await see(caseworkPaths.procedureComparison()));
      assert.match(words, /What Stockport Homes Anytown Homes Code: /);
      assert.match(words, /response limit 10 working days Clause 4\.1 10 working days 3\.2 10 working days 6\.3/);
      assert.match(
        words,
        /Stockport Homes \(Housing Ombudsman[^)]*\) .*Stage One: window for escalation: 20 working days/,
      );
      assert.doesNotMatch(words, /working-days/);
    } finally {
      both.pop();
    }
  });

  test('a version that is not there is told plainly', async () => {
    const { status, body } = await server.get(caseworkPaths.procedure(undefined, { version: '1999-01' }));
    assert.equal(status, 404);
    assert.match(body, /There is no such version/);
  });

  test('who sees no cases sees the procedure and no numbers', async () => {
    const [role] = server.policy.pack.roles;
    assert.ok(role);
    const before = role.reach;
    const people = server.people as { roles: unknown }[];
    const nobody = server.people.find(({ id }) => id === 'none');
    assert.ok(nobody && people.length > 0);
    Object.assign(role, { reach: 'logs-only' });
    Object.assign(nobody, { roles: [{ role: role.id }] });
    try {
      server.signIn('none');
      const words = wordsOf(await see(caseworkPaths.procedure()));
      assert.match(words, /Versions/);
      assert.doesNotMatch(words, /Open cases|One case/);
    } finally {
      Object.assign(role, { reach: before });
      Object.assign(nobody, { roles: [] });
      server.signIn('all');
    }
  });
});

describe('the pages of the procedure in a browser', () => {
  let browser: Browser;
  before(async () => {
    server = await openCaseworkServer(PACK, '2026-04-20');
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    browser = await sharedBrowser();
  });
  after(async () => {
    await server?.close();
  });

  for (const [name, viewport] of [
    ['wide', { width: 1280, height: 900 }],
    ['narrow', { width: 375, height: 800 }],
  ] as const) {
    test(`no page is wider than the screen, and axe finds nothing, without scripts: ${name}`, async () => {
      const { port } = server.app.server.address() as { port: number };
      const context = await browser.newContext({ viewport, javaScriptEnabled: name === 'wide' });
      const page = await context.newPage();
      const pages = ['procedure', 'procedureValues', 'procedureText', 'procedureComparison'] as const;
      for (const key of pages) {
        await page.goto(`http://127.0.0.1:${port}${caseworkPaths[key]()}`);
        const width = await page.locator('main').evaluate((main) => (main as { scrollWidth: number }).scrollWidth);
        assert.ok(width <= viewport.width, `${key} is ${width} px wide`);
        if (PICTURES !== undefined) {
          mkdirSync(PICTURES, { recursive: true });
          await page.screenshot({ path: join(PICTURES, `${key}-${name}.png`), fullPage: key === 'procedure' });
        }
        if (name === 'narrow') continue;
        assert.deepEqual(await findFaults(page, { tags: [...WCAG, BEST_PRACTICE] }), [], key);
      }
      await context.close();
    });
  }
});
