import type { Color } from '../draw/color.ts';
import { vector } from '../draw/vector.ts';
import { boxFaces, type Face, type Solid, solidOf } from './solid.ts';
import { boxBlack } from './stageSet.ts';
import { stage } from './stageSize.ts';

const v = vector;
const z = stage.deckZ;

/** A cabinet with an amplifier on top. */
function amplifier(x: number, y: number, color: Color): Solid {
  const cabinet = boxFaces(v(x - 0.38, y, z), v(x + 0.38, y + 0.36, z + 1.1), boxBlack);
  const corner = (side: 1 | -1, height: number) => v(x + side * 0.33, y - 0.01, z + height);
  const grille: Face = { corners: [corner(-1, 0.07), corner(1, 0.07), corner(1, 1.02), corner(-1, 1.02)], color };
  const head = boxFaces(v(x - 0.36, y + 0.03, z + 1.12), v(x + 0.36, y + 0.32, z + 1.38), [0.3, 0.28, 0.26]);
  return solidOf('thing', v(x, y + 0.2, z + 0.7), [...cabinet, grille, ...head]);
}

/** A floor monitor. */
function wedge(x: number): Solid {
  const [left, right, front, back, top] = [x - 0.3, x + 0.3, 0.4, 0.85, z + 0.34];
  const faces: Face[] = [
    { corners: [v(left, front, z), v(right, front, z), v(right, front, top), v(left, front, top)], color: boxBlack },
    {
      corners: [v(right, back, z), v(left, back, z), v(left, front, top), v(right, front, top)],
      color: [0.24, 0.24, 0.26],
    },
    { corners: [v(right, front, z), v(right, back, z), v(right, front, top)], color: boxBlack },
    { corners: [v(left, back, z), v(left, front, z), v(left, front, top)], color: boxBlack },
  ];
  return solidOf('thing', v(x, 0.7, z + 0.2), faces);
}

export const backline = (): Solid[] => [
  amplifier(-3.3, 6.4, [0.5, 0.4, 0.26]),
  amplifier(-2.45, 6.4, [0.5, 0.4, 0.26]),
  amplifier(2.6, 6.4, [0.24, 0.26, 0.3]),
  ...[-3.2, -0.8, 0.8, 3.2].map(wedge),
];
