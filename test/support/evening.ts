import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { NewEvent } from '../../shared/domain.ts';
import type { OpenedReply } from '../../shared/restApi.ts';
import { launchBrowser, newPerson, type PersonOptions, throughRelay } from './browser.ts';
import { type Relay, startRelay } from './relay.ts';
import { type RunningServer, type ServerOptions, startServer } from './server.ts';

/** Query of a virtual phone's page; see `cameraWish`. */
export type PhoneWish = Partial<{
  camera: 'virtual' | 'device';
  seat: number;
  of: number;
  scene: 'concert' | 'plain' | 'clock';
  timecode: 1 | 'host';
  width: number;
  height: number;
  fps: number;
  layers: number;
  delay: number;
  auto: 0 | 1;
}>;

export type Phone = { page: Page; person: BrowserContext; relay: Relay | null };

/** A server, an event, and phones and viewers in a real browser. */
export type Evening = {
  server: RunningServer;
  opened: OpenedReply;
  browser: Browser;
  /** A phone that goes live with the virtual camera; `isRelayed` gives it a simulated network. */
  phone(wish?: PhoneWish, options?: { isRelayed?: boolean; origin?: string; person?: BrowserContext }): Promise<Phone>;
  /** A viewer's page, on the event; `search` is its query. */
  viewer(search?: string, options?: PersonOptions): Promise<Page>;
  /** How many perspectives the server lists as live. */
  live(): Promise<number>;
  close(): Promise<void>;
};

export async function startEvening(wish: Partial<NewEvent> = {}, options: ServerOptions = {}): Promise<Evening> {
  const server = await startServer(options);
  const closes: (() => unknown)[] = [() => server.close()];
  const close = async () => {
    for (const each of closes.splice(0).reverse()) await each();
  };
  try {
    const browser = await launchBrowser();
    closes.push(() => browser.close());
    const reply = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'A concert', ...wish }),
    });
    const opened = (await reply.json()) as OpenedReply;
    const { id } = opened.event;
    let relays = 0;
    return {
      server,
      opened,
      browser,
      async phone(camera = {}, { isRelayed = false, origin = server.url, person: known } = {}) {
        const person = known ?? (await newPerson(browser, { size: { width: 390, height: 844 } }));
        relays += 1;
        const relay = isRelayed ? await startRelay(server.rtcPort, relays) : null;
        if (relay) {
          closes.push(() => relay.close());
          await throughRelay(person, server.rtcPort, relay.port);
        }
        const page = await person.newPage();
        const query = new URLSearchParams({ camera: 'virtual', auto: '1' });
        for (const [name, value] of Object.entries(camera)) query.set(name, String(value));
        await page.goto(`${origin}/e/${id}/live?${query}`);
        return { page, person, relay };
      },
      async viewer(search = '', viewing = {}) {
        const page = await (await newPerson(browser, viewing)).newPage();
        await page.goto(`${server.url}/e/${id}${search}`);
        return page;
      },
      async live() {
        const { perspectives } = await (await fetch(`${server.url}/api/events/${id}/perspectives`)).json();
        return perspectives.filter(({ state }: { state: string }) => state === 'live').length;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** As long as Playwright's own timeouts: enough for a busy machine. */
const untilMs = 30_000;

/** Polls until the condition holds. */
export async function until(isSo: () => Promise<boolean> | boolean, what: string, withinMs = untilMs): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
