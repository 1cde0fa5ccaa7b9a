import type { Position } from './domain.ts';

/** Geometry of places, in metres and degrees; errors are a few cm across a venue. */

/** Mean length of one degree of latitude, in metres (IUGG mean radius 6,371,008.8 m). */
const metresPerDegree = 111_195.08;
/** Side of a coarse cell in degrees of latitude: 111 m. */
const cellDegrees = 0.001;
/** Latitudes are within ±85°: see `positionSchema`. */
const lastRow = 85 / cellDegrees - 1;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres east and north of an origin. */
export type Offset = { eastM: number; northM: number };

export function offsetFrom(origin: Position, position: Position): Offset {
  const turn = ((position.longitude - origin.longitude + 540) % 360) - 180;
  return {
    eastM: turn * metresPerDegree * Math.cos(radians(origin.latitude)),
    northM: (position.latitude - origin.latitude) * metresPerDegree,
  };
}

export function positionAt(origin: Position, { eastM, northM }: Offset): Position {
  return {
    latitude: origin.latitude + northM / metresPerDegree,
    longitude: origin.longitude + eastM / (metresPerDegree * Math.cos(radians(origin.latitude))),
  };
}

export function distanceM(from: Position, to: Position): number {
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const h =
    half(to.latitude - from.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * half(to.longitude - from.longitude);
  return 2 * metresPerDegree * (180 / Math.PI) * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Compass bearing of an offset, 0 ≤ degrees < 360. */
export function bearingOf({ eastM, northM }: Offset): number {
  return ((Math.atan2(eastM, northM) * 180) / Math.PI + 360) % 360;
}

/**
 * The centre of the fixed cell (at least 100 m a side) that a position lies in. Cells never change, so many readings
 * reveal no more than one.
 */
export function coarsen(position: Position): Position {
  // The largest allowed latitude belongs to the last cell.
  const row = Math.min(Math.floor(position.latitude / cellDegrees), lastRow);
  const latitude = (row + 0.5) * cellDegrees;
  const columnDegrees = cellDegrees / Math.cos(radians(latitude));
  const longitude = (Math.floor(position.longitude / columnDegrees) + 0.5) * columnDegrees;
  return {
    latitude: Number(latitude.toFixed(6)),
    longitude: Number(Math.max(-180, Math.min(180, longitude)).toFixed(6)),
  };
}

/** Side of a coarse cell, in metres. */
export const cellM = cellDegrees * metresPerDegree;

/** The eight directions of the compass, clockwise from north. */
export const compass = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;
export type Direction = (typeof compass)[number];

export function directionOf(bearing: number): Direction {
  return compass[Math.round(bearing / 45) % 8] ?? 'n';
}

/**
 * Corner points of a view cone on the ground: where the camera stands, then the arc from left to right.
 * `headingDegrees` clockwise from north; a phone's main camera sees about 65° held upright or lying.
 */
export function viewCone(from: Offset, headingDegrees: number, lengthM: number, openingDegrees = 65): Offset[] {
  const steps = 6;
  const arc = Array.from({ length: steps + 1 }, (_, step) => {
    const towards = radians(headingDegrees - openingDegrees / 2 + (openingDegrees * step) / steps);
    return { eastM: from.eastM + lengthM * Math.sin(towards), northM: from.northM + lengthM * Math.cos(towards) };
  });
  return [from, ...arc];
}

/**
 * Offsets that keep this many markers apart within a disc: one in the middle, up to eight on a ring, more in a
 * sunflower pattern.
 */
export function fanOut(count: number, radiusM: number): Offset[] {
  if (count === 1) return [{ eastM: 0, northM: 0 }];
  const goldenAngle = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, index) => {
    const isRing = count <= 8;
    const angle = isRing ? (index * 2 * Math.PI) / count : index * goldenAngle;
    const distance = isRing ? radiusM : radiusM * Math.sqrt((index + 0.5) / count);
    return { eastM: distance * Math.sin(angle), northM: distance * Math.cos(angle) };
  });
}

/** The length of a scale bar, m: the largest of 1, 2 or 5 times a power of ten up to `atMostM`. */
export function roundLengthM(atMostM: number): number {
  const power = 10 ** Math.floor(Math.log10(atMostM));
  const leading = atMostM / power;
  return (leading >= 5 ? 5 : leading >= 2 ? 2 : 1) * power;
}
