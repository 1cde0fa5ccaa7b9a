import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Pages of these versions, one after the other in one tab; whether each reloaded. */
async function pagesOf(...versions: number[]): Promise<boolean[]> {
  const reloaded: boolean[] = [];
  for (const protocolVersion of versions) {
    vi.resetModules();
    vi.doMock('../../shared/wire.ts', () => ({ protocolVersion }));
    const { reloadOnce } = await import('../../client/connection/reloadOnce.ts');
    reloaded.push(reloadOnce());
  }
  return reloaded;
}

describe('a page of another version than the server reloads', () => {
  const stored = new Map<string, string>();
  const reload = vi.fn();
  beforeEach(() => {
    stored.clear();
    reload.mockClear();
    vi.stubGlobal('location', { reload });
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => void stored.set(key, text),
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.doUnmock('../../shared/wire.ts');
  });

  it('once, though a cache serves the same page again', async () => {
    expect(await pagesOf(1, 1, 1)).toEqual([true, false, false]);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('once for each version, though servers of two versions answer in turns', async () => {
    expect(await pagesOf(2, 1, 2, 1)).toEqual([true, true, false, false]);
  });

  it('never where nothing can be remembered', async () => {
    vi.stubGlobal('sessionStorage', undefined);
    expect(await pagesOf(1)).toEqual([false]);
    expect(reload).not.toHaveBeenCalled();
  });
});
