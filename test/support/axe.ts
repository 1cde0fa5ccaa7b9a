import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA, which has the size of targets, and axe's own good practice, which has landmarks. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Result = { id: string; nodes: { html: string; target: unknown[] }[] };
type Axe = { run(context: unknown, options: unknown): Promise<{ violations: Result[] }> };

/** What axe-core finds wrong on the page as it is once it is drawn: `rule: selector html`, each place on its own. */
export async function violationsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const found = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: Axe };
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled([document.fonts.ready, ...ending.map(({ finished }) => finished)]);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const { violations } = await axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      rules: { 'label-content-name-mismatch': { enabled: true } },
      resultTypes: ['violations'],
    });
    // Markers of a plan lie where the phones do, however close: WCAG 2.5.8 calls that essential.
    const isPlaced = (id: string, html: string) => id === 'target-size' && html.includes('class="plan-marker"');
    return violations.flatMap(({ id, nodes }) =>
      nodes.filter(({ html }) => !isPlaced(id, html)).map(({ html, target }) => `${id}: ${target.join(' ')} ${html}`),
    );
  }, tags);
  return found.map((each) => each.slice(0, 260));
}
