import { between, cross, dot, minus, unit, type Vector, vector } from './vector.ts';

/** Camera position, target, and field of view in degrees along the picture's longer side. */
export type CameraView = { from: Vector; to: Vector; openingDegrees: number };

/** A point in the picture: px from the upper left corner, depth in m, and px per m at that depth. */
export type ProjectedPoint = { x: number; y: number; depth: number; scale: number };

export type Lens = CameraView & {
  right: Vector;
  up: Vector;
  forward: Vector;
  /** Focal length, px: the size of something 1 m wide at 1 m distance. */
  focalPx: number;
  widthPx: number;
  heightPx: number;
};

/** Near clipping plane, m. */
export const nearM = 0.35;

/** A perspective camera without roll. */
export function createLens(view: CameraView, widthPx: number, heightPx: number): Lens {
  const forward = unit(minus(view.to, view.from));
  const right = unit(cross(forward, vector(0, 0, 1)));
  const halfOpening = (view.openingDegrees * Math.PI) / 360;
  const focalPx = Math.max(widthPx, heightPx) / 2 / Math.tan(halfOpening);
  return { ...view, forward, right, up: cross(right, forward), focalPx, widthPx, heightPx };
}

/** Points behind the camera get a depth of 0 or less. */
export function project({ from, right, up, forward, focalPx, widthPx, heightPx }: Lens, point: Vector): ProjectedPoint {
  const away = minus(point, from);
  const depth = dot(away, forward);
  const scale = focalPx / Math.max(depth, 1e-3);
  return { x: widthPx / 2 + dot(away, right) * scale, y: heightPx / 2 - dot(away, up) * scale, depth, scale };
}

/** Distance along the line of sight, m. */
export const depthOf = ({ from, forward }: Lens, point: Vector): number => dot(minus(point, from), forward);

/** Clips a polygon at the near plane (Sutherland–Hodgman). */
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

/** Clips a line at the near plane; null if all of it is behind. */
export function clipLine(lens: Lens, from: Vector, to: Vector): [Vector, Vector] | null {
  const [a, b] = [depthOf(lens, from), depthOf(lens, to)];
  if (a < nearM && b < nearM) return null;
  if (a >= nearM && b >= nearM) return [from, to];
  const edge = between(from, to, (nearM - a) / (b - a));
  return a >= nearM ? [from, edge] : [edge, to];
}
