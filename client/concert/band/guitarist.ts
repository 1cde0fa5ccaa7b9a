import type { Color } from '../draw/color.ts';
import { mix } from '../draw/number.ts';
import { plus, times, vector } from '../draw/vector.ts';
import { type Moment, swing } from '../music/score.ts';
import { stage } from '../stage/stageSize.ts';
import { type Body, bodyOf, localToSceneOf } from './body.ts';
import { type Clothes, dressed, type Figure, guitarParts, type Part } from './figure.ts';
import { guitarStance } from './guitarStance.ts';

const v = vector;
const skin: Color = [0.82, 0.56, 0.42];

const felt: Color = [0.2, 0.15, 0.13];
const shirt: Color = [0.75, 0.74, 0.7];
const clothes: Clothes = {
  skin,
  top: shirt,
  sleeves: shirt,
  trousers: [0.14, 0.16, 0.24],
  shoes: [0.3, 0.2, 0.13],
  build: 0.92,
};

function hat({ head, up, left, ahead }: Body): Part[] {
  const middle = plus(head, times(up, 0.08));
  const brim = Array.from({ length: 14 }, (_, index) => {
    const angle = (index / 14) * 2 * Math.PI;
    return plus(middle, plus(times(left, 0.25 * Math.cos(angle)), times(ahead, 0.25 * Math.sin(angle))));
  });
  const crown = plus(head, times(up, 0.22));
  return [
    { shape: 'plate', outline: brim, color: felt, lifted: 0.16 },
    { shape: 'cloth', from: middle, to: crown, fromM: 0.13, toM: 0.1, color: felt, lifted: 0.16 },
  ];
}

function waistcoat({ chest, hips, up }: Body): Part {
  const [from, to] = [plus(chest, times(up, 0.08)), plus(hips, times(up, 0.02))];
  return { shape: 'cloth', from, to, fromM: 0.17, toM: 0.16, color: [0.36, 0.22, 0.15], lifted: 0.01 };
}

/** A wide hat and a red guitar. */
export function guitarist(moment: Moment): Figure {
  const lift = mix(0.1, 0.32, moment.energy * (0.5 + 0.5 * swing(moment, 16)));
  const stance = guitarStance(moment, v(-2.8 + 0.4 * swing(moment, 32, 0.2), 2.3, stage.deckZ), lift, 0.95);
  stance.facing += 0.25;
  const body = bodyOf(stance);
  const frame = localToSceneOf(stance);
  const bridge = frame(v(-0.08, 0.2, stance.hipZ + 0.08));
  const headstock = frame(v(0.72, 0.26, stance.hipZ + 0.22 + lift * 1.2));
  const guitar = guitarParts(bridge, headstock, body, [0.85, 0.1, 0.1], 0.4);
  return { at: stance.at, parts: [...dressed(body, clothes), ...guitar, ...hat(body), waistcoat(body)] };
}
