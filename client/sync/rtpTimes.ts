import { videoClockRate } from '../../shared/captureTime.ts';
import { medianOf } from '../../shared/medianOf.ts';

/** Pairs that the difference is the median of: a pair may be one frame off, and browsers move timestamps now and then. */
const pairs = 9;
const ticksPerUs = videoClockRate / 1e6;

/**
 * Finds RTP times of frames in browsers whose frames do not carry them (Chrome before 145, Safari): frame timestamps
 * differ from RTP times by a constant, which is learned from frames of which both are known.
 */
export function createRtpTimes() {
  /** RTP time less timestamp of recent pairs, against the first one's, ticks. */
  let differences: number[] = [];
  let base = 0;
  const ticksOf = (timestampUs: number) => Math.round(timestampUs * ticksPerUs);

  return {
    /** The frame with this timestamp (µs) has, probably, this RTP time. */
    learn(timestampUs: number, rtp: number): void {
      if (differences.length === 0) base = rtp - ticksOf(timestampUs);
      differences = [...differences, (rtp - ticksOf(timestampUs) - base) | 0].slice(-pairs);
    },
    rtpOf(timestampUs: number): number | undefined {
      const difference = medianOf(differences, 'lower');
      return difference === undefined ? undefined : (ticksOf(timestampUs) + base + difference) >>> 0;
    },
  };
}
