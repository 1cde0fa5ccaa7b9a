import { type OutOfSight, whatFlows } from '../../../shared/layers.ts';
import { inOwnWindow } from '../../media/pictureInPicture.ts';
import { hasSameTiles, isSame, type Wish } from './wish.ts';

/** A resized window sends one wish, not fifty (LiveKit's value). */
const sizeDebounceMs = 100;

export type WishKeeper = {
  /** States the whole wish. */
  want(asked: Wish): void;
  /** What was stated last; null before. */
  asked(): Wish | null;
  /** The wish with a delay: a tile stays visible for 2 s after it is scrolled away. */
  wish(): Wish | null;
  /** There is a new downlink; `sent` is what it was opened with. */
  begin(sent: Wish | null): void;
  /** The wish if it differs from the last one sent; it counts as sent then. */
  takeUnsent(): Wish | null;
  close(): void;
};

/** Derives the wish to send from what the grid asks for; `onChanged` is called when it has changed. */
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
    const inSight = new Map(
      tiles.map(({ perspective, visible }) => [
        perspective,
        inOwnWindow.get() === perspective || (visible && !isPageHidden),
      ]),
    );
    const flowing = whatFlows(outOfSight, inSight, performance.now());
    outOfSight = flowing.outOfSight;
    if (flowing.againInMs !== null) sightTimer = setTimeout(update, flowing.againInMs);
    change({ tiles: tiles.map((tile) => ({ ...tile, visible: flowing.flows(tile.perspective) })), heard });
  };
  document.addEventListener('visibilitychange', update);
  const stopFollowing = inOwnWindow.follow(update);

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
      stopFollowing();
      document.removeEventListener('visibilitychange', update);
    },
  };
}
