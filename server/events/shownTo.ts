import type { Decision } from '../../shared/conversations/spectator.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { Backstage, Curation, Event, Perspective, Place, Role, ShownPlace } from '../../shared/domain.ts';
import { coarsen } from '../../shared/geo.ts';
import type { PerspectiveRecord } from './ports/perspectiveStore.ts';

/** Exact places are shown to moderators only, and only if the spectator chose `exact`. */
function placeFor(role: Role, place: Place): ShownPlace | null {
  if (place.precision === 'off') return null;
  const cell = coarsen(place);
  const heading = place.heading === undefined ? {} : { heading: place.heading };
  if (place.precision === 'exact' && role === 'moderator') return place;
  return { precision: 'area', ...cell, ...heading };
}

/** The curation as this role may see it. */
function curationFor(role: Role, curation: Curation): Curation {
  return role === 'moderator' ? curation : { ...curation, trusted: false, reportsDismissedAt: 0 };
}

/** A record as this role may see it. Fields are listed one by one, so that a new one is not exposed by accident. */
export function shownTo(role: Role, record: PerspectiveRecord, backstage: Backstage): Perspective {
  const { id, event, label, state, curation, place, media, clock, since } = record;
  const shown = { id, event, label, state, media, clock, since };
  const decided = { curation: curationFor(role, curation), place: placeFor(role, place) };
  return { ...shown, ...decided, ...(role === 'moderator' ? { backstage } : {}) };
}

/** A log entry as the spectator concerned may see it. */
export function decisionOf({ at, act, by, why }: LogEntry): Decision {
  return by.is === 'moderator'
    ? { at, act, by: 'moderator', moderator: by.id, why }
    : { at, act, by: 'event', moderator: '', why };
}

/** An event as this role may see it. */
export function eventFor(role: Role, { reportThreshold = 0, ...event }: Event): Event {
  return role === 'moderator' ? { ...event, reportThreshold } : event;
}
