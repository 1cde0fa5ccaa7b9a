/** How many tiles a device shows at once: as many as it can decode. */

/** Tiles that one viewer may have open at once. */
export const maxTiles = 25;
/** Stills that one viewer may follow at once: of all perspectives that an event takes by default. */
export const maxStills = 60;
/** The limit does not fall below this: fewer make no grid. */
export const minTiles = 4;
/** The device is overloaded when this share of the received frames was not decoded … */
const strainedShare = 0.2;
/** … in this many checks in a row: one may be a hiccup. */
const strainedChecks = 2;
/** Share of the tiles that is dropped at a time. */
const giveUp = 0.25;
/** Checks without overload before one more tile is tried; doubled after each failure. */
const easyChecks = 15;
const maxEasyChecks = 240;
/** A check with fewer frames says nothing. */
const minFrames = 20;

export type TileLimit = { most: number; limit: number; strained: number; easy: number; tryAfter: number };
/** Frames that were received, and decoded, since the last check. */
export type DecodedFrames = { received: number; decoded: number };

/** The first limit: desktops can decode as many as fit their screens, phones and small machines fewer. */
export function firstLimit(most: number, cores: number, screenWidthPx: number): TileLimit {
  const first = screenWidthPx < 600 ? 12 : cores <= 2 ? 16 : most;
  return { most: Math.min(most, first), limit: Math.min(most, first), strained: 0, easy: 0, tryAfter: easyChecks };
}

/** The limit after a check, with this many tiles shown. */
export function nextLimit(now: TileLimit, shown: number, { received, decoded }: DecodedFrames): TileLimit {
  if (received < minFrames) return now;
  const strained = decoded < received * (1 - strainedShare) ? now.strained + 1 : 0;
  if (strained >= strainedChecks) {
    const limit = Math.max(minTiles, Math.floor(Math.min(shown, now.limit) * (1 - giveUp)));
    return { ...now, limit, strained: 0, easy: 0, tryAfter: Math.min(maxEasyChecks, now.tryAfter * 2) };
  }
  if (strained > 0) return { ...now, strained, easy: 0 };
  const isFull = shown >= now.limit && now.limit < now.most;
  const easy = isFull ? now.easy + 1 : 0;
  return easy >= now.tryAfter ? { ...now, limit: now.limit + 1, strained: 0, easy: 0 } : { ...now, strained: 0, easy };
}
