import type { GridMode } from '../../shared/gridLayout.ts';
import { isPerspectiveId } from '../../shared/ids.ts';
import type { SyncMode } from '../sync/gridClock.ts';
import { createValue, type Value } from '../value.ts';

/** How one viewer arranges an event. Ids of absent perspectives are kept, since they may return. */
export type Arrangement = {
  mode: GridMode;
  focus: string | null;
  order: readonly string[];
  /** At most one perspective is audible. */
  heard: string | null;
  sync: SyncMode;
};

const idOf = (text: string | null): string | null => (text && isPerspectiveId(text) ? text : null);

/** Most ids in a link's order: four full grids. */
const maxOrder = 100;

export function parseArrangement(search: string): Arrangement {
  const query = new URLSearchParams(search);
  const order = (query.get('order') ?? '').split(',').filter((text) => idOf(text) !== null);
  return {
    mode: query.get('mode') === 'focus' ? 'focus' : 'even',
    focus: idOf(query.get('focus')),
    order: [...new Set(order)].slice(0, maxOrder),
    heard: idOf(query.get('sound')),
    sync: query.get('sync') === 'live' ? 'live' : 'together',
  };
}

/** The query string with the arrangement written into it; unrelated parameters stay. */
export function writeArrangement({ mode, focus, order, heard, sync }: Arrangement, search: string): string {
  const query = new URLSearchParams(search);
  const put = (name: string, text: string | null) => (text ? query.set(name, text) : query.delete(name));
  put('mode', mode === 'focus' ? mode : null);
  put('focus', focus);
  put('order', order.join(',') || null);
  put('sound', heard);
  put('sync', sync === 'live' ? sync : null);
  // Commas are legal in a query, and people trust a link that they can read.
  const text = query.toString().replaceAll('%2C', ',');
  return text && `?${text}`;
}

export type KeptArrangement = {
  value: Value<Arrangement>;
  change(part: Partial<Arrangement>): void;
  /** Follows the browser's back and forward buttons; returns its stop. */
  open(): () => void;
};

/** Keeps the arrangement in the URL, so that a reload or a shared link shows the same. */
export function keepArrangement(): KeptArrangement {
  const value = createValue(parseArrangement(location.search));
  return {
    value,
    change(part) {
      value.change((now) => ({ ...now, ...part }));
      // Keep the fragment: it may hold a moderator's token.
      const address = `${location.pathname}${writeArrangement(value.get(), location.search)}${location.hash}`;
      try {
        history.replaceState(history.state, '', address);
      } catch {
        // Safari throws after 100 changes within 30 s; the next change writes all of it.
      }
    },
    open() {
      const reread = () => value.set(parseArrangement(location.search));
      window.addEventListener('popstate', reread);
      return () => window.removeEventListener('popstate', reread);
    },
  };
}
