import type { Doors } from '../../shared/domain.ts';
import type { RefusalCode, RefusalNotice } from '../../shared/refusals.ts';
import type { CameraState } from '../camera/cameraState.ts';
import type { CameraFault } from '../camera/capture.ts';
import type { Loss } from '../camera/input.ts';
import type { ConnectionState } from '../connection/conversation.ts';
import type { LiveState } from '../publishing/liveState.ts';

/** What the page shows; exactly one of these at any time. */
export type FilmingStatus =
  /** Nobody has asked the browser for the camera yet: the page says first what for. */
  | { is: 'unasked' }
  /** The browser asks for permission to use the camera. */
  | { is: 'asking' }
  | { is: 'noCamera'; fault: CameraFault }
  | { is: 'ready' }
  /** The person has ended it. The camera is closed, and what there was is shown. */
  | { is: 'ended' }
  /** Not live, and the server is not reachable, or lets nobody in for now. */
  | { is: 'offline'; why: RefusalNotice | null }
  | { is: 'connecting'; why: RefusalNotice | null }
  | { is: 'held' | 'live'; watching: number; isPoor: boolean; doors: Doors }
  | { is: 'interrupted'; why: RefusalNotice | null }
  /** Live or connecting, but the camera delivers no frames. */
  | { is: 'still'; loss: Loss }
  | { is: 'takenOver' | 'otherEnded' | 'removed' | 'banned' | 'tooMuch' | 'closed' | 'takenBack' | 'notTakenBack' }
  | { is: 'refused'; notice: RefusalNotice };

/** Whether another tab of this browser films with the same camera id, or did. */
export type OtherTab = 'live' | 'ended' | null;

type Known = {
  live: LiveState;
  camera: CameraState;
  connection: ConnectionState;
  isWanted: boolean;
  /** The camera waits for a tap before the browser is asked. */
  isUnasked?: boolean;
  hasEnded?: boolean;
  /** Known without trying: the event is closed, or this camera is banned. */
  barred?: 'closed' | 'banned' | null;
  /** The server's last refusal, while going live is retried. */
  why?: RefusalNotice | null;
  otherTab?: OtherTab;
};

/** Refusals that say for certain that going live again is refused, too; all others may be tried again by hand. */
const barredBy: Partial<Record<RefusalCode, FilmingStatus>> = {
  banned: { is: 'banned' },
  eventClosed: { is: 'closed' },
};

/** Of everything known, what matters most to the person who films. */
export function filmingStatusOf({
  live,
  camera,
  connection,
  isWanted,
  isUnasked = false,
  hasEnded = false,
  barred = null,
  why = null,
  otherTab = null,
}: Known): FilmingStatus {
  if (live.is === 'off' || live.is === 'ended' || live.is === 'refused') {
    if (live.is === 'refused' && !isWanted) return barredBy[live.notice.code] ?? { is: 'refused', notice: live.notice };
    if (otherTab && !isWanted) return { is: otherTab === 'live' ? 'takenOver' : 'otherEnded' };
    if (live.is === 'ended' && !isWanted) return { is: live.why };
    if (barred && !isWanted) return { is: barred };
    if (hasEnded && !isWanted) return { is: 'ended' };
    if (isUnasked && camera.is === 'closed') return { is: 'unasked' };
    if (camera.is === 'failed') return { is: 'noCamera', fault: camera.fault };
    if (camera.is !== 'open') return { is: 'asking' };
    if (isWanted) return { is: 'connecting', why };
    return connection === 'interrupted' ? { is: 'offline', why } : { is: 'ready' };
  }
  if (camera.is !== 'open') return { is: 'still', loss: 'silent' };
  if (camera.loss) return { is: 'still', loss: camera.loss };
  return live.is === 'connecting' || live.is === 'interrupted' ? { is: live.is, why } : live;
}

/** False if the answer would be a refusal for certain. */
export function mayGoLive({ is }: FilmingStatus): boolean {
  return is !== 'banned' && is !== 'closed';
}

/** True if filming ended, for now or for good: stored data can still be viewed and taken back. */
export function isFilmingOver({ is }: FilmingStatus): boolean {
  return ['removed', 'banned', 'closed', 'tooMuch', 'takenBack', 'notTakenBack', 'refused'].includes(is);
}

/** True if the camera is live or connecting. */
export function isUnderWay({ is }: FilmingStatus): boolean {
  return ['connecting', 'held', 'live', 'interrupted', 'still'].includes(is);
}
