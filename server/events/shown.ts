import type { Perspective, Place, Role, ShownPlace } from '../../shared/domain.ts';
import { coarsen } from '../../shared/geo.ts';
import { maySee } from '../../shared/rights.ts';
import type { Audience, PerspectiveRecord } from './ports.ts';

/** Exact places reach moderators only, and only where the spectator chose `exact`. */
function placeFor(role: Role, place: Place): ShownPlace | null {
  if (place.precision === 'off') return null;
  const cell = coarsen(place);
  const heading = place.heading === undefined ? {} : { heading: place.heading };
  if (place.precision === 'exact' && role === 'moderator') return place;
  return { precision: 'area', ...cell, ...heading };
}

/** A record as this role may see it. */
export function shownTo(role: Role, record: PerspectiveRecord): Perspective {
  return { ...record, place: placeFor(role, record.place) };
}

/** Tells everybody what they may know of a changed perspective. */
export function announce(audience: Audience, record: PerspectiveRecord): void {
  const { event, id } = record;
  for (const role of ['viewer', 'moderator'] as const) {
    const isShown = record.state !== 'gone' && maySee(role, record);
    if (isShown) audience.tell(role, event, 'perspectiveChanged', shownTo(role, record));
    else audience.tell(role, event, 'perspectiveGone', { id });
  }
}

/** Who may receive the media of a perspective in this curation. */
export function reachOf(record: PerspectiveRecord): 'everyone' | 'moderators' {
  return maySee('viewer', record) ? 'everyone' : 'moderators';
}
