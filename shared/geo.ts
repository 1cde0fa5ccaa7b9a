import type { Position } from './domain.ts';

/** Arithmetic of places, in metres and degrees, good to a few cm over a venue. */

/** Mean length of one degree of latitude, in metres (IUGG mean radius 6,371,008.8 m). */
const metresPerDegree = 111_195.08;
/** Side of a coarse cell in degrees of latitude: 111 m. */
const cellDegrees = 0.001;

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
 * The centre of the fixed cell (at least 100 m a side) that a position lies in. The cells are the same for
 * everybody and for ever, so that no number of readings tells more than one.
 */
export function coarsen(position: Position): Position {
  const row = Math.floor(position.latitude / cellDegrees);
  const latitude = (row + 0.5) * cellDegrees;
  const columnDegrees = cellDegrees / Math.cos(radians(latitude));
  const longitude = (Math.floor(position.longitude / columnDegrees) + 0.5) * columnDegrees;
  return { latitude: Number(latitude.toFixed(6)), longitude: Number(Math.min(180, longitude).toFixed(6)) };
}

/** Side of a coarse cell, in metres. */
export const cellM = cellDegrees * metresPerDegree;
