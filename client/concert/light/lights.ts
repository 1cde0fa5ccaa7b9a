import { add, type Color, dim } from '../draw/color.ts';
import { mix } from '../draw/number.ts';
import { unit, type Vector, vector } from '../draw/vector.ts';
import type { Moment } from '../music/score.ts';
import { type LampGroup, lampGroups, lamps, lightOn } from './lamps.ts';

export type LightLevels = Record<LampGroup, number>;

/** Levels of back, side and warm light in each bar of the verse and of the chorus. */
const verse = [
  [1, 0.12, 0.3],
  [0.8, 0.5, 0.25],
  [0.4, 0.9, 0.25],
  [0.85, 0.2, 0.55],
] as const;
const chorus = [
  [0.3, 1, 0.5],
  [1, 0.3, 0.6],
  [0.2, 0.6, 1],
  [0.8, 0.9, 0.35],
] as const;

/** Brightness of each group of lamps, 0 to about 1. */
export function lightLevels({ bar, barShare, pulse, flash, energy }: Moment): LightLevels {
  const table = bar < 8 ? verse : chorus;
  const [now, last] = [table[bar % 4] ?? verse[0], table[(bar + 3) % 4] ?? verse[0]];
  const share = Math.min(1, barShare * 7);
  const level = (index: 0 | 1 | 2) => mix(last[index], now[index], share);
  const beat = mix(0.82 + 0.18 * pulse, 0.55 + 0.45 * pulse, energy);
  return { back: level(0) * beat, side: level(1) * beat, warm: level(2) * mix(1, beat, 0.6), white: flash };
}

const bandMiddle = vector(0, 2.5, 2.8);
const onBand = (group: LampGroup, from: Vector): Color =>
  dim(lamps[group].color, lightOn(group, bandMiddle, unit(from)));

/** Light on the side of a performer whose normal is `from`. */
export function lightFrom(levels: LightLevels, from: Vector): Color {
  return lampGroups.reduce<Color>((sum, group) => add(sum, dim(onBand(group, from), levels[group])), [0, 0, 0]);
}

/** The crowd is lit in a cold and a hot color; edges too thin for two get the mixture. */
export type CrowdTone = 'cold' | 'hot' | 'both';

export function crowdLight({ back, side, warm, white }: LightLevels): Record<CrowdTone, number> {
  const [cold, hot] = [Math.min(1, 0.12 + 0.75 * back + white), Math.min(1, 0.06 + 0.55 * side + 0.45 * warm + white)];
  return { cold, hot, both: (cold + hot) / 2 };
}

export const crowdColors = { cold: [0.2, 0.5, 1], hot: [1, 0.32, 0.36], both: [1, 0.7, 1] } as const satisfies Record<
  CrowdTone,
  Color
>;
