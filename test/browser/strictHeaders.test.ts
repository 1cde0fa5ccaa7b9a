import { afterAll, describe, expect, it } from 'vitest';
import { complaintsOf, newPerson } from '../support/browser.ts';
import { startEvening, until } from '../support/evening.ts';

const evening = await startEvening();
afterAll(() => evening.close());
const { event, token } = evening.opened;

const pages = {
  home: '/',
  watch: `/e/${event.id}`,
  live: `/e/${event.id}/live?camera=virtual&width=320&height=180&fps=5&layers=1&auto=1`,
  moderate: `/e/${event.id}/moderate#token=${token}`,
  demo: '/demo',
};

describe('under the strictest headers that browsers know', () => {
  it.each(Object.entries(pages))('the page %s works, and makes no requests to others', async (_, path) => {
    const person = await newPerson(evening.browser);
    const page = await person.newPage();
    const complaints = complaintsOf(page);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('websocket', (socket) => asked.push(socket.url()));
    const reply = await page.goto(evening.server.url + path);
    const policy = reply?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    await until(async () => ((await page.locator('#page').textContent()) ?? '').length > 20, 'the page says something');
    // Pages load some things late: a worker, the first stills.
    await page.waitForTimeout(2_500);
    const { host } = new URL(evening.server.url);
    const own = [`http://${host}/`, `ws://${host}/`, `blob:http://${host}/`];
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((url) => !own.some((start) => url.startsWith(start)))).toEqual([]);
    expect(complaints).toEqual([]);
    await person.close();
  });
});
