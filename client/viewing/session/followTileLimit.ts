import { type DecodedFrames, firstLimit, maxTiles, minTiles, nextLimit } from '../../../shared/tileLimit.ts';
import { createValue, type Value } from '../../value.ts';

const checkEveryMs = 2_000;

/** The page's address may ask for fewer: `?tiles=9`. */
function wishedIn(search: string): number {
  const wished = Math.floor(Number(new URLSearchParams(search).get('tiles')));
  return wished >= minTiles && wished < maxTiles ? wished : maxTiles;
}

/** How many tiles to show at once: as many as this device has proved able to decode. */
export function followTileLimit(readDecoding: () => Promise<{ shown: number; frames: DecodedFrames } | null>) {
  let state = firstLimit(wishedIn(location.search), navigator.hardwareConcurrency ?? 4, screen.width);
  const limit = createValue(state.limit);
  const timer = setInterval(async () => {
    // A page in the background is throttled, which says nothing about the device.
    if (document.visibilityState === 'hidden') return;
    const found = await readDecoding().catch(() => null);
    if (!found) return;
    state = nextLimit(state, found.shown, found.frames);
    limit.set(state.limit);
  }, checkEveryMs);
  return { limit: limit as Value<number>, close: () => clearInterval(timer) };
}
