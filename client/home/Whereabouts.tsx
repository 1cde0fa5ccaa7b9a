import type { ListedEvent } from '../../shared/restApi.ts';
import { words } from '../words/words.ts';

/** The position sent is a cell of 111 m, so distances are no more precise than this, m. */
const finestM = 100;

function awayOf(distanceM: number): string {
  if (distanceM < finestM) return words.home.nearby;
  const isFar = distanceM >= 1_000;
  return words.home.away(words.home.distance(isFar ? distanceM : Math.round(distanceM / finestM) * finestM));
}

/** Where an event is: how far away if this device's position is known, else its coordinates. */
export function Whereabouts({ event: { venue, distanceM } }: { event: ListedEvent }) {
  if (distanceM !== undefined) return <span className="distance">{awayOf(distanceM)}</span>;
  return venue && <span className="coordinates">{words.home.coordinates(venue.latitude, venue.longitude)}</span>;
}
