import type { Color } from '../draw/color.ts';
import { cross, minus, plus, times, unit, type Vector, vector } from '../draw/vector.ts';

/** A flat face; its corners are counter-clockwise, seen from outside. */
export type Face = {
  corners: readonly Vector[];
  color: Color;
  /** Emitted light. */
  glow?: Color;
  /** Reflectivity, 0 to 1. */
  gloss?: number;
  isTwoSided?: boolean;
};
/** A pole or a cable. */
export type Rod = { from: Vector; to: Vector; widthM: number; color: Color };

/** A static object. The ground is drawn first, then the set, then all things. */
export type Solid = {
  tier: 'ground' | 'set' | 'thing';
  /** Solids are drawn in the order of this point's depth, furthest first. */
  sortPoint: Vector;
  faces: readonly Face[];
  rods: readonly Rod[];
};

export const normalOf = ({ corners }: Face): Vector => {
  const [a, b, c] = corners;
  return a && b && c ? unit(cross(minus(b, a), minus(c, a))) : vector(0, 0, 1);
};

export const centroidOf = (corners: readonly Vector[]): Vector =>
  times(
    corners.reduce((sum, corner) => plus(sum, corner), vector(0, 0, 0)),
    1 / Math.max(1, corners.length),
  );

/** `low` and `high` are opposite corners. */
export function boxFaces(low: Vector, high: Vector, color: Color): Face[] {
  const at = (x: 0 | 1, y: 0 | 1, z: 0 | 1) => vector(x ? high.x : low.x, y ? high.y : low.y, z ? high.z : low.z);
  const sides = [
    [at(0, 0, 0), at(1, 0, 0), at(1, 0, 1), at(0, 0, 1)],
    [at(1, 1, 0), at(0, 1, 0), at(0, 1, 1), at(1, 1, 1)],
    [at(0, 1, 0), at(0, 0, 0), at(0, 0, 1), at(0, 1, 1)],
    [at(1, 0, 0), at(1, 1, 0), at(1, 1, 1), at(1, 0, 1)],
    [at(0, 0, 1), at(1, 0, 1), at(1, 1, 1), at(0, 1, 1)],
    [at(0, 1, 0), at(1, 1, 0), at(1, 0, 0), at(0, 0, 0)],
  ];
  return sides.map((corners) => ({ corners, color }));
}

/** A level rectangle in tiles, because each face has one shade. */
export function floorTiles(low: Vector, high: Vector, columns: number, rows: number, color: Color, gloss = 0): Face[] {
  const x = (column: number) => low.x + ((high.x - low.x) * column) / columns;
  const y = (row: number) => low.y + ((high.y - low.y) * row) / rows;
  return Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, rows - 1 - Math.floor(index / columns)];
    const corner = (right: number, back: number) => vector(x(column + right), y(row + back), high.z);
    return { corners: [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)], color, gloss };
  });
}

/** Points on a circle around an axis. */
export function ring(centre: Vector, axis: Vector, radiusM: number, count: number): Vector[] {
  const along = unit(axis);
  const side = unit(Math.abs(along.z) > 0.9 ? cross(along, vector(1, 0, 0)) : cross(along, vector(0, 0, 1)));
  const other = cross(along, side);
  return Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI;
    return plus(centre, plus(times(side, radiusM * Math.cos(angle)), times(other, radiusM * Math.sin(angle))));
  });
}

export function cylinderFaces(
  from: Vector,
  to: Vector,
  radiusM: number,
  color: Color,
  end = color,
  count = 14,
): Face[] {
  const axis = minus(to, from);
  const [near, far] = [ring(from, axis, radiusM, count), ring(to, axis, radiusM, count)];
  const side = near.flatMap((corner, index) => {
    const after = (index + 1) % count;
    const [nextNear, farHere, farNext] = [near[after], far[index], far[after]];
    return nextNear && farHere && farNext ? [{ corners: [corner, nextNear, farNext, farHere], color }] : [];
  });
  return [...side, { corners: [...near].reverse(), color: end }, { corners: far, color: end }];
}

/** A lighting truss: three long tubes and the struts between them. */
export function trussRods(from: Vector, to: Vector, depthM: number, color: Color): Rod[] {
  const along = minus(to, from);
  const [up, side] =
    Math.abs(unit(along).z) > 0.9
      ? [vector(1, 0, 0), vector(0, 1, 0)]
      : [vector(0, 0, 1), unit(cross(along, vector(0, 0, 1)))];
  const corner = (share: number, lift: number, aside: number) =>
    plus(plus(from, times(along, share)), plus(times(up, lift * depthM), times(side, aside * depthM)));
  const tube = (lift: number, aside: number): Rod => ({
    from: corner(0, lift, aside),
    to: corner(1, lift, aside),
    widthM: 0.07,
    color,
  });
  const count = Math.round(Math.hypot(along.x, along.y, along.z) / depthM);
  const lattice = Array.from({ length: count }, (_, index): Rod[] => {
    const [now, half, next] = [index / count, (index + 0.5) / count, (index + 1) / count];
    const brace = (a: Vector, b: Vector) => ({ from: a, to: b, widthM: 0.035, color });
    return [
      brace(corner(now, 0, -0.5), corner(half, 1, 0)),
      brace(corner(half, 1, 0), corner(next, 0, -0.5)),
      brace(corner(now, 0, 0.5), corner(half, 1, 0)),
    ];
  });
  return [tube(0, -0.5), tube(0, 0.5), tube(1, 0), ...lattice.flat()];
}

export const solidOf = (tier: Solid['tier'], sortPoint: Vector, faces: Face[], rods: Rod[] = []): Solid => ({
  tier,
  sortPoint,
  faces,
  rods,
});
