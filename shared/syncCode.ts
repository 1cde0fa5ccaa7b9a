/**
 * A clock in colours: a screen fades between two colours in a sequence that is different at every instant. From the
 * colours alone, at any angle, it can be found when a camera filmed the screen. Both are equally bright, so that
 * nothing flashes (WCAG 2.3.1).
 */

/** How long it takes to fade to the next colour, ms: three frames of a phone. */
export const chipMs = 100;

/** Both have the relative luminance 0.24. */
export const syncColours = { off: [0, 138, 74], on: [46, 122, 255] } as const;

/** From setting a colour until the screen shows it: a refresh, and the panel's response time; ms, typical. */
export const screenDelayMs = 24;

/** A chip's colour, 0 or 1, by a hash (Murmur3's finaliser): no two seconds of an hour have the same sequence. */
function chipAt(index: number): number {
  let h = index >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) & 1;
}

/** The screen's level at an instant of the server's clock (ms): 0 is one colour, 1 the other, and between is a fade. */
export function syncLevelAt(ms: number): number {
  const at = ms / chipMs;
  const index = Math.floor(at);
  const share = at - index;
  const from = chipAt(index % 2 ** 32);
  const to = chipAt((index + 1) % 2 ** 32);
  return from + ((to - from) * (1 - Math.cos(Math.PI * share))) / 2;
}

/** How blue rather than green a picture's mean colour is. `findDelay` correlates, so offset and gain do not matter. */
export const levelOf = (red: number, green: number, blue: number): number => (blue - green) / (red + green + blue + 1);

/** One filmed frame: its capture time on the server's clock, ms, and how blue it is. */
export type FilmedLevel = { at: number; level: number };
export type FoundDelay = { delayMs: number; likeness: number };

/** The largest delay that is tried, ms: no phone's camera has more. */
const slowestMs = 600;
/** Frames that it takes for a reliable correlation: about a second. */
const minFrames = 30;
/** With less, something else was filmed. */
const minLikeness = 0.75;

/** Pearson's correlation of what was filmed with what was shown this much earlier, −1 to 1. */
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

/** The camera's delay, from two seconds of filming the screen; null if the screen was not in the picture. */
export function findDelay(filmed: readonly FilmedLevel[]): FoundDelay | null {
  if (filmed.length < minFrames) return null;
  let best: FoundDelay = { delayMs: 0, likeness: -1 };
  for (let delayMs = 0; delayMs <= slowestMs; delayMs += 1) {
    const likeness = likenessAt(filmed, delayMs);
    if (likeness > best.likeness) best = { delayMs, likeness };
  }
  if (best.likeness < minLikeness) return null;
  return { ...best, delayMs: Math.max(0, best.delayMs - screenDelayMs) };
}
