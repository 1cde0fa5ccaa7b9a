import { maxTiles } from '../../shared/conversations/viewer.ts';
import { type DecodedFrames, firstLimit, nextLimit } from '../../shared/tileLimit.ts';
import { createValue, type Value } from '../value.ts';

const lookEveryMs = 2_000;

/** How many tiles this device shows at once, as it proves able to. */
export function followTileLimit(look: () => Promise<{ shown: number; frames: DecodedFrames } | null>) {
  let state = firstLimit(maxTiles, navigator.hardwareConcurrency ?? 4, screen.width);
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
