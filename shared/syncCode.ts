/**
 * A clock in colours: a screen that fades between two of them in an order that only one instant has. A camera that films
 * it, however askew, tells from its colours alone when it filmed what it sends. Both colours are equally bright, so that
 * nothing flashes (WCAG 2.3.1).
 */

/** How long a colour lasts before it fades on, ms: three frames of a phone. */
export const chipMs = 100;

/** As bright as each other: relative luminance 0.24. */
export const syncColours = { off: [0, 138, 74], on: [46, 122, 255] } as const;

/** From the screen being told its colour until it shows it: a refresh, and the panel's own response; ms, typical. */
export const screenDelayMs = 24;

/** A chip's colour, 0 or 1, scattered by a hash so that no two seconds of an hour are alike (after Murmur3's finaliser). */
function chipAt(index: number): number {
  let h = index >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) & 1;
}

/** What a screen shows at an instant of the server's time, ms: 0 the one colour, 1 the other, between while it fades. */
export function syncLevelAt(ms: number): number {
  const at = ms / chipMs;
  const index = Math.floor(at);
  const share = at - index;
  const from = chipAt(index % 2 ** 32);
  const to = chipAt((index + 1) % 2 ** 32);
  return from + ((to - from) * (1 - Math.cos(Math.PI * share))) / 2;
}

/** How blue rather than green a picture's mean colour is; white balance and exposure do not matter to `findDelay`. */
export const levelOf = (red: number, green: number, blue: number): number => (blue - green) / (red + green + blue + 1);

/** One filmed frame: when it says it was taken, on the server's clock (ms), and how blue it is. */
export type FilmedLevel = { at: number; level: number };
export type FoundDelay = { delayMs: number; likeness: number };

/** A camera that is slower than this is not one that anybody films an event with, ms. */
const slowestMs = 600;
/** Half a second of frames says little; this many say enough. */
const leastFrames = 30;
/** Below this what was filmed was something else. */
const leastLikeness = 0.75;

/** How alike what was filmed is to what was shown so much earlier: Pearson's correlation, −1 to 1. */
function likenessAt(filmed: readonly FilmedLevel[], delayMs: number): number {
  const shown = filmed.map(({ at }) => syncLevelAt(at - delayMs));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanFilmed = mean(filmed.map(({ level }) => level));
  const meanShown = mean(shown);
  let both = 0;
  let ofFilmed = 0;
  let ofShown = 0;
  for (const [index, { level }] of filmed.entries()) {
    const a = level - meanFilmed;
    const b = (shown[index] ?? 0) - meanShown;
    both += a * b;
    ofFilmed += a * a;
    ofShown += b * b;
  }
  return ofFilmed > 0 && ofShown > 0 ? both / Math.sqrt(ofFilmed * ofShown) : 0;
}

/** By how much a camera is late, from two seconds of filming the screen; null where it did not see it. */
export function findDelay(filmed: readonly FilmedLevel[]): FoundDelay | null {
  if (filmed.length < leastFrames) return null;
  let best: FoundDelay = { delayMs: 0, likeness: -1 };
  for (let delayMs = 0; delayMs <= slowestMs; delayMs += 1) {
    const likeness = likenessAt(filmed, delayMs);
    if (likeness > best.likeness) best = { delayMs, likeness };
  }
  if (best.likeness < leastLikeness) return null;
  return { ...best, delayMs: Math.max(0, best.delayMs - screenDelayMs) };
}
