// A whole installation in this process for tests that click through it: real server, memory database, a clock that the test moves.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { readConfig } from '../../app/config.ts';
import { type Running, startRedress } from '../../app/main.ts';
import type { RoleHeld } from '../../engine/index.ts';
import { sharedBrowser } from './browser.ts';
import { loadMemoryImage } from './memory-image.ts';

/** Long, because it is only ever reached when something is wrong; a busy machine is slow. */
export const PATIENCE_MS = Number(process.env['PAT'] ?? 30_000);
export const PASSWORD = 'violet kettle harbour nine';
/** Set to a folder to keep pictures of the pages and what would be printed. */
const PICTURES = process.env['REDRESS_PICTURES'];
const WIDE = { width: 1280, height: 1000 };
const NARROW = { width: 375, height: 800 };
/** A telephone, for `visit` and `signIn`. */
export const PHONE: BrowserContextOptions = { viewport: NARROW, hasTouch: true };
/** What a journey is made on, for a suite of each: a screen 1280 pixels wide and a telephone of 375. */
export const WIDTHS: readonly { readonly on: string; readonly window: BrowserContextOptions }[] = [
  { on: 'on a screen', window: { viewport: WIDE } },
  { on: 'on a telephone', window: PHONE },
];

export type Member = { readonly name: string; readonly roles: readonly RoleHeld[]; readonly administrator?: boolean };

