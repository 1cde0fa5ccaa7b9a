import type { types } from 'mediasoup';
import { phoneTimeOf, soundClockRate } from '../../shared/captureTime.ts';
import type { RtpMapping } from '../../shared/domain.ts';
import { followSenderReports } from './senderReports.ts';

type Listener = (rtpMapping: RtpMapping) => void;

/** Smaller changes are not heard. The clocks of microphones drift by some ms a minute. */
const minChangeMs = 8;
/** Each change goes to everybody who hears the sound: a phone that is not honest may report more often. */
const minIntervalMs = 2_000;
/** A mapping is renewed long before 32 bits of RTP time, 24 hours of sound, could mean two instants. */
const longestMs = 3_600_000;

/** Maps RTP times of a phone's sound to capture times by its sender reports: not all browsers read abs-capture-time. */
export function createSoundMapping() {
  let last: (RtpMapping & { toldAt: number }) | null = null;
  const listeners = new Set<Listener>();
  return {
    followProducer(producer: types.Producer): void {
      // Another stream counts from another RTP time.
      last = null;
      followSenderReports(producer, ({ rtp, phoneMs, arrivedAt }) => {
        if (last && arrivedAt - last.toldAt < minIntervalMs) return;
        const changeMs = last ? Math.abs(phoneTimeOf(last, rtp, soundClockRate) - phoneMs) : minChangeMs;
        if (last && changeMs < minChangeMs && phoneMs - last.phoneMs < longestMs) return;
        last = { rtp, phoneMs, toldAt: arrivedAt };
        for (const listener of listeners) listener({ rtp, phoneMs });
      });
      // Fails only if the worker, and the producer with it, has just closed.
      producer.enableTraceEvent(['sr']).catch(() => undefined);
    },
    /** Calls with the mapping as soon as it is known, and with each change; returns its stop. */
    follow(listener: Listener): () => void {
      listeners.add(listener);
      if (last) listener({ rtp: last.rtp, phoneMs: last.phoneMs });
      return () => listeners.delete(listener);
    },
  };
}
