import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { ownAddresses } from '../../server/ownAddresses.ts';
import { type PersonOptions, showAllTiles, sizes } from './browser.ts';

/** For a server whose media Firefox is to reach: it gathers no candidate for 127.0.0.1. */
export const firefoxServer = { env: { HOST: '0.0.0.0', ANNOUNCED_ADDRESS: ownAddresses()[0] ?? '127.0.0.1' } };

const preferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  // No H.264: Firefox fetches it after its installation, or takes it from the device.
  'media.gmp-manager.updateEnabled': false,
  'media.webrtc.hw.h264.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'ui.prefersReducedMotion': 1,
};

/** Firefox over WebDriver BiDi. */
export function launchFirefox(extra: Record<string, unknown> = {}): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX_BIN ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: { ...preferences, ...extra },
  });
}

export type FirefoxPerson = { context: BrowserContext; page: Page; complaints: string[] };

/** A context of one person, with its own storage, and its first page; `complaints` are errors of the page. */
export async function newFirefoxPerson(
  browser: Browser,
  { size, mayGiveUp }: PersonOptions = {},
): Promise<FirefoxPerson> {
  const context = await browser.createBrowserContext();
  // A window each: a tab behind another is hidden, and receives nothing.
  const page = await context.newPage({ type: 'window' });
  if (!mayGiveUp) await page.evaluateOnNewDocument(showAllTiles);
  // Firefox 140 sets the size, but knows no orientation.
  await page.setViewport(size ?? sizes.desktop).catch((error: Error) => {
    if (!error.message.includes('unknown command')) throw error;
  });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error instanceof Error ? error.message : String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { context, page, complaints };
}
