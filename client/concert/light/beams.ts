import { blend, type Color } from '../draw/color.ts';
import { mix } from '../draw/number.ts';
import { plus, times, unit, type Vector, vector } from '../draw/vector.ts';
import { type Moment, swing } from '../music/score.ts';
import { lamps, rowOf } from './lamps.ts';

/** `fan` is the position from the middle of its row. */
export type BeamLamp = { at: Vector; index: number; fan: number; row: 'back' | 'front' | 'floor' };

const lampsOf = (row: BeamLamp['row'], positions: Vector[]): BeamLamp[] =>
  positions.map((at, index) => ({ at, index, fan: index - (positions.length - 1) / 2, row }));

export const beamLamps: readonly BeamLamp[] = [
  ...lampsOf('back', rowOf(6, 5.6, 7.8, 7.6)),
  ...lampsOf('front', rowOf(4, 5, 0.4, 7.7)),
  ...lampsOf('floor', rowOf(2, 5.9, 7.2, 1.6)),
];

export function beamDirection({ index, fan, row }: BeamLamp, moment: Moment): Vector {
  const calm = swing(moment, 16, index * 0.06);
  const wild = swing(moment, 4, index * 0.13);
  const sweep = mix(calm, wild, moment.energy);
  if (row === 'back') return unit(vector(fan * 0.18 + sweep * 0.45, -1, -0.6 + 0.2 * swing(moment, 8, index * 0.5)));
  if (row === 'front') return unit(vector(fan * 0.24 - sweep * 0.5, -0.4 + 0.4 * swing(moment, 16, 0.2), -1));
  return unit(vector(fan * 0.24 + sweep * 0.35, -0.3 + 0.25 * swing(moment, 8, index * 0.25), 1));
}

/** Brightness of a beam, 0 to 1: in the chorus every other lamp is on, alternating with the beat. */
export function beamLevel({ index, row }: BeamLamp, moment: Moment): number {
  const isOn = (index + Math.floor(moment.beats)) % 2 === 0;
  const chase = isOn ? 0.62 + 0.38 * moment.pulse : 0;
  const calm = row === 'front' ? 0 : 0.56 + 0.14 * moment.pulse;
  return mix(calm, chase, moment.energy);
}

export const beamEnd = (lamp: BeamLamp, moment: Moment, lengthM: number): Vector =>
  plus(lamp.at, times(beamDirection(lamp, moment), lengthM));

const cold: Color = blend(lamps.back.color, [0.5, 0.8, 1], 0.4);
const hot = lamps.side.color;
const warm = lamps.warm.color;
const white: Color = [0.72, 0.8, 1];
const inVerse: [Color, Color][] = [
  [cold, hot],
  [cold, [0.3, 0.9, 0.8]],
];
const inChorus: [Color, Color][] = [
  [hot, cold],
  [warm, hot],
  [white, warm],
  [cold, [0.75, 0.3, 1]],
];

/** The two beam colors of a bar. */
export function beamColors({ bar }: Moment): [Color, Color] {
  return (bar < 8 ? inVerse[Math.floor(bar / 2) % 2] : inChorus[bar % 4]) ?? [cold, hot];
}
