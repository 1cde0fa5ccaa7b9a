/** Storage may be forbidden (private windows, settings): then a page remembers for as long as it is open. */
const without = new Map<string, string>();

export function read(storage: 'localStorage' | 'sessionStorage', key: string): string | null {
  try {
    return window[storage].getItem(key);
  } catch {
    return without.get(key) ?? null;
  }
}

export function write(storage: 'localStorage' | 'sessionStorage', key: string, text: string | null): void {
  try {
    if (text === null) window[storage].removeItem(key);
    else window[storage].setItem(key, text);
  } catch {
    if (text === null) without.delete(key);
    else without.set(key, text);
  }
}
