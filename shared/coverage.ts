import type { Position, ShownPlace } from './domain.ts';
import { bearingOf, cellM, distanceM, offsetFrom } from './geo.ts';

/** The sides from which a scene is filmed, computed from places, for moderators. Angles in degrees. */

/** One perspective and its place. Those that are waiting to be let in do not count as filmed. */
export type View = { id: string; place: ShownPlace; isWaiting: boolean };

/** `thin`: filmed only at an angle, or from a place of which only the area is known. */
export type Cover = 'well' | 'thin' | 'none';
/** A part of the circle around the scene; `at` is its middle, degrees clockwise from north. */
export type Sector = { at: number; cover: Cover };
/** The gain of a waiting perspective, in sectors; most of it at `at`, degrees clockwise from north. */
export type Addition = { id: string; at: number; gain: number };
/** Two that show almost the same; not certain if only areas are known. */
export type Pair = { ids: readonly [string, string]; isSure: boolean };
export type Coverage = { sectors: readonly Sector[]; additions: readonly Addition[]; alike: readonly Pair[] };

const sectorCount = 12;
/** One camera shows the scene well within this angle of its position, and nothing beyond the outer angle. */
const innerDegrees = 20;
const outerDegrees = 50;
/** Error of a phone's own position, m, typical. */
const exactM = 8;
/** Error of an area, m: between half the side of a cell and half its diagonal. */
const areaM = cellM * 0.6;
/** A camera that points further away from the centre than this films something else. */
const awayDegrees = 75;
/** Shares of a sector from which it is covered well, or thinly. */
const wellFrom = 0.75;
const thinFrom = 0.25;
/** A gain below this is no new angle; sectors. */
const minGain = 0.75;
const maxAdditions = 3;
/** People next to each other who film in the same direction. */
const besideM = 12;
const sameDirectionDegrees = 20;

/** Between two bearings, 0 to 180. */
const apart = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);

/** Bearing of a view from the centre, and the error of that. Null if it is not known, or the camera points away. */
function standpointOf({ place }: View, centre: Position): { at: number; offBy: number } | null {
  const offset = offsetFrom(centre, place);
  const distance = Math.hypot(offset.eastM, offset.northM);
  const errorM = place.precision === 'exact' ? exactM : areaM;
  const behind = place.heading === undefined ? null : (place.heading + 180) % 360;
  // This near to the centre, only the heading shows from which side it films.
  if (distance <= errorM) return behind === null ? null : { at: behind, offBy: 15 };
  const at = bearingOf(offset);
  const offBy = (Math.atan(errorM / distance) * 180) / Math.PI;
  if (behind !== null && apart(at, behind) > awayDegrees + offBy) return null;
  return { at, offBy };
}

/** How much a view shows of each sector, 0 to 1: the larger the error of its bearing, the wider and the less. */
function shares(view: View, centre: Position): number[] {
  const standpoint = standpointOf(view, centre);
  return Array.from({ length: sectorCount }, (_, index) => {
    if (!standpoint) return 0;
    const { at, offBy } = standpoint;
    const distance = apart((index * 360) / sectorCount, at);
    const inner = innerDegrees + offBy / 2;
    const outer = outerDegrees + offBy;
    const share = Math.min(1, Math.max(0, (outer - distance) / (outer - inner)));
    return share / (1 + offBy / 30);
  });
}

/** Two views that each cover half of a sector may overlap, so together they count as more than half but not all. */
const and = (a: readonly number[], b: readonly number[]) => a.map((each, index) => each + (b[index] ?? 0) * (1 - each));
const whole = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0);

function coverOf(share: number): Cover {
  if (share >= wellFrom) return 'well';
  return share >= thinFrom ? 'thin' : 'none';
}

/**
 * The waiting view that adds most, then the one that adds most to that: of two next to each other only one is a new
 * angle.
 */
function additionsOf(waiting: readonly View[], filmed: readonly number[], centre: Position): Addition[] {
  const additions: Addition[] = [];
  let now = filmed;
  const left = new Map(waiting.map((view) => [view.id, shares(view, centre)]));
  while (additions.length < maxAdditions) {
    const ranked = [...left]
      .map(([id, own]) => ({ id, own, gain: whole(and(now, own)) - whole(now) }))
      .sort((a, b) => b.gain - a.gain || (a.id < b.id ? -1 : 1));
    const best = ranked[0];
    if (!best || best.gain < minGain) break;
    const gains = best.own.map((own, index) => own * (1 - (now[index] ?? 0)));
    const view = waiting.find(({ id }) => id === best.id);
    const standpoint = view && standpointOf(view, centre);
    const most = gains.indexOf(Math.max(...gains));
    // Named after the side it stands on, or after the side it adds if its own is filmed already.
    const own = standpoint ? Math.round((standpoint.at * sectorCount) / 360) % sectorCount : most;
    const side = (gains[own] ?? 0) >= (gains[most] ?? 0) * 0.8 ? own : most;
    additions.push({ id: best.id, at: (side * 360) / sectorCount, gain: Math.round(best.gain * 100) / 100 });
    now = and(now, best.own);
    left.delete(best.id);
  }
  return additions;
}

function areAlike(a: View, b: View): Pair | null {
  const [one, other] = [a.place, b.place];
  if (one.precision !== other.precision) return null;
  const isExact = one.precision === 'exact';
  const isSameDirection =
    one.heading === undefined || other.heading === undefined
      ? null
      : apart(one.heading, other.heading) <= sameDirectionDegrees;
  const isBeside = distanceM(one, other) <= (isExact ? besideM : 1);
  // Within one cell they may stand on different sides: without headings nothing is known.
  if (!isBeside || isSameDirection === false || (!isExact && isSameDirection === null)) return null;
  return { ids: [a.id, b.id], isSure: isExact && isSameDirection === true };
}

function pairsOf(views: readonly View[]): Pair[] {
  return views.flatMap((a, index) => views.slice(index + 1).flatMap((b) => areAlike(a, b) ?? []));
}

/** How the sides of a scene are filmed, which waiting views would add to that, and which views are alike. */
export function coverageOf(centre: Position, views: readonly View[]): Coverage {
  const inside = views.filter(({ isWaiting }) => !isWaiting);
  const nothing = new Array<number>(sectorCount).fill(0);
  const filmed = inside.reduce<number[]>((sum, view) => and(sum, shares(view, centre)), nothing);
  return {
    sectors: filmed.map((share, index) => ({ at: (index * 360) / sectorCount, cover: coverOf(share) })),
    additions: additionsOf(
      views.filter(({ isWaiting }) => isWaiting),
      filmed,
      centre,
    ),
    alike: pairsOf(views),
  };
}
