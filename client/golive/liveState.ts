import type { SpectatorNotices } from '../../shared/conversations/spectator.ts';
import type { Doors, Place } from '../../shared/domain.ts';
import type { RefusalCode, RefusalNotice } from '../../shared/refusals.ts';

export type Whom = { event: string; cameraId: string };
export type Showing = { label: string; place: Place };

export type LiveState =
  | { is: 'off' }
  | { is: 'connecting' }
  /** What the server says of this camera; `held` and `live` are only said while media arrives there. */
  | { is: 'held' | 'live'; watching: number; isPoor: boolean; doors: Doors }
  /** The way is cut, or the server hears nothing; it is being mended. */
  | { is: 'interrupted' }
  | { is: 'ended'; why: SpectatorNotices['ended']['why'] }
  | { is: 'refused'; notice: RefusalNotice };

/** Refusals that do not mend themselves. */
export const finalRefusals: readonly RefusalCode[] = [
  'noSuchEvent',
  'notAllowed',
  'banned',
  'eventClosed',
  'tooManyPerspectives',
  'badMedia',
];
