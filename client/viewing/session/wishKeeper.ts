import { type OutOfSight, whatFlows } from '../../../shared/layers.ts';
import { hasSameTiles, isSame, type Wish } from './wish.ts';

/** Mere sizes wait so long for the next: a drag at a window's edge is one wish, not fifty (LiveKit waits as long). */
const sizeDebounceMs = 100;

export type WishKeeper = {
  /** States the whole wish. */
  want(asked: Wish): void;
  /** What was stated last; null before. */
  asked(): Wish | null;
  /** What is to flow: a tile that has just gone out of sight flows for a moment longer. */
  wish(): Wish | null;
  /** There is a new downlink; `sent` is what it was opened with. */
  begin(sent: Wish | null): void;
  /** The wish if it differs from the last one sent; it counts as sent then. */
  takeUnsent(): Wish | null;
  close(): void;
};

/** Works out what the server should be asked for; `onChanged` is called when that has changed. */
export function createWishKeeper(onChanged: () => void): WishKeeper {
  let asked: Wish | null = null;
  let wish: Wish | null = null;
  let sent: Wish | null = null;
  let outOfSight: OutOfSight = new Map();
  let sightTimer: ReturnType<typeof setTimeout> | undefined;
  let sizeTimer: ReturnType<typeof setTimeout> | undefined;

  const change = (next: Wish) => {
    const last = wish;
    if (isSame(last, next)) return;
    wish = next;
    clearTimeout(sizeTimer);
    if (!hasSameTiles(last, next)) onChanged();
    else sizeTimer = setTimeout(onChanged, sizeDebounceMs);
  };
  const update = () => {
    clearTimeout(sightTimer);
    if (!asked) return;
    const { tiles, heard } = asked;
    const isPageHidden = document.visibilityState === 'hidden';
    const inSight = new Map(tiles.map(({ perspective, visible }) => [perspective, visible && !isPageHidden]));
    const flowing = whatFlows(outOfSight, inSight, performance.now());
    outOfSight = flowing.outOfSight;
    if (flowing.againInMs !== null) sightTimer = setTimeout(update, flowing.againInMs);
    change({ tiles: tiles.map((tile) => ({ ...tile, visible: flowing.flows(tile.perspective) })), heard });
  };
  document.addEventListener('visibilitychange', update);

  return {
    asked: () => asked,
    wish: () => wish,
    want(next) {
      asked = next;
      update();
    },
    begin(openedWith) {
      sent = openedWith;
      asked ??= openedWith;
      update();
    },
    takeUnsent() {
      if (!wish || isSame(wish, sent)) return null;
      sent = wish;
      return wish;
    },
    close() {
      clearTimeout(sightTimer);
      clearTimeout(sizeTimer);
      document.removeEventListener('visibilitychange', update);
    },
  };
}
