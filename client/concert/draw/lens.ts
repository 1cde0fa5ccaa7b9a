import { between, cross, dot, minus, unit, type Vector, vector } from './vector.ts';

/** Where a camera stands, what it looks at, and how wide, in degrees over the picture's longer side. */
export type View = { from: Vector; to: Vector; openingDegrees: number };

/** A point in the picture: px from its upper left corner, metres before the lens, and how many px a metre has there. */
export type Spot = { x: number; y: number; depth: number; scale: number };

export type Lens = View & {
  right: Vector;
  up: Vector;
  forward: Vector;
  /** Px of a thing one metre wide, one metre away. */
  focalPx: number;
  widthPx: number;
  heightPx: number;
};

/** What is nearer than this to the lens cannot be drawn, m. */
export const nearM = 0.35;

/** The perspective of a camera without roll. */
export function createLens(view: View, widthPx: number, heightPx: number): Lens {
  const forward = unit(minus(view.to, view.from));
  const right = unit(cross(forward, vector(0, 0, 1)));
  const halfOpening = (view.openingDegrees * Math.PI) / 360;
  const focalPx = Math.max(widthPx, heightPx) / 2 / Math.tan(halfOpening);
  return { ...view, forward, right, up: cross(right, forward), focalPx, widthPx, heightPx };
}

/** Where a point of the scene is in the picture; what is behind the camera has no positive depth. */
export function project({ from, right, up, forward, focalPx, widthPx, heightPx }: Lens, point: Vector): Spot {
  const away = minus(point, from);
  const depth = dot(away, forward);
  const scale = focalPx / Math.max(depth, 1e-3);
  return { x: widthPx / 2 + dot(away, right) * scale, y: heightPx / 2 - dot(away, up) * scale, depth, scale };
}

/** Metres from the lens to the plane that a point lies in. */
export const depthOf = ({ from, forward }: Lens, point: Vector): number => dot(minus(point, from), forward);

/** The corners of a flat shape as far as it lies before the lens (Sutherland and Hodgman's clipping, one plane). */
export function clipNear(lens: Lens, corners: readonly Vector[]): Vector[] {
  const depths = corners.map((corner) => depthOf(lens, corner));
  return corners.flatMap((corner, index) => {
    const after = (index + 1) % corners.length;
    const [depth = 0, nextDepth = 0] = [depths[index], depths[after]];
    const next = corners[after] ?? corner;
    const kept = depth >= nearM ? [corner] : [];
    if (depth >= nearM === nextDepth >= nearM) return kept;
    return [...kept, between(corner, next, (nearM - depth) / (nextDepth - depth))];
  });
}

/** The part of a line that lies before the lens; null where none does. */
export function clipLine(lens: Lens, from: Vector, to: Vector): [Vector, Vector] | null {
  const [a, b] = [depthOf(lens, from), depthOf(lens, to)];
  if (a < nearM && b < nearM) return null;
  if (a >= nearM && b >= nearM) return [from, to];
  const edge = between(from, to, (nearM - a) / (b - a));
  return a >= nearM ? [from, edge] : [edge, to];
}
