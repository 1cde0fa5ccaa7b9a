import { type Browser, chromium } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { browserFlags, newPerson } from '../support/browser.ts';
import { startEvening } from '../support/evening.ts';
import { openSocket } from '../support/socket.ts';

const closes: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closes.reverse()) await close();
});

/** A browser that can be killed or stopped as a whole. */
async function mortal(): Promise<{ browser: Browser; signal(name: NodeJS.Signals): void }> {
  const executablePath = process.env.CHROMIUM_BIN ?? '/usr/bin/chromium';
  const server = await chromium.launchServer({ executablePath, args: [...browserFlags], headless: true });
  const pid = server.process().pid ?? 0;
  let isAlive = true;
  const signal = (name: NodeJS.Signals) => {
    // It leads its own process group.
    if (isAlive) process.kill(-pid, name);
    isAlive &&= name !== 'SIGKILL';
  };
  closes.push(() => signal('SIGKILL'));
  return { browser: await chromium.connect(server.wsEndpoint()), signal };
}

it('a phone whose browser is killed, or stopped while paused, is gone within 15 s; one that is only paused stays', async () => {
  const evening = await startEvening();
  closes.push(() => evening.close());
  const viewer = await openSocket(evening.server.url, 'viewer', { event: evening.opened.event.id });
  closes.push(() => viewer.close());
  await viewer.must('watch', {});
  const list = async () =>
    (await viewer.must<{ perspectives: Perspective[] }>('watch', {})).perspectives.map(({ id }) => id);

  const small = { width: 320, height: 180, fps: 6, layers: 1 };
  const [killed, stopped] = [await mortal(), await mortal()];
  const film = async (browser: Browser) => {
    const before = new Set(await list());
    const { page } = await evening.phone(small, { person: await newPerson(browser) });
    const { id } = await viewer.nextNotice<Perspective>(
      'perspectiveChanged',
      ({ id, state }) => state === 'live' && !before.has(id),
    );
    return { page, id };
  };
  const phones = {
    killed: await film(killed.browser),
    stopped: await film(stopped.browser),
    paused: await film(evening.browser),
  };
  for (const { page, id } of [phones.stopped, phones.paused]) {
    await page.getByRole('button', { name: 'My video' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await viewer.nextNotice<Perspective>(
      'perspectiveChanged',
      (each) => each.id === id && !each.media.video && !each.media.audio,
    );
  }
  const vanishedAt = performance.now();
  killed.signal('SIGKILL');
  // As with a cut network no connection is closed: only ICE consent expires.
  stopped.signal('SIGSTOP');
  for (const { id } of [phones.killed, phones.stopped]) {
    await viewer.nextNotice<{ id: string }>('perspectiveGone', (gone) => gone.id === id);
    expect(performance.now() - vanishedAt).toBeLessThan(15_000);
  }
  expect(await list()).toEqual([phones.paused.id]);
});
