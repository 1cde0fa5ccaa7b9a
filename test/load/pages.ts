import type { Browser, CDPSession, Page } from 'playwright-core';
import { violationsOf } from '../support/axe.ts';
import { launchBrowser, newPerson, sizes } from '../support/browser.ts';
import { machine, report, round } from '../support/figures.ts';
import { misfitsAt } from '../support/misfits.ts';
import { openPageStates, type PageState } from '../support/pageStates.ts';
import { startServer } from '../support/server.ts';
import { createVisitor } from '../support/visitor.ts';

// npm run bench -- pages: what each page loads until it is drawn, how it is drawn, and what axe finds in each state.

/** Pages that visitors open first, by the names of their states. */
const opened = ['home', 'watch, four tiles', 'film, before', 'moderate, wall', 'demo', 'clock'];
/** Pages that are drawn once the first tile has its picture. */
const hasTiles = /^\/(e\/[^/]+|demo\?.*)$/;
/** After a page is drawn, shifts of its layout are followed for this long. */
const settleMs = 2_000;
const maxShift = 0.05;
/** Of the viewer's page as it was before Firefox, previews and polyfills came: it is not to grow. */
const maxViewerScriptKB = 663;

type Loaded = { requests: number; kB: number; scriptKB: number; lcpMs: number; cls: number };
type Vitals = { lcpMs: number; cls: number };

/** Runs in the page before its own scripts. */
function followVitals(): void {
  const vitals: Vitals = { lcpMs: 0, cls: 0 };
  Object.assign(window, { __vitals: vitals });
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) vitals.lcpMs = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) vitals.cls += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Counts what comes over the network: as it is sent, and scripts as they are parsed. */
async function followNetwork(cdp: CDPSession) {
  const scripts = new Set<string>();
  const sum = { requests: 0, bytes: 0, scriptBytes: 0 };
  cdp.on('Network.requestWillBeSent', () => {
    sum.requests += 1;
  });
  cdp.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId));
  cdp.on('Network.dataReceived', ({ requestId, dataLength }) => {
    if (scripts.has(requestId)) sum.scriptBytes += dataLength;
  });
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    sum.bytes += encodedDataLength;
  });
  await cdp.send('Network.enable');
  return sum;
}

async function load(browser: Browser, url: string, { path, act }: PageState): Promise<Loaded> {
  const person = await newPerson(browser, { size: sizes.phone });
  await person.addInitScript(followVitals);
  const page: Page = await person.newPage();
  const sum = await followNetwork(await person.newCDPSession(page));
  await page.goto(url + path, { waitUntil: 'commit' });
  await act?.(page);
  if (hasTiles.test(path)) await page.locator('.tile[data-picture="true"]').first().waitFor();
  const { requests, bytes, scriptBytes } = { ...sum };
  await page.waitForTimeout(settleMs);
  const { lcpMs, cls } = (await page.evaluate('window.__vitals')) as Vitals;
  await person.close();
  const kB = (count: number) => Math.round(count / 1_000);
  return {
    requests,
    kB: kB(bytes),
    scriptKB: kB(scriptBytes),
    lcpMs: Math.round(lcpMs),
    cls: round(cls * 1_000) / 1_000,
  };
}

async function audit(browser: Browser, url: string, states: readonly PageState[]): Promise<Record<string, number>> {
  const reach = createVisitor(browser, url);
  const found: Record<string, number> = {};
  for (const state of states) {
    const page = await reach(state);
    const violations: string[] = [];
    for (const size of [sizes.desktop, sizes.phone]) {
      await misfitsAt(page, size);
      violations.push(...(await violationsOf(page)));
    }
    for (const each of violations) console.log(`  ${state.name}: ${each}`);
    found[state.name] = violations.length;
    await page.close();
  }
  return found;
}

const server = await startServer({ isPlain: 'both', env: { RATE_SCALE: '100' } });
const browser = await launchBrowser();
const { states, close } = await openPageStates(server);
try {
  console.log(`each page once, a phone with an empty cache; ${machine()}`);
  const pages: Record<string, Loaded> = {};
  for (const state of states.filter(({ name }) => opened.includes(name))) {
    const loaded = await load(browser, server.url, state);
    pages[state.name] = loaded;
    const { requests, kB, scriptKB, lcpMs, cls } = loaded;
    console.log(
      `${state.name}: ${requests} requests, ${kB} kB sent, ${scriptKB} kB of script, largest paint ${lcpMs} ms, ` +
        `shift ${cls} (aim < ${maxShift})${state.name.startsWith('watch') ? `; script aim ≤ ${maxViewerScriptKB} kB` : ''}`,
    );
  }
  const violations = await audit(browser, server.url, states);
  const sum = Object.values(violations).reduce((all, each) => all + each, 0);
  console.log(`axe: ${sum} violations in ${states.length} states, desktop and phone (aim 0)`);
  report('pages', { pages, violations });
} finally {
  close();
  await browser.close();
  await server.close();
}
