import { phoneTimeOf } from '../../shared/captureTime.ts';
import { createFrameQueue, type HeldFrame } from './frameQueue.ts';
import type { TileMeasurements, TileSteering } from './playoutMessages.ts';
import { createRtpTimes } from './rtpTimes.ts';

/** Decoded frames held, at most: phones' decoders have few buffers, and stall when all are in use. */
const maxHeld = 16;
/** From writing a frame to the track until it is on the screen: one to two refreshes (measured). */
const screenMs = 25;
/** Capture times kept for the phase of refreshes. */
const recentMs = 1_000;

/** A frame as browsers hand it out; those without `rtpTimestamp` are Chrome before 145 and Safari. */
type Frame = Pick<VideoFrame, 'timestamp' | 'close'> & { metadata?(): { rtpTimestamp?: number } };

/** What the whole grid shows: its delay, and whether anybody sees it. */
export type Showing = { delayMs: number; isHidden: boolean };

/** The frames of one tile in the worker: when each was captured, and which one is due. `write` shows and closes one. */
export function createTileFrames(tile: number, showing: () => Showing, write: (frame: Frame) => void) {
  const queue = createFrameQueue<Frame>(maxHeld);
  const rtpTimes = createRtpTimes();
  let steering: Pick<TileSteering, 'captured' | 'assumedPathMs'> = { captured: null, assumedPathMs: 0 };
  let newestUs: number | null = null;
  let captures: { captureAt: number; arrivedAt: number }[] = [];
  let measured: TileMeasurements = { tile, arrived: [], shown: [], dropped: 0 };

  const show = ({ frame, captureAt, arrivedAt }: HeldFrame<Frame>, at: number) => {
    write(frame);
    const lateMs = at - Math.max(arrivedAt, captureAt + showing().delayMs);
    measured.shown.push({ captureAt, at: at + screenMs, lateMs });
  };
  const captureOf = (rtp: number | undefined, arrivedAt: number) => {
    const { captured, assumedPathMs } = steering;
    if (rtp === undefined || !captured) return arrivedAt - assumedPathMs;
    return phoneTimeOf({ rtp: captured.rtp, phoneMs: captured.captureAt }, rtp);
  };
  const showUpTo = (due: number, at: number) => {
    const { newest, dropped } = queue.takeDue(due);
    measured.dropped += dropped;
    if (newest) show(newest, at);
  };

  return {
    showUpTo,
    arrived(frame: Frame, arrivedAt: number, isBusy: boolean): void {
      const rtp = frame.metadata?.().rtpTimestamp ?? rtpTimes.rtpOf(frame.timestamp);
      newestUs = frame.timestamp;
      measured.arrived.push({ rtp, at: arrivedAt, isBusy });
      const { isHidden, delayMs } = showing();
      // A hidden page has no refreshes: frames would pile up, and the decoder would stop.
      if (isHidden) {
        queue.clear();
        frame.close();
        return;
      }
      const captureAt = captureOf(rtp, arrivedAt);
      captures.push({ captureAt, arrivedAt });
      const soonest = queue.add({ frame, captureAt, arrivedAt });
      if (soonest) show(soonest, arrivedAt);
      if (delayMs === 0) showUpTo(Number.POSITIVE_INFINITY, arrivedAt);
    },
    steer({ newestRtp, ...next }: TileSteering): void {
      steering = next;
      if (newestRtp !== null && newestUs !== null) rtpTimes.learn(newestUs, newestRtp);
    },
    /** When the frames of the last second were captured. */
    captures(now: number): number[] {
      captures = captures.filter(({ arrivedAt }) => arrivedAt >= now - recentMs);
      return captures.map(({ captureAt }) => captureAt);
    },
    /** Since the last call. */
    takeMeasurements(): TileMeasurements {
      const taken = measured;
      measured = { tile, arrived: [], shown: [], dropped: 0 };
      return taken;
    },
    close: queue.clear,
  };
}

export type TileFrames = ReturnType<typeof createTileFrames>;
