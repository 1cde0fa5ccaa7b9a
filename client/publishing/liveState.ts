import type { OwnPerspective, SpectatorNotices } from '../../shared/conversations/spectator.ts';
import type { Doors, Place } from '../../shared/domain.ts';
import type { RefusalNotice } from '../../shared/refusals.ts';

export type CameraIdentity = { event: string; cameraId: string };
export type Presented = { label: string; place: Place };

export type LiveState =
  | { is: 'off' }
  | { is: 'connecting' }
  /** What the server says of this camera; `held` and `live` are only said while media arrives there. */
  | { is: 'held' | 'live'; watching: number; isPoor: boolean; doors: Doors }
  /** The way is cut, or the server hears nothing; it is being mended. */
  | { is: 'interrupted' }
  | { is: 'ended'; why: Exclude<SpectatorNotices['ended']['why'], 'full'> }
  | { is: 'refused'; notice: RefusalNotice };

/** The state of a camera that is wanted live, out of what is known. */
export function stateOf(before: LiveState, isUp: boolean, own: OwnPerspective | null, isPoor: boolean): LiveState {
  const { state, watching = 0, doors = 'open' } = own ?? {};
  if (isUp && (state === 'held' || state === 'live')) return { is: state, watching, isPoor, doors };
  const wasUp = ['held', 'live', 'interrupted'].includes(before.is);
  return { is: wasUp ? 'interrupted' : 'connecting' };
}
