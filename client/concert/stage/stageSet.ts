import type { Color } from '../draw/color.ts';
import { chance } from '../draw/number.ts';
import { type Vector, vector } from '../draw/vector.ts';
import { boxFaces, type Face, floorTiles, type Rod, type Solid, solidOf, trussRods } from './solid.ts';
import { screen, stage } from './stageSize.ts';

const v = vector;
const { halfM, deepM, deckZ, riserZ, trussZ } = stage;
const steel: Color = [0.42, 0.45, 0.5];
const darkWood: Color = [0.4, 0.38, 0.42];
const cloth: Color = [0.12, 0.12, 0.14];
export const boxBlack: Color = [0.17, 0.17, 0.19];

const glowing = (faces: Face[], glow: Color): Face[] => faces.map((face) => ({ ...face, glow }));

function field(): Solid {
  return solidOf('ground', v(0, -20, 0), floorTiles(v(-34, -56, 0), v(34, -0.2, 0), 14, 14, [0.16, 0.17, 0.17]));
}

function deck(): Solid {
  // Without the top face: the floor below is tiled.
  const skirt = boxFaces(v(-halfM, 0, 0), v(halfM, deepM, deckZ), cloth).slice(0, 4);
  const lip = boxFaces(v(-halfM, -0.04, deckZ - 0.13), v(halfM, 0, deckZ - 0.06), [0.5, 0.5, 0.5]).slice(0, 1);
  const stripes = Array.from({ length: 13 }, (_, index) => {
    const x = -halfM + 0.4 + index * 1.05;
    return boxFaces(v(x, -0.03, 0.15), v(x + 0.05, 0, 1.1), [0.32, 0.32, 0.36]);
  });
  const floor = floorTiles(v(-halfM, 0, deckZ), v(halfM, deepM, deckZ), 18, 11, darkWood, 0.55);
  const riser = boxFaces(v(-1.6, 4.6, deckZ), v(1.6, 7.4, riserZ), [0.22, 0.22, 0.25]);
  const edge = boxFaces(v(-1.6, 4.57, riserZ - 0.08), v(1.6, 4.6, riserZ - 0.02), boxBlack).slice(0, 1);
  return solidOf('set', v(0, 7.4, 0), [
    ...skirt,
    ...stripes.flat(),
    ...glowing(lip, [0.85, 0.32, 0.2]),
    ...floor,
    ...riser,
    ...glowing(edge, [0.2, 0.55, 0.9]),
  ]);
}

function backWall(): Solid {
  const drape = (from: number, to: number) =>
    Array.from({ length: 9 }, (_, index): Face => {
      const [a, b] = [from + ((to - from) * index) / 9, from + ((to - from) * (index + 1)) / 9];
      const fold = 0.09 + 0.1 * chance(index, Math.round(from));
      const y = screen.y + 0.1;
      return {
        corners: [v(a, y, deckZ), v(b, y, deckZ), v(b, y, trussZ - 0.3), v(a, y, trussZ - 0.3)],
        color: [fold, fold, fold * 1.2],
      };
    });
  const side = screen.halfM + 0.2;
  const frame = boxFaces(v(-side, screen.y + 0.02, 1.9), v(side, screen.y + 0.4, screen.highZ + 0.2), boxBlack);
  return solidOf('set', v(0, screen.y + 0.2, 4), [...drape(-halfM, -side), ...drape(side, halfM), ...frame]);
}

