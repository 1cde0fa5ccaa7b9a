/** How many tiles a device shows at once: as many as it proves able to decode. */

/** Tiles one viewer may have open at once. */
export const maxTiles = 25;
/** Stills one viewer may follow at once: all the perspectives that an event takes by default. */
export const maxStills = 60;
/** Fewer make no grid. */
export const leastTiles = 4;
/** A picture is strained for when so many frames that came were not decoded … */
const strainedShare = 0.2;
/** … in so many looks on end: one may be a hiccup. */
const strainedLooks = 2;
/** So much is given up at a time. */
const giveUp = 0.25;
/** After so many easy looks one more tile is tried; after each failure, twice as many. */
const easyLooks = 15;
const mostEasyLooks = 240;
/** Fewer frames say nothing. */
const leastFrames = 20;

export type TileLimit = { most: number; limit: number; strained: number; easy: number; tryAfter: number };
/** Frames that came, and were decoded, since the last look. */
export type DecodedFrames = { received: number; decoded: number };

/** What is tried first: desktops decode what fits their screens, phones and small machines rather less. */
export function firstLimit(most: number, cores: number, screenWidthPx: number): TileLimit {
  const first = screenWidthPx < 600 ? 12 : cores <= 2 ? 16 : most;
  return { most: Math.min(most, first), limit: Math.min(most, first), strained: 0, easy: 0, tryAfter: easyLooks };
}

/** The limit after a look, while so many tiles are shown. */
export function nextLimit(now: TileLimit, shown: number, { received, decoded }: DecodedFrames): TileLimit {
  if (received < leastFrames) return now;
  const strained = decoded < received * (1 - strainedShare) ? now.strained + 1 : 0;
  if (strained >= strainedLooks) {
    const limit = Math.max(leastTiles, Math.floor(Math.min(shown, now.limit) * (1 - giveUp)));
    return { ...now, limit, strained: 0, easy: 0, tryAfter: Math.min(mostEasyLooks, now.tryAfter * 2) };
  }
  if (strained > 0) return { ...now, strained, easy: 0 };
  const isFull = shown >= now.limit && now.limit < now.most;
  const easy = isFull ? now.easy + 1 : 0;
  return easy >= now.tryAfter ? { ...now, limit: now.limit + 1, strained: 0, easy: 0 } : { ...now, strained: 0, easy };
}
