import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA, rule sets as axe calls them. */
export const WCAG: readonly string[] = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const BEST_PRACTICE = 'best-practice';

type Wish = {
  readonly tags?: readonly string[];
  /** Rules that are left out. */
  readonly without?: readonly string[];
};

/**
 * What axe finds wrong with a page as it stands in the browser: one line for each rule broken, with the markup. Our pages
 * have no frames of other origins, so it works in the page itself instead of in a second one that it would have to open.
 */
export async function findFaults(page: Page, { tags = WCAG, without = [] }: Wish = {}): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags([...tags])
    .disableRules([...without])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
