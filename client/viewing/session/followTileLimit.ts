import { type DecodedFrames, firstLimit, leastTiles, maxTiles, nextLimit } from '../../../shared/tileLimit.ts';
import { createValue, type Value } from '../../value.ts';

const lookEveryMs = 2_000;

/** An address may ask for fewer at once: `?tiles=9`. */
function wishedIn(search: string): number {
  const wished = Math.floor(Number(new URLSearchParams(search).get('tiles')));
  return wished >= leastTiles && wished < maxTiles ? wished : maxTiles;
}

/** How many tiles this device shows at once, as it proves able to. */
export function followTileLimit(look: () => Promise<{ shown: number; frames: DecodedFrames } | null>) {
  let state = firstLimit(wishedIn(location.search), navigator.hardwareConcurrency ?? 4, screen.width);
  const limit = createValue(state.limit);
  const looking = setInterval(async () => {
    // A page in the background is throttled, which says nothing of what it can.
    if (document.visibilityState === 'hidden') return;
    const found = await look().catch(() => null);
    if (!found) return;
    state = nextLimit(state, found.shown, found.frames);
    limit.set(state.limit);
  }, lookEveryMs);
  return { limit: limit as Value<number>, close: () => clearInterval(looking) };
}
