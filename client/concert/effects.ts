import { chance, clamp, mix, smooth } from './draw/number.ts';
import { type Vector, vector } from './draw/vector.ts';
import { barMs, type Moment } from './music/score.ts';
import { stage } from './stage/stageSize.ts';

/** Somebody in the crowd hits the ball this often, ms. */
const hitMs = 1_000;
export const ballM = 0.42;

const ballHit = (index: number): Vector =>
  vector(mix(-6, 6, chance(index, 50)), mix(-3.6, -9.5, chance(index, 51)), 2.3);

/** Position of the big ball that the crowd keeps in the air; it is hit on the beat. */
export function ballAt({ ms }: Moment): Vector {
  const index = Math.floor(ms / hitMs);
  const share = ms / hitMs - index;
  const [from, to] = [ballHit(index % 1_000_003), ballHit((index + 1) % 1_000_003)];
  const lift = 5.2 * share * (1 - share) * (0.7 + 0.6 * chance(index % 1_000_003, 52));
  return vector(mix(from.x, to.x, share), mix(from.y, to.y, share), from.z + lift);
}

/** Jets of flame at the stage's front edge: position and height, m. */
export function flames({ bar, barShare, energy, ms }: Moment): { at: Vector; heightM: number }[] {
  const isOn = energy > 0.5 && bar % 2 === 0;
  const strength = isOn ? smooth(0, 0.03, barShare) * (1 - smooth(0.2, 0.42, barShare)) : 0;
  if (strength < 0.02) return [];
  return [-5.6, -2, 2, 5.6].map((x, index) => ({
    at: vector(x, 0.25, stage.deckZ),
    heightM: strength * (2.5 + 0.9 * chance(Math.floor(ms / 40) % 1_000_003, index)),
  }));
}

/** A piece of confetti; `visible` is the share of it that is seen and `hue` its color, both 0 to 1. */
export type Scrap = { at: Vector; visible: number; hue: number };

const scrapCount = 90;
/** Confetti is fired when the chorus starts; the last piece has fallen after this time, s. */
const fallSeconds = 9;
const chorusBar = 8;

export function confetti({ bar, barShare }: Moment): Scrap[] {
  const seconds = ((bar - chorusBar + barShare) * barMs) / 1_000;
  if (seconds <= 0 || seconds > fallSeconds) return [];
  return Array.from({ length: scrapCount }, (_, index): Scrap => {
    const [a, b, c] = [chance(index, 60), chance(index, 61), chance(index, 62)];
    const rise = 1 - Math.exp(-2.6 * seconds);
    const height = stage.deckZ + rise * mix(4.2, 9, a) - Math.max(0, seconds - 0.7) * mix(0.75, 1.25, b);
    const drift = 0.5 * Math.sin(seconds * mix(1.2, 2.6, c) + 6 * a);
    return {
      at: vector(mix(-7, 7, b) + drift, mix(2, -8, c) * clamp(rise * 1.1, 0, 1), height),
      visible: Math.abs(Math.sin(seconds * mix(4, 9, c) + 9 * b)),
      hue: a,
    };
  }).filter(({ at }) => at.z > 0.8);
}
