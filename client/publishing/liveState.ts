import type { OwnPerspective, SpectatorNotices } from '../../shared/conversations/spectator.ts';
import type { Doors, Place } from '../../shared/domain.ts';
import type { RefusalNotice } from '../../shared/refusals.ts';

export type CameraIdentity = { event: string; cameraId: string };
export type Presented = { label: string; place: Place };

export type LiveState =
  | { is: 'off' }
  /** `hasBeenLive` while it is renamed: then it is live already, under its former name. */
  | { is: 'connecting'; hasBeenLive: boolean }
  /** As the server says; only while media arrives there. */
  | { is: 'held' | 'live'; watching: number; isPoor: boolean; doors: Doors }
  /** The transport is down, or no media arrives at the server; it is being restored. */
  | { is: 'interrupted' }
  | { is: 'ended'; why: Exclude<SpectatorNotices['ended']['why'], 'full'> }
  | { is: 'refused'; notice: RefusalNotice };

/** The state of a camera that should be live; `isUp` if socket and transport are connected. */
export function liveStateOf(before: LiveState, isUp: boolean, own: OwnPerspective | null, isPoor: boolean): LiveState {
  const { state, watching = 0, doors = 'open' } = own ?? {};
  if (isUp && (state === 'held' || state === 'live')) return { is: state, watching, isPoor, doors };
  if (before.is === 'connecting') return before;
  return hasBeenLive(before) ? { is: 'interrupted' } : { is: 'connecting', hasBeenLive: false };
}

/** Going live is asked for again, under another name. */
export const renamedState = (before: LiveState): LiveState => ({ is: 'connecting', hasBeenLive: hasBeenLive(before) });

/** Whether this camera has gone live, shown or held, so that there is something to end. */
export function hasBeenLive(state: LiveState): boolean {
  return state.is === 'connecting' ? state.hasBeenLive : ['held', 'live', 'interrupted'].includes(state.is);
}
