type Area = 'localStorage' | 'sessionStorage';

/** Stands in where storage is forbidden (private windows, settings), for as long as the page is open. */
const memory = new Map<string, string>();

export function read(area: Area, key: string): string | null {
  try {
    return window[area].getItem(key);
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Null where nothing is stored, or no JSON. */
export function readJson(area: Area, key: string): unknown {
  try {
    return JSON.parse(read(area, key) ?? 'null');
  } catch {
    return null;
  }
}

export function write(area: Area, key: string, text: string | null): void {
  try {
    if (text === null) window[area].removeItem(key);
    else window[area].setItem(key, text);
  } catch {
    if (text === null) memory.delete(key);
    else memory.set(key, text);
  }
}

/** Whether anything is stored under a key that begins so. */
export function hasKeyFrom(area: Area, start: string): boolean {
  try {
    return Object.keys(window[area]).some((key) => key.startsWith(start));
  } catch {
    return [...memory.keys()].some((key) => key.startsWith(start));
  }
}
