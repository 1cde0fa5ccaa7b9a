import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Without these, background pages slow down their timers, and Chromium asks the network for updates. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

export type Size = { width: number; height: number };
export const sizes = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1440, height: 900 },
} as const satisfies Record<string, Size>;

export function launchBrowser(extra: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium',
    args: [...browserFlags, ...extra],
    headless: true,
  });
}

/** `mayGiveUp`: this person's pages show less while the machine is busy, as those of all viewers do. */
export type PersonOptions = {
  mayGiveUp?: boolean;
  locale?: string;
  timezoneId?: string;
  size?: Size;
  geolocation?: { latitude: number; longitude: number };
  /** Says that it is an Android phone. */
  isPhone?: boolean;
};

const androidPhone =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36';

/** Runs in pages. Tests share a busy machine; what they see must not depend on that. */
export function showAllTiles(): void {
  try {
    sessionStorage.setItem('polyscope.showsAll', 'true');
  } catch {
    // A blank page has no storage.
  }
}

/** A browser context of one person, with its own storage, language and permissions. */
export async function newPerson(browser: Browser, options: PersonOptions = {}): Promise<BrowserContext> {
  const person = await browser.newContext({
    locale: options.locale ?? 'en-GB',
    ...(options.timezoneId ? { timezoneId: options.timezoneId } : {}),
    viewport: options.size ?? sizes.desktop,
    ...(options.isPhone ? { userAgent: androidPhone } : {}),
    permissions: ['camera', 'microphone', ...(options.geolocation ? ['geolocation'] : [])],
    ...(options.geolocation ? { geolocation: options.geolocation } : {}),
    reducedMotion: 'reduce',
  });
  if (!options.mayGiveUp) await person.addInitScript(showAllTiles);
  return person;
}

/** Sends this person's media through a relay, by rewriting the port in the server's ICE candidates. */
export async function throughRelay(person: BrowserContext, serverPort: number, relayPort: number): Promise<void> {
  await person.addInitScript(
    ([from, to]) => {
      const original = RTCPeerConnection.prototype.setRemoteDescription;
      RTCPeerConnection.prototype.setRemoteDescription = function (description?: RTCSessionDescriptionInit) {
        const sdp = description?.sdp
          ?.replace(/a=candidate:\S+ \d+ tcp .*\r\n/gi, '')
          .replace(new RegExp(` \\S+ ${from} `, 'g'), ` 127.0.0.1 ${to} `);
        return Reflect.apply(original, this, [{ ...description, sdp }]);
      };
    },
    [serverPort, relayPort] as const,
  );
}

/** Errors of a page; a test expects none at its end. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

/** Where a page is now: `page.url()` learns of a change by the page itself a moment later. */
export const addressOf = async (page: Page): Promise<URL> => new URL(await page.evaluate(() => location.href));
