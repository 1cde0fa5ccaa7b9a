import type { Doors } from '../../shared/domain.ts';
import type { RefusalNotice } from '../../shared/refusals.ts';
import type { CameraState } from '../camera/cameraState.ts';
import type { CameraFault } from '../camera/capture.ts';
import type { Loss } from '../camera/input.ts';
import type { ConnectionState } from '../connection/conversation.ts';
import type { LiveState } from '../publishing/liveState.ts';

/** What the page says of itself; exactly one of these is true at any time. */
export type Status =
  /** The browser asks for the camera. */
  | { is: 'asking' }
  | { is: 'noCamera'; fault: CameraFault }
  | { is: 'ready' }
  /** Not live, and the server cannot be reached, or lets nobody in for now. */
  | { is: 'offline'; why: RefusalNotice | null }
  | { is: 'connecting'; why: RefusalNotice | null }
  | { is: 'held' | 'live'; watching: number; isPoor: boolean; doors: Doors }
  | { is: 'interrupted'; why: RefusalNotice | null }
  /** On its way or live, but the camera brings nothing. */
  | { is: 'still'; loss: Loss }
  | { is: 'takenOver' | 'otherEnded' | 'removed' | 'banned' | 'tooMuch' | 'closed' | 'takenBack' | 'notTakenBack' }
  | { is: 'refused'; notice: RefusalNotice };

/** What another tab of this browser does with the same camera. */
export type OtherTab = 'live' | 'ended' | null;

type Known = {
  live: LiveState;
  camera: CameraState;
  connection: ConnectionState;
  isWanted: boolean;
  /** What is known before anything was tried: nobody, or not this camera, may go live. */
  barred?: 'closed' | 'banned' | null;
  /** What the server says against it for now. */
  why?: RefusalNotice | null;
  otherTab?: OtherTab;
};

/** Out of all that is known, what matters to the person who films. */
export function statusOf({
  live,
  camera,
  connection,
  isWanted,
  barred = null,
  why = null,
  otherTab = null,
}: Known): Status {
  if (live.is === 'off' || live.is === 'ended' || live.is === 'refused') {
    if (live.is === 'refused' && !isWanted) return { is: 'refused', notice: live.notice };
    if (otherTab && !isWanted) return { is: otherTab === 'live' ? 'takenOver' : 'otherEnded' };
    if (live.is === 'ended' && !isWanted) return { is: live.why };
    if (barred && !isWanted) return { is: barred };
    if (camera.is === 'failed') return { is: 'noCamera', fault: camera.fault };
    if (camera.is !== 'open') return { is: 'asking' };
    if (isWanted) return { is: 'connecting', why };
    return connection === 'interrupted' ? { is: 'offline', why } : { is: 'ready' };
  }
  if (camera.is !== 'open') return { is: 'still', loss: 'silent' };
  if (camera.loss) return { is: 'still', loss: camera.loss };
  return live.is === 'connecting' || live.is === 'interrupted' ? { is: live.is, why } : live;
}

/** Whether going live can be tried: not where the answer is known. */
export function mayGoLive(status: Status): boolean {
  if (status.is === 'refused') return status.notice.code !== 'banned' && status.notice.code !== 'eventClosed';
  return status.is !== 'banned' && status.is !== 'closed';
}

/** Whether it is over, for now or for good: what there was can still be seen, and taken back. */
export function isOver({ is }: Status): boolean {
  return ['removed', 'banned', 'closed', 'tooMuch', 'takenBack', 'notTakenBack', 'refused'].includes(is);
}

/** Whether the camera is live, or on its way to it. */
export function isUnderWay({ is }: Status): boolean {
  return ['connecting', 'held', 'live', 'interrupted', 'still'].includes(is);
}
