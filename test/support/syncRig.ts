import type { BrowserContext, Page } from 'playwright-core';
import { en } from '../../client/words/en.ts';
import { newPerson } from './browser.ts';
import { type Evening, type Phone, type PhoneWish, startEvening, until } from './evening.ts';
import { firefoxServer, launchFirefox, newFirefoxPerson } from './firefox.ts';
import type { Conditions } from './relay.ts';
import { type Sightings, takeSightings, watchTileClocks } from './tileClock.ts';

/** Conditions of one publisher's network and clock. */
export type Uplink = Partial<Conditions> & {
  /** Error of its page's clock, ms; `setClock` changes it later. */
  clockOffMs?: number;
  /** Its frames have no abs-capture-time, as from a browser that sends none. */
  hasNoCaptureTime?: boolean;
  wish?: PhoneWish;
};

export type SyncRig = {
  evening: Evening;
  phones: Phone[];
  /** In Firefox a Puppeteer page: `evaluate` and `keyboard.press` are the same. */
  viewer: Page;
  /** Perspective of each phone, in their order. */
  ids: string[];
  /** All sightings since the viewer's page opened. */
  seen(): Promise<Sightings>;
  /** This machine's clock, as in pictures and sightings; ms since 1970. */
  now(): number;
  setClock(phone: number, offMs: number): Promise<void>;
  close(): Promise<void>;
};

declare global {
  interface Window {
    __clockOffMs?: number;
  }
}

/** Small, so that encoding and decoding on two cores do not distort the measurement. */
const picture = { width: 320, height: 180, fps: 20, layers: 1, scene: 'plain' as const };

async function preparePerson(evening: Evening, { clockOffMs = 0, hasNoCaptureTime = false }: Uplink) {
  const person = await newPerson(evening.browser, { size: { width: 390, height: 844 } });
  await person.addInitScript((offMs) => {
    window.__clockOffMs = offMs;
    const trueOrigin = performance.timeOrigin;
    Object.defineProperty(performance, 'timeOrigin', { get: () => trueOrigin + (window.__clockOffMs ?? 0) });
  }, clockOffMs);
  if (hasNoCaptureTime) {
    await person.addInitScript(() => {
      const original = RTCPeerConnection.prototype.setLocalDescription;
      RTCPeerConnection.prototype.setLocalDescription = function (description?: RTCLocalSessionDescriptionInit) {
        const sdp = description?.sdp?.replace(/a=extmap:\d+ \S*abs-capture-time\r\n/g, '');
        return Reflect.apply(original, this, description ? [{ ...description, sdp }] : []);
      };
    });
  }
  return person;
}

export type ViewerBrowser = 'chromium' | 'firefox';

/** The viewer's page, and what closes its browser if that is not the phones'. */
async function openViewer(evening: Evening, browser: ViewerBrowser, watch: Watch, url: string) {
  if (browser === 'chromium') {
    const person = await newPerson(evening.browser);
    await watch(person);
    const viewer = await person.newPage();
    await viewer.goto(url);
    return { viewer, close: async () => undefined };
  }
  const firefox = await launchFirefox();
  try {
    const { page } = await newFirefoxPerson(firefox);
    await watch({
      addInitScript: (script: () => void, given: unknown) => page.evaluateOnNewDocument(script, given),
    } as unknown as BrowserContext);
    await page.goto(url);
    return { viewer: page as unknown as Page, close: () => firefox.close() };
  } catch (error) {
    await firefox.close();
    throw error;
  }
}

type Watch = (person: BrowserContext) => Promise<void>;

/**
 * Phones that film the virtual scene with a clock in it, each through a network of its own, and a viewer of them. `watch`
 * prepares what is recorded of the viewer's page.
 */
export async function startSyncRig(
  uplinks: readonly Uplink[],
  search = '',
  watch: Watch = watchTileClocks,
  browser: ViewerBrowser = 'chromium',
): Promise<SyncRig> {
  const evening = await startEvening({}, browser === 'firefox' ? firefoxServer : {});
  try {
    const phones: Phone[] = [];
    for (const [index, uplink] of uplinks.entries()) {
      const { clockOffMs: _, hasNoCaptureTime: __, wish = {}, ...conditions } = uplink;
      const person = await preparePerson(evening, uplink);
      const camera = { ...picture, seat: index, of: 12, timecode: 'host' as const, ...wish };
      const phone = await evening.phone(camera, { isRelayed: true, person });
      if (phone.relay) Object.assign(phone.relay.up, conditions);
      phones.push(phone);
      await until(async () => (await evening.live()) === index + 1, `phone ${index + 1} is live`);
    }
    const url = `${evening.server.url}/e/${evening.opened.event.id}${search}`;
    const { viewer, close: closeViewer } = await openViewer(evening, browser, watch, url);
    const reply = await fetch(`${evening.server.url}/api/events/${evening.opened.event.id}/perspectives`);
    const { perspectives } = (await reply.json()) as { perspectives: { id: string; label: string }[] };
    // A virtual phone is labelled with its seat.
    const ids = uplinks.map((_, seat) => perspectives.find(({ label }) => label === en.demo.seats[seat])?.id ?? '');
    const all: Sightings = new Map();
    return {
      evening,
      phones,
      viewer,
      ids,
      now: () => performance.timeOrigin + performance.now(),
      async seen() {
        for (const [id, fresh] of await takeSightings(viewer)) all.set(id, [...(all.get(id) ?? []), ...fresh]);
        return all;
      },
      async setClock(phone, offMs) {
        await phones[phone]?.page.evaluate((off) => {
          window.__clockOffMs = off;
        }, offMs);
      },
      async close() {
        await closeViewer();
        await evening.close();
      },
    };
  } catch (error) {
    await evening.close();
    throw error;
  }
}
