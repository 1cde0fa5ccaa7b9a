import { type DeviceLoad, firstLimits, nextLimits, type ShownLimits } from '../../../shared/deviceLimits.ts';
import { maxTiles, minTiles } from '../../../shared/tileLimit.ts';
import type { Decoded } from '../../media/decoded.ts';
import { read, write } from '../../storage.ts';
import type { GridClock } from '../../sync/gridClock.ts';
import { createValue, type Value } from '../../value.ts';
import { watchThread } from './threadLoad.ts';

const checkEveryMs = 700;
/** Statistics that take longer are left out of a check: the rest tells as well. */
const statsWithinMs = 1_000;

/** Where a viewer has said that this page shows all, however busy the device is. */
const showsAllKey = 'polyscope.showsAll';

export type Device = {
  /** What this device can show, all of one instant. */
  limits: Value<ShownLimits>;
  /** Whether the viewer has said that all is shown, as far as it goes. */
  showsAll: Value<boolean>;
  /** Shows all from now on, or again what this device is found to be able to. */
  setShowsAll(showsAll: boolean): void;
  close(): void;
};

type Parts = {
  grid: Pick<GridClock, 'figure' | 'mode' | 'shownFrames'>;
  /** Tiles whose frames are to be expected. */
  flowing(): Pick<DeviceLoad, 'shown' | 'hasFrameLayers' | 'hasSizeLayers'>;
  /** Frames since the last call; null without a downlink. */
  readDecoded(): Promise<Decoded | null>;
};

/** The page's address may ask for fewer: `?tiles=9`. */
function wishedIn(search: string): number {
  const wished = Math.floor(Number(new URLSearchParams(search).get('tiles')));
  return wished >= minTiles && wished < maxTiles ? wished : maxTiles;
}

const isSame = (a: ShownLimits, b: ShownLimits) =>
  a.tiles === b.tiles && a.hasFewerFrames === b.hasFewerFrames && a.isSmaller === b.isSmaller;

const inTime = <T>(reading: Promise<T>): Promise<T | null> =>
  Promise.race([
    reading.catch(() => null),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), statsWithinMs)),
  ]);

/** Finds out by measuring what this device can show. */
export function followDevice({ grid, flowing, readDecoded }: Parts): Device {
  const first = firstLimits(wishedIn(location.search), navigator.hardwareConcurrency ?? 4, screen.width);
  let state = first;
  const limits = createValue<ShownLimits>(state);
  const thread = watchThread();
  let lastAt = performance.now();
  let lastFrames = grid.shownFrames();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  const showsAll = createValue(read('sessionStorage', showsAllKey) !== null);

  const readLoad = async (): Promise<DeviceLoad> => {
    const decoded = await inTime(readDecoded());
    // Measured at one moment, however long the statistics took.
    const at = performance.now();
    const frames = grid.shownFrames();
    const elapsedMs = at - lastAt;
    const load = {
      elapsedMs,
      ...flowing(),
      received: decoded?.received ?? 0,
      decoded: decoded?.decoded ?? 0,
      displayed: frames.shown - lastFrames.shown,
      late: frames.late - lastFrames.late,
      lostShare: decoded ? decoded.lost / Math.max(1, decoded.lost + decoded.packets) : 0,
      blockedShare: Math.min(1, thread.blockedMs() / Math.max(1, elapsedMs)),
      spreadMs: grid.mode.get() === 'together' ? grid.figure.get().spreadMs : null,
    };
    lastAt = at;
    lastFrames = frames;
    return load;
  };

  const check = async () => {
    const load = await readLoad();
    if (isClosed || showsAll.get()) return;
    // A page in the background is throttled, which says nothing about the device.
    if (document.visibilityState === 'visible') {
      state = nextLimits(state, load);
      if (!isSame(limits.get(), state)) limits.set(state);
    }
    checkLater();
  };
  const checkLater = () => {
    clearTimeout(timer);
    timer = setTimeout(check, checkEveryMs);
  };
  checkLater();

  return {
    limits,
    showsAll,
    setShowsAll(isSo) {
      showsAll.set(isSo);
      write('sessionStorage', showsAllKey, isSo ? 'true' : null);
      // Found out anew, from now on: what was measured before may be long ago.
      state = first;
      limits.set(first);
      if (!isSo) void readLoad().then(() => isClosed || checkLater());
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      thread.close();
    },
  };
}
