import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** In a look that others share but for its colours, these alone can find anything else. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** The short one: it is sent to each page that is looked at. */
const AXE = readFileSync(Bun.resolveSync('axe-core/axe.min.js', import.meta.dir), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** What axe-core finds on the page as it is now: WCAG 2.1 A and AA and what is good besides, one line each; or of its colours alone. */
export async function axeViolations(
  page: Page,
  { looks = 'whole' }: { looks?: 'whole' | 'colours' } = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(
    async (runOnly) => {
      const axe = (window as unknown as { axe: typeof import('axe-core') }).axe;
      // Only what is wrong is gathered and brought out of the browser: all that is right takes longer than finding it.
      const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
      );
    },
    looks === 'whole' ? RULES : COLOUR_RULES,
  );
}
