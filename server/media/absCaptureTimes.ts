import type { types } from 'mediasoup';
import type { Now } from '../events/ports/clocks.ts';
import { type Frame, frameOf } from './keyFrameTimes.ts';

/** Rarely enough to cost nothing: a packet or a few are told of, then no more. */
const everyMs = 2_000;

/** Calls every few seconds with the RTP time of a frame that comes to a producer. Turns on its reports and key frames, too. */
export function followAbsCaptureTimes(producer: types.Producer, now: Now, seen: (frame: Frame) => void): void {
  let lookedAt = now();
  let isLooking = false;
  // Fails only where the worker has just gone, and the producer with it.
  const enable = (packets: 'rtp'[]) => producer.enableTraceEvent(['sr', 'keyframe', ...packets]).catch(() => undefined);

  producer.on('trace', (event) => {
    // A report tells how to read RTP times: a frame that comes right after it is read best.
    if (event.type === 'sr' && !isLooking && now() - lookedAt >= everyMs) {
      isLooking = true;
      void enable(['rtp']);
    }
    const frame = event.type === 'rtp' && isLooking ? frameOf(event) : null;
    if (!frame) return;
    isLooking = false;
    lookedAt = now();
    void enable([]);
    seen(frame);
  });
  void enable([]);
}
