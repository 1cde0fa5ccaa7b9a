import type { Perspective, Position, ShownPlace, Venue } from '../../shared/domain.ts';
import { bearingOf, cellM, type Direction, directionOf, fanOut, type Offset, offsetFrom } from '../../shared/geo.ts';

/** Where a marker is drawn; with `area` precision that is an arbitrary point of its cell, not a position. */
export type PlanSpot = { id: string; at: Offset; heading: number | null; precision: ShownPlace['precision'] };

/** The plan's content, in metres from the event's centre. */
export type PlanScene = {
  radiusM: number | null;
  /** Half the side of the square that is drawn. */
  extentM: number;
  spots: readonly PlanSpot[];
  /** Centres of the coarse cells with somebody in them. */
  cells: readonly Offset[];
};

/** Markers spread over this share of their cell, so that none seems to stand at its edge. */
const fanShare = 0.34;
const minExtentM = 80;

type Placed = { id: string; place: ShownPlace };

function centreOf(placed: readonly Placed[]): Position | null {
  if (placed.length === 0) return null;
  const mean = (side: keyof Position) => placed.reduce((sum, { place }) => sum + place[side], 0) / placed.length;
  return { latitude: mean('latitude'), longitude: mean('longitude') };
}

/** Positions within a cell are unknown: cameras that look south are drawn in its north, so that cones do not cross. */
function spotsOfCell(cell: readonly Placed[], centre: Position): PlanSpot[] {
  const backBearing = ({ place }: Placed) => ((place.heading ?? 180) + 180) % 360;
  const sorted = [...cell].sort((a, b) => backBearing(a) - backBearing(b) || (a.id < b.id ? -1 : 1));
  const markers = fanOut(sorted.length, cellM * fanShare);
  return sorted.map(({ id, place }, index) => {
    const middle = offsetFrom(centre, place);
    const marker = markers[index] ?? { eastM: 0, northM: 0 };
    const at = { eastM: middle.eastM + marker.eastM, northM: middle.northM + marker.northM };
    return { id, at, heading: place.heading ?? null, precision: place.precision };
  });
}

/** The plan's content; null without a venue and without any shared place. */
export function sceneOf(venue: Venue | null, perspectives: readonly Perspective[]): PlanScene | null {
  const placed = perspectives.flatMap(({ id, place }) => (place ? [{ id, place }] : []));
  const centre = venue ?? centreOf(placed);
  if (!centre) return null;
  const areas = Map.groupBy(
    placed.filter(({ place }) => place.precision === 'area'),
    ({ place }) => `${place.latitude},${place.longitude}`,
  );
  const exact = placed.filter(({ place }) => place.precision === 'exact');
  const spots = [
    ...[...areas.values()].flatMap((cell) => spotsOfCell(cell, centre)),
    ...exact.flatMap((each) => spotsOfCell([each], centre)),
  ];
  const cells = [...areas.values()].flatMap(([first]) => (first ? [offsetFrom(centre, first.place)] : []));
  const halfSides = (offsets: readonly Offset[], marginM: number) =>
    offsets.map(({ eastM, northM }) => Math.max(Math.abs(eastM), Math.abs(northM)) + marginM);
  const needed = Math.max(
    minExtentM,
    ...halfSides(cells, cellM * 0.6),
    ...halfSides(
      spots.map(({ at }) => at),
      20,
    ),
  );
  // With a very large venue all markers would coincide, so its circle is cut off.
  const radiusM = venue?.radiusM ?? null;
  const extentM = Math.max(needed, Math.min((radiusM ?? 0) * 1.1, needed * 1.6));
  return { radiusM, extentM, spots, cells };
}

/**
 * Ids in the order of walking around the scene to the right while facing its centre: counter-clockwise from above.
 * Perspectives without a place come last.
 */
export function orderAround(scene: PlanScene | null, ids: readonly string[]): string[] {
  const bearings = new Map(scene?.spots.map(({ id, at }) => [id, bearingOf(at)]));
  return [...ids].sort((a, b) => (bearings.get(b) ?? -1) - (bearings.get(a) ?? -1));
}

/** The neighbour of `id` to the right (1) or left (-1), cyclic. */
export function stepAround(around: readonly string[], id: string | null, steps: 1 | -1): string | null {
  const at = id === null ? -1 : around.indexOf(id);
  if (at < 0) return (steps > 0 ? around[0] : around.at(-1)) ?? null;
  return around[(at + steps + around.length) % around.length] ?? null;
}

/** From which side of the scene a perspective looks; null if its cell may include the centre. */
export function sideOf(scene: PlanScene | null, id: string): Direction | null {
  const spot = scene?.spots.find((each) => each.id === id);
  if (!spot) return null;
  const isNear = Math.hypot(spot.at.eastM, spot.at.northM) < (spot.precision === 'area' ? cellM / 2 : 5);
  return isNear ? null : directionOf(bearingOf(spot.at));
}
