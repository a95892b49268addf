import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';

/** WCAG 2.2 AA, rule sets as axe calls them. */
export const WCAG: readonly string[] = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const BEST_PRACTICE = 'best-practice';

type Wish = {
  readonly tags?: readonly string[];
  /** Rules that are left out. */
  readonly without?: readonly string[];
};

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** The line over which axe is handed to a page. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/**
 * What axe finds wrong with a page as it stands in the browser: one line for each rule broken, with the markup. Our pages
 * have no frames, so it works in the page itself. It is handed to the page and run in one message, and answers no more than
 * these lines: half of what looking at a page takes is the handing over.
 */
export async function findFaults(page: Page, { tags = WCAG, without = [] }: Wish = {}): Promise<readonly string[]> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  const options = {
    runOnly: { type: 'tag', values: tags },
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
    selectors: false,
  };
  const { result, exceptionDetails } = await (await session).send('Runtime.evaluate', {
    expression: `${axe}; axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as readonly string[];
}
