import type { ListedEvent } from '../../shared/restApi.ts';
import { words } from '../words/words.ts';

/** The position sent is a cell of 111 m, so distances are no more precise than this, m. */
const finestM = 100;

function awayOf(distanceM: number): string {
  if (distanceM < finestM) return words.home.nearby;
  const isFar = distanceM >= 1_000;
  return words.home.away(words.home.distance(isFar ? distanceM : Math.round(distanceM / finestM) * finestM));
}

/** How far away an event is, once this device's position is known; coordinates would tell nobody anything. */
export function Whereabouts({ event: { distanceM } }: { event: ListedEvent }) {
  return distanceM === undefined ? null : <span className="distance">{awayOf(distanceM)}</span>;
}
