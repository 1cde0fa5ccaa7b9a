import type { types } from 'mediasoup';
import type { Now } from '../events/ports/clocks.ts';
import { type FrameId, frameIdOf } from './keyFrameTimes.ts';

/** One frame is sampled this often; tracing all RTP packets would cost too much. */
const sampleEveryMs = 2_000;

/**
 * Calls every few seconds with the RTP time of a frame that has just arrived from a producer. Also enables its trace
 * events for sender reports and key frames.
 */
export function followAbsCaptureTimes(producer: types.Producer, now: Now, onFrame: (frame: FrameId) => void): void {
  let sampledAt = now();
  let isSampling = false;
  // Fails only if the worker, and the producer with it, has just closed.
  const enable = (packets: 'rtp'[]) => producer.enableTraceEvent(['sr', 'keyframe', ...packets]).catch(() => undefined);

  producer.on('trace', (event) => {
    // A sender report maps RTP times to capture times: the mapping is most exact for a frame right after it.
    if (event.type === 'sr' && !isSampling && now() - sampledAt >= sampleEveryMs) {
      isSampling = true;
      void enable(['rtp']);
    }
    const frame = event.type === 'rtp' && isSampling ? frameIdOf(event) : null;
    if (!frame) return;
    isSampling = false;
    sampledAt = now();
    void enable([]);
    onFrame(frame);
  });
  void enable([]);
}
