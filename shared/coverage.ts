import type { Position, ShownPlace } from './domain.ts';
import { bearingOf, cellM, distanceM, offsetFrom } from './geo.ts';

/** From which sides a scene is filmed, as far as places tell: for moderators, who decide. Angles in degrees. */

/** One perspective, from where it looks; `isWaiting` ones do not count to what is filmed yet. */
export type View = { id: string; place: ShownPlace; isWaiting: boolean };

/** How a side is filmed: by somebody who stands there, aslant or from somewhere in an area only, or not at all. */
export type Cover = 'well' | 'thin' | 'none';
/** A part of the circle around the scene; `at` is its middle, clockwise from north. */
export type Sector = { at: number; cover: Cover };
/** What a waiting perspective would add: about so many sectors' worth, most of it at `at`. */
export type Addition = { id: string; at: number; gain: number };
/** Two that show almost the same; not sure where all that is known is an area. */
export type Pair = { ids: readonly [string, string]; isSure: boolean };
export type Coverage = { sectors: readonly Sector[]; additions: readonly Addition[]; alike: readonly Pair[] };

const sectorCount = 12;
/** What one camera shows well: this far to both sides of where it stands, and nothing more beyond `outer`. */
const innerDegrees = 20;
const outerDegrees = 50;
/** A phone's own place is good to about so much, in metres. */
const exactM = 8;
/** Half the diagonal of a cell is too pessimistic, half its side too optimistic. */
const areaM = cellM * 0.6;
/** Who looks further away from the centre than this films something else. */
const awayDegrees = 75;
const wellFrom = 0.75;
const thinFrom = 0.25;
/** Less than this is no new angle. */
const leastGain = 0.75;
const mostAdditions = 3;
/** As near as people who stand side by side, and looking the same way. */
const besideM = 12;
const sameWayDegrees = 20;

const apart = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);

/** Where a view stands around the centre, and how far off that may be. Null where nobody can say, or it looks away. */
function effectiveStateOf({ place }: View, centre: Position): { at: number; offBy: number } | null {
  const offset = offsetFrom(centre, place);
  const distance = Math.hypot(offset.eastM, offset.northM);
  const errorM = place.precision === 'exact' ? exactM : areaM;
  const behind = place.heading === undefined ? null : (place.heading + 180) % 360;
  // So near the centre, only the heading tells from which side it looks.
  if (distance <= errorM) return behind === null ? null : { at: behind, offBy: 15 };
  const at = bearingOf(offset);
  const offBy = (Math.atan(errorM / distance) * 180) / Math.PI;
  if (behind !== null && apart(at, behind) > awayDegrees + offBy) return null;
  return { at, offBy };
}

/** How much a view shows of each sector, 0 to 1: the less is known of where it stands, the wider and the fainter. */
function shares(view: View, centre: Position): number[] {
  const standing = effectiveStateOf(view, centre);
  return Array.from({ length: sectorCount }, (_, index) => {
    if (!standing) return 0;
    const { at, offBy } = standing;
    const distance = apart((index * 360) / sectorCount, at);
    const inner = innerDegrees + offBy / 2;
    const outer = outerDegrees + offBy;
    const share = Math.min(1, Math.max(0, (outer - distance) / (outer - inner)));
    return share / (1 + offBy / 30);
  });
}

/** Two that show half of a side show more of it, but not twice as much: they may show the same half. */
const and = (a: readonly number[], b: readonly number[]) => a.map((each, index) => each + (b[index] ?? 0) * (1 - each));
const whole = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0);

function coverOf(share: number): Cover {
  if (share >= wellFrom) return 'well';
  return share >= thinFrom ? 'thin' : 'none';
}

/** Who of those that wait adds most; then who adds most to that. Two that wait side by side are not both a new angle. */
function additionsOf(waiting: readonly View[], filmed: readonly number[], centre: Position): Addition[] {
  const additions: Addition[] = [];
  let now = filmed;
  const left = new Map(waiting.map((view) => [view.id, shares(view, centre)]));
  while (additions.length < mostAdditions) {
    const ranked = [...left]
      .map(([id, own]) => ({ id, own, gain: whole(and(now, own)) - whole(now) }))
      .sort((a, b) => b.gain - a.gain || (a.id < b.id ? -1 : 1));
    const best = ranked[0];
    if (!best || best.gain < leastGain) break;
    const gains = best.own.map((own, index) => own * (1 - (now[index] ?? 0)));
    const view = waiting.find(({ id }) => id === best.id);
    const standing = view && effectiveStateOf(view, centre);
    const most = gains.indexOf(Math.max(...gains));
    // Where it stands is what a moderator knows it by, unless that side has somebody already.
    const own = standing ? Math.round((standing.at * sectorCount) / 360) % sectorCount : most;
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
  const isSameWay =
    one.heading === undefined || other.heading === undefined
      ? null
      : apart(one.heading, other.heading) <= sameWayDegrees;
  const isBeside = distanceM(one, other) <= (isExact ? besideM : 1);
  // A cell holds many sides: without the way they look there is nothing to say.
  if (!isBeside || isSameWay === false || (!isExact && isSameWay === null)) return null;
  return { ids: [a.id, b.id], isSure: isExact && isSameWay === true };
}

function pairsOf(views: readonly View[]): Pair[] {
  return views.flatMap((a, index) => views.slice(index + 1).flatMap((b) => areAlike(a, b) ?? []));
}

/** How the sides of a scene are filmed, who would add to that, and who does not. */
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