function roof(): Solid[] {
  const side = halfM + 0.5;
  const across = (y: number) =>
    solidOf('thing', v(0, y, trussZ), [], trussRods(v(-side, y, trussZ), v(side, y, trussZ), 0.5, steel));
  const along = (x: number) =>
    solidOf('thing', v(x, 4, trussZ), [], trussRods(v(x, 0.3, trussZ), v(x, 7.9, trussZ), 0.5, steel));
  const tower = (x: number, y: number) =>
    solidOf('thing', v(x, y, 0), [], trussRods(v(x, y, 0), v(x, y, trussZ + 0.6), 0.5, steel));
  const canopy: Face = {
    corners: [v(-8, 8.8, 8.5), v(8, 8.8, 8.5), v(8, -0.4, 9.1), v(-8, -0.4, 9.1)],
    color: [0.1, 0.1, 0.12],
    isTwoSided: true,
  };
  return [
    solidOf('set', v(0, 12, 10), [canopy]),
    ...[0.3, 4.2, 7.9].map(across),
    ...[-side, side].map(along),
    ...[-side, side].flatMap((x) => [tower(x, 0.2), tower(x, 8)]),
  ];
}

function loudspeakers(): Solid[] {
  return [-9, 9].flatMap((x) => {
    const boxes = Array.from({ length: 8 }, (_, index) => {
      const y = -0.6 + 0.012 * index * index;
      const z = 7.4 - index * 0.46;
      return boxFaces(v(x - 0.55, y, z - 0.42), v(x + 0.55, y + 0.6, z), boxBlack);
    });
    const cable: Rod = { from: v(x, -0.3, 7.4), to: v(x, 0, 8.4), widthM: 0.05, color: steel };
    const mast = trussRods(v(x, 0.5, 0), v(x, 0.5, 8.5), 0.45, steel);
    return [solidOf('thing', v(x, -0.3, 6), boxes.flat(), [cable]), solidOf('thing', v(x, 0.6, 4), [], mast)];
  });
}

/** Between the stage and the crowd. */
function pit(): Solid[] {
  const subs = Array.from({ length: 9 }, (_, index) => {
    const x = -6.4 + index * 1.6;
    return solidOf('set', v(x, -0.5, 0.3), boxFaces(v(x - 0.55, -0.9, 0), v(x + 0.55, -0.15, 0.75), boxBlack));
  });
  const posts = Array.from({ length: 17 }, (_, index): Rod => {
    const x = -8.8 + index * 1.1;
    return { from: v(x, -1.5, 0.8), to: v(x, -1.5, 1.1), widthM: 0.05, color: steel };
  });
  const rail: Rod = { from: v(-8.8, -1.5, 1.1), to: v(8.8, -1.5, 1.1), widthM: 0.07, color: steel };
  return [...subs, solidOf('thing', v(0, -1.5, 0.5), [], [...posts, rail])];
}

/** What the stage faces: the sound tower and the balcony, with some lamps on. */
function behindTheCrowd(): Solid[] {
  const tower = (x: number, y: number, half: number, floorZ: number): Solid => {
    const feet: Vector[] = [v(x - half, y, 0), v(x + half, y, 0), v(x - half, y - 3, 0), v(x + half, y - 3, 0)];
    const posts = feet.map(
      (foot): Rod => ({ from: foot, to: v(foot.x, foot.y, floorZ + 3), widthM: 0.16, color: steel }),
    );
    const floor = boxFaces(v(x - half, y - 3, floorZ - 0.5), v(x + half, y, floorZ), boxBlack);
    const top = boxFaces(v(x - half - 0.3, y - 3.3, floorZ + 2.9), v(x + half + 0.3, y + 0.3, floorZ + 3.2), boxBlack);
    const desk = boxFaces(
      v(x - half * 0.7, y - 0.4, floorZ + 0.7),
      v(x + half * 0.7, y - 0.3, floorZ + 0.95),
      boxBlack,
    );
    return solidOf('thing', v(x, y, floorZ), [...floor, ...glowing(desk, [0.5, 0.36, 0.18]), ...top], posts);
  };
  return [tower(-4.2, -28.2, 2.6, 3.4), tower(10.5, -22, 4.5, 6.4)];
}

export const stageSet = (): Solid[] => [
  field(),
  deck(),
  backWall(),
  ...roof(),
  ...loudspeakers(),
  ...pit(),
  ...behindTheCrowd(),
];
