import { afterAll, describe, expect, it } from 'vitest';
import { startEvening, until } from '../support/evening.ts';

const evening = await startEvening();
afterAll(() => evening.close());
const { event } = evening.opened;

type Listed = { clock: { cameraDelayMs: number } | null };
const perspectives = async (): Promise<Listed[]> =>
  (await (await fetch(`${evening.server.url}/api/events/${event.id}/perspectives`)).json()).perspectives;

describe('a sync check', () => {
  it('finds how late a camera is, and tells the server', async () => {
    const delay = 120;
    const { page } = await evening.phone({ scene: 'clock', delay, width: 320, height: 180, layers: 1 });
    await until(async () => (await evening.live()) === 1, 'the phone is live');
    await page.getByRole('button', { name: 'Sync check' }).click();
    await page.getByRole('button', { name: 'Film the clock' }).click();
    const found = page.getByText(/Your camera is \d+ ms late/);
    await found.waitFor();
    const shown = Number(/(\d+) ms late/.exec((await found.textContent()) ?? '')?.[1]);
    await until(async () => ((await perspectives())[0]?.clock?.cameraDelayMs ?? 0) > 0, 'the server knows it');
    const known = (await perspectives())[0]?.clock?.cameraDelayMs ?? 0;
    expect(Math.round(known)).toBe(shown);
    // Not before it was filmed, less a frame; a busy machine draws and reads it later.
    expect(known).toBeGreaterThan(delay - 40);
    expect(known).toBeLessThan(1_000);
  });

  it('says so when the clock is not in the picture', async () => {
    const { page } = await evening.phone({ scene: 'plain', seat: 5, width: 320, height: 180, layers: 1 });
    await page.getByRole('button', { name: 'Sync check' }).click();
    await page.getByRole('button', { name: 'Film the clock' }).click();
    await page.getByText('The clock was not in the middle of the picture').waitFor();
  });

  it('is made with a page that shows the server’s clock', async () => {
    const page = await evening.viewer();
    await page.goto(`${evening.server.url}/e/${event.id}/clock`);
    await page.locator('.sync-clock[data-ready="true"]').waitFor();
    const colour = () => page.locator('.sync-clock').evaluate((clock) => getComputedStyle(clock).backgroundColor);
    const first = await colour();
    await until(async () => (await colour()) !== first, 'the colour changes');
  });
});
