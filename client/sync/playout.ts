import { bufferedPlayout } from './bufferedPlayout.ts';
import { hasInsertableTracks } from './insertableTrack.ts';
import { plainPlayout } from './plainPlayout.ts';
import type { Play } from './playing.ts';
import { scheduledPlayout } from './scheduledPlayout.ts';

export type PlayoutName = 'scheduled' | 'buffered' | 'plain';

const plays: Record<PlayoutName, Play> = {
  scheduled: scheduledPlayout,
  buffered: bufferedPlayout,
  plain: plainPlayout,
};

/** The best playout that this browser supports: frame by frame, by its jitter buffer, or none. `wished` is for tests. */
export function choosePlayout(wished: string | null): PlayoutName {
  const name = (Object.keys(plays) as PlayoutName[]).find((each) => each === wished);
  if (name) return name;
  if (hasInsertableTracks) return 'scheduled';
  return typeof RTCRtpReceiver === 'function' && 'jitterBufferTarget' in RTCRtpReceiver.prototype
    ? 'buffered'
    : 'plain';
}

export const playOf = (name: PlayoutName): Play => plays[name];