export type World = {
  readonly running: Running;
  readonly browser: Browser;
  readonly organisation: string;
  /** The ids of the people, by the keys they were given with. */
  readonly ids: Readonly<Record<string, string>>;
  /** Moves the clock: `2026-03-18`, at ten in the morning unless told. */
  setDay(day: string, time?: string): void;
  /** A browser window of its own with nobody signed in. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
  /**
   * A browser window in which this person has signed in with their password on the page for it. Where they did so before and
   * that still holds, the window is one more of theirs.
   */
  signIn(person: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
};

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

type Wish = {
  readonly organisation: string;
  readonly day: string;
  readonly people: Readonly<Record<string, Member>>;
  /** A folder of packs in place of those that come with Redress. */
  readonly policies?: string;
  /** What everybody has before them, unless a window is told otherwise; a screen where nothing is said. */
  readonly window?: BrowserContextOptions;
};

/** Starts an installation with these people and nothing else, and a browser. Close it when done. */
export async function openWorld({ organisation, day, people, policies, window }: Wish): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'redress-journey-'));
  const clock = { now: `${day}T10:00:00Z` };
  const settings = readConfig({ REDRESS_DATA: folder, PORT: '0', LOG_LEVEL: 'silent', REDRESS_POLICIES: policies });
  const config = { ...settings, database: { memory: true, image: await loadMemoryImage() } } as const;
  const [running, browser] = await Promise.all([startRedress(config, { now: () => clock.now }), sharedBrowser()]);
  const ids = await addPeople(running, organisation, people);
  const contexts: BrowserContext[] = [];
  const cookies = new Map<string, Cookies>();
  const visit = async (options: BrowserContextOptions = {}): Promise<Visit> => {
    const context = await browser.newContext({ viewport: WIDE, locale: 'en-GB', ...window, ...options });
    contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    context.setDefaultNavigationTimeout(PATIENCE_MS);
    return new Visit(running.url, context, await context.newPage());
  };
  return {
    running,
    browser,
    organisation,
    ids,
    setDay: (next, time = '10:00') => {
      clock.now = `${next}T${time}:00Z`;
    },
    visit,
    signIn: async (person, options) => {
      const known = cookies.get(person);
      const visited = await visit({ ...options, ...(known && { storageState: { cookies: known, origins: [] } }) });
      await visited.open('/cases');
      if (visited.path === '/cases') return visited;
      await visited.fill({ email: emailOf(person), password: PASSWORD });
      await visited.press('Sign in');
      cookies.set(person, await visited.context.cookies());
      return visited;
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const emailOf = (person: string): string => `${person}@landlord.example`;

async function addPeople(running: Running, organisation: string, people: Wish['people']) {
  const ids: Record<string, string> = {};
  for (const [key, { name, roles, administrator = false }] of Object.entries(people)) {
    const added = await running.people.add(organisation, { name, email: emailOf(key), roles, administrator }, '');
    assert.ok('done' in added, JSON.stringify(added));
    ids[key] = added.done;
  }
  await running.accounts.setPasswordOfAll(Object.values(ids), PASSWORD);
  return ids;
}

/** One browser window, with the troubles it met: requests that failed, errors of scripts. */
export class Visit {
  readonly origin: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #troubles: string[] = [];
  /** Requests that ended as a file to save: the browser tells of them as if they had been given up. */
  readonly #saved: string[] = [];

  constructor(origin: string, context: BrowserContext, page: Page) {
    this.origin = origin;
    this.context = context;
    this.page = page;
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText;
      // What a script was asking when the page was left is given up, and no trouble.
      const isLeft = request.resourceType() === 'fetch' && why === 'net::ERR_ABORTED';
      if (!isLeft) this.#troubles.push(`${request.url()}: ${why}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 500) this.#troubles.push(`${response.url()}: ${response.status()}`);
    });
    page.on('download', (download) => this.#saved.push(`${download.url()}: net::ERR_ABORTED`));
    page.on('pageerror', (error) => this.#troubles.push(error.message));
  }

  /** What went wrong unseen: requests that failed, errors of scripts. */
  get troubles(): readonly string[] {
    return this.#troubles.filter((one) => !this.#saved.includes(one));
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
    await this.#isNotTooWide();
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** What stands in the main part of the page, as it is read; folded text too. */
  async read(within = 'main'): Promise<string> {
    return ((await this.page.locator(within).first().textContent()) ?? '').replace(/\s+/g, ' ');
  }

  /** Asserts that each of these stands on the page. */
  async sees(...expected: readonly (string | RegExp)[]): Promise<void> {
    const text = await this.read();
    for (const one of expected) {
      const there = typeof one === 'string' ? text.includes(one) : one.test(text);
      assert.ok(there, `“${one}” does not stand on ${this.path}, which reads: ${text}`);
    }
  }

  /** Fills inputs by name: text, lists, dates as `2026-03-18`, radios and boxes by what they are set to. */
  async fill(inputs: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(inputs)) {
      if ((await this.page.locator(`[name="${name}-day"]`).count()) > 0) await this.#fillDate(name, value);
      else await this.#fillOne(name, value);
    }
  }

  async #fillDate(name: string, value: string): Promise<void> {
    const [year = '', month = '', day = ''] = value.split('-');
    await this.page.locator(`[name="${name}-day"]`).fill(String(Number(day)));
    await this.page.locator(`[name="${name}-month"]`).fill(String(Number(month)));
    await this.page.locator(`[name="${name}-year"]`).fill(year);
  }

  /** Fills one input; where it is folded away, opens what it lies in first, as whoever looks for it does. */
  async #fillOne(name: string, value: string): Promise<void> {
    const inputs = this.page.locator(`main [name="${name}"]`);
    assert.ok((await inputs.count()) > 0, `no input ${name} on ${this.path}, which reads: ${await this.read()}`);
    const folded = inputs.first().locator('xpath=ancestor::details[not(@open)]');
    if ((await folded.count()) > 0) await folded.locator('summary').click();
    const kind = await inputs.first().getAttribute('type');
    if (kind === 'radio' || kind === 'checkbox') await this.page.locator(`[name="${name}"][value="${value}"]`).check();
    else if ((await this.page.locator(`main select[name="${name}"]`).count()) > 0) await inputs.selectOption(value);
    else await inputs.fill(value);
  }

  /** Presses the button of this name in the main part of the page, and waits for the page that comes. */
  async press(name: string): Promise<void> {
    await this.go(this.page.locator('main').getByRole('button', { name, exact: true }).first());
  }

  /** Follows the link of this name in the main part of the page, also one that looks like a button. */
  async follow(name: string | RegExp): Promise<void> {
    const named = { name, exact: typeof name === 'string' };
    const main = this.page.locator('main');
    await this.go(main.getByRole('link', named).or(main.getByRole('button', named)).first());
  }

  /** Goes where the navigation leads, which a telephone folds away. */
  async turnTo(name: string): Promise<void> {
    const menu = this.page.getByRole('button', { name: 'Menu' });
    if (await menu.isVisible()) await menu.click();
    await this.go(this.page.locator('header, nav, .govuk-service-navigation').getByRole('link', { name }).first());
  }

  /** Chooses what to do on the page of a case: a button, or a link in one of the folded lists. */
  async choose(action: string): Promise<void> {
    const named = new RegExp(`^\\s*${asPattern(action)}\\s*$`);
    const link = this.page.locator('#actions a', { hasText: named }).first();
    assert.ok((await link.count()) > 0, `no “${action}” on ${this.path}, which reads: ${await this.read()}`);
    const folded = link.locator('xpath=ancestor::details[not(@open)]');
    if ((await folded.count()) > 0) await folded.locator('summary').click();
    await this.go(link);
    await sayWhyIfAsked(this);
  }

  /** Clicks this and waits for the page that comes, which has to fit the screen. */
  async go(target: Locator): Promise<void> {
    const answered = this.page.waitForEvent('domcontentloaded', { timeout: PATIENCE_MS });
    await Promise.all([answered, target.click()]);
    await this.#isNotTooWide();
  }

  /** Clicks this and takes the file that comes, as it would be saved. */
  async save(target: Locator): Promise<Uint8Array> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), target.click()]);
    const pieces: Uint8Array[] = [];
    for await (const piece of await download.createReadStream()) pieces.push(piece as Uint8Array);
    return Buffer.concat(pieces);
  }

  /** Asserts that nothing reaches out of the screen to the right, here and on a telephone, and keeps pictures where wished. */
  async picture(name: string): Promise<void> {
    await this.#atWidths([NARROW, WIDE], async ({ width }) => {
      if (PICTURES === undefined) return;
      mkdirSync(PICTURES, { recursive: true });
      await this.page.screenshot({ path: join(PICTURES, `${name}-${width}.png`), fullPage: true });
    });
  }

  /** Asserts that nothing reaches out of the screen to the right, here and on a telephone. */
  async fits(): Promise<void> {
    const own = this.page.viewportSize() ?? WIDE;
    await this.#atWidths(own.width === NARROW.width ? [NARROW] : [NARROW, own]);
  }

  async #atWidths(viewports: readonly (typeof WIDE)[], look?: (viewport: typeof WIDE) => Promise<void>): Promise<void> {
    const own = this.page.viewportSize() ?? WIDE;
    for (const viewport of viewports) {
      await this.page.setViewportSize(viewport);
      await this.#isNotTooWide();
      await look?.(viewport);
    }
    await this.page.setViewportSize(own);
  }

  /** Asserts that nothing reaches out of the screen to the right. */
  async #isNotTooWide(): Promise<void> {
    const over = await this.overflow();
    const { width } = this.page.viewportSize() ?? WIDE;
    assert.ok(over <= 0, `${this.path} is ${over} px too wide for ${width}: ${over > 0 && (await this.#tooWide())}`);
  }

  /** By how many pixels the page is wider than the screen. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  /** The markup of the innermost things that reach out of the screen on the right. */
  #tooWide(): Promise<string> {
    return this.page.evaluate<string>(`[...document.querySelectorAll('main *')]
      .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth && one.children.length === 0)
      .map((one) => one.outerHTML.slice(0, 200)).slice(0, 5).join(' ')`);
  }

  /** Asserts that the page can be printed, and keeps it as it would be where wished. */
  async print(name: string): Promise<void> {
    if (PICTURES !== undefined) mkdirSync(PICTURES, { recursive: true });
    const path = PICTURES && join(PICTURES, `${name}.pdf`);
    const pdf = await this.page.pdf({ format: 'A4', ...(path && { path }) });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

const asPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Does an action of the case page: opens its form, fills it in, sends it. */
export async function act(visit: Visit, action: string, inputs: Readonly<Record<string, string>> = {}): Promise<void> {
  await visit.choose(action);
  await visit.fill(inputs);
  await visit.press(action);
}

/** Says why a restricted case is opened, where that is asked. */
export async function sayWhyIfAsked(visit: Visit, reason = 'working'): Promise<void> {
  if (!/^\/cases\/[\w-]+\/open$/.test(visit.path)) return;
  await visit.fill({ 'opening-reason': reason });
  await visit.press('Open the case');
}

/** Opens a case from the work list, as somebody who comes to it on another day. */
export async function openFromList(visit: Visit, reference: string): Promise<void> {
  await visit.open('/cases');
  const row = visit.page.locator('main tr, main li').filter({ hasText: reference });
  await visit.go(row.locator('a[href^="/cases/"]').first());
}

/** Looks at a letter that went, from the case, and keeps it as it would be printed. */
export async function printLetterOf(
  visit: Visit,
  title: string,
  name: string,
  ...expected: (string | RegExp)[]
): Promise<void> {
  await visit.go(visit.page.locator('#letters').getByRole('link', { name: title, exact: true }));
  await sayWhyIfAsked(visit);
  await visit.sees(...expected);
  await visit.picture(name);
  await visit.print(name);
  await visit.page.goBack();
}
