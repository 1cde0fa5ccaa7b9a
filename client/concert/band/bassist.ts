import type { Color } from '../draw/color.ts';
import { plus, times, vector } from '../draw/vector.ts';
import { type Moment, swing } from '../music/score.ts';
import { stage } from '../stage/stageSize.ts';
import { bodyOf, localToSceneOf } from './body.ts';
import { dressed, type Figure, guitarParts, type Part } from './figure.ts';
import { guitarStance } from './guitarStance.ts';

const v = vector;
const darkSkin: Color = [0.42, 0.27, 0.19];

/** Tall, a crest of hair, bare arms and a long blue bass. */
export function bassist(moment: Moment): Figure {
  const stance = guitarStance(moment, v(2.8 + 0.3 * swing(moment, 24, 0.6), 2.6, stage.deckZ), 0.14, 1);
  stance.facing -= 0.2;
  const body = bodyOf(stance);
  const frame = localToSceneOf(stance);
  const bridge = frame(v(-0.12, 0.2, stance.hipZ - 0.02));
  const headstock = frame(v(0.92, 0.26, stance.hipZ + 0.34));
  const { head, up, ahead } = body;
  const crest = [0.07, 0.02, -0.04, -0.09].map((back, index) =>
    plus(head, plus(times(ahead, back), times(up, 0.14 + 0.03 * Math.sin(index + 1)))),
  );
  const parts: Part[] = [
    ...dressed(body, {
      skin: darkSkin,
      top: [0.13, 0.13, 0.15],
      sleeves: darkSkin,
      trousers: [0.3, 0.07, 0.1],
      shoes: [0.7, 0.7, 0.7],
      build: 1,
    }),
    ...guitarParts(bridge, headstock, body, [0.1, 0.3, 0.75], 0.44),
    { shape: 'limb', points: crest, widthM: 0.1, color: [0.2, 0.85, 0.55] },
  ];
  return { at: stance.at, parts };
}
