import { afterEach, describe, expect, it, vi } from 'vitest';

/** The module, as a page at this address has it; the server answers with `reply`. */
async function openedAt(href: string, reply?: object) {
  vi.resetModules();
  vi.stubGlobal('location', new URL(href));
  vi.stubGlobal('navigator', { languages: ['en'] });
  const answer = async () => {
    if (!reply) throw new TypeError('no network');
    return new Response(JSON.stringify(reply));
  };
  vi.stubGlobal('fetch', vi.fn(answer));
  const module = await import('../../client/ui/shareLink.ts');
  return { ...module, asked: () => vi.mocked(fetch).mock.calls.length };
}
afterEach(() => vi.unstubAllGlobals());

describe('links and codes for phones', () => {
  it('have the address that phones reach, on a page opened at localhost', async () => {
    const page = await openedAt('http://localhost:3000/', { origin: 'https://192.168.1.7:3000', isForwarded: false });
    expect(page.uselessBecause(page.shareLink('/e/a'))).toBe('asking');
    await vi.waitFor(() => expect(page.shareLink('/e/a')).toBe('https://192.168.1.7:3000/e/a'));
    for (const path of ['/e/a', '/e/a/live']) expect(page.uselessBecause(page.shareLink(path))).toBeNull();
  });

  it('over http lead to pages to watch, and to no camera', async () => {
    const page = await openedAt('http://192.168.1.7:3000/');
    expect(page.uselessBecause(page.shareLink('/e/a'))).toBeNull();
    expect(page.uselessBecause(page.shareLink('/e/a/moderate#token=x/live'))).toBeNull();
    expect(page.uselessBecause(page.shareLink('/e/a/live'))).toBe('filmsNot');
    expect(page.uselessBecause('https://192.168.1.7:3000/e/a/live')).toBeNull();
    expect(page.asked()).toBe(0);
  });

  it('behind a forwarded port say that nobody else can open this address', async () => {
    const page = await openedAt('http://localhost:8080/', { origin: null, isForwarded: true });
    page.shareLink('/e/a');
    await vi.waitFor(() => expect(page.uselessBecause(page.shareLink('/e/a'))).toBe('forwarded'));
  });

  it('are for this machine alone if the server listens for it alone, or does not answer', async () => {
    for (const reply of [{ origin: null, isForwarded: false }, undefined]) {
      const page = await openedAt('http://127.0.0.1:3000/', reply);
      page.shareLink('/e/a');
      await vi.waitFor(() => expect(page.uselessBecause('http://127.0.0.1:3000/e/a/live')).toBe('unreachable'));
    }
  });
});
