import { createFrameTrack, framesOf, rtpTimeOf } from './insertableTrack.ts';
import { hasJitterBufferTarget, setJitterBufferTarget, watchAddedDelay } from './jitterBuffer.ts';
import { plainPlayout } from './plainPlayout.ts';
import type { Play } from './playing.ts';
import { isPageBusy, onRefresh } from './refresh.ts';

type Held = { frame: VideoFrame; captureAt: number; arrivedAt: number };

/**
 * Decoded frames held: phones' decoders have few buffers and stall when all are in use. `decodedAheadMs` steers the jitter
 * buffer, where a longer delay is spent; `maxHeld` is the hard limit.
 */
const decodedAheadMs = 180;
const maxHeld = 16;
/** A smaller change of the jitter buffer is not worth the hiccup. */
const bufferStepMs = 30;
const measureEveryMs = 1_000;
/** From writing a frame to the track until it is on the screen: one to two refreshes (measured). */
const screenMs = 25;

/** Holds each frame until it is due, and shows it at the next refresh of the screen. */
export const scheduledPlayout: Play = (track, receiver, tile, instant) => {
  const frames = framesOf(track);
  const shown = createFrameTrack();
  if (!frames || !shown) return plainPlayout(track, receiver, tile, instant);
  const held: Held[] = [];
  let bufferMs = 0;
  let isClosed = false;

  const show = ({ frame, captureAt, arrivedAt }: Held, at: number) => {
    shown.show(frame);
    tile.frameShown(captureAt, at + screenMs, at - Math.max(arrivedAt, captureAt + instant.delayMs()));
  };

  const showUpTo = (due: number, at: number) => {
    let newest: Held | undefined;
    while (held[0] && held[0].captureAt <= due) {
      if (newest) tile.frameDropped();
      newest?.frame.close();
      newest = held.shift();
    }
    if (newest) show(newest, at);
  };

  const drop = () => {
    for (const { frame } of held.splice(0)) frame.close();
  };

  const take = (frame: VideoFrame) => {
    const arrivedAt = instant.now();
    const captureAt = tile.frameArrived(rtpTimeOf(frame), arrivedAt, isPageBusy());
    // A hidden page has no refreshes: frames would pile up, and the decoder would stop.
    if (document.hidden) {
      drop();
      return frame.close();
    }
    held.push({ frame, captureAt, arrivedAt });
    // Too early is better than never: such a tile is shown as early.
    const soonest = held.length > maxHeld ? held.shift() : undefined;
    if (soonest) show(soonest, instant.now());
    if (instant.delayMs() === 0) showUpTo(Number.POSITIVE_INFINITY, instant.now());
  };

  const read = async () => {
    for (;;) {
      const { value, done } = await frames.read();
      if (done || isClosed) return value?.close();
      take(value);
    }
  };

  const readAddedDelay = receiver && watchAddedDelay(receiver);
  const measure = async () => {
    const ms = bufferMs > 0 ? await readAddedDelay?.() : 0;
    if (ms !== null && ms !== undefined) tile.setAddedDelay(Math.min(ms, bufferMs));
  };

  read().catch(() => undefined);
  const stopRefresh = onRefresh((at) => showUpTo(instant.dueBy(at), instant.timeOf(at)));
  const timer = setInterval(() => void measure(), measureEveryMs);
  return {
    track: shown.track,
    steer() {
      if (!hasJitterBufferTarget(receiver)) return;
      const pathDelays = tile.pathDelays(instant.now());
      const wished = pathDelays === null ? 0 : Math.max(0, instant.delayMs() - pathDelays.p90Ms - decodedAheadMs);
      // A target that is too high makes frames late, so it is lowered at once; a raise can wait until it is worth it.
      if (wished < bufferMs || wished > bufferMs + bufferStepMs) {
        bufferMs = wished < bufferStepMs ? 0 : wished;
        setJitterBufferTarget(receiver, bufferMs);
        if (bufferMs === 0) tile.setAddedDelay(0);
      }
    },
    close() {
      isClosed = true;
      stopRefresh();
      clearInterval(timer);
      frames.cancel().catch(() => undefined);
      drop();
      shown.close();
    },
  };
};
