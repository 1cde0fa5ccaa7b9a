import type { Backstage, Event, Role } from '../../shared/domain.ts';
import { maySee } from '../../shared/rights.ts';
import type { Audience } from './ports/audience.ts';
import type { PerspectiveRecord } from './ports/perspectiveStore.ts';
import { eventFor, shownTo } from './shownTo.ts';

const isShown = (role: Role, record: PerspectiveRecord) => record.state !== 'gone' && maySee(role, record);

/**
 * Notifies each role of what it may see of a changed perspective; if it is gone, only those who could see it before.
 */
export function announcePerspective(
  audience: Audience,
  before: PerspectiveRecord | null,
  record: PerspectiveRecord,
  backstage: Backstage,
): void {
  const { event, id } = record;
  for (const role of ['viewer', 'moderator'] as const) {
    if (isShown(role, record)) audience.tell(role, event, 'perspectiveChanged', shownTo(role, record, backstage));
    else if (before && isShown(role, before)) audience.tell(role, event, 'perspectiveGone', { id });
  }
}

/** Notifies everybody of a changed event. */
export function announceEvent(audience: Audience, event: Event): void {
  for (const role of ['viewer', 'moderator'] as const) {
    audience.tell(role, event.id, 'eventChanged', eventFor(role, event));
  }
}
